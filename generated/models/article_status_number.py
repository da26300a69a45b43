from ..._wire.kinds import OpenIntEnum


class ArticleStatusNumber(OpenIntEnum):
    """The status of articles as a number, for filtering lists.

    Attributes:
        DRAFT: Drafts.
        PUBLISHED: Published articles.
        ARCHIVED: Archived articles.
    """

    DRAFT = 0
    PUBLISHED = 1
    ARCHIVED = 2

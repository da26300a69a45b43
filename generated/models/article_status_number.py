from ..._wire.kinds import OpenIntEnum


class ArticleStatusNumber(OpenIntEnum):
    """The status of articles, as the list takes it."""

    DRAFT = 0
    PUBLISHED = 1
    ARCHIVED = 2

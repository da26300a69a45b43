from ..._wire.kinds import OpenStrEnum


class ArticleStatus(OpenStrEnum):
    """Whether visitors see an article.

    Attributes:
        DRAFT: Only users of the account see the article.
        PUBLISHED: Visitors see the article.
        ARCHIVED: The article is archived; visitors do not see it.
    """

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"

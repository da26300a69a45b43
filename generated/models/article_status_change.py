from ..._wire.kinds import OpenStrEnum


class ArticleStatusChange(OpenStrEnum):
    """The status that an article can be set to. The server responds with 500 to any other.

    Attributes:
        DRAFT: Only users of the account see the article.
        PUBLISHED: Visitors see the article.
        ARCHIVED: The article is archived; visitors do not see it.
    """

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"

from ..._wire.kinds import OpenStrEnum


class ArticleStatus(OpenStrEnum):
    """Whether visitors see an article."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"

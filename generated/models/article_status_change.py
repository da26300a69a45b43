from ..._wire.kinds import OpenStrEnum


class ArticleStatusChange(OpenStrEnum):
    """What an article can be set to. The server responds 500 to any other."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"

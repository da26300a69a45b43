from ..._wire.kinds import OpenStrEnum


class CompanyOrder(OpenStrEnum):
    """The order of companies."""

    NAME = "name"
    MINUS_NAME = "-name"
    DOMAIN = "domain"
    MINUS_DOMAIN = "-domain"
    CREATED_AT = "created_at"
    MINUS_CREATED_AT = "-created_at"
    CONTACTS_COUNT = "contacts_count"
    MINUS_CONTACTS_COUNT = "-contacts_count"
    LAST_ACTIVITY_AT = "last_activity_at"
    """Since Chatwoot 4.15.0."""
    MINUS_LAST_ACTIVITY_AT = "-last_activity_at"
    """Since Chatwoot 4.15.0."""

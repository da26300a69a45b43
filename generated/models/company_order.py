from ..._wire.kinds import OpenStrEnum


class CompanyOrder(OpenStrEnum):
    """Sort order of companies.

    Attributes:
        NAME: By name, A first.
        MINUS_NAME: By name, Z first.
        DOMAIN: By domain, A first.
        MINUS_DOMAIN: By domain, Z first.
        CREATED_AT: The oldest first.
        MINUS_CREATED_AT: The newest first.
        CONTACTS_COUNT: The fewest contacts first.
        MINUS_CONTACTS_COUNT: The most contacts first.
        LAST_ACTIVITY_AT: The least recently active first. Since Chatwoot 4.15.0.
        MINUS_LAST_ACTIVITY_AT: The most recently active first. Since Chatwoot 4.15.0.
    """

    NAME = "name"
    MINUS_NAME = "-name"
    DOMAIN = "domain"
    MINUS_DOMAIN = "-domain"
    CREATED_AT = "created_at"
    MINUS_CREATED_AT = "-created_at"
    CONTACTS_COUNT = "contacts_count"
    MINUS_CONTACTS_COUNT = "-contacts_count"
    LAST_ACTIVITY_AT = "last_activity_at"
    MINUS_LAST_ACTIVITY_AT = "-last_activity_at"

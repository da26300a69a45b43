from ..._wire.kinds import OpenStrEnum


class ContactOrder(OpenStrEnum):
    """The orders in which contacts are listed. Servers before 4.14.0 sort by `company`, later ones by
    `company_name` instead."""

    NAME_ASC = "name"
    EMAIL_ASC = "email"
    PHONE_NUMBER_ASC = "phone_number"
    LAST_ACTIVITY_AT_ASC = "last_activity_at"
    CREATED_AT_ASC = "created_at"
    COMPANY_NAME_ASC = "company_name"
    """Since Chatwoot 4.14.0."""
    CITY_ASC = "city"
    COUNTRY_ASC = "country"
    COMPANY_ASC = "company"
    NAME_DESC = "-name"
    EMAIL_DESC = "-email"
    PHONE_NUMBER_DESC = "-phone_number"
    LAST_ACTIVITY_AT_DESC = "-last_activity_at"
    CREATED_AT_DESC = "-created_at"
    COMPANY_NAME_DESC = "-company_name"
    """Since Chatwoot 4.14.0."""
    CITY_DESC = "-city"
    COUNTRY_DESC = "-country"
    COMPANY_DESC = "-company"

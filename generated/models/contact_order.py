from ..._wire.kinds import OpenStrEnum


class ContactOrder(OpenStrEnum):
    """The orders in which contacts are listed. The page does not have created_at, company_name, city and
    country (source)."""

    NAME_ASC = "name"
    EMAIL_ASC = "email"
    PHONE_NUMBER_ASC = "phone_number"
    LAST_ACTIVITY_AT_ASC = "last_activity_at"
    CREATED_AT_ASC = "created_at"
    COMPANY_NAME_ASC = "company_name"
    CITY_ASC = "city"
    COUNTRY_ASC = "country"
    NAME_DESC = "-name"
    EMAIL_DESC = "-email"
    PHONE_NUMBER_DESC = "-phone_number"
    LAST_ACTIVITY_AT_DESC = "-last_activity_at"
    CREATED_AT_DESC = "-created_at"
    COMPANY_NAME_DESC = "-company_name"
    CITY_DESC = "-city"
    COUNTRY_DESC = "-country"

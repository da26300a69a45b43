from ..._wire.kinds import OpenStrEnum


class ContactOrder(OpenStrEnum):
    """Sort order of contacts. Servers before 4.14.0 sort by `company`, later ones by `company_name`
    instead.

    Attributes:
        NAME_ASC: By name, A first.
        EMAIL_ASC: By mail address, A first.
        PHONE_NUMBER_ASC: By phone number, ascending.
        LAST_ACTIVITY_AT_ASC: The least recently active first.
        CREATED_AT_ASC: The oldest first.
        COMPANY_NAME_ASC: By company, A first. Since Chatwoot 4.14.0.
        CITY_ASC: By city, A first.
        COUNTRY_ASC: By country, A first.
        COMPANY_ASC: By company, A first; before 4.14.0.
        NAME_DESC: By name, Z first.
        EMAIL_DESC: By mail address, Z first.
        PHONE_NUMBER_DESC: By phone number, descending.
        LAST_ACTIVITY_AT_DESC: The most recently active first.
        CREATED_AT_DESC: The newest first.
        COMPANY_NAME_DESC: By company, Z first. Since Chatwoot 4.14.0.
        CITY_DESC: By city, Z first.
        COUNTRY_DESC: By country, Z first.
        COMPANY_DESC: By company, Z first; before 4.14.0.
    """

    NAME_ASC = "name"
    EMAIL_ASC = "email"
    PHONE_NUMBER_ASC = "phone_number"
    LAST_ACTIVITY_AT_ASC = "last_activity_at"
    CREATED_AT_ASC = "created_at"
    COMPANY_NAME_ASC = "company_name"
    CITY_ASC = "city"
    COUNTRY_ASC = "country"
    COMPANY_ASC = "company"
    NAME_DESC = "-name"
    EMAIL_DESC = "-email"
    PHONE_NUMBER_DESC = "-phone_number"
    LAST_ACTIVITY_AT_DESC = "-last_activity_at"
    CREATED_AT_DESC = "-created_at"
    COMPANY_NAME_DESC = "-company_name"
    CITY_DESC = "-city"
    COUNTRY_DESC = "-country"
    COMPANY_DESC = "-company"

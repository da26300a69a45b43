from ..._wire.kinds import OpenStrEnum


class CustomFilterType(OpenStrEnum):
    """Type of the records that a saved filter selects.

    Attributes:
        CONVERSATION: Conversations.
        CONTACT: Contacts.
        REPORT: Reports.
    """

    CONVERSATION = "conversation"
    CONTACT = "contact"
    REPORT = "report"

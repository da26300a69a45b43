from ..._wire.kinds import OpenStrEnum


class CustomFilterType(OpenStrEnum):
    """The kind of records that a saved filter selects.

    Attributes:
        CONVERSATION: Conversations.
        CONTACT: Contacts.
        REPORT: Reports.
    """

    CONVERSATION = "conversation"
    CONTACT = "contact"
    REPORT = "report"

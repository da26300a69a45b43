from ...declarations import OpenStrEnum


class MessageContactType(OpenStrEnum):
    """MessageContactType"""

    CONTACT = "contact"

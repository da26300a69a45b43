from ...declarations import OpenStrEnum


class MessageContactType(OpenStrEnum):
    """The kind of sender."""

    CONTACT = "contact"

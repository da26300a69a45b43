from ..._wire.kinds import OpenStrEnum


class MessageContactType(OpenStrEnum):
    """The kind of sender."""

    CONTACT = "contact"

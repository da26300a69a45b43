from ..._wire.kinds import OpenStrEnum


class MessageUserType(OpenStrEnum):
    """The kind of sender."""

    USER = "user"

from ...declarations import OpenStrEnum


class MessageUserType(OpenStrEnum):
    """The kind of sender."""

    USER = "user"

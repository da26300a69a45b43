from ..._wire.kinds import OpenStrEnum


class Role(OpenStrEnum):
    """What a user may do in an account."""

    AGENT = "agent"
    ADMINISTRATOR = "administrator"

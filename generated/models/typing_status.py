from ..._wire.kinds import OpenStrEnum


class TypingStatus(OpenStrEnum):
    """Whether somebody is typing. Newer servers may have more values; 4.10.0 ignores them.

    Attributes:
        ON: Somebody started typing.
        OFF: Nobody is typing.
    """

    ON = "on"
    OFF = "off"

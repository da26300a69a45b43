from ..._wire.kinds import OpenStrEnum


class TypingStatus(OpenStrEnum):
    """Whether somebody is typing. Newer servers may have more values; 4.10.0 ignores them.

    Attributes:
        ON: Somebody began to type.
        OFF: Nobody is typing any more.
    """

    ON = "on"
    OFF = "off"

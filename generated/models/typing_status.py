from ..._wire.kinds import OpenStrEnum


class TypingStatus(OpenStrEnum):
    """Whether somebody is typing. Newer servers may know more; 4.10.0 ignores them."""

    ON = "on"
    OFF = "off"

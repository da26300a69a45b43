from ..._wire.kinds import OpenStrEnum


class AccountStatus(OpenStrEnum):
    """Whether an account can be used."""

    ACTIVE = "active"
    SUSPENDED = "suspended"

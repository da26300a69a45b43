from ..._wire.kinds import OpenStrEnum


class AccountStatus(OpenStrEnum):
    """Whether an account can be used. The page allows any string."""

    ACTIVE = "active"
    SUSPENDED = "suspended"

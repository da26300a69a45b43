from ..._wire.kinds import OpenStrEnum


class AccountStatus(OpenStrEnum):
    """Whether an account is in use.

    Attributes:
        ACTIVE: The account works.
        SUSPENDED: The installation's operator has suspended the account.
    """

    ACTIVE = "active"
    SUSPENDED = "suspended"

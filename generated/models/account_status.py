from ..._wire.kinds import OpenStrEnum


class AccountStatus(OpenStrEnum):
    """The status of an account.

    Attributes:
        ACTIVE: Users can use the account.
        SUSPENDED: The installation's operator has suspended the account.
    """

    ACTIVE = "active"
    SUSPENDED = "suspended"

from ..._wire.kinds import OpenStrEnum


class AuditAction(OpenStrEnum):
    """What was done."""

    CREATE = "create"
    UPDATE = "update"
    DESTROY = "destroy"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"

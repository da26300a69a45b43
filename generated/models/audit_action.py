from ..._wire.kinds import OpenStrEnum


class AuditAction(OpenStrEnum):
    """The kind of change.

    Attributes:
        CREATE: A record was created.
        UPDATE: A record was changed.
        DESTROY: A record was deleted.
        SIGN_IN: A user signed in.
        SIGN_OUT: A user signed out.
    """

    CREATE = "create"
    UPDATE = "update"
    DESTROY = "destroy"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"

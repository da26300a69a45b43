from ..._wire.kinds import OpenStrEnum


class MacroVisibility(OpenStrEnum):
    """Who can run a macro.

    Attributes:
        PERSONAL: Only its creator.
        GLOBAL: All users of the account.
    """

    PERSONAL = "personal"
    GLOBAL = "global"

from ..._wire.kinds import OpenStrEnum


class MacroVisibility(OpenStrEnum):
    """The users who can run a macro.

    Attributes:
        PERSONAL: Its author only.
        GLOBAL: Every user of the account.
    """

    PERSONAL = "personal"
    GLOBAL = "global"

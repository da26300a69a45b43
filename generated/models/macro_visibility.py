from ..._wire.kinds import OpenStrEnum


class MacroVisibility(OpenStrEnum):
    """Who can run a macro - its author, or every user of the account."""

    PERSONAL = "personal"
    GLOBAL = "global"

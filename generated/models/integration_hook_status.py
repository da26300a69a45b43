from ..._wire.kinds import OpenStrEnum


class IntegrationHookStatus(OpenStrEnum):
    """Whether an integration is in use.

    Attributes:
        DISABLED: It is switched off.
        ENABLED: It is in use.
    """

    DISABLED = "disabled"
    ENABLED = "enabled"

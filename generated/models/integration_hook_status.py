from ..._wire.kinds import OpenStrEnum


class IntegrationHookStatus(OpenStrEnum):
    """Whether an integration is enabled.

    Attributes:
        DISABLED: It is disabled.
        ENABLED: It is enabled.
    """

    DISABLED = "disabled"
    ENABLED = "enabled"

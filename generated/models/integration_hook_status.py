from ..._wire.kinds import OpenStrEnum


class IntegrationHookStatus(OpenStrEnum):
    """Whether an integration that is set up is in use."""

    DISABLED = "disabled"
    ENABLED = "enabled"

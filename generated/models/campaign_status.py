from ..._wire.kinds import OpenStrEnum


class CampaignStatus(OpenStrEnum):
    """Whether a campaign is still to come, or was sent."""

    ACTIVE = "active"
    COMPLETED = "completed"

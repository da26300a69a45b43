from ..._wire.kinds import OpenStrEnum


class CampaignStatus(OpenStrEnum):
    """Whether a one-off campaign was sent.

    Attributes:
        ACTIVE: Not sent yet; an ongoing campaign stays active.
        COMPLETED: Sent.
    """

    ACTIVE = "active"
    COMPLETED = "completed"

from ..._wire.kinds import OpenStrEnum


class CampaignStatus(OpenStrEnum):
    """Whether a one-off campaign has been sent.

    Attributes:
        ACTIVE: Not sent yet. Ongoing campaigns are always active.
        COMPLETED: Sent.
    """

    ACTIVE = "active"
    COMPLETED = "completed"

from ..._wire.kinds import OpenStrEnum


class CampaignType(OpenStrEnum):
    """Whether a campaign is shown again and again, or sent once. It follows from the inbox."""

    ONGOING = "ongoing"
    ONE_OFF = "one_off"

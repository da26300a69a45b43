from ..._wire.kinds import OpenStrEnum


class CampaignType(OpenStrEnum):
    """How often a campaign is sent. The inbox determines it.

    Attributes:
        ONGOING: Shown to each visitor of a website who matches the trigger rules.
        ONE_OFF: Sent once, to contacts with certain labels.
    """

    ONGOING = "ongoing"
    ONE_OFF = "one_off"

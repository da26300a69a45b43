from ..._wire.kinds import OpenStrEnum


class CampaignType(OpenStrEnum):
    """How often a campaign is sent. It follows from the inbox.

    Attributes:
        ONGOING: Shown to each visitor of a website whom the trigger rules match.
        ONE_OFF: Sent once, to the contacts with certain labels.
    """

    ONGOING = "ongoing"
    ONE_OFF = "one_off"

from ..._wire.kinds import OpenStrEnum


class SlaEventType(OpenStrEnum):
    """The target that was missed.

    Attributes:
        FRT: The first response time.
        NRT: The next response time.
        RT: The resolution time.
    """

    FRT = "frt"
    NRT = "nrt"
    RT = "rt"

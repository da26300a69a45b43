from ..._wire.kinds import OpenStrEnum


class SlaEventType(OpenStrEnum):
    """What was missed, the first response time, the next response time or the resolution time."""

    FRT = "frt"
    NRT = "nrt"
    RT = "rt"

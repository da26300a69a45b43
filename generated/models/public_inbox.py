from __future__ import annotations

from ..._wire.kinds import ListOf, Object, Plain, field
from ..._wire.model import Model, declare
from .working_hours import WorkingHours


@declare
class PublicInbox(Model):
    """An inbox in the public API.

    Attributes:
        identifier: The identifier of the inbox.
        identity_validation_enabled: Whether contacts must prove their identity with an `identifier_hash`.
        timezone: Time zone of the working hours, such as UTC or Asia/Jakarta.
        working_hours: The seven days, from Sunday.
        working_hours_enabled: Whether the inbox observes its working hours.
        csat_survey_enabled: Whether contacts get a satisfaction survey.
        greeting_enabled: Whether the inbox sends contacts a greeting.
    """

    identifier: str = field(Plain("string", secret=True))
    identity_validation_enabled: bool | None = field(Plain("boolean", nullable=True))
    name: str = field(Plain("string"))
    timezone: str | None = field(Plain("string", nullable=True))
    working_hours: list[WorkingHours] = field(ListOf(Object(WorkingHours)))
    working_hours_enabled: bool = field(Plain("boolean"))
    csat_survey_enabled: bool = field(Plain("boolean"))
    greeting_enabled: bool = field(Plain("boolean"))

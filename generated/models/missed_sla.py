from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .applied_sla import AppliedSla
from .missed_sla_conversation import MissedSlaConversation
from .sla_event import SlaEvent


@declare
class MissedSla(Model):
    """A service level agreement that a conversation missed.

    Attributes:
        applied_sla: Status of the service level agreement.
        conversation: The conversation that missed it.
        sla_events: The missed targets.
    """

    applied_sla: AppliedSla = field(Object(AppliedSla))
    conversation: MissedSlaConversation = field(Object(MissedSlaConversation))
    sla_events: list[SlaEvent] = field(ListOf(Object(SlaEvent)))

from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .applied_sla_page_meta import AppliedSlaPageMeta
from .missed_sla import MissedSla


@declare
class AppliedSlaPage(Model):
    """One page of the service level agreements that were missed.

    Attributes:
        payload: At most 25 rows.
        meta: The position of the page in the list.
    """

    payload: list[MissedSla] = field(ListOf(Object(MissedSla)))
    meta: AppliedSlaPageMeta = field(Object(AppliedSlaPageMeta))

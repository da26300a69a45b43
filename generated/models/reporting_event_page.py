from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .reporting_event import ReportingEvent
from .reporting_event_page_meta import ReportingEventPageMeta


@declare
class ReportingEventPage(Model):
    """One page of reporting events.

    Attributes:
        payload: At most 25 events.
        meta: The position of the page in the list.
    """

    payload: list[ReportingEvent] = field(ListOf(Object(ReportingEvent)))
    meta: ReportingEventPageMeta = field(Object(ReportingEventPageMeta))

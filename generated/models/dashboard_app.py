from __future__ import annotations

import datetime

from ..._wire.kinds import ListOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .dashboard_app_frame import DashboardAppFrame


@declare
class DashboardApp(Model):
    """A page of another system that agents see next to a conversation.

    Attributes:
        title: Title of the app's tab.
        content: The frames to show.
    """

    id: int = field(Plain("integer"))
    title: str = field(Plain("string"))
    content: list[DashboardAppFrame] = field(ListOf(Object(DashboardAppFrame)))
    created_at: datetime.datetime = field(Timestamp("iso"))

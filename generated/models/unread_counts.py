from __future__ import annotations

from ..._wire.kinds import MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class UnreadCounts(Model):
    """How many conversations have unread messages. Keys without any are absent.

    Attributes:
        inboxes: By the inbox's number.
        labels: By the label's number.
        teams: By the team's number.
        mentions_count: In which the user is mentioned.
        participating_count: In which the user takes part.
        unattended_count: Which have no first reply or wait for one.
        folders: By the number of the user's saved filter.
    """

    all_count: int = field(Plain("integer"))
    inboxes: dict[str, int] = field(MapOf(Plain("integer")))
    labels: dict[str, int] = field(MapOf(Plain("integer")))
    teams: dict[str, int] = field(MapOf(Plain("integer")))
    mentions_count: int = field(Plain("integer"))
    participating_count: int = field(Plain("integer"))
    unattended_count: int = field(Plain("integer"))
    folders: dict[str, int] = field(MapOf(Plain("integer")))

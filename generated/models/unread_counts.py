from __future__ import annotations

from ..._wire.kinds import MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class UnreadCounts(Model):
    """Numbers of conversations with unread messages. Keys with a count of 0 are absent.

    Attributes:
        inboxes: Counts by inbox ID.
        labels: Counts by label ID.
        teams: Counts by team ID.
        mentions_count: Number of conversations in which the user is mentioned.
        participating_count: Number of conversations in which the user participates.
        unattended_count: Number of conversations without a first reply or waiting for a reply.
        folders: Counts by ID of the user's saved filter.
    """

    all_count: int = field(Plain("integer"))
    inboxes: dict[str, int] = field(MapOf(Plain("integer")))
    labels: dict[str, int] = field(MapOf(Plain("integer")))
    teams: dict[str, int] = field(MapOf(Plain("integer")))
    mentions_count: int = field(Plain("integer"))
    participating_count: int = field(Plain("integer"))
    unattended_count: int = field(Plain("integer"))
    folders: dict[str, int] = field(MapOf(Plain("integer")))

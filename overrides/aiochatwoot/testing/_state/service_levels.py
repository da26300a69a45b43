"""The state of a conversation's service level agreement."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .records import Conversation


@dataclass(frozen=True)
class ServiceLevel:
    """The state of a conversation's service level agreement at a time; without an agreement nothing is due.

    Attributes:
        due: The deadlines of the first response (``frt``), the next response (``nrt``) and the resolution (``rt``).
        missed: The missed deadlines, by the same names.
    """

    conversation: Conversation
    due: dict[str, dt.datetime | None]
    missed: dict[str, dt.datetime]

    @classmethod
    def of(cls, conversation: Conversation, now: dt.datetime) -> ServiceLevel:
        policy, first_reply = conversation.sla, conversation.first_reply_created_at
        waits = conversation.waiting_since if first_reply is not None else None
        is_resolved = conversation.status == "resolved"
        ends = {
            "frt": (conversation.created_at, first_reply),
            "nrt": (waits, None),
            "rt": (conversation.created_at, conversation.updated_at if is_resolved else None),
        }
        thresholds = {
            "frt": policy and policy.first_response_time_threshold,
            "nrt": policy and policy.next_response_time_threshold,
            "rt": policy and policy.resolution_time_threshold,
        }
        due: dict[str, dt.datetime | None] = dict.fromkeys(ends)
        missed: dict[str, dt.datetime] = {}
        for name, (start, end) in ends.items():
            threshold = thresholds[name]
            if start is None or not threshold:
                continue
            time = due[name] = start + dt.timedelta(seconds=threshold)
            if (end or now) > time:
                missed[name] = time
        return cls(conversation, due, missed)

    @property
    def status(self) -> str:
        """The status, in Chatwoot's words."""
        if self.conversation.status == "resolved":
            return "missed" if self.missed else "hit"
        return "active_with_misses" if self.missed else "active"

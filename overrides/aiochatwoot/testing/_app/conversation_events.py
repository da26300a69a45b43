"""Changes of a conversation, and the activity messages that record them.

The texts of activity messages, and all effects not visible in a response, follow Chatwoot's source, not captures. On a
real server a background job writes activity messages, possibly after the response; here they exist before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from .._state.account import Account
from .._state.notifications import notify
from .._state.people import Agent, Sender, Team
from .._state.records import PRIORITIES, STATUSES, Conversation, StatusChange
from .._state.refusals import server_fault

_STATUS_TEXTS = {
    "open": "Conversation was reopened by {}",
    "resolved": "Conversation was marked resolved by {}",
    "pending": "Conversation was marked as pending by {}",
    "snoozed": "Conversation was snoozed by {}",
}
_REOPENED = "System reopened the conversation due to a new incoming message."


@dataclass(frozen=True)
class Change:
    """Changes of one conversation by `actor`, which activity messages record."""

    account: Account
    conversation: Conversation
    actor: Sender

    def set_status(self, status: object, *, until: dt.datetime | None = None, text: str | None = None) -> None:
        """Set the status; a resolved conversation no longer counts as waiting.

        Args:
            until: The end of a snooze; default the existing end.
            text: The text of the activity message; default a text that names the actor.

        Raises:
            ErrorResponse: 500 for an unknown status.
        """
        if status not in STATUSES:
            raise server_fault()
        conversation, before = self.conversation, self.conversation.status
        conversation.status = str(status)
        conversation.snoozed_until = (until or conversation.snoozed_until) if status == "snoozed" else None
        self._touch()
        if status == before:
            return
        now = self.account.installation.now()
        conversation.changes.append(
            StatusChange(now, before, conversation.status, self.actor, conversation.assigned_agent)
        )
        if status == "resolved":
            conversation.waiting_since = None
        self._tell(text or _STATUS_TEXTS[conversation.status].format(self.actor.name))

    def reopen(self, *, by_system: bool) -> None:
        """Reopen a resolved or snoozed conversation, as a customer's message does.

        Args:
            by_system: Whether the activity message of a resolved conversation names the system instead of the actor.
        """
        if self.conversation.status in ("resolved", "snoozed"):
            resolved = self.conversation.status == "resolved"
            self.set_status("open", text=_REOPENED if resolved and by_system else None)

    def set_priority(self, priority: object) -> None:
        """Set the priority; null and an empty text clear it.

        Raises:
            ErrorResponse: 500 for an unknown priority, including "none".
        """
        wanted = priority or None
        if wanted is not None and wanted not in PRIORITIES:
            raise server_fault()
        before, now = self.conversation.priority, None if wanted is None else str(wanted)
        self.conversation.priority = now
        self._touch()
        if now == before:
            return
        if now is None:
            self._tell(f"{self.actor.name} removed the priority")
        elif before is None:
            self._tell(f"{self.actor.name} set the priority to {now}")
        else:
            self._tell(f"{self.actor.name} changed the priority from {before} to {now}")

    def assign_agent(self, agent: Agent | None) -> None:
        """Assign an agent, or unassign with None; a bot that is assigned is removed in both cases."""
        before = self.conversation.assigned_agent
        self.conversation.assignee = agent
        self._touch()
        if agent is before:
            return
        if agent is not None:
            self._take(agent)
        self._tell_assignee()

    def assign_team(self, team: Team | None) -> None:
        """Assign a team, or none with None; remove an assigned agent who is not in the team."""
        before = self.conversation.team
        self.conversation.team = team
        self._touch()
        if team is before:
            return
        if team is None:
            assert before is not None
            self._tell(f"Unassigned from {before.name} by {self.actor.name}")
            return
        agent = self.conversation.assigned_agent
        if agent is not None and agent not in team.members:
            self.conversation.assignee = None
        self._tell(f"Assigned to {team.name} by {self.actor.name}")

    def tell_of_beginning(self) -> None:
        """Record the assignment of a new conversation, after its first message."""
        agent, team = self.conversation.assigned_agent, self.conversation.team
        if agent is not None:
            self._take(agent)
        if team is not None:
            to = f"{agent.name} via {team.name}" if agent else team.name
            self._tell(f"Assigned to {to} by {self.actor.name}")
        elif agent is not None:
            self._tell_assignee()

    def set_labels(self, labels: list[str]) -> None:
        before = self.conversation.labels
        self.conversation.labels = labels
        self._touch()
        added = [label for label in labels if label not in before]
        removed = [label for label in before if label not in labels]
        if added:
            self._tell(f"{self.actor.name} added {', '.join(added)}")
        if removed:
            self._tell(f"{self.actor.name} removed {', '.join(removed)}")

    def mute(self) -> None:
        """Resolve the conversation, and block the contact."""
        self.set_status("resolved")
        self.conversation.muted = True
        self._tell(f"{self.actor.name} has muted the conversation")

    def unmute(self) -> None:
        self.conversation.muted = False
        self._tell(f"{self.actor.name} has unmuted the conversation")

    def add_participants(self, agents: Iterable[Agent]) -> None:
        participants = self.conversation.participants
        participants.extend(agent for agent in agents if agent not in participants)

    def _take(self, agent: Agent) -> None:
        """Make the new assignee a participant; notify the assignee, unless it is the actor."""
        self.add_participants([agent])
        if agent is not self.actor:
            by = self.actor if isinstance(self.actor, Agent) else None
            now = self.account.installation.now()
            notify(self.account, agent, "conversation_assignment", self.conversation, about=by, time=now)

    def _tell_assignee(self) -> None:
        agent = self.conversation.assigned_agent
        if agent is None:
            self._tell(f"Conversation unassigned by {self.actor.name}")
        elif agent is self.actor:
            self._tell(f"{agent.name} self-assigned this conversation")
        else:
            self._tell(f"Assigned to {agent.name} by {self.actor.name}")

    def _touch(self) -> None:
        self.conversation.updated_at = self.account.installation.now()

    def _tell(self, text: str) -> None:
        self.account.add_message(self.conversation, text, "activity")

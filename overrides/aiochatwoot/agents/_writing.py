"""The tools that change something, and the tool that writes to customers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from ..client import Chatwoot
from ..errors import ChatwootError
from ._reading import Id, Text
from ._text import Refused, about, line, marked, moment, name_of, numeral, one_of, quoting

Words = Annotated[str, Field(min_length=1, max_length=10_000, pattern=r"\S")]
Titles = Annotated[list[Text], Field(max_length=20)]


class Writing:
    """Tools that change conversations; none of their text reaches a customer.

    Chatwoot itself may then write to customers: a survey when a conversation is resolved, an automation rule.
    """

    def __init__(self, chatwoot: Chatwoot) -> None:
        self._chatwoot = chatwoot

    @property
    def tools(self) -> list[Callable[..., Any]]:
        """Return the functions of these tools."""
        return [self.draft_reply, self.assign, self.change_labels, self.set_priority, self.snooze, self.resolve]

    async def draft_reply(self, conversation_id: Id, text: Words) -> str:
        """Write a draft of a reply as a private note, for an agent to send. The customer does not see it."""
        note = await self._chatwoot.messages.create(
            conversation_id, content=f"Draft of a reply:\n\n{text}", private=True
        )
        return (
            f"Private note {numeral(note.id)} is in conversation {conversation_id}; nothing was sent to the customer."
        )

    async def assign(self, conversation_id: Id, agent: Text | None = None, team: Text | None = None) -> str:
        """Assign a conversation to an agent, a team or both, by name or id; "nobody" unassigns."""
        chatwoot, done = self._chatwoot, []
        if agent is None and team is None:
            raise Refused("name an agent or a team")
        person = None if agent is None or _is_nobody(agent) else one_of("agent", await chatwoot.agents.list(), agent)
        group = None if team is None or _is_nobody(team) else one_of("team", await chatwoot.teams.list(), team)
        if group is not None:
            await chatwoot.conversations.assign_team(conversation_id, team_id=group.id)
            done.append(f"team {name_of(group)}")
        elif team is not None:
            await chatwoot.conversations.unassign_team(conversation_id)
            done.append("no team")
        if person is not None:
            await chatwoot.conversations.assign_agent(conversation_id, assignee_id=person.id)
            done.append(name_of(person))
        elif agent is not None:
            await chatwoot.conversations.unassign(conversation_id)
            done.append("nobody")
        return quoting(f"Conversation {conversation_id} is assigned", f"to {' and '.join(done)}")

    async def change_labels(self, conversation_id: Id, add: Titles | None = None, remove: Titles | None = None) -> str:
        """Add and remove labels of a conversation; only labels that the account has."""
        known = {each.title.casefold(): each.title for each in await self._chatwoot.labels.list()}
        new = [known.get(title.strip().casefold()) for title in add or []]
        if None in new:
            raise Refused("the account has only these labels", ", ".join(known.values()))
        now = await self._chatwoot.conversations.change_labels(
            conversation_id, add=filter(None, new), remove=[title.strip() for title in remove or []]
        )
        return quoting(f"Conversation {conversation_id} has these labels", ", ".join(map(line, now)) or "none")

    async def set_priority(
        self, conversation_id: Id, priority: Literal["none", "low", "medium", "high", "urgent"]
    ) -> str:
        """Set the priority of a conversation."""
        await self._chatwoot.conversations.set_priority(
            conversation_id, priority=None if priority == "none" else priority
        )
        return f"Conversation {conversation_id} has priority {priority}."

    async def snooze(self, conversation_id: Id, until: AwareDatetime) -> str:
        """Close a conversation until a moment in the future, with its time zone; then it opens again."""
        await self._chatwoot.conversations.snooze(conversation_id, snoozed_until=until)
        return f"Conversation {conversation_id} is snoozed until {moment(until)}."

    async def resolve(
        self, conversation_ids: Annotated[list[Id], Field(min_length=1, max_length=50)], dry_run: bool = True
    ) -> str:
        """Resolve conversations; with dry_run (default), only show them. Chatwoot may send their customers a survey."""
        chatwoot, rows, changed = self._chatwoot.conversations, [], 0
        for number in dict.fromkeys(conversation_ids):
            try:
                conversation = await chatwoot.get(number)
                if dry_run or conversation.status == "resolved":
                    rows.append(about(conversation))
                    continue
                await chatwoot.set_status(number, status="resolved")
                rows.append(f"#{number} is resolved now")
                changed += 1
            except ChatwootError as error:
                rows.append(f"#{number} failed: {line(error)}")
        head = "Nothing was changed; call again with dry_run=false" if dry_run else f"{changed} were resolved"
        return marked(head, rows)


def _is_nobody(name: str) -> bool:
    return name.strip().casefold() == "nobody"


class CustomerMessages:
    """The tool whose output customers see."""

    def __init__(self, chatwoot: Chatwoot) -> None:
        self._chatwoot = chatwoot

    @property
    def tools(self) -> list[Callable[..., Any]]:
        """Return the function of this tool."""
        return [self.reply_to_customer]

    async def reply_to_customer(self, conversation_id: Id, text: Words) -> str:
        """Send a message to the customer of a conversation. It cannot be recalled."""
        message = await self._chatwoot.messages.create(conversation_id, content=text)
        return f"Message {numeral(message.id)} was sent in conversation {conversation_id}."

"""Compares responses with requests, since servers omit some changes without an error.

An id that is not a user (or team) of the account unassigns the conversation. Chatwoot 4.10.0 reports that it added
participants who have no access to the inbox, and does not add them (4.16.2 rejects them). The server responds with 200
in each case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .._paging import id_of
from ..errors import NotAppliedError
from ..generated.api.conversations import ConversationsResource

if TYPE_CHECKING:
    from ..generated.models import AssignedTeam, User


class CheckedConversations(ConversationsResource):
    """Conversations whose methods raise an error if the server did not apply a change."""

    __slots__ = ()

    async def assign_agent(self, conversation_id: int, *, account_id: int | None = None, assignee_id: int) -> User:
        """Assign a conversation to an agent; does not change the team.

        Args:
            conversation_id: Display ID of the conversation: the number that the app shows.
            account_id: ID of the account. Default: the client's setting.
            assignee_id: ID of the user.

        Returns:
            The agent.

        Raises:
            NotAppliedError: the account has no such user; the conversation is now unassigned.
            ChatwootError: see `get`.
        """
        agent = await super().assign_agent(conversation_id, account_id=account_id, assignee_id=assignee_id)
        check_applied("users of the account", [assignee_id], [agent], "; the conversation has no assignee now")
        return agent  # type: ignore[return-value]

    async def assign_team(self, conversation_id: int, *, account_id: int | None = None, team_id: int) -> AssignedTeam:
        """Assign a conversation to a team. A team with automatic assignment may then assign an agent.

        Args:
            conversation_id: Display ID of the conversation: the number that the app shows.
            account_id: ID of the account. Default: the client's setting.
            team_id: ID of the team.

        Returns:
            The team.

        Raises:
            NotAppliedError: the account has no such team; the conversation now has no team.
            ChatwootError: see `get`.
        """
        team = await super().assign_team(conversation_id, account_id=account_id, team_id=team_id)
        check_applied("teams of the account", [team_id], [team], "; the conversation has no team now")
        return team  # type: ignore[return-value]

    async def add_participants(
        self, conversation_id: int, *, account_id: int | None = None, user_ids: Sequence[int]
    ) -> list[User]:
        """Add participants to a conversation; existing ones are kept.

        Reads the participants afterwards: servers before 4.16.2 report success for users who are not members of the
        inbox, and do not add them.

        Args:
            conversation_id: Display ID of the conversation: the number that the app shows.
            account_id: ID of the account. Default: the client's setting.
            user_ids: IDs of the users.

        Returns:
            The users who were added.

        Raises:
            NotAppliedError: users are missing among the participants; the others were added.
            ChatwootError: see `get`.
        """
        with self._client.shared_deadline():
            added = await super().add_participants(conversation_id, account_id=account_id, user_ids=user_ids)
            await self._check_participants(conversation_id, account_id, user_ids)
        return added

    async def set_participants(
        self, conversation_id: int, *, account_id: int | None = None, user_ids: Sequence[int]
    ) -> list[User]:
        """Replace the participants of a conversation.

        Reads the participants afterwards, as `add_participants` does.

        Args:
            conversation_id: Display ID of the conversation: the number that the app shows.
            account_id: ID of the account. Default: the client's setting.
            user_ids: IDs of the users.

        Returns:
            All participants.

        Raises:
            NotAppliedError: users are missing among the participants; the others were set.
            ChatwootError: see `get`.
        """
        with self._client.shared_deadline():
            users = await super().set_participants(conversation_id, account_id=account_id, user_ids=user_ids)
            await self._check_participants(conversation_id, account_id, user_ids)
        return users

    async def _check_participants(self, conversation_id: int, account_id: int | None, asked: Sequence[int]) -> None:
        found = await self.participants(conversation_id, account_id=account_id)
        check_applied("members of the inbox", asked, found, "; they are not participants")


def check_applied(kind: str, asked: Iterable[int], found: Iterable[object], outcome: str) -> None:
    """Compare the requested ids with those of the rows in the response.

    Args:
        kind: What the ids identify, for the message.
        asked: The requested ids.
        found: The rows.
        outcome: What happened to the missing ones, for the message.

    Raises:
        NotAppliedError: an id is missing.
    """
    ids = {id_of(row) for row in found if row is not None}
    missing = sorted(set(asked) - ids)
    if missing and None not in ids:  # the id of a row that deviates from the contract is unknown
        raise NotAppliedError(f"{', '.join(map(str, missing))}: no {kind}{outcome}")

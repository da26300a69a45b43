from __future__ import annotations

import builtins
from typing import Literal

from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.agent_availability import AgentAvailability
from ...models.published_availability import PublishedAvailability
from ...models.role import Role
from ...models.user import User
from .agents_create import agents_create
from .agents_delete import agents_delete
from .agents_list import agents_list
from .agents_update import agents_update


class AgentsResource:
    """The users of an account, agents and administrators."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        *,
        account_id: int | None = None,
    ) -> builtins.list[User]:
        """All agents of an account.

        `GET /api/v1/accounts/{account_id}/agents`

        Agents and administrators, all at once, by name.

        Args:
            account_id: The account's number; the client's own where it is left out.

        Returns:
            The users. (The page has `available` where servers send `online` as availability.)

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await agents_list(
            self._client,
            account_id=account_id,
        )

    async def create(
        self,
        *,
        account_id: int | None = None,
        name: str,
        role: Role | Literal["agent", "administrator"],
        email: str,
        availability: AgentAvailability | Literal["online", "offline", "busy"] | Unset = UNSET,
        availability_status: PublishedAvailability | Literal["available", "busy", "offline"] | Unset = UNSET,
        auto_offline: bool | Unset = UNSET,
        custom_role_id: int | None | Unset = UNSET,
    ) -> User:
        """Invite an agent.

        `POST /api/v1/accounts/{account_id}/agents`

        The server mails them an invitation; a user whom the installation knows already is added to the
        account (source). For administrators only (source). An address that is in the account already is
        refused (422; source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            name: The name of the user in all their accounts (source; the page has it for new agents only).
            role: What they may do.
            email: Where the invitation goes.
            availability: What they are set to. Answers have `availability_status`: `offline`, too, where they
                are `auto_offline` and not in the app. (Source, not captured; the page does not have it.)
            availability_status: The page's name for `availability`, with other values. **Servers ignore it**
                (source).
            auto_offline: Whether they are offline when the app is closed.
            custom_role_id: The custom role; only with the paid edition, which **takes it away where it is left
                out** (source, not captured; the page does not have it).

        Returns:
            The user, who is not `confirmed` before they followed the invitation.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await agents_create(
            self._client,
            account_id=account_id,
            name=name,
            role=role,
            email=email,
            availability=availability,
            availability_status=availability_status,
            auto_offline=auto_offline,
            custom_role_id=custom_role_id,
        )

    async def delete(
        self,
        agent_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Take an agent out of the account.

        `DELETE /api/v1/accounts/{account_id}/agents/{agent_id}`

        Their conversations are assigned to nobody, and they leave its teams and inboxes, some time later. A
        user who is in no other account is deleted. For administrators only. (All source.)

        Args:
            account_id: The account's number; the client's own where it is left out.
            agent_id: The user's number.

        Returns:
            They are no longer in the account. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await agents_delete(
            self._client,
            agent_id,
            account_id=account_id,
        )

    async def update(
        self,
        agent_id: int,
        *,
        account_id: int | None = None,
        name: str | Unset = UNSET,
        role: Role | Literal["agent", "administrator"] | Unset = UNSET,
        availability: AgentAvailability | Literal["online", "offline", "busy"] | Unset = UNSET,
        availability_status: PublishedAvailability | Literal["available", "busy", "offline"] | Unset = UNSET,
        auto_offline: bool | Unset = UNSET,
        custom_role_id: int | None | Unset = UNSET,
    ) -> User:
        """Change an agent.

        `PATCH /api/v1/accounts/{account_id}/agents/{agent_id}`

        Changes what is named and leaves the rest; at least one thing has to be named. For administrators
        only. (Source, not captured.) The page requires `role`; servers do not (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            agent_id: The user's number.
            name: The name of the user in all their accounts (source; the page has it for new agents only).
            role: What they may do.
            availability: What they are set to. Answers have `availability_status`: `offline`, too, where they
                are `auto_offline` and not in the app. (Source, not captured; the page does not have it.)
            availability_status: The page's name for `availability`, with other values. **Servers ignore it**
                (source).
            auto_offline: Whether they are offline when the app is closed.
            custom_role_id: The custom role; only with the paid edition, which **takes it away where it is left
                out** (source, not captured; the page does not have it).

        Returns:
            The user as they are now (source, not captured).

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await agents_update(
            self._client,
            agent_id,
            account_id=account_id,
            name=name,
            role=role,
            availability=availability,
            availability_status=availability_status,
            auto_offline=auto_offline,
            custom_role_id=custom_role_id,
        )

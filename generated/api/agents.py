from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Enumeration, ListOf, Object, Plain, Unset
from ..._wire.operation import Operation, RateLimitRule, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_AVAILABILITY = Parameter("body", "availability", lambda: Enumeration(models.AgentAvailability))
_AVAILABILITY_STATUS = Parameter("body", "availability_status", lambda: Enumeration(models.PublishedAvailability))
_AUTO_OFFLINE = Parameter("body", "auto_offline", Plain("boolean"))
_CUSTOM_ROLE_ID = Parameter("body", "custom_role_id", Plain("integer", minimum=1, maximum=2147483647, nullable=True))
_AGENT_ID = Parameter("path", "agent_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.User]] = Operation(
    id="agents.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/agents",
    returns=lambda: ListOf(Object(models.User)),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.User] = Operation(
    id="agents.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/agents",
    returns=lambda: Object(models.User),
    rate_limits=(RateLimitRule(rule="agents_create", requests=100, seconds=86400, by=("account",)),),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string"), required=True),
        Parameter("body", "role", lambda: Enumeration(models.Role), required=True),
        Parameter("body", "email", Plain("string"), required=True),
        _AVAILABILITY,
        _AVAILABILITY_STATUS,
        _AUTO_OFFLINE,
        _CUSTOM_ROLE_ID,
    ),
)

DELETE: Operation[None] = Operation(
    id="agents.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/agents/{agent_id}",
    returns=None,
    rate_limits=(RateLimitRule(rule="agents_delete", requests=50, seconds=86400, by=("account",)),),
    parameters=(_ACCOUNT_ID, _AGENT_ID),
)

UPDATE: Operation[models.User] = Operation(
    id="agents.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/agents/{agent_id}",
    returns=lambda: Object(models.User),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _AGENT_ID,
        Parameter("body", "name", Plain("string")),
        Parameter("body", "role", lambda: Enumeration(models.Role)),
        _AVAILABILITY,
        _AVAILABILITY_STATUS,
        _AUTO_OFFLINE,
        _CUSTOM_ROLE_ID,
    ),
)

BULK_CREATE: Operation[None] = Operation(
    id="agents.bulk_create",
    method="POST",
    path="/api/v1/accounts/{account_id}/agents/bulk_create",
    returns=None,
    parameters=(_ACCOUNT_ID, Parameter("body", "emails", ListOf(Plain("string")), required=True)),
)


class AgentsResource(Resource):
    """The users of an account, agents and administrators."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.User]:
        """List all agents of an account.

        `GET /api/v1/accounts/{account_id}/agents`

        Returns agents and administrators in one response, sorted by name.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The users.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id})

    async def create(
        self,
        *,
        name: str,
        role: models.Role | Literal["agent", "administrator"],
        email: str,
        availability: models.AgentAvailability | Literal["online", "offline", "busy"] | None = None,
        availability_status: models.PublishedAvailability | Literal["available", "busy", "offline"] | None = None,
        auto_offline: bool | None = None,
        custom_role_id: int | None | Unset = UNSET,
        account_id: int | None = None,
    ) -> models.User:
        """Invite an agent.

        `POST /api/v1/accounts/{account_id}/agents`

        The server sends an invitation by email, and adds the user to the account if the installation
        already has this user. For administrators only. The server refuses an address that is already in the
        account (422).

        Rate limit: 100 requests in 86400 seconds by account (Chatwoot's rule `agents_create`).

        Args:
            name: The name of the user in all their accounts.
            role: Role of the user in the account.
            email: Email address that receives the invitation.
            availability: The availability that the user sets. Responses contain `availability_status` instead,
                which is also `offline` if `auto_offline` is on and the app is closed.
            availability_status: **Servers ignore it**.
            auto_offline: Whether the user is shown as offline when the app is closed.
            custom_role_id: ID of the custom role; only with the paid edition, which **removes the role if this
                is omitted**.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The user; `confirmed` is false until they accept the invitation.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
            {
                "account_id": account_id,
                "name": name,
                "role": role,
                "email": email,
                "availability": availability,
                "availability_status": availability_status,
                "auto_offline": auto_offline,
                "custom_role_id": custom_role_id,
            },
        )

    async def delete(self, agent_id: int, *, account_id: int | None = None) -> None:
        """Remove an agent from the account.

        `DELETE /api/v1/accounts/{account_id}/agents/{agent_id}`

        The server then unassigns the agent's conversations and removes the agent from the account's teams
        and inboxes, in the background. It deletes a user who is in no other account. For administrators
        only.

        Rate limit: 50 requests in 86400 seconds by account (Chatwoot's rule `agents_delete`).

        Args:
            agent_id: ID of the user.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "agent_id": agent_id})

    async def update(
        self,
        agent_id: int,
        *,
        name: str | None = None,
        role: models.Role | Literal["agent", "administrator"] | None = None,
        availability: models.AgentAvailability | Literal["online", "offline", "busy"] | None = None,
        availability_status: models.PublishedAvailability | Literal["available", "busy", "offline"] | None = None,
        auto_offline: bool | None = None,
        custom_role_id: int | None | Unset = UNSET,
        account_id: int | None = None,
    ) -> models.User:
        """Change an agent.

        `PATCH /api/v1/accounts/{account_id}/agents/{agent_id}`

        Changes only the given fields; at least one is required. For administrators only.

        Args:
            agent_id: ID of the user.
            name: The name of the user in all their accounts.
            role: Role of the user in the account.
            availability: The availability that the user sets. Responses contain `availability_status` instead,
                which is also `offline` if `auto_offline` is on and the app is closed.
            availability_status: **Servers ignore it**.
            auto_offline: Whether the user is shown as offline when the app is closed.
            custom_role_id: ID of the custom role; only with the paid edition, which **removes the role if this
                is omitted**.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The user after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE,
            {
                "account_id": account_id,
                "agent_id": agent_id,
                "name": name,
                "role": role,
                "availability": availability,
                "availability_status": availability_status,
                "auto_offline": auto_offline,
                "custom_role_id": custom_role_id,
            },
        )

    async def bulk_create(self, *, emails: Sequence[str], account_id: int | None = None) -> None:
        """Invite several agents.

        `POST /api/v1/accounts/{account_id}/agents/bulk_create`

        The server skips addresses that it cannot invite without an error; the response does not tell which
        users were added. For administrators only.

        Args:
            emails: Email addresses to invite.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(BULK_CREATE, {"account_id": account_id, "emails": emails})

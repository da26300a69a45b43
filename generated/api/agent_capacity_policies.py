from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, ListOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_EXCLUSION_RULES = Parameter("body", "exclusion_rules", lambda: Object(models.CapacityExclusions))
_AGENT_CAPACITY_POLICY_ID = Parameter(
    "path", "agent_capacity_policy_id", Plain("integer", minimum=1, maximum=2147483647), required=True
)
_CONVERSATION_LIMIT = Parameter("body", "conversation_limit", Plain("integer", minimum=1), required=True)
_INBOX_LIMIT_ID = Parameter("path", "inbox_limit_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.AgentCapacityPolicy]] = Operation(
    id="agent_capacity_policies.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/agent_capacity_policies",
    returns=lambda: ListOf(Object(models.AgentCapacityPolicy)),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.AgentCapacityPolicy] = Operation(
    id="agent_capacity_policies.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/agent_capacity_policies",
    returns=lambda: Object(models.AgentCapacityPolicy),
    wrap="agent_capacity_policy",
    parameters=(_ACCOUNT_ID, Parameter("body", "name", Plain("string"), required=True), _DESCRIPTION, _EXCLUSION_RULES),
)

GET: Operation[models.AgentCapacityPolicy] = Operation(
    id="agent_capacity_policies.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}",
    returns=lambda: Object(models.AgentCapacityPolicy),
    parameters=(_ACCOUNT_ID, _AGENT_CAPACITY_POLICY_ID),
)

DELETE: Operation[None] = Operation(
    id="agent_capacity_policies.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _AGENT_CAPACITY_POLICY_ID),
)

UPDATE: Operation[models.AgentCapacityPolicy] = Operation(
    id="agent_capacity_policies.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}",
    returns=lambda: Object(models.AgentCapacityPolicy),
    wrap="agent_capacity_policy",
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _AGENT_CAPACITY_POLICY_ID,
        Parameter("body", "name", Plain("string")),
        _DESCRIPTION,
        _EXCLUSION_RULES,
    ),
)

CREATE_INBOX_LIMIT: Operation[models.InboxCapacityLimit] = Operation(
    id="agent_capacity_policies.create_inbox_limit",
    method="POST",
    path="/api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/inbox_limits",
    returns=lambda: Object(models.InboxCapacityLimit),
    parameters=(
        _ACCOUNT_ID,
        _AGENT_CAPACITY_POLICY_ID,
        Parameter("body", "inbox_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
        _CONVERSATION_LIMIT,
    ),
)

DELETE_INBOX_LIMIT: Operation[None] = Operation(
    id="agent_capacity_policies.delete_inbox_limit",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/inbox_limits/{inbox_limit_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _AGENT_CAPACITY_POLICY_ID, _INBOX_LIMIT_ID),
)

UPDATE_INBOX_LIMIT: Operation[models.InboxCapacityLimit] = Operation(
    id="agent_capacity_policies.update_inbox_limit",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/inbox_limits/{inbox_limit_id}",
    returns=lambda: Object(models.InboxCapacityLimit),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _AGENT_CAPACITY_POLICY_ID, _INBOX_LIMIT_ID, _CONVERSATION_LIMIT),
)

USERS: Operation[list[models.User]] = Operation(
    id="agent_capacity_policies.users",
    method="GET",
    path="/api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/users",
    returns=lambda: ListOf(Object(models.User)),
    parameters=(_ACCOUNT_ID, _AGENT_CAPACITY_POLICY_ID),
)

ADD_USER: Operation[models.User] = Operation(
    id="agent_capacity_policies.add_user",
    method="POST",
    path="/api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/users",
    returns=lambda: Object(models.User),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _AGENT_CAPACITY_POLICY_ID,
        Parameter("body", "user_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
    ),
)

REMOVE_USER: Operation[None] = Operation(
    id="agent_capacity_policies.remove_user",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/users/{user_id}",
    returns=None,
    parameters=(
        _ACCOUNT_ID,
        _AGENT_CAPACITY_POLICY_ID,
        Parameter("path", "user_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
    ),
)


class AgentCapacityPoliciesResource(Resource):
    """Maximum number of conversations per agent; paid edition only."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.AgentCapacityPolicy]:
        """List all agent capacity policies of an account.

        `GET /api/v1/accounts/{account_id}/agent_capacity_policies`

        For administrators only. Returns all entries in one response.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The agent capacity policies.

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
        description: str | None | Unset = UNSET,
        exclusion_rules: models.CapacityExclusions | Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.AgentCapacityPolicy:
        """Create an agent capacity policy.

        `POST /api/v1/accounts/{account_id}/agent_capacity_policies`

        For administrators only. Only with the paid edition.

        Args:
            name: The name.
            description: The purpose.
            exclusion_rules: Conversations that do not count towards the limit; the full set of rules.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The policy.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
            {"account_id": account_id, "name": name, "description": description, "exclusion_rules": exclusion_rules},
        )

    async def get(self, agent_capacity_policy_id: int, *, account_id: int | None = None) -> models.AgentCapacityPolicy:
        """Get an agent capacity policy.

        `GET /api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}`

        For administrators only.

        Args:
            agent_capacity_policy_id: ID of the policy.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The policy.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            GET, {"account_id": account_id, "agent_capacity_policy_id": agent_capacity_policy_id}
        )

    async def delete(self, agent_capacity_policy_id: int, *, account_id: int | None = None) -> None:
        """Delete an agent capacity policy.

        `DELETE /api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}`

        For administrators only.

        Args:
            agent_capacity_policy_id: ID of the policy.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            DELETE, {"account_id": account_id, "agent_capacity_policy_id": agent_capacity_policy_id}
        )

    async def update(
        self,
        agent_capacity_policy_id: int,
        *,
        name: str | None = None,
        description: str | None | Unset = UNSET,
        exclusion_rules: models.CapacityExclusions | Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.AgentCapacityPolicy:
        """Change an agent capacity policy.

        `PATCH /api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}`

        For administrators only. Changes only the given fields; `exclusion_rules` **replaces** all previous
        ones.

        Args:
            agent_capacity_policy_id: ID of the policy.
            name: The name.
            description: The purpose.
            exclusion_rules: Conversations that do not count towards the limit; the full set of rules.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The policy after the change.

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
                "agent_capacity_policy_id": agent_capacity_policy_id,
                "name": name,
                "description": description,
                "exclusion_rules": exclusion_rules,
            },
        )

    async def create_inbox_limit(
        self, agent_capacity_policy_id: int, *, inbox_id: int, conversation_limit: int, account_id: int | None = None
    ) -> models.InboxCapacityLimit:
        """Limit the conversations of an inbox in a capacity policy.

        `POST /api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/inbox_limits`

        For administrators only. An inbox can have one limit in a policy; the server refuses a second one
        (422).

        Args:
            agent_capacity_policy_id: ID of the policy.
            inbox_id: ID of the inbox.
            conversation_limit: Maximum number of conversations for one agent.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The limit.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE_INBOX_LIMIT,
            {
                "account_id": account_id,
                "agent_capacity_policy_id": agent_capacity_policy_id,
                "inbox_id": inbox_id,
                "conversation_limit": conversation_limit,
            },
        )

    async def delete_inbox_limit(
        self, agent_capacity_policy_id: int, inbox_limit_id: int, *, account_id: int | None = None
    ) -> None:
        """Delete the limit of an inbox in a capacity policy.

        `DELETE /api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/inbox_limits/{inbox_limit_id}`

        For administrators only.

        Args:
            agent_capacity_policy_id: ID of the policy.
            inbox_limit_id: ID of the limit, not of the inbox.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            DELETE_INBOX_LIMIT,
            {
                "account_id": account_id,
                "agent_capacity_policy_id": agent_capacity_policy_id,
                "inbox_limit_id": inbox_limit_id,
            },
        )

    async def update_inbox_limit(
        self,
        agent_capacity_policy_id: int,
        inbox_limit_id: int,
        *,
        conversation_limit: int,
        account_id: int | None = None,
    ) -> models.InboxCapacityLimit:
        """Change the limit of an inbox in a capacity policy.

        `PATCH /api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/inbox_limits/{inbox_limit_id}`

        For administrators only.

        Args:
            agent_capacity_policy_id: ID of the policy.
            inbox_limit_id: ID of the limit, not of the inbox.
            conversation_limit: Maximum number of conversations for one agent.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The limit after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE_INBOX_LIMIT,
            {
                "account_id": account_id,
                "agent_capacity_policy_id": agent_capacity_policy_id,
                "inbox_limit_id": inbox_limit_id,
                "conversation_limit": conversation_limit,
            },
        )

    async def users(
        self, agent_capacity_policy_id: int, *, account_id: int | None = None
    ) -> builtins.list[models.User]:
        """List the users with a capacity policy.

        `GET /api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/users`

        For administrators only. **The users contain their access tokens**, which no repr or log shows.

        Args:
            agent_capacity_policy_id: ID of the policy.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The users.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            USERS, {"account_id": account_id, "agent_capacity_policy_id": agent_capacity_policy_id}
        )

    async def add_user(
        self, agent_capacity_policy_id: int, *, user_id: int, account_id: int | None = None
    ) -> models.User:
        """Set a user's capacity policy.

        `POST /api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/users`

        For administrators only. A user has one policy; a new one replaces it.

        Args:
            agent_capacity_policy_id: ID of the policy.
            user_id: ID of the user.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The user.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            ADD_USER,
            {"account_id": account_id, "agent_capacity_policy_id": agent_capacity_policy_id, "user_id": user_id},
        )

    async def remove_user(self, agent_capacity_policy_id: int, user_id: int, *, account_id: int | None = None) -> None:
        """Remove a user's capacity policy.

        `DELETE /api/v1/accounts/{account_id}/agent_capacity_policies/{agent_capacity_policy_id}/users/{user_id}`

        For administrators only.

        Args:
            agent_capacity_policy_id: ID of the policy.
            user_id: ID of the user.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            REMOVE_USER,
            {"account_id": account_id, "agent_capacity_policy_id": agent_capacity_policy_id, "user_id": user_id},
        )

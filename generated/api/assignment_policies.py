from __future__ import annotations

import builtins
from typing import Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Enumeration, ListOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_ASSIGNMENT_ORDER = Parameter("body", "assignment_order", lambda: Enumeration(models.AssignmentOrder))
_CONVERSATION_PRIORITY = Parameter("body", "conversation_priority", lambda: Enumeration(models.AssignmentPriority))
_FAIR_DISTRIBUTION_LIMIT = Parameter("body", "fair_distribution_limit", Plain("integer", minimum=1))
_FAIR_DISTRIBUTION_WINDOW = Parameter("body", "fair_distribution_window", Plain("integer", minimum=1))
_EXCLUDE_OLDER_THAN_HOURS = Parameter("body", "exclude_older_than_hours", Plain("integer", minimum=1, nullable=True))
_ENABLED = Parameter("body", "enabled", Plain("boolean"))
_ASSIGNMENT_POLICY_ID = Parameter(
    "path", "assignment_policy_id", Plain("integer", minimum=1, maximum=2147483647), required=True
)

LIST: Operation[list[models.AssignmentPolicy]] = Operation(
    id="assignment_policies.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/assignment_policies",
    returns=lambda: ListOf(Object(models.AssignmentPolicy)),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.AssignmentPolicy] = Operation(
    id="assignment_policies.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/assignment_policies",
    returns=lambda: Object(models.AssignmentPolicy),
    wrap="assignment_policy",
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string"), required=True),
        _DESCRIPTION,
        _ASSIGNMENT_ORDER,
        _CONVERSATION_PRIORITY,
        _FAIR_DISTRIBUTION_LIMIT,
        _FAIR_DISTRIBUTION_WINDOW,
        _EXCLUDE_OLDER_THAN_HOURS,
        _ENABLED,
    ),
)

GET: Operation[models.AssignmentPolicy] = Operation(
    id="assignment_policies.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/assignment_policies/{assignment_policy_id}",
    returns=lambda: Object(models.AssignmentPolicy),
    parameters=(_ACCOUNT_ID, _ASSIGNMENT_POLICY_ID),
)

DELETE: Operation[None] = Operation(
    id="assignment_policies.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/assignment_policies/{assignment_policy_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _ASSIGNMENT_POLICY_ID),
)

UPDATE: Operation[models.AssignmentPolicy] = Operation(
    id="assignment_policies.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/assignment_policies/{assignment_policy_id}",
    returns=lambda: Object(models.AssignmentPolicy),
    wrap="assignment_policy",
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _ASSIGNMENT_POLICY_ID,
        Parameter("body", "name", Plain("string")),
        _DESCRIPTION,
        _ASSIGNMENT_ORDER,
        _CONVERSATION_PRIORITY,
        _FAIR_DISTRIBUTION_LIMIT,
        _FAIR_DISTRIBUTION_WINDOW,
        _EXCLUDE_OLDER_THAN_HOURS,
        _ENABLED,
    ),
)

INBOXES: Operation[list[models.Inbox]] = Operation(
    id="assignment_policies.inboxes",
    method="GET",
    path="/api/v1/accounts/{account_id}/assignment_policies/{assignment_policy_id}/inboxes",
    returns=lambda: ListOf(Object(models.Inbox)),
    unwrap=("inboxes",),
    parameters=(_ACCOUNT_ID, _ASSIGNMENT_POLICY_ID),
)


class AssignmentPoliciesResource(Resource):
    """How the server assigns conversations to agents."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.AssignmentPolicy]:
        """List all assignment policies of an account.

        `GET /api/v1/accounts/{account_id}/assignment_policies`

        For administrators only. Returns all entries in one response.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The assignment policies.

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
        assignment_order: models.AssignmentOrder | Literal["round_robin", "balanced"] | None = None,
        conversation_priority: models.AssignmentPriority | Literal["earliest_created", "longest_waiting"] | None = None,
        fair_distribution_limit: int | None = None,
        fair_distribution_window: int | None = None,
        exclude_older_than_hours: int | None | Unset = UNSET,
        enabled: bool | None = None,
        account_id: int | None = None,
    ) -> models.AssignmentPolicy:
        """Create an assignment policy.

        `POST /api/v1/accounts/{account_id}/assignment_policies`

        For administrators only. `inboxes.set_assignment_policy` assigns the policy to an inbox. The server
        refuses a name that is already in use (422).

        Args:
            name: The name; unique in the account.
            description: The purpose.
            assignment_order: The order of assignment.
            conversation_priority: Order in which conversations are assigned.
            fair_distribution_limit: Maximum number of conversations assigned to one agent in a time window.
            fair_distribution_window: The window's length in seconds.
            exclude_older_than_hours: Conversations without activity for this number of hours are not assigned;
                null for no limit. Since Chatwoot 4.16.0.
            enabled: Whether the policy is active.
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
            {
                "account_id": account_id,
                "name": name,
                "description": description,
                "assignment_order": assignment_order,
                "conversation_priority": conversation_priority,
                "fair_distribution_limit": fair_distribution_limit,
                "fair_distribution_window": fair_distribution_window,
                "exclude_older_than_hours": exclude_older_than_hours,
                "enabled": enabled,
            },
        )

    async def get(self, assignment_policy_id: int, *, account_id: int | None = None) -> models.AssignmentPolicy:
        """Get an assignment policy.

        `GET /api/v1/accounts/{account_id}/assignment_policies/{assignment_policy_id}`

        For administrators only.

        Args:
            assignment_policy_id: ID of the policy.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The policy.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "assignment_policy_id": assignment_policy_id})

    async def delete(self, assignment_policy_id: int, *, account_id: int | None = None) -> None:
        """Delete an assignment policy.

        `DELETE /api/v1/accounts/{account_id}/assignment_policies/{assignment_policy_id}`

        For administrators only.

        Args:
            assignment_policy_id: ID of the policy.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "assignment_policy_id": assignment_policy_id})

    async def update(
        self,
        assignment_policy_id: int,
        *,
        name: str | None = None,
        description: str | None | Unset = UNSET,
        assignment_order: models.AssignmentOrder | Literal["round_robin", "balanced"] | None = None,
        conversation_priority: models.AssignmentPriority | Literal["earliest_created", "longest_waiting"] | None = None,
        fair_distribution_limit: int | None = None,
        fair_distribution_window: int | None = None,
        exclude_older_than_hours: int | None | Unset = UNSET,
        enabled: bool | None = None,
        account_id: int | None = None,
    ) -> models.AssignmentPolicy:
        """Change an assignment policy.

        `PATCH /api/v1/accounts/{account_id}/assignment_policies/{assignment_policy_id}`

        For administrators only. Changes only the given fields.

        Args:
            assignment_policy_id: ID of the policy.
            name: The name; unique in the account.
            description: The purpose.
            assignment_order: The order of assignment.
            conversation_priority: Order in which conversations are assigned.
            fair_distribution_limit: Maximum number of conversations assigned to one agent in a time window.
            fair_distribution_window: The window's length in seconds.
            exclude_older_than_hours: Conversations without activity for this number of hours are not assigned;
                null for no limit. Since Chatwoot 4.16.0.
            enabled: Whether the policy is active.
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
                "assignment_policy_id": assignment_policy_id,
                "name": name,
                "description": description,
                "assignment_order": assignment_order,
                "conversation_priority": conversation_priority,
                "fair_distribution_limit": fair_distribution_limit,
                "fair_distribution_window": fair_distribution_window,
                "exclude_older_than_hours": exclude_older_than_hours,
                "enabled": enabled,
            },
        )

    async def inboxes(self, assignment_policy_id: int, *, account_id: int | None = None) -> builtins.list[models.Inbox]:
        """List the inboxes with an assignment policy.

        `GET /api/v1/accounts/{account_id}/assignment_policies/{assignment_policy_id}/inboxes`

        For administrators only.

        Args:
            assignment_policy_id: ID of the policy.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The inboxes.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            INBOXES, {"account_id": account_id, "assignment_policy_id": assignment_policy_id}
        )

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Enumeration, ListOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_ACTIVE = Parameter("body", "active", Plain("boolean"))
_AUTOMATION_RULE_ID = Parameter(
    "path", "automation_rule_id", Plain("integer", minimum=1, maximum=2147483647), required=True
)

LIST: Operation[list[models.AutomationRule]] = Operation(
    id="automation_rules.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/automation_rules",
    returns=lambda: ListOf(Object(models.AutomationRule)),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.AutomationRule] = Operation(
    id="automation_rules.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/automation_rules",
    returns=lambda: Object(models.AutomationRule),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string"), required=True),
        Parameter("body", "event_name", lambda: Enumeration(models.AutomationEvent), required=True),
        Parameter("body", "conditions", lambda: ListOf(Object(models.AutomationCondition)), required=True),
        Parameter("body", "actions", lambda: ListOf(Object(models.AutomationAction)), required=True),
        _DESCRIPTION,
        _ACTIVE,
    ),
)

GET: Operation[models.AutomationRule] = Operation(
    id="automation_rules.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/automation_rules/{automation_rule_id}",
    returns=lambda: Object(models.AutomationRule),
    unwrap=("payload",),
    not_found=500,
    parameters=(_ACCOUNT_ID, _AUTOMATION_RULE_ID),
)

DELETE: Operation[None] = Operation(
    id="automation_rules.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/automation_rules/{automation_rule_id}",
    returns=None,
    not_found=500,
    parameters=(_ACCOUNT_ID, _AUTOMATION_RULE_ID),
)

UPDATE: Operation[models.AutomationRule] = Operation(
    id="automation_rules.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/automation_rules/{automation_rule_id}",
    returns=lambda: Object(models.AutomationRule),
    unwrap=("payload",),
    retry_safe=True,
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _AUTOMATION_RULE_ID,
        Parameter("body", "name", Plain("string")),
        _DESCRIPTION,
        Parameter("body", "event_name", lambda: Enumeration(models.AutomationEvent)),
        _ACTIVE,
        Parameter("body", "conditions", lambda: ListOf(Object(models.AutomationCondition))),
        Parameter("body", "actions", lambda: ListOf(Object(models.AutomationAction))),
    ),
)

CLONE: Operation[models.AutomationRule] = Operation(
    id="automation_rules.clone",
    method="POST",
    path="/api/v1/accounts/{account_id}/automation_rules/{automation_rule_id}/clone",
    returns=lambda: Object(models.AutomationRule),
    unwrap=("payload",),
    not_found=500,
    parameters=(_ACCOUNT_ID, _AUTOMATION_RULE_ID),
)


class AutomationRulesResource(Resource):
    """Rules that the server runs when an event occurs in a conversation."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.AutomationRule]:
        """List all automation rules of an account.

        `GET /api/v1/accounts/{account_id}/automation_rules`

        For administrators only. Returns all entries in one response.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The rules.

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
        event_name: models.AutomationEvent
        | Literal[
            "conversation_created",
            "conversation_updated",
            "conversation_opened",
            "conversation_resolved",
            "message_created",
        ],
        conditions: Sequence[models.AutomationCondition | Mapping[str, Any]],
        actions: Sequence[models.AutomationAction | Mapping[str, Any]],
        description: str | None | Unset = UNSET,
        active: bool | None = None,
        account_id: int | None = None,
    ) -> models.AutomationRule:
        """Create an automation rule.

        `POST /api/v1/accounts/{account_id}/automation_rules`

        For administrators only. `aiochatwoot.automations` builds conditions and actions and checks their
        values. The server refuses unknown attributes and actions (422), but accepts any value: a rule with
        an invalid value does nothing when its event occurs.

        Args:
            name: The name.
            event_name: The event that triggers the rule.
            conditions: Conditions, joined from left to right; `aiochatwoot.automations` builds them.
            actions: Actions, run in this order; `aiochatwoot.automations` builds them.
            description: The purpose.
            active: Whether the rule is active.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The rule.

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
                "event_name": event_name,
                "conditions": conditions,
                "actions": actions,
                "description": description,
                "active": active,
            },
        )

    async def get(self, automation_rule_id: int, *, account_id: int | None = None) -> models.AutomationRule:
        """Get an automation rule.

        `GET /api/v1/accounts/{account_id}/automation_rules/{automation_rule_id}`

        For administrators only.

        Args:
            automation_rule_id: ID of the rule.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The rule.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "automation_rule_id": automation_rule_id})

    async def delete(self, automation_rule_id: int, *, account_id: int | None = None) -> None:
        """Delete an automation rule.

        `DELETE /api/v1/accounts/{account_id}/automation_rules/{automation_rule_id}`

        For administrators only.

        Args:
            automation_rule_id: ID of the rule.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "automation_rule_id": automation_rule_id})

    async def update(
        self,
        automation_rule_id: int,
        *,
        name: str | None = None,
        description: str | None | Unset = UNSET,
        event_name: models.AutomationEvent
        | Literal[
            "conversation_created",
            "conversation_updated",
            "conversation_opened",
            "conversation_resolved",
            "message_created",
        ]
        | None = None,
        active: bool | None = None,
        conditions: Sequence[models.AutomationCondition | Mapping[str, Any]] | None = None,
        actions: Sequence[models.AutomationAction | Mapping[str, Any]] | None = None,
        account_id: int | None = None,
    ) -> models.AutomationRule:
        """Change an automation rule.

        `PATCH /api/v1/accounts/{account_id}/automation_rules/{automation_rule_id}`

        For administrators only. Changes only the given fields; `conditions` and `actions` **replace** all
        previous ones.

        Args:
            automation_rule_id: ID of the rule.
            name: The name.
            description: The purpose.
            event_name: The event that triggers the rule.
            active: Whether the rule is active.
            conditions: Conditions, joined from left to right; `aiochatwoot.automations` builds them.
            actions: Actions, run in this order; `aiochatwoot.automations` builds them.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The rule after the change.

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
                "automation_rule_id": automation_rule_id,
                "name": name,
                "description": description,
                "event_name": event_name,
                "active": active,
                "conditions": conditions,
                "actions": actions,
            },
        )

    async def clone(self, automation_rule_id: int, *, account_id: int | None = None) -> models.AutomationRule:
        """Copy an automation rule.

        `POST /api/v1/accounts/{account_id}/automation_rules/{automation_rule_id}/clone`

        For administrators only. The copy has the same name and is active if the original is.

        Args:
            automation_rule_id: ID of the rule.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The copy.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CLONE, {"account_id": account_id, "automation_rule_id": automation_rule_id})

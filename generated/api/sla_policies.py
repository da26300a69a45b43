from __future__ import annotations

import builtins

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, ListOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_FIRST_RESPONSE_TIME_THRESHOLD = Parameter("body", "first_response_time_threshold", Plain("number", nullable=True))
_NEXT_RESPONSE_TIME_THRESHOLD = Parameter("body", "next_response_time_threshold", Plain("number", nullable=True))
_RESOLUTION_TIME_THRESHOLD = Parameter("body", "resolution_time_threshold", Plain("number", nullable=True))
_ONLY_DURING_BUSINESS_HOURS = Parameter("body", "only_during_business_hours", Plain("boolean"))
_SLA_POLICY_ID = Parameter("path", "sla_policy_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.SlaPolicy]] = Operation(
    id="sla_policies.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/sla_policies",
    returns=lambda: ListOf(Object(models.SlaPolicy)),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.SlaPolicy] = Operation(
    id="sla_policies.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/sla_policies",
    returns=lambda: Object(models.SlaPolicy),
    unwrap=("payload",),
    wrap="sla_policy",
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string"), required=True),
        _DESCRIPTION,
        _FIRST_RESPONSE_TIME_THRESHOLD,
        _NEXT_RESPONSE_TIME_THRESHOLD,
        _RESOLUTION_TIME_THRESHOLD,
        _ONLY_DURING_BUSINESS_HOURS,
    ),
)

GET: Operation[models.SlaPolicy] = Operation(
    id="sla_policies.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/sla_policies/{sla_policy_id}",
    returns=lambda: Object(models.SlaPolicy),
    unwrap=("payload",),
    not_found=500,
    parameters=(_ACCOUNT_ID, _SLA_POLICY_ID),
)

DELETE: Operation[None] = Operation(
    id="sla_policies.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/sla_policies/{sla_policy_id}",
    returns=None,
    not_found=500,
    parameters=(_ACCOUNT_ID, _SLA_POLICY_ID),
)

UPDATE: Operation[models.SlaPolicy] = Operation(
    id="sla_policies.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/sla_policies/{sla_policy_id}",
    returns=lambda: Object(models.SlaPolicy),
    unwrap=("payload",),
    wrap="sla_policy",
    retry_safe=True,
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _SLA_POLICY_ID,
        Parameter("body", "name", Plain("string")),
        _DESCRIPTION,
        _FIRST_RESPONSE_TIME_THRESHOLD,
        _NEXT_RESPONSE_TIME_THRESHOLD,
        _RESOLUTION_TIME_THRESHOLD,
        _ONLY_DURING_BUSINESS_HOURS,
    ),
)


class SlaPoliciesResource(Resource):
    """Service level agreements: targets for replies and resolutions."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.SlaPolicy]:
        """List all service level agreements of an account.

        `GET /api/v1/accounts/{account_id}/sla_policies`

        Only with the paid edition, like all operations on service level agreements.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The policies.

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
        first_response_time_threshold: float | None | Unset = UNSET,
        next_response_time_threshold: float | None | Unset = UNSET,
        resolution_time_threshold: float | None | Unset = UNSET,
        only_during_business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> models.SlaPolicy:
        """Create a service level agreement.

        `POST /api/v1/accounts/{account_id}/sla_policies`

        For administrators only. `conversations.update` applies it to a conversation. It cannot be replaced:
        the server refuses another one for the same conversation (422).

        Args:
            name: The name; must not be empty.
            first_response_time_threshold: Seconds until the first response.
            next_response_time_threshold: Seconds until each further response.
            resolution_time_threshold: Seconds until the resolution.
            only_during_business_hours: Whether time counts only while the inbox is open.
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
                "first_response_time_threshold": first_response_time_threshold,
                "next_response_time_threshold": next_response_time_threshold,
                "resolution_time_threshold": resolution_time_threshold,
                "only_during_business_hours": only_during_business_hours,
            },
        )

    async def get(self, sla_policy_id: int, *, account_id: int | None = None) -> models.SlaPolicy:
        """Get a service level agreement.

        `GET /api/v1/accounts/{account_id}/sla_policies/{sla_policy_id}`

        The server responds to an unknown ID with 500, not 404.

        Args:
            sla_policy_id: ID of the policy.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The policy.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "sla_policy_id": sla_policy_id})

    async def delete(self, sla_policy_id: int, *, account_id: int | None = None) -> None:
        """Delete a service level agreement.

        `DELETE /api/v1/accounts/{account_id}/sla_policies/{sla_policy_id}`

        For administrators only. The server responds to an unknown ID with 500, not 404.

        Args:
            sla_policy_id: ID of the policy.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "sla_policy_id": sla_policy_id})

    async def update(
        self,
        sla_policy_id: int,
        *,
        name: str | None = None,
        description: str | None | Unset = UNSET,
        first_response_time_threshold: float | None | Unset = UNSET,
        next_response_time_threshold: float | None | Unset = UNSET,
        resolution_time_threshold: float | None | Unset = UNSET,
        only_during_business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> models.SlaPolicy:
        """Change a service level agreement.

        `PATCH /api/v1/accounts/{account_id}/sla_policies/{sla_policy_id}`

        Changes only the given fields. For administrators only. The server responds to an unknown ID with
        500, not 404.

        Args:
            sla_policy_id: ID of the policy.
            name: The name; must not be empty.
            first_response_time_threshold: Seconds until the first response.
            next_response_time_threshold: Seconds until each further response.
            resolution_time_threshold: Seconds until the resolution.
            only_during_business_hours: Whether time counts only while the inbox is open.
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
                "sla_policy_id": sla_policy_id,
                "name": name,
                "description": description,
                "first_response_time_threshold": first_response_time_threshold,
                "next_response_time_threshold": next_response_time_threshold,
                "resolution_time_threshold": resolution_time_threshold,
                "only_during_business_hours": only_during_business_hours,
            },
        )

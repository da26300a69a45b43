from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Enumeration, ListOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_PERMISSIONS = Parameter("body", "permissions", lambda: ListOf(Enumeration(models.CustomRolePermission)))
_CUSTOM_ROLE_ID = Parameter("path", "custom_role_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.CustomRole]] = Operation(
    id="custom_roles.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/custom_roles",
    returns=lambda: ListOf(Object(models.CustomRole)),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.CustomRole] = Operation(
    id="custom_roles.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/custom_roles",
    returns=lambda: Object(models.CustomRole),
    wrap="custom_role",
    parameters=(_ACCOUNT_ID, Parameter("body", "name", Plain("string"), required=True), _DESCRIPTION, _PERMISSIONS),
)

GET: Operation[models.CustomRole] = Operation(
    id="custom_roles.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/custom_roles/{custom_role_id}",
    returns=lambda: Object(models.CustomRole),
    not_found=500,
    parameters=(_ACCOUNT_ID, _CUSTOM_ROLE_ID),
)

DELETE: Operation[None] = Operation(
    id="custom_roles.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/custom_roles/{custom_role_id}",
    returns=None,
    not_found=500,
    parameters=(_ACCOUNT_ID, _CUSTOM_ROLE_ID),
)

UPDATE: Operation[models.CustomRole] = Operation(
    id="custom_roles.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/custom_roles/{custom_role_id}",
    returns=lambda: Object(models.CustomRole),
    wrap="custom_role",
    retry_safe=True,
    not_found=500,
    parameters=(_ACCOUNT_ID, _CUSTOM_ROLE_ID, Parameter("body", "name", Plain("string")), _DESCRIPTION, _PERMISSIONS),
)


class CustomRolesResource(Resource):
    """Sets of permissions for users of an account; paid edition only."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.CustomRole]:
        """List all custom roles of an account.

        `GET /api/v1/accounts/{account_id}/custom_roles`

        For administrators only. Returns all entries in one response.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The custom roles.

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
        permissions: Sequence[
            models.CustomRolePermission
            | Literal[
                "conversation_manage",
                "conversation_unassigned_manage",
                "conversation_participating_manage",
                "contact_manage",
                "report_manage",
                "knowledge_base_manage",
            ]
        ]
        | None = None,
        account_id: int | None = None,
    ) -> models.CustomRole:
        """Create a custom role.

        `POST /api/v1/accounts/{account_id}/custom_roles`

        For administrators only. Only with the paid edition.

        Args:
            name: The name.
            description: A description for users.
            permissions: Permissions of the role.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The role.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE, {"account_id": account_id, "name": name, "description": description, "permissions": permissions}
        )

    async def get(self, custom_role_id: int, *, account_id: int | None = None) -> models.CustomRole:
        """Get a custom role.

        `GET /api/v1/accounts/{account_id}/custom_roles/{custom_role_id}`

        For administrators only.

        Args:
            custom_role_id: ID of the role.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The role.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "custom_role_id": custom_role_id})

    async def delete(self, custom_role_id: int, *, account_id: int | None = None) -> None:
        """Delete a custom role.

        `DELETE /api/v1/accounts/{account_id}/custom_roles/{custom_role_id}`

        For administrators only.

        Args:
            custom_role_id: ID of the role.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "custom_role_id": custom_role_id})

    async def update(
        self,
        custom_role_id: int,
        *,
        name: str | None = None,
        description: str | None | Unset = UNSET,
        permissions: Sequence[
            models.CustomRolePermission
            | Literal[
                "conversation_manage",
                "conversation_unassigned_manage",
                "conversation_participating_manage",
                "contact_manage",
                "report_manage",
                "knowledge_base_manage",
            ]
        ]
        | None = None,
        account_id: int | None = None,
    ) -> models.CustomRole:
        """Change a custom role.

        `PATCH /api/v1/accounts/{account_id}/custom_roles/{custom_role_id}`

        For administrators only. Changes only the given fields; `permissions` **replaces** all previous
        ones.

        Args:
            custom_role_id: ID of the role.
            name: The name.
            description: A description for users.
            permissions: Permissions of the role.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The role after the change.

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
                "custom_role_id": custom_role_id,
                "name": name,
                "description": description,
                "permissions": permissions,
            },
        )

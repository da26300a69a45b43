from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import Enumeration, ListOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_VISIBILITY = Parameter("body", "visibility", lambda: Enumeration(models.MacroVisibility), required=True)
_MACRO_ID = Parameter("path", "macro_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.Macro]] = Operation(
    id="macros.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/macros",
    returns=lambda: ListOf(Object(models.Macro)),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.Macro] = Operation(
    id="macros.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/macros",
    returns=lambda: Object(models.Macro),
    unwrap=("payload",),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string"), required=True),
        _VISIBILITY,
        Parameter("body", "actions", lambda: ListOf(Object(models.MacroAction)), required=True),
    ),
)

GET: Operation[models.Macro] = Operation(
    id="macros.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/macros/{macro_id}",
    returns=lambda: Object(models.Macro),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _MACRO_ID),
)

DELETE: Operation[None] = Operation(
    id="macros.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/macros/{macro_id}",
    returns=None,
    not_found=500,
    parameters=(_ACCOUNT_ID, _MACRO_ID),
)

UPDATE: Operation[models.Macro] = Operation(
    id="macros.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/macros/{macro_id}",
    returns=lambda: Object(models.Macro),
    unwrap=("payload",),
    retry_safe=True,
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _MACRO_ID,
        _VISIBILITY,
        Parameter("body", "name", Plain("string")),
        Parameter("body", "actions", lambda: ListOf(Object(models.MacroAction))),
    ),
)

EXECUTE: Operation[None] = Operation(
    id="macros.execute",
    method="POST",
    path="/api/v1/accounts/{account_id}/macros/{macro_id}/execute",
    returns=None,
    parameters=(
        _ACCOUNT_ID,
        _MACRO_ID,
        Parameter("body", "conversation_ids", ListOf(Plain("integer", minimum=1, maximum=2147483647)), required=True),
    ),
)


class MacrosResource(Resource):
    """Sets of actions that users run on conversations."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.Macro]:
        """List all macros that the token's user can run.

        `GET /api/v1/accounts/{account_id}/macros`

        Returns the macros of the account and the user's own, in one response.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The macros.

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
        visibility: models.MacroVisibility | Literal["personal", "global"],
        actions: Sequence[models.MacroAction | Mapping[str, Any]],
        account_id: int | None = None,
    ) -> models.Macro:
        """Create a macro.

        `POST /api/v1/accounts/{account_id}/macros`

        `aiochatwoot.automations` builds actions and checks their values. An agent's macro is always
        personal. The server refuses unknown actions (422), but stores their values without checks.

        Args:
            name: The name.
            visibility: Who can run the macro.
            actions: Actions, run in this order; `aiochatwoot.automations` builds them.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The macro.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE, {"account_id": account_id, "name": name, "visibility": visibility, "actions": actions}
        )

    async def get(self, macro_id: int, *, account_id: int | None = None) -> models.Macro:
        """Get a macro.

        `GET /api/v1/accounts/{account_id}/macros/{macro_id}`

        Returns a macro of the account or one of the user's own.

        Args:
            macro_id: ID of the macro.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The macro.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "macro_id": macro_id})

    async def delete(self, macro_id: int, *, account_id: int | None = None) -> None:
        """Delete a macro.

        `DELETE /api/v1/accounts/{account_id}/macros/{macro_id}`

        Only administrators can delete macros of the account.

        Args:
            macro_id: ID of the macro.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "macro_id": macro_id})

    async def update(
        self,
        macro_id: int,
        *,
        visibility: models.MacroVisibility | Literal["personal", "global"],
        name: str | None = None,
        actions: Sequence[models.MacroAction | Mapping[str, Any]] | None = None,
        account_id: int | None = None,
    ) -> models.Macro:
        """Change a macro.

        `PATCH /api/v1/accounts/{account_id}/macros/{macro_id}`

        Changes only the given fields. `visibility` is required, because the server **clears** it if it is
        missing. `actions` **replaces** all previous ones. Only administrators can change macros of the
        account.

        Args:
            macro_id: ID of the macro.
            visibility: Who can run the macro.
            name: The name.
            actions: Actions, run in this order; `aiochatwoot.automations` builds them.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The macro after the change.

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
                "macro_id": macro_id,
                "visibility": visibility,
                "name": name,
                "actions": actions,
            },
        )

    async def execute(self, macro_id: int, *, conversation_ids: Sequence[int], account_id: int | None = None) -> None:
        """Run a macro on conversations.

        `POST /api/v1/accounts/{account_id}/macros/{macro_id}/execute`

        The server runs the macro **in the background**, with the user's permissions, and does not report
        the result: it responds with success even if the macro or the conversations do not exist, and skips
        actions that fail. Two calls send the macro's messages twice.

        Args:
            macro_id: ID of the macro.
            conversation_ids: Display IDs of the conversations: the numbers that the app shows.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            EXECUTE, {"account_id": account_id, "macro_id": macro_id, "conversation_ids": conversation_ids}
        )

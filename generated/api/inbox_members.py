from __future__ import annotations

import builtins
from collections.abc import Sequence

from ..._wire.arguments import Parameter
from ..._wire.kinds import ListOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_INBOX_ID = Parameter("body", "inbox_id", Plain("integer", minimum=1, maximum=2147483647), required=True)
_USER_IDS = Parameter("body", "user_ids", ListOf(Plain("integer", minimum=1, maximum=2147483647)), required=True)

LIST: Operation[list[models.User]] = Operation(
    id="inbox_members.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/inbox_members/{inbox_id}",
    returns=lambda: ListOf(Object(models.User)),
    unwrap=("payload",),
    parameters=(
        _ACCOUNT_ID,
        Parameter("path", "inbox_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
    ),
)

ADD: Operation[list[models.User]] = Operation(
    id="inbox_members.add",
    method="POST",
    path="/api/v1/accounts/{account_id}/inbox_members",
    returns=lambda: ListOf(Object(models.User)),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _INBOX_ID, _USER_IDS),
)

REMOVE: Operation[None] = Operation(
    id="inbox_members.remove",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/inbox_members",
    returns=None,
    parameters=(_ACCOUNT_ID, _INBOX_ID, _USER_IDS),
)

SET: Operation[list[models.User]] = Operation(
    id="inbox_members.set",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/inbox_members",
    returns=lambda: ListOf(Object(models.User)),
    unwrap=("payload",),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _INBOX_ID, _USER_IDS),
)


class InboxMembersResource(Resource):
    """The agents of an inbox. Administrators see all inboxes."""

    __slots__ = ()

    async def list(self, inbox_id: int, *, account_id: int | None = None) -> builtins.list[models.User]:
        """List all agents of an inbox.

        `GET /api/v1/accounts/{account_id}/inbox_members/{inbox_id}`

        Returns all members in one response. Only for users who can see the inbox.

        Args:
            inbox_id: ID of the inbox.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The users.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id, "inbox_id": inbox_id})

    async def add(
        self, *, inbox_id: int, user_ids: Sequence[int], account_id: int | None = None
    ) -> builtins.list[models.User]:
        """Add agents to an inbox.

        `POST /api/v1/accounts/{account_id}/inbox_members`

        Existing members are kept. For administrators only.

        Args:
            inbox_id: ID of the inbox.
            user_ids: IDs of the users.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            All members after the change, not only the added ones.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(ADD, {"account_id": account_id, "inbox_id": inbox_id, "user_ids": user_ids})

    async def remove(self, *, inbox_id: int, user_ids: Sequence[int], account_id: int | None = None) -> None:
        """Remove agents from an inbox.

        `DELETE /api/v1/accounts/{account_id}/inbox_members`

        The server ignores users who are not members. For administrators only.

        Args:
            inbox_id: ID of the inbox.
            user_ids: IDs of the users.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(REMOVE, {"account_id": account_id, "inbox_id": inbox_id, "user_ids": user_ids})

    async def set(
        self, *, inbox_id: int, user_ids: Sequence[int], account_id: int | None = None
    ) -> builtins.list[models.User]:
        """Replace the agents of an inbox.

        `PATCH /api/v1/accounts/{account_id}/inbox_members`

        **Replaces all members**: users who are not listed are removed. For administrators only.

        Args:
            inbox_id: ID of the inbox.
            user_ids: IDs of the users.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            All members after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(SET, {"account_id": account_id, "inbox_id": inbox_id, "user_ids": user_ids})

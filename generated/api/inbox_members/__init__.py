from __future__ import annotations

import builtins
from collections.abc import Sequence

from ...._wire.operation import Caller
from ...models.user import User
from .inbox_members_add import inbox_members_add
from .inbox_members_list import inbox_members_list
from .inbox_members_remove import inbox_members_remove
from .inbox_members_set import inbox_members_set


class InboxMembersResource:
    """The agents of an inbox; administrators see all inboxes anyway."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        inbox_id: int,
        *,
        account_id: int | None = None,
    ) -> builtins.list[User]:
        """All agents of an inbox.

        `GET /api/v1/accounts/{account_id}/inbox_members/{inbox_id}`

        All at once. Only for those who see the inbox (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            inbox_id: The inbox's number.

        Returns:
            The users.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inbox_members_list(
            self._client,
            inbox_id,
            account_id=account_id,
        )

    async def add(
        self,
        *,
        account_id: int | None = None,
        inbox_id: int,
        user_ids: Sequence[int],
    ) -> builtins.list[User]:
        """Add agents to an inbox.

        `POST /api/v1/accounts/{account_id}/inbox_members`

        Who is in it already stays. For administrators only (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            inbox_id: The inbox.
            user_ids: The users.

        Returns:
            All users who are in it now, not only those who were added.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inbox_members_add(
            self._client,
            account_id=account_id,
            inbox_id=inbox_id,
            user_ids=user_ids,
        )

    async def remove(
        self,
        *,
        account_id: int | None = None,
        inbox_id: int,
        user_ids: Sequence[int],
    ) -> None:
        """Take agents out of an inbox.

        `DELETE /api/v1/accounts/{account_id}/inbox_members`

        Users who are not in it are ignored (source). For administrators only (source). The page has a
        string as `inbox_id`.

        Args:
            account_id: The account's number; the client's own where it is left out.
            inbox_id: The inbox.
            user_ids: The users.

        Returns:
            They are no longer in it. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inbox_members_remove(
            self._client,
            account_id=account_id,
            inbox_id=inbox_id,
            user_ids=user_ids,
        )

    async def set(
        self,
        *,
        account_id: int | None = None,
        inbox_id: int,
        user_ids: Sequence[int],
    ) -> builtins.list[User]:
        """Replace the agents of an inbox.

        `PATCH /api/v1/accounts/{account_id}/inbox_members`

        **Replaces all who were in it**: users who are not named no longer are. For administrators only
        (source). The page has a string as `inbox_id`.

        Args:
            account_id: The account's number; the client's own where it is left out.
            inbox_id: The inbox.
            user_ids: The users.

        Returns:
            All users who are in it now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inbox_members_set(
            self._client,
            account_id=account_id,
            inbox_id=inbox_id,
            user_ids=user_ids,
        )

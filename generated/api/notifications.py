from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal

from ..._paging import Cursor, Paginator
from ..._wire.arguments import Parameter
from ..._wire.kinds import Enumeration, ListOf, Object, Plain, Timestamp
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_NOTIFICATION_ID = Parameter("path", "notification_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[models.NotificationPage] = Operation(
    id="notifications.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/notifications",
    returns=lambda: Object(models.NotificationPage),
    unwrap=("data",),
    parameters=(
        _ACCOUNT_ID,
        Parameter(
            "query", "includes[]", lambda: ListOf(Enumeration(models.NotificationInclusion)), argument="includes"
        ),
        Parameter("query", "sort_order", lambda: Enumeration(models.NotificationOrder)),
        Parameter("query", "page", Plain("integer", minimum=1)),
    ),
)

UNREAD_COUNT: Operation[int] = Operation(
    id="notifications.unread_count",
    method="GET",
    path="/api/v1/accounts/{account_id}/notifications/unread_count",
    returns=Plain("integer"),
    parameters=(_ACCOUNT_ID,),
)

MARK_ALL_READ: Operation[None] = Operation(
    id="notifications.mark_all_read",
    method="POST",
    path="/api/v1/accounts/{account_id}/notifications/read_all",
    returns=None,
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "primary_actor_type", Plain("string")),
        Parameter("body", "primary_actor_id", Plain("integer")),
    ),
)

DELETE_ALL: Operation[None] = Operation(
    id="notifications.delete_all",
    method="POST",
    path="/api/v1/accounts/{account_id}/notifications/destroy_all",
    returns=None,
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "type", lambda: Enumeration(models.NotificationDeletionType), required=True),
    ),
)

DELETE: Operation[None] = Operation(
    id="notifications.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/notifications/{notification_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _NOTIFICATION_ID),
)

MARK_READ: Operation[models.NotificationRecord] = Operation(
    id="notifications.mark_read",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/notifications/{notification_id}",
    returns=lambda: Object(models.NotificationRecord),
    always={},
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _NOTIFICATION_ID),
)

MARK_UNREAD: Operation[models.NotificationRecord] = Operation(
    id="notifications.mark_unread",
    method="POST",
    path="/api/v1/accounts/{account_id}/notifications/{notification_id}/unread",
    returns=lambda: Object(models.NotificationRecord),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _NOTIFICATION_ID),
)

SNOOZE: Operation[models.NotificationRecord] = Operation(
    id="notifications.snooze",
    method="POST",
    path="/api/v1/accounts/{account_id}/notifications/{notification_id}/snooze",
    returns=lambda: Object(models.NotificationRecord),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _NOTIFICATION_ID, Parameter("body", "snoozed_until", Timestamp("epoch"), required=True)),
)


class NotificationsResource(Resource):
    """The notifications of the token's user."""

    __slots__ = ()

    async def list(
        self,
        *,
        includes: Sequence[models.NotificationInclusion | Literal["read", "snoozed"]] | None = None,
        sort_order: models.NotificationOrder | Literal["desc", "asc"] | None = None,
        page: int | None = None,
        account_id: int | None = None,
    ) -> models.NotificationPage:
        """Get one page of the notifications of the token's user.

        `GET /api/v1/accounts/{account_id}/notifications`

        15 notifications per page, newest first; a page past the end is empty. The newest notification about
        a conversation replaces the older ones.

        Args:
            includes: Also includes read or snoozed notifications. Default: neither.
            sort_order: Sort order. The server's default is `desc`.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The page.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            LIST, {"account_id": account_id, "includes": includes, "sort_order": sort_order, "page": page}
        )

    def iter(
        self,
        *,
        includes: Sequence[models.NotificationInclusion | Literal["read", "snoozed"]] | None = None,
        sort_order: models.NotificationOrder | Literal["desc", "asc"] | None = None,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.NotificationPage, models.Notification]:
        """Iterate over the items of all pages of `list`, without duplicate IDs. Fetches pages on demand.

        Args:
            includes: Also includes read or snoozed notifications. Default: neither.
            sort_order: Sort order. The server's default is `desc`.
            limit: Maximum number of items.
            cursor: Resume after this position: the `cursor` of another iterator, or its text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            An iterator over the items, with a `cursor`; its `pages()` iterates over the pages.

        Raises:
            InvalidRequestError: the limit or the cursor is invalid. The iteration raises the errors of `list`.
        """
        return Paginator(
            LIST.id,
            lambda page: self.list(includes=includes, sort_order=sort_order, account_id=account_id, page=page),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def unread_count(self, *, account_id: int | None = None) -> int:
        """Count the unread notifications of the token's user.

        `GET /api/v1/accounts/{account_id}/notifications/unread_count`

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The number.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(UNREAD_COUNT, {"account_id": account_id})

    async def mark_all_read(
        self,
        *,
        primary_actor_type: str | None = None,
        primary_actor_id: int | None = None,
        account_id: int | None = None,
    ) -> None:
        """Mark all notifications as read.

        `POST /api/v1/accounts/{account_id}/notifications/read_all`

        Marks all notifications of the token's user as read or, with both arguments, only the notifications
        about one conversation.

        Args:
            primary_actor_type: Class of the primary actor, always Conversation.
            primary_actor_id: Database ID of the conversation: `primary_actor_id` of a notification.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            MARK_ALL_READ,
            {"account_id": account_id, "primary_actor_type": primary_actor_type, "primary_actor_id": primary_actor_id},
        )

    async def delete_all(
        self, *, type: models.NotificationDeletionType | Literal["all", "read"], account_id: int | None = None
    ) -> None:
        """Delete all notifications.

        `POST /api/v1/accounts/{account_id}/notifications/destroy_all`

        Deletes notifications of the token's user, in the background. Servers treat an unknown `type` as
        `all`, so the client refuses it.

        Args:
            type: The notifications to delete.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE_ALL, {"account_id": account_id, "type": type})

    async def delete(self, notification_id: int, *, account_id: int | None = None) -> None:
        """Delete a notification.

        `DELETE /api/v1/accounts/{account_id}/notifications/{notification_id}`

        Args:
            notification_id: ID of the notification.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "notification_id": notification_id})

    async def mark_read(self, notification_id: int, *, account_id: int | None = None) -> models.NotificationRecord:
        """Mark a notification as read.

        `PATCH /api/v1/accounts/{account_id}/notifications/{notification_id}`

        Args:
            notification_id: ID of the notification.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The notification.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(MARK_READ, {"account_id": account_id, "notification_id": notification_id})

    async def mark_unread(self, notification_id: int, *, account_id: int | None = None) -> models.NotificationRecord:
        """Mark a notification as unread.

        `POST /api/v1/accounts/{account_id}/notifications/{notification_id}/unread`

        Args:
            notification_id: ID of the notification.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The notification.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(MARK_UNREAD, {"account_id": account_id, "notification_id": notification_id})

    async def snooze(
        self, notification_id: int, *, snoozed_until: datetime.datetime, account_id: int | None = None
    ) -> models.NotificationRecord:
        """Snooze a notification.

        `POST /api/v1/accounts/{account_id}/notifications/{notification_id}/snooze`

        `notifications.list` omits the notification until then. The conversation does not change;
        `conversations.snooze` snoozes it.

        Args:
            notification_id: ID of the notification.
            snoozed_until: Time at which lists show the notification again.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The notification.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SNOOZE, {"account_id": account_id, "notification_id": notification_id, "snoozed_until": snoozed_until}
        )

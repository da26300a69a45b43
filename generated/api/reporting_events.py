from __future__ import annotations

import datetime
from typing import Literal

from ..._paging import Cursor, Paginator
from ..._wire.arguments import Parameter
from ..._wire.kinds import Enumeration, Object, Plain, Timestamp
from ..._wire.operation import Operation, Resource
from .. import models

LIST: Operation[models.ReportingEventPage] = Operation(
    id="reporting_events.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/reporting_events",
    returns=lambda: Object(models.ReportingEventPage),
    parameters=(
        Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id"),
        Parameter("query", "since", Timestamp("epoch")),
        Parameter("query", "until", Timestamp("epoch")),
        Parameter("query", "name", lambda: Enumeration(models.ReportingEventName)),
        Parameter("query", "inbox_id", Plain("integer", minimum=1, maximum=2147483647)),
        Parameter("query", "user_id", Plain("integer", minimum=1, maximum=2147483647)),
        Parameter("query", "page", Plain("integer", minimum=1)),
    ),
)


class ReportingEventsResource(Resource):
    """The events that the reports count."""

    __slots__ = ()

    async def list(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        name: models.ReportingEventName
        | Literal[
            "first_response",
            "reply_time",
            "conversation_opened",
            "conversation_resolved",
            "conversation_bot_resolved",
            "conversation_bot_handoff",
            "conversation_captain_inference_resolved",
            "conversation_captain_inference_handoff",
        ]
        | None = None,
        inbox_id: int | None = None,
        user_id: int | None = None,
        page: int | None = None,
        account_id: int | None = None,
    ) -> models.ReportingEventPage:
        """Get one page of reporting events.

        `GET /api/v1/accounts/{account_id}/reporting_events`

        25 events per page, newest first; a page past the end is empty. For administrators only. Only with
        the paid edition.

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            name: Only events of this type.
            inbox_id: Only events of this inbox.
            user_id: Only events of this user.
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
            LIST,
            {
                "account_id": account_id,
                "since": since,
                "until": until,
                "name": name,
                "inbox_id": inbox_id,
                "user_id": user_id,
                "page": page,
            },
        )

    def iter(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        name: models.ReportingEventName
        | Literal[
            "first_response",
            "reply_time",
            "conversation_opened",
            "conversation_resolved",
            "conversation_bot_resolved",
            "conversation_bot_handoff",
            "conversation_captain_inference_resolved",
            "conversation_captain_inference_handoff",
        ]
        | None = None,
        inbox_id: int | None = None,
        user_id: int | None = None,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.ReportingEventPage, models.ReportingEvent]:
        """Iterate over the items of all pages of `list`, without duplicate IDs. Fetches pages on demand.

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            name: Only events of this type.
            inbox_id: Only events of this inbox.
            user_id: Only events of this user.
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
            lambda page: self.list(
                since=since,
                until=until,
                name=name,
                inbox_id=inbox_id,
                user_id=user_id,
                account_id=account_id,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

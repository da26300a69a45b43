from __future__ import annotations

import builtins
import datetime
from collections.abc import Sequence
from typing import Literal

from ..._paging import Cursor, Paginator
from ..._wire.arguments import Parameter
from ..._wire.formats import Text
from ..._wire.kinds import Enumeration, ListOf, Object, Plain, Timestamp
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_SINCE = Parameter("query", "since", Timestamp("epoch"))
_UNTIL = Parameter("query", "until", Timestamp("epoch"))
_USER_IDS = Parameter(
    "query", "user_ids[]", ListOf(Plain("integer", minimum=1, maximum=2147483647)), argument="user_ids"
)
_INBOX_ID = Parameter("query", "inbox_id", Plain("integer", minimum=1, maximum=2147483647))
_TEAM_ID = Parameter("query", "team_id", Plain("integer", minimum=1, maximum=2147483647))
_RATING = Parameter("query", "rating", Plain("integer", minimum=1, maximum=5))

LIST: Operation[list[models.CsatSurveyResponse]] = Operation(
    id="csat_survey_responses.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/csat_survey_responses",
    returns=lambda: ListOf(Object(models.CsatSurveyResponse)),
    parameters=(
        _ACCOUNT_ID,
        _SINCE,
        _UNTIL,
        _USER_IDS,
        _INBOX_ID,
        _TEAM_ID,
        _RATING,
        Parameter("query", "sort", lambda: Enumeration(models.CsatOrder)),
        Parameter("query", "page", Plain("integer", minimum=1)),
    ),
)

METRICS: Operation[models.CsatMetrics] = Operation(
    id="csat_survey_responses.metrics",
    method="GET",
    path="/api/v1/accounts/{account_id}/csat_survey_responses/metrics",
    returns=lambda: Object(models.CsatMetrics),
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _USER_IDS, _INBOX_ID, _TEAM_ID, _RATING),
)

CSV: Operation[str] = Operation(
    id="csat_survey_responses.csv",
    method="GET",
    path="/api/v1/accounts/{account_id}/csat_survey_responses/download",
    returns=Text(),
    accept="text/csv",
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _USER_IDS, _INBOX_ID, _TEAM_ID, _RATING),
)

UPDATE: Operation[models.CsatSurveyResponse] = Operation(
    id="csat_survey_responses.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/csat_survey_responses/{csat_survey_response_id}",
    returns=lambda: Object(models.CsatSurveyResponse),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        Parameter("path", "csat_survey_response_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
        Parameter("body", "csat_review_notes", Plain("string", nullable=True), required=True),
    ),
)


class CsatSurveyResponsesResource(Resource):
    """Contacts' responses to satisfaction surveys."""

    __slots__ = ()

    async def list(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        sort: models.CsatOrder | Literal["created_at", "-created_at"] | None = None,
        page: int | None = None,
        account_id: int | None = None,
    ) -> builtins.list[models.CsatSurveyResponse]:
        """Get one page of the responses to satisfaction surveys.

        `GET /api/v1/accounts/{account_id}/csat_survey_responses`

        25 responses per page; a page past the end is empty. For administrators only.

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            user_ids: Only responses about these agents.
            inbox_id: Only responses about this inbox.
            team_id: Only responses about this team.
            rating: Only responses with this rating.
            sort: Sort order. By default the order is undefined.
            page: Page number, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The responses.

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
                "user_ids": user_ids,
                "inbox_id": inbox_id,
                "team_id": team_id,
                "rating": rating,
                "sort": sort,
                "page": page,
            },
        )

    def iter(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        sort: models.CsatOrder | Literal["created_at", "-created_at"] | None = None,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[builtins.list[models.CsatSurveyResponse], models.CsatSurveyResponse]:
        """Iterate over the items of all pages of `list`, without duplicate IDs. Fetches pages on demand.

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            user_ids: Only responses about these agents.
            inbox_id: Only responses about this inbox.
            team_id: Only responses about this team.
            rating: Only responses with this rating.
            sort: Sort order. By default the order is undefined.
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
                user_ids=user_ids,
                inbox_id=inbox_id,
                team_id=team_id,
                rating=rating,
                sort=sort,
                account_id=account_id,
                page=page,
            ),
            lambda page: page,
            limit=limit,
            cursor=cursor,
        )

    async def metrics(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        account_id: int | None = None,
    ) -> models.CsatMetrics:
        """Get metrics of contact satisfaction.

        `GET /api/v1/accounts/{account_id}/csat_survey_responses/metrics`

        For administrators only.

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            user_ids: Only responses about these agents.
            inbox_id: Only responses about this inbox.
            team_id: Only responses about this team.
            rating: Only responses with this rating.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The counts.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            METRICS,
            {
                "account_id": account_id,
                "since": since,
                "until": until,
                "user_ids": user_ids,
                "inbox_id": inbox_id,
                "team_id": team_id,
                "rating": rating,
            },
        )

    async def csv(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        user_ids: Sequence[int] | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        rating: int | None = None,
        account_id: int | None = None,
    ) -> str:
        """Download the responses to satisfaction surveys, as CSV.

        `GET /api/v1/accounts/{account_id}/csat_survey_responses/download`

        The CSV has a line of column names, a row for each response and, if a range was given, a line with
        the range. For administrators only.

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            user_ids: Only responses about these agents.
            inbox_id: Only responses about this inbox.
            team_id: Only responses about this team.
            rating: Only responses with this rating.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The responses.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CSV,
            {
                "account_id": account_id,
                "since": since,
                "until": until,
                "user_ids": user_ids,
                "inbox_id": inbox_id,
                "team_id": team_id,
                "rating": rating,
            },
        )

    async def update(
        self, csat_survey_response_id: int, *, csat_review_notes: str | None, account_id: int | None = None
    ) -> models.CsatSurveyResponse:
        """Set the note about a survey response.

        `PATCH /api/v1/accounts/{account_id}/csat_survey_responses/{csat_survey_response_id}`

        For administrators only. Only with the paid edition.

        Since Chatwoot 4.16.2.

        Args:
            csat_survey_response_id: ID of the survey response.
            csat_review_notes: The text.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The response after the change.

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
                "csat_survey_response_id": csat_survey_response_id,
                "csat_review_notes": csat_review_notes,
            },
        )

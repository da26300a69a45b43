from __future__ import annotations

import builtins
import datetime
from collections.abc import Sequence
from typing import Literal

from ..._wire.arguments import Parameter
from ..._wire.formats import Text
from ..._wire.kinds import AnyOf, Enumeration, ListOf, MapOf, Object, Plain, Timestamp
from ..._wire.operation import Operation, RateLimitRule, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_TYPE = Parameter("query", "type", lambda: Enumeration(models.ReportScope), required=True)
_ID = Parameter("query", "id", Plain("integer", minimum=1, maximum=2147483647))
_SINCE = Parameter("query", "since", Timestamp("epoch"), required=True)
_UNTIL = Parameter("query", "until", Timestamp("epoch"), required=True)
_GROUP_BY = Parameter("query", "group_by", lambda: Enumeration(models.ReportPeriod))
_TIMEZONE_OFFSET = Parameter("query", "timezone_offset", Plain("number", minimum=-12, maximum=14))
_BUSINESS_HOURS = Parameter("query", "business_hours", Plain("boolean"))
_SINCE_8 = Parameter("query", "since", Timestamp("epoch"))
_UNTIL_9 = Parameter("query", "until", Timestamp("epoch"))

TIMESERIES: Operation[list[models.ReportPoint]] = Operation(
    id="reports.timeseries",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports",
    returns=lambda: ListOf(Object(models.ReportPoint)),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    parameters=(
        _ACCOUNT_ID,
        Parameter("query", "metric", lambda: Enumeration(models.ReportMetric), required=True),
        _TYPE,
        _ID,
        _SINCE,
        _UNTIL,
        _GROUP_BY,
        _TIMEZONE_OFFSET,
        _BUSINESS_HOURS,
    ),
)

SUMMARY: Operation[models.ReportSummary] = Operation(
    id="reports.summary",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/summary",
    returns=lambda: Object(models.ReportSummary),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    parameters=(_ACCOUNT_ID, _TYPE, _ID, _SINCE, _UNTIL, _GROUP_BY, _TIMEZONE_OFFSET, _BUSINESS_HOURS),
)

BOT_METRICS: Operation[models.BotMetrics] = Operation(
    id="reports.bot_metrics",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/bot_metrics",
    returns=lambda: Object(models.BotMetrics),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL),
)

CONVERSATIONS: Operation[models.OpenConversations | list[models.AgentOpenConversations]] = Operation(
    id="reports.conversations",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/conversations",
    returns=lambda: AnyOf((ListOf(Object(models.AgentOpenConversations)), Object(models.OpenConversations))),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    parameters=(
        _ACCOUNT_ID,
        Parameter("query", "type", lambda: Enumeration(models.OpenConversationsOf), required=True),
        Parameter("query", "user_id", Plain("integer", minimum=1, maximum=2147483647)),
        Parameter("query", "page", Plain("integer", minimum=1)),
    ),
)

CONVERSATIONS_CSV: Operation[str] = Operation(
    id="reports.conversations_csv",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/conversations_summary",
    returns=Text(),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    accept="text/csv",
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _BUSINESS_HOURS),
)

AGENTS_CSV: Operation[str] = Operation(
    id="reports.agents_csv",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/agents",
    returns=Text(),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    accept="text/csv",
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _BUSINESS_HOURS),
)

INBOXES_CSV: Operation[str] = Operation(
    id="reports.inboxes_csv",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/inboxes",
    returns=Text(),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    accept="text/csv",
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _BUSINESS_HOURS),
)

LABELS_CSV: Operation[str] = Operation(
    id="reports.labels_csv",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/labels",
    returns=Text(),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    accept="text/csv",
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _BUSINESS_HOURS),
)

TEAMS_CSV: Operation[str] = Operation(
    id="reports.teams_csv",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/teams",
    returns=Text(),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    accept="text/csv",
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _BUSINESS_HOURS),
)

CONVERSATION_TRAFFIC_CSV: Operation[str] = Operation(
    id="reports.conversation_traffic_csv",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/conversation_traffic",
    returns=Text(),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    accept="text/csv",
    parameters=(_ACCOUNT_ID, _TIMEZONE_OFFSET, Parameter("query", "days_before", Plain("integer", minimum=1))),
)

INBOX_LABEL_MATRIX: Operation[models.InboxLabelMatrix] = Operation(
    id="reports.inbox_label_matrix",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/inbox_label_matrix",
    returns=lambda: Object(models.InboxLabelMatrix),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    parameters=(
        _ACCOUNT_ID,
        _SINCE_8,
        _UNTIL_9,
        Parameter(
            "query", "inbox_ids[]", ListOf(Plain("integer", minimum=1, maximum=2147483647)), argument="inbox_ids"
        ),
        Parameter(
            "query", "label_ids[]", ListOf(Plain("integer", minimum=1, maximum=2147483647)), argument="label_ids"
        ),
    ),
)

FIRST_RESPONSE_TIME_DISTRIBUTION: Operation[dict[str, dict[str, int]]] = Operation(
    id="reports.first_response_time_distribution",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/first_response_time_distribution",
    returns=MapOf(MapOf(Plain("integer"))),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    parameters=(_ACCOUNT_ID, _SINCE_8, _UNTIL_9),
)

OUTGOING_MESSAGES_COUNT: Operation[list[models.OutgoingMessagesCount]] = Operation(
    id="reports.outgoing_messages_count",
    method="GET",
    path="/api/v2/accounts/{account_id}/reports/outgoing_messages_count",
    returns=lambda: ListOf(Object(models.OutgoingMessagesCount)),
    rate_limits=(
        RateLimitRule(rule="reports", requests=1000, seconds=60, by=("account",)),
        RateLimitRule(rule="reports_of_a_token", requests=100, seconds=60, by=("account", "token")),
    ),
    parameters=(
        _ACCOUNT_ID,
        Parameter("query", "group_by", lambda: Enumeration(models.OutgoingMessagesGrouping), required=True),
        _SINCE_8,
        _UNTIL_9,
    ),
)


class ReportsResource(Resource):
    """Reports of an account over time, as numbers and as CSV."""

    __slots__ = ()

    async def timeseries(
        self,
        *,
        metric: models.ReportMetric
        | Literal[
            "conversations_count",
            "incoming_messages_count",
            "outgoing_messages_count",
            "avg_first_response_time",
            "avg_resolution_time",
            "resolutions_count",
            "bot_resolutions_count",
            "bot_handoffs_count",
            "reply_time",
        ],
        type: models.ReportScope | Literal["account", "agent", "inbox", "label", "team"],
        id: int | None = None,
        since: datetime.datetime,
        until: datetime.datetime,
        group_by: models.ReportPeriod | Literal["hour", "day", "week", "month", "year"] | None = None,
        timezone_offset: float | None = None,
        business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> builtins.list[models.ReportPoint]:
        """Get a metric over time.

        `GET /api/v2/accounts/{account_id}/reports`

        Returns one value for each period in the range, including periods without events. Averages are in
        seconds and have `count`, the number of events. For administrators only: the server responds to
        agents with 401. Servers respond to an unknown metric with 200 and an empty object, and to a missing
        range with 200 and an empty list, so the client requires `metric`, `since` and `until` and checks
        them.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            metric: The metric.
            type: The scope of the report; all except `account` need an `id`.
            id: ID of the agent, inbox, label or team. If it is missing, servers respond with 404, unless `type`
                is account.
            since: The start of the range.
            until: The end of the range.
            group_by: The length of a period. The server's default is a day.
            timezone_offset: Offset from UTC in hours, such as 7 or -3.5, of the time zone in which days begin.
                Default: UTC.
            business_hours: Whether time counts only while the inbox is open.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The values, the oldest first.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            TIMESERIES,
            {
                "account_id": account_id,
                "metric": metric,
                "type": type,
                "id": id,
                "since": since,
                "until": until,
                "group_by": group_by,
                "timezone_offset": timezone_offset,
                "business_hours": business_hours,
            },
        )

    async def summary(
        self,
        *,
        type: models.ReportScope | Literal["account", "agent", "inbox", "label", "team"],
        id: int | None = None,
        since: datetime.datetime,
        until: datetime.datetime,
        group_by: models.ReportPeriod | Literal["hour", "day", "week", "month", "year"] | None = None,
        timezone_offset: float | None = None,
        business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> models.ReportSummary:
        """Get the metrics of a time range and of the range before it.

        `GET /api/v2/accounts/{account_id}/reports/summary`

        `previous` contains the metrics of the range of the same length that ends where this one begins. For
        administrators only. Servers respond to a missing range with zeros, so the client requires it.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            type: The scope of the report; all except `account` need an `id`.
            id: ID of the agent, inbox, label or team. If it is missing, servers respond with 404, unless `type`
                is account.
            since: The start of the range.
            until: The end of the range.
            group_by: Servers accept it, but it has no effect.
            timezone_offset: Offset from UTC in hours, such as 7 or -3.5, of the time zone in which days begin.
                Default: UTC.
            business_hours: Whether time counts only while the inbox is open.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The metrics.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SUMMARY,
            {
                "account_id": account_id,
                "type": type,
                "id": id,
                "since": since,
                "until": until,
                "group_by": group_by,
                "timezone_offset": timezone_offset,
                "business_hours": business_hours,
            },
        )

    async def bot_metrics(
        self, *, since: datetime.datetime, until: datetime.datetime, account_id: int | None = None
    ) -> models.BotMetrics:
        """Get the metrics of bots in a time range.

        `GET /api/v2/accounts/{account_id}/reports/bot_metrics`

        Only inboxes with a bot count. For administrators only. The client does not have the similar
        `reports/bot_summary`, to which 4.16.2 responds with 500.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            since: The start of the range.
            until: The end of the range.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The metrics.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(BOT_METRICS, {"account_id": account_id, "since": since, "until": until})

    async def conversations(
        self,
        *,
        type: models.OpenConversationsOf | Literal["account", "agent"],
        user_id: int | None = None,
        page: int | None = None,
        account_id: int | None = None,
    ) -> models.OpenConversations | builtins.list[models.AgentOpenConversations]:
        """Count the conversations that are open now.

        `GET /api/v2/accounts/{account_id}/reports/conversations`

        For the account, the result is an object. For its agents, it is a list with 25 agents per page;
        agents with the most open conversations come first. For administrators only. The account's `pending`
        is always 0; `live_reports.conversation_metrics` returns the real number.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            type: The scope: the account or its agents. If it is missing, servers respond with 422 and an empty
                body.
            user_id: Servers ignore it; 4.16.2 returns all agents.
            page: Page number of the agents, from 1.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The counts of the account, or of each agent.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CONVERSATIONS, {"account_id": account_id, "type": type, "user_id": user_id, "page": page}
        )

    async def conversations_csv(
        self,
        *,
        since: datetime.datetime,
        until: datetime.datetime,
        business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> str:
        """Download the metrics of the account, as CSV.

        `GET /api/v2/accounts/{account_id}/reports/conversations_summary`

        The CSV has three title lines, a line of column names and one row. Durations are English text, such
        as `10 minutes 18 seconds`. For administrators only.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            since: The start of the range.
            until: The end of the range.
            business_hours: Whether time counts only while the inbox is open.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The report.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CONVERSATIONS_CSV,
            {"account_id": account_id, "since": since, "until": until, "business_hours": business_hours},
        )

    async def agents_csv(
        self,
        *,
        since: datetime.datetime,
        until: datetime.datetime,
        business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> str:
        """Download the metrics of each agent, as CSV.

        `GET /api/v2/accounts/{account_id}/reports/agents`

        The CSV has three title lines, a line of column names and a row for each agent. Durations are
        English text; `summary_reports.agent` returns them as numbers. For administrators only.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            since: The start of the range.
            until: The end of the range.
            business_hours: Whether time counts only while the inbox is open.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The report.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            AGENTS_CSV, {"account_id": account_id, "since": since, "until": until, "business_hours": business_hours}
        )

    async def inboxes_csv(
        self,
        *,
        since: datetime.datetime,
        until: datetime.datetime,
        business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> str:
        """Download the metrics of each inbox, as CSV.

        `GET /api/v2/accounts/{account_id}/reports/inboxes`

        The CSV has three title lines, a line of column names and a row for each inbox. 4.16.2 names five
        columns and sends seven: the last two are the average waiting time and the number of resolutions.
        `summary_reports.inbox` returns the values as numbers. For administrators only.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            since: The start of the range.
            until: The end of the range.
            business_hours: Whether time counts only while the inbox is open.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The report.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            INBOXES_CSV, {"account_id": account_id, "since": since, "until": until, "business_hours": business_hours}
        )

    async def labels_csv(
        self,
        *,
        since: datetime.datetime,
        until: datetime.datetime,
        business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> str:
        """Download the metrics of each label, as CSV.

        `GET /api/v2/accounts/{account_id}/reports/labels`

        The CSV has three title lines, a line of column names and a row for each label. Durations are
        English text; `summary_reports.label` returns them as numbers. For administrators only.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            since: The start of the range.
            until: The end of the range.
            business_hours: Whether time counts only while the inbox is open.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The report.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            LABELS_CSV, {"account_id": account_id, "since": since, "until": until, "business_hours": business_hours}
        )

    async def teams_csv(
        self,
        *,
        since: datetime.datetime,
        until: datetime.datetime,
        business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> str:
        """Download the metrics of each team, as CSV.

        `GET /api/v2/accounts/{account_id}/reports/teams`

        The CSV has three title lines, a line of column names and a row for each team. Durations are English
        text; `summary_reports.team` returns them as numbers. For administrators only.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            since: The start of the range.
            until: The end of the range.
            business_hours: Whether time counts only while the inbox is open.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The report.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            TEAMS_CSV, {"account_id": account_id, "since": since, "until": until, "business_hours": business_hours}
        )

    async def conversation_traffic_csv(
        self, *, timezone_offset: float | None = None, days_before: int | None = None, account_id: int | None = None
    ) -> str:
        """Count the conversations that began in each hour of the last days, as CSV.

        `GET /api/v2/accounts/{account_id}/reports/conversation_traffic`

        The CSV has the time zone, two empty lines, a row with the days, and a row for each hour of the day.
        For administrators only.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            timezone_offset: Offset from UTC in hours, such as 7 or -3.5, of the time zone in which days begin.
                Default: UTC.
            days_before: Number of days. The server's default is 6.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The report.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CONVERSATION_TRAFFIC_CSV,
            {"account_id": account_id, "timezone_offset": timezone_offset, "days_before": days_before},
        )

    async def inbox_label_matrix(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        inbox_ids: Sequence[int] | None = None,
        label_ids: Sequence[int] | None = None,
        account_id: int | None = None,
    ) -> models.InboxLabelMatrix:
        """Count the conversations of each inbox with each label.

        `GET /api/v2/accounts/{account_id}/reports/inbox_label_matrix`

        For administrators only. Without a range, all conversations count.

        Since Chatwoot 4.11.0.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            inbox_ids: Only these inboxes.
            label_ids: Only these labels.
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
            INBOX_LABEL_MATRIX,
            {"account_id": account_id, "since": since, "until": until, "inbox_ids": inbox_ids, "label_ids": label_ids},
        )

    async def first_response_time_distribution(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        account_id: int | None = None,
    ) -> dict[str, dict[str, int]]:
        """Get the distribution of first response times, by channel.

        `GET /api/v2/accounts/{account_id}/reports/first_response_time_distribution`

        For administrators only. Without a range, all conversations count.

        Since Chatwoot 4.11.0.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            Returns counts by class of the channel and then by duration: `0-1h`, `1-4h`, `4-8h`, `8-24h`
            and `24h+`. A channel without first responses is absent.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            FIRST_RESPONSE_TIME_DISTRIBUTION, {"account_id": account_id, "since": since, "until": until}
        )

    async def outgoing_messages_count(
        self,
        *,
        group_by: models.OutgoingMessagesGrouping | Literal["agent", "team", "inbox", "label"],
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        account_id: int | None = None,
    ) -> builtins.list[models.OutgoingMessagesCount]:
        """Count the sent messages by agent, team, inbox or label.

        `GET /api/v2/accounts/{account_id}/reports/outgoing_messages_count`

        Returns only rows with messages, in undefined order. For administrators only. The client refuses
        other groupings, to which servers respond with 422 and an empty body.

        Since Chatwoot 4.11.0.

        Rate limit: 1000 requests in 60 seconds by account (Chatwoot's rule `reports`).

        Rate limit: 100 requests in 60 seconds by account and token (Chatwoot's rule `reports_of_a_token`).

        Args:
            group_by: The grouping of the counts.
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
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
            OUTGOING_MESSAGES_COUNT, {"account_id": account_id, "group_by": group_by, "since": since, "until": until}
        )

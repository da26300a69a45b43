from __future__ import annotations

import builtins
import datetime

from ..._wire.arguments import Parameter
from ..._wire.kinds import ListOf, MapOf, Object, Plain, Timestamp
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_SINCE = Parameter("query", "since", Timestamp("epoch"), required=True)
_UNTIL = Parameter("query", "until", Timestamp("epoch"), required=True)
_BUSINESS_HOURS = Parameter("query", "business_hours", Plain("boolean"))

AGENT: Operation[list[models.EntitySummary]] = Operation(
    id="summary_reports.agent",
    method="GET",
    path="/api/v2/accounts/{account_id}/summary_reports/agent",
    returns=lambda: ListOf(Object(models.EntitySummary)),
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _BUSINESS_HOURS),
)

TEAM: Operation[list[models.EntitySummary]] = Operation(
    id="summary_reports.team",
    method="GET",
    path="/api/v2/accounts/{account_id}/summary_reports/team",
    returns=lambda: ListOf(Object(models.EntitySummary)),
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _BUSINESS_HOURS),
)

INBOX: Operation[list[models.EntitySummary]] = Operation(
    id="summary_reports.inbox",
    method="GET",
    path="/api/v2/accounts/{account_id}/summary_reports/inbox",
    returns=lambda: ListOf(Object(models.EntitySummary)),
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _BUSINESS_HOURS),
)

LABEL: Operation[list[models.LabelSummary]] = Operation(
    id="summary_reports.label",
    method="GET",
    path="/api/v2/accounts/{account_id}/summary_reports/label",
    returns=lambda: ListOf(Object(models.LabelSummary)),
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _BUSINESS_HOURS),
)

CHANNEL: Operation[dict[str, models.ChannelSummary]] = Operation(
    id="summary_reports.channel",
    method="GET",
    path="/api/v2/accounts/{account_id}/summary_reports/channel",
    returns=lambda: MapOf(Object(models.ChannelSummary)),
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL),
)


class SummaryReportsResource(Resource):
    """The metrics of a time range by agent, team, inbox, label or channel."""

    __slots__ = ()

    async def agent(
        self,
        *,
        since: datetime.datetime,
        until: datetime.datetime,
        business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> builtins.list[models.EntitySummary]:
        """Get the metrics of each agent.

        `GET /api/v2/accounts/{account_id}/summary_reports/agent`

        Returns one row for each agent, even without activity. For administrators only.

        Args:
            since: The start of the range.
            until: The end of the range.
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
            AGENT, {"account_id": account_id, "since": since, "until": until, "business_hours": business_hours}
        )

    async def team(
        self,
        *,
        since: datetime.datetime,
        until: datetime.datetime,
        business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> builtins.list[models.EntitySummary]:
        """Get the metrics of each team.

        `GET /api/v2/accounts/{account_id}/summary_reports/team`

        Returns one row for each team. For administrators only.

        Args:
            since: The start of the range.
            until: The end of the range.
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
            TEAM, {"account_id": account_id, "since": since, "until": until, "business_hours": business_hours}
        )

    async def inbox(
        self,
        *,
        since: datetime.datetime,
        until: datetime.datetime,
        business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> builtins.list[models.EntitySummary]:
        """Get the metrics of each inbox.

        `GET /api/v2/accounts/{account_id}/summary_reports/inbox`

        Returns one row for each inbox. For administrators only.

        Args:
            since: The start of the range.
            until: The end of the range.
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
            INBOX, {"account_id": account_id, "since": since, "until": until, "business_hours": business_hours}
        )

    async def label(
        self,
        *,
        since: datetime.datetime,
        until: datetime.datetime,
        business_hours: bool | None = None,
        account_id: int | None = None,
    ) -> builtins.list[models.LabelSummary]:
        """Get the metrics of each label.

        `GET /api/v2/accounts/{account_id}/summary_reports/label`

        Returns one row for each label of the account. For a label without events, the averages are 0, not
        null. For administrators only.

        Args:
            since: The start of the range.
            until: The end of the range.
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
            LABEL, {"account_id": account_id, "since": since, "until": until, "business_hours": business_hours}
        )

    async def channel(
        self, *, since: datetime.datetime, until: datetime.datetime, account_id: int | None = None
    ) -> dict[str, models.ChannelSummary]:
        """Count the conversations that began in each type of channel, by status.

        `GET /api/v2/accounts/{account_id}/summary_reports/channel`

        The range can have at most six months; the server refuses a longer one (422). For administrators
        only. Servers respond to a missing range with an empty object, so the client requires it.

        Args:
            since: The start of the range.
            until: The end of the range.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            Counts by class of the channel; a channel without conversations is absent.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CHANNEL, {"account_id": account_id, "since": since, "until": until})

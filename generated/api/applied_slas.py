from __future__ import annotations

import datetime

from ..._paging import Cursor, Paginator
from ..._wire.arguments import Parameter
from ..._wire.formats import Text
from ..._wire.kinds import Object, Plain, Timestamp
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_SINCE = Parameter("query", "since", Timestamp("epoch"))
_UNTIL = Parameter("query", "until", Timestamp("epoch"))
_SLA_POLICY_ID = Parameter("query", "sla_policy_id", Plain("integer", minimum=1, maximum=2147483647))
_ASSIGNED_AGENT_ID = Parameter("query", "assigned_agent_id", Plain("integer", minimum=1, maximum=2147483647))
_INBOX_ID = Parameter("query", "inbox_id", Plain("integer", minimum=1, maximum=2147483647))
_TEAM_ID = Parameter("query", "team_id", Plain("integer", minimum=1, maximum=2147483647))
_LABEL_LIST = Parameter("query", "label_list", Plain("string"))

LIST: Operation[models.AppliedSlaPage] = Operation(
    id="applied_slas.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/applied_slas",
    returns=lambda: Object(models.AppliedSlaPage),
    parameters=(
        _ACCOUNT_ID,
        _SINCE,
        _UNTIL,
        _SLA_POLICY_ID,
        _ASSIGNED_AGENT_ID,
        _INBOX_ID,
        _TEAM_ID,
        _LABEL_LIST,
        Parameter("query", "page", Plain("integer", minimum=1)),
    ),
)

METRICS: Operation[models.AppliedSlaMetrics] = Operation(
    id="applied_slas.metrics",
    method="GET",
    path="/api/v1/accounts/{account_id}/applied_slas/metrics",
    returns=lambda: Object(models.AppliedSlaMetrics),
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _SLA_POLICY_ID, _ASSIGNED_AGENT_ID, _INBOX_ID, _TEAM_ID, _LABEL_LIST),
)

CSV: Operation[str] = Operation(
    id="applied_slas.csv",
    method="GET",
    path="/api/v1/accounts/{account_id}/applied_slas/download",
    returns=Text(),
    accept="text/csv",
    parameters=(_ACCOUNT_ID, _SINCE, _UNTIL, _SLA_POLICY_ID, _ASSIGNED_AGENT_ID, _INBOX_ID, _TEAM_ID, _LABEL_LIST),
)


class AppliedSlasResource(Resource):
    """Conversations that missed their service level agreement."""

    __slots__ = ()

    async def list(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        sla_policy_id: int | None = None,
        assigned_agent_id: int | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        label_list: str | None = None,
        page: int | None = None,
        account_id: int | None = None,
    ) -> models.AppliedSlaPage:
        """Get one page of the missed service level agreements.

        `GET /api/v1/accounts/{account_id}/applied_slas`

        25 rows per page; a page past the end is empty. For administrators only. Only with the paid edition.

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            sla_policy_id: Only this policy.
            assigned_agent_id: Only conversations of this agent.
            inbox_id: Only conversations of this inbox.
            team_id: Only conversations of this team.
            label_list: Only conversations with one of these labels, separated by commas.
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
                "sla_policy_id": sla_policy_id,
                "assigned_agent_id": assigned_agent_id,
                "inbox_id": inbox_id,
                "team_id": team_id,
                "label_list": label_list,
                "page": page,
            },
        )

    def iter(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        sla_policy_id: int | None = None,
        assigned_agent_id: int | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        label_list: str | None = None,
        limit: int | None = None,
        cursor: Cursor | str | None = None,
        account_id: int | None = None,
    ) -> Paginator[models.AppliedSlaPage, models.MissedSla]:
        """Iterate over the items of all pages of `list`, without duplicate IDs. Fetches pages on demand.

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            sla_policy_id: Only this policy.
            assigned_agent_id: Only conversations of this agent.
            inbox_id: Only conversations of this inbox.
            team_id: Only conversations of this team.
            label_list: Only conversations with one of these labels, separated by commas.
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
                sla_policy_id=sla_policy_id,
                assigned_agent_id=assigned_agent_id,
                inbox_id=inbox_id,
                team_id=team_id,
                label_list=label_list,
                account_id=account_id,
                page=page,
            ),
            lambda page: page.payload,
            limit=limit,
            cursor=cursor,
        )

    async def metrics(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        sla_policy_id: int | None = None,
        assigned_agent_id: int | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        label_list: str | None = None,
        account_id: int | None = None,
    ) -> models.AppliedSlaMetrics:
        """Count the missed service level agreements.

        `GET /api/v1/accounts/{account_id}/applied_slas/metrics`

        For administrators only. Only with the paid edition.

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            sla_policy_id: Only this policy.
            assigned_agent_id: Only conversations of this agent.
            inbox_id: Only conversations of this inbox.
            team_id: Only conversations of this team.
            label_list: Only conversations with one of these labels, separated by commas.
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
                "sla_policy_id": sla_policy_id,
                "assigned_agent_id": assigned_agent_id,
                "inbox_id": inbox_id,
                "team_id": team_id,
                "label_list": label_list,
            },
        )

    async def csv(
        self,
        *,
        since: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        sla_policy_id: int | None = None,
        assigned_agent_id: int | None = None,
        inbox_id: int | None = None,
        team_id: int | None = None,
        label_list: str | None = None,
        account_id: int | None = None,
    ) -> str:
        """Download the conversations that missed their service level agreement, as CSV.

        `GET /api/v1/accounts/{account_id}/applied_slas/download`

        The CSV has a line of column names and a row for each conversation. For administrators only. Only
        with the paid edition.

        Args:
            since: The start of the range; ignored without `until`.
            until: The end of the range; ignored without `since`.
            sla_policy_id: Only this policy.
            assigned_agent_id: Only conversations of this agent.
            inbox_id: Only conversations of this inbox.
            team_id: Only conversations of this team.
            label_list: Only conversations with one of these labels, separated by commas.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The conversations.

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
                "sla_policy_id": sla_policy_id,
                "assigned_agent_id": assigned_agent_id,
                "inbox_id": inbox_id,
                "team_id": team_id,
                "label_list": label_list,
            },
        )

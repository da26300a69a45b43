from __future__ import annotations

import builtins
from typing import Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import Enumeration, ListOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")

CONVERSATION_METRICS: Operation[models.OpenConversations] = Operation(
    id="live_reports.conversation_metrics",
    method="GET",
    path="/api/v2/accounts/{account_id}/live_reports/conversation_metrics",
    returns=lambda: Object(models.OpenConversations),
    parameters=(_ACCOUNT_ID, Parameter("query", "team_id", Plain("integer", minimum=1, maximum=2147483647))),
)

GROUPED_CONVERSATION_METRICS: Operation[list[models.GroupedOpenConversations]] = Operation(
    id="live_reports.grouped_conversation_metrics",
    method="GET",
    path="/api/v2/accounts/{account_id}/live_reports/grouped_conversation_metrics",
    returns=lambda: ListOf(Object(models.GroupedOpenConversations)),
    parameters=(_ACCOUNT_ID, Parameter("query", "group_by", lambda: Enumeration(models.LiveGrouping), required=True)),
)


class LiveReportsResource(Resource):
    """Counts of the conversations that are open now."""

    __slots__ = ()

    async def conversation_metrics(
        self, *, team_id: int | None = None, account_id: int | None = None
    ) -> models.OpenConversations:
        """Count the conversations that are open now.

        `GET /api/v2/accounts/{account_id}/live_reports/conversation_metrics`

        For administrators only.

        Args:
            team_id: Only conversations of this team.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The counts.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CONVERSATION_METRICS, {"account_id": account_id, "team_id": team_id})

    async def grouped_conversation_metrics(
        self, *, group_by: models.LiveGrouping | Literal["assignee_id", "team_id"], account_id: int | None = None
    ) -> builtins.list[models.GroupedOpenConversations]:
        """Count the conversations that are open now, by assignee or team.

        `GET /api/v2/accounts/{account_id}/live_reports/grouped_conversation_metrics`

        Returns one row for each assignee or team with open conversations, and one for unassigned
        conversations. For administrators only. The server refuses other groupings (422).

        Args:
            group_by: The grouping of the counts.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The counts, in undefined order.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GROUPED_CONVERSATION_METRICS, {"account_id": account_id, "group_by": group_by})

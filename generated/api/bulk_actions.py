from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from ..._wire.arguments import Parameter
from ..._wire.kinds import ListOf, Object, Plain, Timestamp
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_IDS = Parameter("body", "ids", ListOf(Plain("integer", minimum=1, maximum=2147483647)), required=True)

CONVERSATIONS: Operation[None] = Operation(
    id="bulk_actions.conversations",
    method="POST",
    path="/api/v1/accounts/{account_id}/bulk_actions",
    returns=None,
    always={"type": "Conversation"},
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _IDS,
        Parameter("body", "fields", lambda: Object(models.BulkConversationFields)),
        Parameter("body", "labels", lambda: Object(models.BulkConversationLabels)),
        Parameter("body", "snoozed_until", Timestamp("epoch")),
    ),
)

CONTACTS: Operation[None] = Operation(
    id="bulk_actions.contacts",
    method="POST",
    path="/api/v1/accounts/{account_id}/bulk_actions",
    returns=None,
    always={"type": "Contact"},
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _IDS,
        Parameter("body", "labels", lambda: Object(models.BulkContactLabels), required=True),
    ),
)


class BulkActionsResource(Resource):
    """Changes to several conversations or contacts in one request."""

    __slots__ = ()

    async def conversations(
        self,
        *,
        ids: Sequence[int],
        fields: models.BulkConversationFields | Mapping[str, Any] | None = None,
        labels: models.BulkConversationLabels | Mapping[str, Any] | None = None,
        snoozed_until: datetime.datetime | None = None,
        account_id: int | None = None,
    ) -> None:
        """Change several conversations.

        `POST /api/v1/accounts/{account_id}/bulk_actions`

        The server makes the changes **in the background** and does not report the result: it skips records
        that do not exist, and an invalid value stops it half-way.

        Args:
            ids: Display IDs of the conversations: the numbers that the app shows.
            fields: New values of the conversations' fields.
            labels: Labels to add and to remove.
            snoozed_until: Time until which the conversations are snoozed; only with the status `snoozed`.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CONVERSATIONS,
            {"account_id": account_id, "ids": ids, "fields": fields, "labels": labels, "snoozed_until": snoozed_until},
        )

    async def contacts(
        self, *, ids: Sequence[int], labels: models.BulkContactLabels | Mapping[str, Any], account_id: int | None = None
    ) -> None:
        """Add labels to several contacts.

        `POST /api/v1/accounts/{account_id}/bulk_actions`

        The server makes the changes **in the background** and does not report the result: it skips records
        that do not exist, and an invalid value stops it half-way.

        Args:
            ids: IDs of the contacts.
            labels: Labels to add.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CONTACTS, {"account_id": account_id, "ids": ids, "labels": labels})

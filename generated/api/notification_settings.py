from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import Enumeration, ListOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")

GET: Operation[models.NotificationSettings] = Operation(
    id="notification_settings.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/notification_settings",
    returns=lambda: Object(models.NotificationSettings),
    parameters=(_ACCOUNT_ID,),
)

UPDATE: Operation[models.NotificationSettings] = Operation(
    id="notification_settings.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/notification_settings",
    returns=lambda: Object(models.NotificationSettings),
    wrap="notification_settings",
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        Parameter(
            "body", "selected_email_flags", lambda: ListOf(Enumeration(models.NotificationEmailFlag)), required=True
        ),
        Parameter(
            "body", "selected_push_flags", lambda: ListOf(Enumeration(models.NotificationPushFlag)), required=True
        ),
    ),
)


class NotificationSettingsResource(Resource):
    """Settings of the events about which the token's user is notified."""

    __slots__ = ()

    async def get(self, *, account_id: int | None = None) -> models.NotificationSettings:
        """Get the notification settings of the token's user.

        `GET /api/v1/accounts/{account_id}/notification_settings`

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The settings.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id})

    async def update(
        self,
        *,
        selected_email_flags: Sequence[
            models.NotificationEmailFlag
            | Literal[
                "email_conversation_creation",
                "email_conversation_assignment",
                "email_assigned_conversation_new_message",
                "email_conversation_mention",
                "email_participating_conversation_new_message",
                "email_sla_missed_first_response",
                "email_sla_missed_next_response",
                "email_sla_missed_resolution",
            ]
        ],
        selected_push_flags: Sequence[
            models.NotificationPushFlag
            | Literal[
                "push_conversation_creation",
                "push_conversation_assignment",
                "push_assigned_conversation_new_message",
                "push_conversation_mention",
                "push_participating_conversation_new_message",
                "push_sla_missed_first_response",
                "push_sla_missed_next_response",
                "push_sla_missed_resolution",
            ]
        ],
        account_id: int | None = None,
    ) -> models.NotificationSettings:
        """Set the notification settings of the token's user.

        `PATCH /api/v1/accounts/{account_id}/notification_settings`

        Both lists replace the previous ones. The server clears a missing list, so both are required.

        Args:
            selected_email_flags: Flags of the notifications sent by email.
            selected_push_flags: Flags of the notifications sent as push messages.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The settings after the change.

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
                "selected_email_flags": selected_email_flags,
                "selected_push_flags": selected_push_flags,
            },
        )

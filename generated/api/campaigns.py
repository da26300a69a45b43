from __future__ import annotations

import builtins
import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Anything, ListOf, MapOf, Object, Plain, Timestamp, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_SENDER_ID = Parameter("body", "sender_id", Plain("integer", nullable=True))
_ENABLED = Parameter("body", "enabled", Plain("boolean"))
_TRIGGER_ONLY_DURING_BUSINESS_HOURS = Parameter("body", "trigger_only_during_business_hours", Plain("boolean"))
_TRIGGER_RULES = Parameter("body", "trigger_rules", lambda: Object(models.CampaignTrigger))
_SCHEDULED_AT = Parameter("body", "scheduled_at", Timestamp("iso"))
_AUDIENCE = Parameter("body", "audience", lambda: ListOf(Object(models.CampaignAudience)))
_TEMPLATE_PARAMS = Parameter("body", "template_params", MapOf(Anything()))
_CAMPAIGN_ID = Parameter("path", "campaign_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.Campaign]] = Operation(
    id="campaigns.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/campaigns",
    returns=lambda: ListOf(Object(models.Campaign)),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.Campaign] = Operation(
    id="campaigns.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/campaigns",
    returns=lambda: Object(models.Campaign),
    wrap="campaign",
    liquid=("message",),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "title", Plain("string"), required=True),
        Parameter("body", "message", Plain("string"), required=True),
        Parameter("body", "inbox_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
        _DESCRIPTION,
        _SENDER_ID,
        _ENABLED,
        _TRIGGER_ONLY_DURING_BUSINESS_HOURS,
        _TRIGGER_RULES,
        _SCHEDULED_AT,
        _AUDIENCE,
        _TEMPLATE_PARAMS,
    ),
)

GET: Operation[models.Campaign] = Operation(
    id="campaigns.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/campaigns/{campaign_id}",
    returns=lambda: Object(models.Campaign),
    not_found=500,
    parameters=(_ACCOUNT_ID, _CAMPAIGN_ID),
)

DELETE: Operation[None] = Operation(
    id="campaigns.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/campaigns/{campaign_id}",
    returns=None,
    not_found=500,
    parameters=(_ACCOUNT_ID, _CAMPAIGN_ID),
)

UPDATE: Operation[models.Campaign] = Operation(
    id="campaigns.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/campaigns/{campaign_id}",
    returns=lambda: Object(models.Campaign),
    wrap="campaign",
    retry_safe=True,
    liquid=("message",),
    not_found=500,
    parameters=(
        _ACCOUNT_ID,
        _CAMPAIGN_ID,
        Parameter("body", "title", Plain("string")),
        Parameter("body", "message", Plain("string")),
        _DESCRIPTION,
        Parameter("body", "inbox_id", Plain("integer", minimum=1, maximum=2147483647)),
        _SENDER_ID,
        _ENABLED,
        _TRIGGER_ONLY_DURING_BUSINESS_HOURS,
        _TRIGGER_RULES,
        _SCHEDULED_AT,
        _AUDIENCE,
        _TEMPLATE_PARAMS,
    ),
)


class CampaignsResource(Resource):
    """Messages that the server sends to many contacts or visitors."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.Campaign]:
        """List all campaigns of an account.

        `GET /api/v1/accounts/{account_id}/campaigns`

        For administrators only. Returns all entries in one response.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The campaigns.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id})

    async def create(
        self,
        *,
        title: str,
        message: str,
        inbox_id: int,
        description: str | None | Unset = UNSET,
        sender_id: int | None | Unset = UNSET,
        enabled: bool | None = None,
        trigger_only_during_business_hours: bool | None = None,
        trigger_rules: models.CampaignTrigger | Mapping[str, Any] | None = None,
        scheduled_at: datetime.datetime | None = None,
        audience: Sequence[models.CampaignAudience | Mapping[str, Any]] | None = None,
        template_params: Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.Campaign:
        """Create a campaign.

        `POST /api/v1/accounts/{account_id}/campaigns`

        For administrators only. In a website inbox, the campaign is shown to visitors who match
        `trigger_rules`. In an SMS or WhatsApp inbox, it is sent once, at `scheduled_at`, to the contacts of
        its `audience`. The server refuses other inboxes (422).

        Args:
            title: The name for users.
            message: The text to send.
            inbox_id: ID of the inbox that sends it.
            description: The purpose.
            sender_id: ID of the user displayed as the sender.
            enabled: Whether the campaign is shown.
            trigger_only_during_business_hours: Whether the campaign is shown in business hours only.
            trigger_rules: Conditions for showing the campaign; the full object.
            scheduled_at: Time of sending; only in SMS and WhatsApp inboxes.
            audience: The full audience. Only in SMS and WhatsApp inboxes.
            template_params: The message template, for channels that require one.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The campaign.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
            {
                "account_id": account_id,
                "title": title,
                "message": message,
                "inbox_id": inbox_id,
                "description": description,
                "sender_id": sender_id,
                "enabled": enabled,
                "trigger_only_during_business_hours": trigger_only_during_business_hours,
                "trigger_rules": trigger_rules,
                "scheduled_at": scheduled_at,
                "audience": audience,
                "template_params": template_params,
            },
        )

    async def get(self, campaign_id: int, *, account_id: int | None = None) -> models.Campaign:
        """Get a campaign.

        `GET /api/v1/accounts/{account_id}/campaigns/{campaign_id}`

        For administrators only.

        Args:
            campaign_id: ID of the campaign.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The campaign.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "campaign_id": campaign_id})

    async def delete(self, campaign_id: int, *, account_id: int | None = None) -> None:
        """Delete a campaign.

        `DELETE /api/v1/accounts/{account_id}/campaigns/{campaign_id}`

        For administrators only.

        Args:
            campaign_id: ID of the campaign.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "campaign_id": campaign_id})

    async def update(
        self,
        campaign_id: int,
        *,
        title: str | None = None,
        message: str | None = None,
        description: str | None | Unset = UNSET,
        inbox_id: int | None = None,
        sender_id: int | None | Unset = UNSET,
        enabled: bool | None = None,
        trigger_only_during_business_hours: bool | None = None,
        trigger_rules: models.CampaignTrigger | Mapping[str, Any] | None = None,
        scheduled_at: datetime.datetime | None = None,
        audience: Sequence[models.CampaignAudience | Mapping[str, Any]] | None = None,
        template_params: Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.Campaign:
        """Change a campaign.

        `PATCH /api/v1/accounts/{account_id}/campaigns/{campaign_id}`

        For administrators only. Changes only the given fields. The server refuses to change a campaign that
        was sent (422).

        Args:
            campaign_id: ID of the campaign.
            title: The name for users.
            message: The text to send.
            description: The purpose.
            inbox_id: ID of the inbox that sends it.
            sender_id: ID of the user displayed as the sender.
            enabled: Whether the campaign is shown.
            trigger_only_during_business_hours: Whether the campaign is shown in business hours only.
            trigger_rules: Conditions for showing the campaign; the full object.
            scheduled_at: Time of sending; only in SMS and WhatsApp inboxes.
            audience: The full audience. Only in SMS and WhatsApp inboxes.
            template_params: The message template, for channels that require one.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The campaign after the change.

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
                "campaign_id": campaign_id,
                "title": title,
                "message": message,
                "description": description,
                "inbox_id": inbox_id,
                "sender_id": sender_id,
                "enabled": enabled,
                "trigger_only_during_business_hours": trigger_only_during_business_hours,
                "trigger_rules": trigger_rules,
                "scheduled_at": scheduled_at,
                "audience": audience,
                "template_params": template_params,
            },
        )

from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .campaign_audience import CampaignAudience
from .campaign_status import CampaignStatus
from .campaign_trigger import CampaignTrigger
from .campaign_type import CampaignType
from .inbox import Inbox
from .user import User


@declare
class Campaign(Model):
    """A message that the server sends to many contacts or visitors.

    Attributes:
        id: ID; unique only within an account.
        inbox: An inbox, with the settings of its channel. Settings of other channels are null or absent.
            Only administrators receive secrets and the settings of mail servers.
        campaign_status: Whether a one-off campaign has been sent.
        enabled: Whether the campaign is shown.
        campaign_type: How often a campaign is sent. The inbox determines it.
        trigger_rules: Conditions for showing the campaign.
        trigger_only_during_business_hours: Whether the campaign is shown in business hours only.
        sender: The displayed sender; null for the account's bot.
        template_params: The message template, for channels that require one.
        scheduled_at: Time of sending; only for one-off campaigns.
        audience: The audience; only for one-off campaigns.
    """

    id: int = field(Plain("integer"))
    title: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    account_id: int = field(Plain("integer"))
    inbox: Inbox = field(Object(Inbox))
    message: str = field(Plain("string"))
    campaign_status: CampaignStatus = field(Enumeration(CampaignStatus))
    enabled: bool | None = field(Plain("boolean", nullable=True))
    campaign_type: CampaignType = field(Enumeration(CampaignType))
    trigger_rules: CampaignTrigger | None = field(Object(CampaignTrigger, nullable=True))
    trigger_only_during_business_hours: bool | None = field(Plain("boolean", nullable=True))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    sender: User | None = field(Object(User, nullable=True), default=None)
    template_params: dict[str, Any] | None = field(MapOf(Anything(), nullable=True), default=None)
    scheduled_at: datetime.datetime | None = field(Timestamp("iso", nullable=True), default=None)
    audience: list[CampaignAudience] | None = field(ListOf(Object(CampaignAudience), nullable=True), default=None)

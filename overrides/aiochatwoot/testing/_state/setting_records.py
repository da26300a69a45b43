"""What an account is set up with, besides people, teams and inboxes: its own settings, labels, and more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from .records import Agent, Json

CacheKey: TypeAlias = Literal["label", "inbox", "team"]
DISPLAY_TYPES = ("text", "number", "currency", "percent", "link", "date", "list", "checkbox")
ATTRIBUTE_MODELS = ("conversation_attribute", "contact_attribute")
FILTER_TYPES = ("conversation", "contact", "report")
# What a webhook is told where nobody says so; others have to be asked for.
COMMON_EVENTS = (
    "conversation_status_changed",
    "conversation_updated",
    "conversation_created",
    "contact_created",
    "contact_updated",
    "message_created",
    "message_updated",
    "webwidget_triggered",
)
EVENTS = (*COMMON_EVENTS, "inbox_created", "inbox_updated", "conversation_typing_on", "conversation_typing_off")
_FEATURES = (
    "inbound_emails",
    "channel_email",
    "channel_facebook",
    "channel_twitter",
    "help_center",
    "agent_bots",
    "macros",
    "agent_management",
    "team_management",
    "inbox_management",
    "labels",
    "custom_attributes",
    "automations",
    "canned_responses",
    "integrations",
    "voice_recorder",
    "channel_website",
    "campaigns",
    "reports",
    "crm",
    "auto_resolve_conversations",
    "chatwoot_v4",
    "report_v4",
    "contact_chatwoot_support_team",
    "channel_instagram",
    "channel_tiktok",
)


@dataclass(kw_only=True, eq=False, slots=True)
class Stored:
    id: int
    account_id: int
    created_at: dt.datetime
    updated_at: dt.datetime


@dataclass(kw_only=True, eq=False, slots=True)
class Label(Stored):
    title: str
    description: str | None
    color: str
    show_on_sidebar: bool | None


@dataclass(kw_only=True, eq=False, slots=True)
class CannedResponse(Stored):
    short_code: str
    content: str


@dataclass(kw_only=True, eq=False, slots=True)
class CustomAttributeDefinition(Stored):
    attribute_display_name: str
    attribute_display_type: str
    attribute_description: str | None
    attribute_key: str
    attribute_values: list[Any]
    attribute_model: str
    regex_pattern: str | None
    regex_cue: str | None


@dataclass(kw_only=True, eq=False, slots=True)
class CustomFilter(Stored):
    """A filter that one agent saved."""

    user: Agent
    name: str
    filter_type: str
    query: Json


@dataclass(kw_only=True, eq=False, slots=True)
class Webhook(Stored):
    url: str
    name: str | None
    subscriptions: list[str]


@dataclass(kw_only=True, eq=False, slots=True)
class AccountDetails:
    """The account's own settings.

    Attributes:
        settings: What is set of when conversations resolve by themselves.
        cache_keys: When labels, inboxes and teams changed.
    """

    created_at: dt.datetime
    locale: str = "en"
    domain: str | None = None
    support_email: str | None = None
    status: str = "active"
    settings: Json = field(default_factory=dict)
    custom_attributes: Json = field(default_factory=dict)
    features: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(_FEATURES, True))
    cache_keys: dict[CacheKey, str] = field(
        default_factory=lambda: {"label": "0000000000", "inbox": "0000000000", "team": "0000000000"}
    )

"""An account's settings: labels, canned responses, custom attributes, saved filters, webhooks, and account details.

Each class declares its entity, see `entity`. Behaviour that is not captured follows Chatwoot's source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeAlias

from .clock import Json
from .entity import ALL, WRITES, Draft, Stored, Tables, attribute, matches, present, unique
from .people import OfAgent, stable_uuid
from .values import DECIMAL, FLAG, LOWER_CASE, OBJECT, TEXT, VALUES, Reader, contains, enum

ACCOUNT_TEXTS: dict[str, Reader] = dict.fromkeys(("name", "locale", "domain", "support_email"), TEXT)
CacheKey: TypeAlias = Literal["label", "inbox", "team"]
ATTRIBUTE_MODELS = ("conversation_attribute", "contact_attribute")
# Default events of webhooks; the others in EVENTS must be requested.
COMMON_EVENTS = (
    *("conversation_status_changed", "conversation_updated", "conversation_created", "contact_created"),
    *("contact_updated", "message_created", "message_updated", "webwidget_triggered"),
)
EVENTS = (*COMMON_EVENTS, "inbox_created", "inbox_updated", "conversation_typing_on", "conversation_typing_off")
_KEY_TEXT = "must only contain letters, numbers, underscores, hyphens, and dots"
_CONFLICT = "The provided key is not allowed as it might conflict with default attributes."
_OF_BOTH = ("country_code", "referer", "created_at", "last_activity_at")
# Keys of standard attributes, which custom attributes must not have.
_STANDARD = {
    "conversation_attribute": (
        *("status", "priority", "assignee_id", "inbox_id", "team_id", "display_id", "campaign_id", "labels"),
        *("browser_language", *_OF_BOTH),
    ),
    "contact_attribute": ("name", "email", "phone_number", "identifier", "city", "blocked", *_OF_BOTH),
}
_FEATURES = (
    "inbound_emails channel_email channel_facebook channel_twitter help_center agent_bots macros agent_management"
    " team_management inbox_management labels custom_attributes automations canned_responses integrations"
    " voice_recorder channel_website campaigns reports crm auto_resolve_conversations chatwoot_v4 report_v4"
    " contact_chatwoot_support_team channel_instagram channel_tiktok"
)


class Label(
    Stored,
    path="/labels",
    wrapper="label",
    admins=("get", *WRITES),
    many=("payload",),
    cache="label",
    keys="id title description color show_on_sidebar",
):
    """A label of an account.

    Attributes:
        title: The title in lower case: letters, digits, underscores and hyphens.
        color: The color in hexadecimal, such as ``#1f93ff``.
        show_on_sidebar: Whether the app lists the label in its sidebar.
    """

    title: str = attribute(LOWER_CASE, present("must not be blank"), matches(r"\A[^\W_]+[\w-]+\Z"), unique())
    description: str | None = attribute(TEXT, default=None)
    color: str = attribute(TEXT, default="#1f93ff")
    show_on_sidebar: bool | None = attribute(FLAG, default=None)

    def _sort_key(self, query: Mapping[str, str]) -> str:
        return self.title

    def _changed(self, tables: Tables, before: Json) -> None:
        """Rename the label on conversations and contacts."""
        for carrier in (*tables.conversations.values(), *tables.contacts.values()):
            carrier.labels = [self.title if each == before["title"] else each for each in carrier.labels]


class CannedResponse(
    Stored,
    path="/canned_responses",
    wrapper="canned_response",
    verbs=("list", *WRITES),
    keys="id account_id short_code content created_at updated_at",
    changed_keys="account_id content short_code id created_at updated_at",
):
    """A canned response of an account.

    Attributes:
        content: The text.
        short_code: The code that an agent types after a slash to insert the text; unique in the account.
    """

    content: str = attribute(TEXT, present())
    short_code: str = attribute(TEXT, present(), unique())

    def _is_listed(self, query: Mapping[str, str]) -> bool:
        return contains(query.get("search", ""), self.short_code, self.content)

    def _sort_key(self, query: Mapping[str, str]) -> int:
        """Sort short codes that begin with the text first, then codes that contain it, then the others."""
        text, code = query.get("search", "").casefold(), self.short_code.casefold()
        return 0 if code.startswith(text) else 1 if text in code else 2


def _no_standard_key(name: str, draft: Draft) -> str | None:
    return _CONFLICT if draft.new and draft.values[name] in _STANDARD.get(draft.values["attribute_model"], ()) else None


class CustomAttributeDefinition(
    Stored,
    path="/custom_attribute_definitions",
    wrapper="custom_attribute_definition",
    admins=WRITES,
    admins_since="4.16.2",
    gone=204,
    keys="id attribute_display_name attribute_display_type attribute_description attribute_key regex_pattern regex_cue"
    " attribute_values attribute_model default_value created_at updated_at",
):
    """The definition of a custom attribute.

    Attributes:
        attribute_key: The key in `custom_attributes`; unique for its `attribute_model`.
        attribute_display_type: ``text``, ``number``, ``currency``, ``percent``, ``link``, ``date``, ``list`` or
            ``checkbox``.
        attribute_model: ``conversation_attribute`` or ``contact_attribute``.
        attribute_values: The choices of a ``list``.
        regex_pattern: The pattern against which the app checks a text.
        regex_cue: The app's hint for a text that does not match.
    """

    attribute_display_name: str = attribute(TEXT, present())
    attribute_key: str = attribute(
        TEXT, present(), unique(within="attribute_model"), matches(r"\A[\w.-]+\Z", _KEY_TEXT), _no_standard_key
    )
    attribute_display_type: str = attribute(
        enum("text", "number", "currency", "percent", "link", "date", "list", "checkbox"), present(), default="text"
    )
    attribute_model: str = attribute(enum(*ATTRIBUTE_MODELS), present(), default="conversation_attribute")
    attribute_description: str | None = attribute(TEXT, default=None)
    attribute_values: list[Any] = attribute(VALUES, default_factory=list)
    regex_pattern: str | None = attribute(TEXT, default=None)
    regex_cue: str | None = attribute(TEXT, default=None)
    default_value: ClassVar = None

    def _is_listed(self, query: Mapping[str, str]) -> bool:
        """Return whether the query wants this model, by name or number, or names none."""
        wanted = query.get("attribute_model")
        numbers = {str(number): name for number, name in enumerate(ATTRIBUTE_MODELS)}
        return not wanted or self.attribute_model == numbers.get(wanted, wanted)


class CustomFilter(
    OfAgent,
    path="/custom_filters",
    wrapper="custom_filter",
    gone=204,
    creator="user",
    required=("name", "filter_type"),
    keys="id name filter_type query created_at updated_at",
):
    """A filter that one agent saved."""

    name: str = attribute(TEXT)
    filter_type: str = attribute(enum("conversation", "contact", "report"), default="conversation")
    query: Json = attribute(OBJECT, default_factory=dict)

    def _is_listed(self, query: Mapping[str, str]) -> bool:
        return self.filter_type == query.get("filter_type", "conversation")


def _events(name: str, draft: Draft) -> str | None:
    events = draft.values[name]
    return None if events and set(events) <= set(EVENTS) else "Invalid events"


class Webhook(
    Stored,
    path="/webhooks",
    wrapper="webhook",
    verbs=("list", *WRITES),
    admins=ALL,
    audited="Webhook",
    one=("payload", "webhook"),
    many=("payload", "webhooks"),
    keys="id name url account_id subscriptions secret@4.11.2",
):
    """A URL for events; the fake server sends only to URLs of this machine."""

    url: str = attribute(TEXT, unique(), matches(r"https?://\S"))
    name: str | None = attribute(TEXT, default=None)
    subscriptions: list[str] = attribute(VALUES, _events, default_factory=lambda: list(COMMON_EVENTS))
    new_secret: str = field(default="", repr=False)

    @property
    def secret(self) -> str:
        """The key that signs the webhook's events, the same on every start; callers see it since 4.11.2."""
        return self.new_secret or stable_uuid(f"secret of webhook {self.id}")


class SlaPolicy(
    Stored,
    path="/sla_policies",
    wrapper="sla_policy",
    admins=WRITES,
    one=("payload",),
    many=("payload",),
    not_found=500,
    since="enterprise",
    keys="id name description first_response_time_threshold next_response_time_threshold resolution_time_threshold"
    " only_during_business_hours",
):
    """Time limits for responses and resolutions, in seconds; a feature of the enterprise code."""

    name: str = attribute(TEXT, present())
    description: str | None = attribute(TEXT, default=None)
    first_response_time_threshold: float | None = attribute(DECIMAL, default=None)
    next_response_time_threshold: float | None = attribute(DECIMAL, default=None)
    resolution_time_threshold: float | None = attribute(DECIMAL, default=None)
    only_during_business_hours: bool = attribute(FLAG, default=False)


@dataclass(kw_only=True, eq=False, slots=True)
class AccountDetails:
    """The account's details and settings.

    Attributes:
        settings: Settings of automatic resolution and of audio transcriptions.
        cache_keys: The times of the last change of labels, inboxes and teams, in epoch seconds as text.
    """

    created_at: dt.datetime
    locale: str = "en"
    domain: str | None = None
    support_email: str | None = None
    status: str = "active"
    limits: Json = field(default_factory=dict)
    settings: Json = field(default_factory=dict)
    custom_attributes: Json = field(default_factory=dict)
    branded_email_layout: str | None = None
    features: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(_FEATURES.split(), True))
    cache_keys: dict[CacheKey, str] = field(
        default_factory=lambda: {"label": "0000000000", "inbox": "0000000000", "team": "0000000000"}
    )

"""What an account is set up with, besides people, teams and inboxes: its own settings, labels, and more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from .moments import epoch
from .records import Agent, Json

if TYPE_CHECKING:
    from .account import Installation

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
    """What each record of the settings has."""

    id: int
    account_id: int
    created_at: dt.datetime
    updated_at: dt.datetime


T = TypeVar("T", bound=Stored)


@dataclass(kw_only=True, eq=False, slots=True)
class Label(Stored):
    """A label that conversations and contacts can carry."""

    title: str
    description: str | None
    color: str
    show_on_sidebar: bool | None


@dataclass(kw_only=True, eq=False, slots=True)
class CannedResponse(Stored):
    """A text that agents insert by its short code."""

    short_code: str
    content: str


@dataclass(kw_only=True, eq=False, slots=True)
class CustomAttributeDefinition(Stored):
    """A custom attribute of conversations or contacts that the account defined."""

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
    """A URL to which a real server would send the events of `subscriptions`."""

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


class Directory:
    """The part of an account that has what it is set up with."""

    def __init__(self, installation: Installation, id: int) -> None:
        self.installation = installation
        self.id = id
        self.details = AccountDetails(created_at=installation.now())
        self.labels: dict[int, Label] = {}
        self.canned_responses: dict[int, CannedResponse] = {}
        self.custom_attribute_definitions: dict[int, CustomAttributeDefinition] = {}
        self.custom_filters: dict[int, CustomFilter] = {}
        self.webhooks: dict[int, Webhook] = {}

    def changed(self, what: CacheKey) -> None:
        """Note when labels, inboxes or teams changed; apps load them again then."""
        self.details.cache_keys[what] = str(epoch(self.installation.now()))

    def add_label(
        self,
        title: str = "vip",
        *,
        description: str | None = None,
        color: str = "#1f93ff",
        show_on_sidebar: bool | None = True,
    ) -> Label:
        """Add a label.

        Args:
            title: Its name on conversations and contacts, in lower case.
            description: What it means.
            color: As in CSS, such as #1f93ff.
            show_on_sidebar: Whether the app shows it beside the lists.
        """
        label = self._store(
            self.labels,
            Label,
            title=title,
            description=description,
            color=color,
            show_on_sidebar=show_on_sidebar,
        )
        self.changed("label")
        return label

    def add_canned_response(self, short_code: str = "hi", content: str = "Hello!") -> CannedResponse:
        """Add a canned response: agents insert `content` by `short_code`."""
        return self._store(self.canned_responses, CannedResponse, short_code=short_code, content=content)

    def add_custom_attribute_definition(
        self,
        attribute_key: str = "plan",
        *,
        attribute_display_name: str = "Plan",
        attribute_display_type: str = "text",
        attribute_description: str | None = None,
        attribute_values: Iterable[Any] = (),
        attribute_model: str = "conversation_attribute",
        regex_pattern: str | None = None,
        regex_cue: str | None = None,
    ) -> CustomAttributeDefinition:
        """Define a custom attribute.

        Args:
            attribute_key: The key in `custom_attributes`.
            attribute_display_name: The name that the app shows.
            attribute_display_type: ``text``, ``number``, ``currency``, ``percent``, ``link``, ``date``, ``list`` or
                ``checkbox``.
            attribute_description: What it means.
            attribute_values: The values of a list.
            attribute_model: ``conversation_attribute`` or ``contact_attribute``.
            regex_pattern: What a text has to match, which only the app checks.
            regex_cue: What the app says of a text that does not.
        """
        return self._store(
            self.custom_attribute_definitions,
            CustomAttributeDefinition,
            attribute_key=attribute_key,
            attribute_display_name=attribute_display_name,
            attribute_display_type=attribute_display_type,
            attribute_description=attribute_description,
            attribute_values=list(attribute_values),
            attribute_model=attribute_model,
            regex_pattern=regex_pattern,
            regex_cue=regex_cue,
        )

    def add_custom_filter(
        self,
        user: Agent,
        name: str = "A filter",
        *,
        filter_type: str = "conversation",
        query: Json | None = None,
    ) -> CustomFilter:
        """A filter that only `user` sees."""
        return self._store(
            self.custom_filters, CustomFilter, user=user, name=name, filter_type=filter_type, query=query or {}
        )

    def add_webhook(
        self,
        url: str = "https://hook.example/chatwoot",
        *,
        name: str | None = None,
        subscriptions: Iterable[str] = COMMON_EVENTS,
    ) -> Webhook:
        """A URL that is only kept: nothing is sent there."""
        return self._store(self.webhooks, Webhook, url=url, name=name, subscriptions=list(subscriptions))

    def _store(self, records: dict[int, T], kind: type[T], **values: Any) -> T:
        with self.installation.lock:
            number = self.installation.next_id(kind.__name__)
            now = self.installation.now()
            record = kind(id=number, account_id=self.id, created_at=now, updated_at=now, **values)
            records[number] = record
        return record

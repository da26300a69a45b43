"""The tables of an account, with methods that add settings and people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeVar

from .clock import Json, epoch
from .entity import Stored
from .host import Host
from .journal import Note
from .people import Agent, AgentBot, Contact, ContactNote, Sender, Team, stable_key
from .records import ContactInbox, Conversation, Inbox
from .settings import (
    COMMON_EVENTS,
    AccountDetails,
    CacheKey,
    CannedResponse,
    CustomAttributeDefinition,
    CustomFilter,
    Label,
    Webhook,
)

T = TypeVar("T", bound=Stored)


class Tables:
    """The tables of an account. Each `add...` method returns the new record, which may be changed afterwards."""

    def __init__(self, host: Host, id: int, name: str) -> None:
        self._host = host
        self.id = id
        self.name = name
        self.details = AccountDetails(created_at=host.now())
        self._stored: dict[type[Stored], dict[int, Any]] = {}
        self.agents = self.all(Agent)
        self.bots = self.all(AgentBot)
        self.teams = self.all(Team)
        self.labels = self.all(Label)
        self.canned_responses = self.all(CannedResponse)
        self.custom_attribute_definitions = self.all(CustomAttributeDefinition)
        self.custom_filters = self.all(CustomFilter)
        self.webhooks = self.all(Webhook)
        self.contact_notes = self.all(ContactNote)
        self.contact_inboxes = self.all(ContactInbox)
        self.inboxes: dict[int, Inbox] = {}
        self.contacts: dict[int, Contact] = {}
        self.conversations: dict[int, Conversation] = {}

    def all(self, kind: type[T]) -> dict[int, T]:
        """Return the stored records of a kind, by id."""
        return self._stored.setdefault(kind, {})

    def add(self, kind: type[T], **values: Any) -> T:
        """Add a record of a kind such as `Label`; attributes that are left out have the kind's defaults.

        Only requests are validated: `add` stores any value, so that a test can have records that no request creates.
        """
        with self._host.lock:
            number, now = self._host.next_id(kind.__name__, values.pop("id", None), self.all(kind)), self._host.now()
            if "token" in kind.__annotations__:
                values["token"] = values.get("token") or stable_key(f"token of {kind.__name__} {number}")
            given: Json = {"id": number, "account_id": self.id, "created_at": now, "updated_at": now}
            record = kind(**given | kind.new() | values)
            self.all(kind)[number] = record
            self.changed(kind.cache)
        return record

    def tags(self, names: list[str]) -> list[str]:
        """Return labels in the spelling of their first use: "Vip" and "vip" are one label."""
        carriers: list[Conversation | Contact] = [*self.conversations.values(), *self.contacts.values()]
        known = {label.lower(): label for carrier in reversed(carriers) for label in carrier.labels}
        return [known.get(name.lower(), name) for name in names]

    def changed(self, what: CacheKey | None) -> None:
        """Record the time of a change of labels, inboxes or teams, so that apps reload them."""
        if what is not None:
            self.details.cache_keys[what] = str(epoch(self._host.now()))
            self.happened("account.cache_invalidated", None, cache_keys=dict(self.details.cache_keys))

    def happened(self, name: str, record: object, **about: Any) -> None:
        """Record an event that changes no record.

        Args:
            name: Chatwoot's internal name, such as ``conversation.typing_on``.
            record: The record it concerns.
            about: Further data of the event; `user` is the notified or typing user.
        """
        self._host.lock.note(Note(name=name, account_id=self.id, record=record, about=about))

    def change(self, values: Json) -> None:
        """Change the account's name and details; settings, attributes and features are merged."""
        self.name = values.get("name", self.name)
        for name in values.keys() - {"name"}:
            before = getattr(self.details, name)
            is_merged = name in ("settings", "custom_attributes", "features")
            setattr(self.details, name, before | values[name] if is_merged else values[name])

    def identity(self, inbox: Inbox, source_id: object) -> ContactInbox | None:
        """Return the contact's identity with this `source_id` in an inbox, if there is one."""
        every = self.contact_inboxes.values()
        return next((each for each in every if each.inbox is inbox and each.source_id == source_id), None)

    def contact_inbox_of(self, conversation: Conversation) -> ContactInbox:
        """Return the identity of a conversation's contact in its inbox."""
        found = self.identity(conversation.inbox, conversation.source_id)
        assert found is not None, "a conversation cannot exist without it"
        return found

    def add_agent(
        self,
        name: str = "An Agent",
        *,
        email: str | None = None,
        role: Literal["agent", "administrator"] = "agent",
        token: str | None = None,
        custom_attributes: Json | None = None,
    ) -> Agent:
        """Add an `Agent`; by default the id determines the email address and the token."""
        agent = self.add(Agent, name=name, email="", role=role, token=token, custom_attributes=custom_attributes or {})
        agent.email = email or f"agent{agent.id}@company.example"
        return agent

    def add_bot(
        self,
        name: str = "A Bot",
        *,
        description: str | None = "Answers first",
        outgoing_url: str | None = "https://bot.example/hook",
        token: str | None = None,
    ) -> AgentBot:
        """Add an `AgentBot`; by default the id determines the token."""
        return self.add(AgentBot, name=name, description=description, outgoing_url=outgoing_url, token=token)

    def add_team(
        self, name: str = "support", *, description: str | None = "Support desk", members: Iterable[Agent] = ()
    ) -> Team:
        """Add a `Team`."""
        return self.add(Team, name=name, description=description, members=list(members))

    def add_label(
        self,
        title: str = "vip",
        *,
        description: str | None = None,
        color: str = "#1f93ff",
        show_on_sidebar: bool | None = True,
    ) -> Label:
        """Define a `Label`."""
        return self.add(Label, title=title, description=description, color=color, show_on_sidebar=show_on_sidebar)

    def add_canned_response(self, short_code: str = "hi", content: str = "Hello!") -> CannedResponse:
        """Add a `CannedResponse`."""
        return self.add(CannedResponse, short_code=short_code, content=content)

    def add_custom_attribute_definition(
        self, attribute_key: str = "plan", *, attribute_display_name: str = "Plan", **values: Any
    ) -> CustomAttributeDefinition:
        """Add a `CustomAttributeDefinition`, for conversations unless `attribute_model` is ``contact_attribute``."""
        about = {"attribute_key": attribute_key, "attribute_display_name": attribute_display_name}
        return self.add(CustomAttributeDefinition, **about, **values)

    def add_custom_filter(
        self, user: Agent, name: str = "A filter", *, filter_type: str = "conversation", query: Json | None = None
    ) -> CustomFilter:
        """Add a `CustomFilter`, which only `user` sees."""
        return self.add(CustomFilter, user=user, name=name, filter_type=filter_type, query=query or {})

    def add_webhook(
        self,
        url: str = "https://hook.example/chatwoot",
        *,
        name: str | None = None,
        subscriptions: Iterable[str] = COMMON_EVENTS,
    ) -> Webhook:
        """Add a `Webhook`; the fake server sends only to URLs of this machine."""
        return self.add(Webhook, url=url, name=name, subscriptions=list(subscriptions))

    def add_contact_note(
        self, contact: Contact, content: str = "A note", *, author: Agent | None = None
    ) -> ContactNote:
        """Add a `ContactNote`; the default author is the account's first agent."""
        return self.add(
            ContactNote, contact=contact, content=content, author=author or next(iter(self.agents.values()))
        )

    def open_widget(self, visitor: ContactInbox, referer: str = "https://shop.example/") -> None:
        """Record that a visitor opens the widget of a website.

        Args:
            visitor: The visitor's identity in the inbox of the website.
            referer: The URL of the page.
        """
        browser = {"browser_name": "Firefox", "browser_version": "140.0", "device_name": "Unknown"}
        browser |= {"platform_name": "Linux", "platform_version": "0"}
        info = {"referer": referer, "widget_language": "en", "browser_language": "en", "browser": browser}
        self.happened("webwidget.triggered", visitor, event_info=info)

    def type(self, conversation: Conversation, user: Sender, *, typing: bool = True, private: bool = False) -> None:
        """Record that a user starts or stops typing.

        Args:
            typing: Whether the user types now.
            private: Whether the text is a private note.
        """
        name = "conversation.typing_on" if typing else "conversation.typing_off"
        self.happened(name, conversation, user=user, is_private=private)

"""Building what a server knows: accounts, people, conversations and messages, with good defaults."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Literal, TypeAlias, TypeVar

from .clock import aware, epoch
from .records import (
    INCOMING,
    OUTGOING,
    Agent,
    AgentBot,
    Attachment,
    Contact,
    ContactInbox,
    ContactNote,
    Conversation,
    Inbox,
    Json,
    Message,
    Sender,
    Team,
    stable_uuid,
)
from .setting_records import (
    COMMON_EVENTS,
    AccountDetails,
    CacheKey,
    CannedResponse,
    CustomAttributeDefinition,
    CustomFilter,
    Label,
    Stored,
    Webhook,
)

MessageKind: TypeAlias = Literal["incoming", "outgoing", "activity", "template"]
_MESSAGE_TYPES: dict[MessageKind, int] = {
    "incoming": 0,
    "outgoing": 1,
    "activity": 2,
    "template": 3,
}


class Installation:
    """One Chatwoot server with its accounts; all ids but those of conversations count over the whole of it.

    Args:
        clock: Seconds since 1970-01-01T00:00:00Z, for what is added without a time.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.base_url = ""
        self.accounts: dict[int, Account] = {}
        # Tests add things from their own thread while the server reads in its own.
        self.lock = threading.RLock()
        self._last_ids: dict[str, int] = {}

    def now(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self.clock(), dt.UTC)

    def add_account(self, name: str = "Another company", *, id: int | None = None) -> Account:
        """An account without anybody in it; whoever is in another one is answered 401 here."""
        with self.lock:
            account = Account(self, self.next_id("account", id), name)
            self.accounts[account.id] = account
        return account

    def owner_of(self, token: str) -> Agent | AgentBot | None:
        """Whose access token it is."""
        for account in self.accounts.values():
            owners: list[Agent | AgentBot] = [*account.agents.values(), *account.bots.values()]
            for owner in owners:
                if owner.token == token:
                    return owner
        return None

    def next_id(self, kind: str, wanted: int | None = None) -> int:
        """The wanted id or else the next; later ones go on from the highest."""
        with self.lock:
            last = self._last_ids.get(kind, 0)
            number = last + 1 if wanted is None else wanted
            self._last_ids[kind] = max(last, number)
        return number


T = TypeVar("T", bound=Stored)


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


class Account(Directory):
    """One account. Everything added is a record that can be changed afterwards."""

    def __init__(self, installation: Installation, id: int, name: str) -> None:
        super().__init__(installation, id)
        self.name = name
        self.agents: dict[int, Agent] = {}
        self.bots: dict[int, AgentBot] = {}
        self.teams: dict[int, Team] = {}
        self.inboxes: dict[int, Inbox] = {}
        self.contacts: dict[int, Contact] = {}
        self.contact_inboxes: dict[int, ContactInbox] = {}
        self.contact_notes: dict[int, ContactNote] = {}
        self.conversations: dict[int, Conversation] = {}

    def __repr__(self) -> str:
        return f"<Account {self.id} {self.name!r}, {len(self.conversations)} conversations>"

    def add_agent(
        self,
        name: str = "An Agent",
        *,
        email: str | None = None,
        role: Literal["agent", "administrator"] = "agent",
        token: str | None = None,
        custom_attributes: Json | None = None,
    ) -> Agent:
        with self.installation.lock:
            number = self.installation.next_id("agent")
            agent = Agent(
                id=number,
                account_id=self.id,
                name=name,
                email=email or f"agent{number}@company.example",
                role=role,
                token=token or _token(f"agent {number}"),
                custom_attributes=custom_attributes or {},
            )
            self.agents[number] = agent
        return agent

    def add_bot(
        self,
        name: str = "A Bot",
        *,
        description: str | None = "Answers first",
        outgoing_url: str | None = "https://bot.example/hook",
        token: str | None = None,
    ) -> AgentBot:
        with self.installation.lock:
            number = self.installation.next_id("bot")
            bot = AgentBot(
                id=number,
                account_id=self.id,
                name=name,
                description=description,
                outgoing_url=outgoing_url,
                token=token or _token(f"bot {number}"),
                created_at=self.installation.now(),
                updated_at=self.installation.now(),
            )
            self.bots[number] = bot
        return bot

    def add_team(
        self,
        name: str = "support",
        *,
        description: str | None = "Support desk",
        members: Iterable[Agent] = (),
    ) -> Team:
        with self.installation.lock:
            number = self.installation.next_id("team")
            team = Team(
                id=number,
                account_id=self.id,
                name=name,
                description=description,
                members=list(members),
                created_at=self.installation.now(),
                updated_at=self.installation.now(),
            )
            self.teams[number] = team
            self.changed("team")
        return team

    def add_inbox(self, name: str = "API inbox", channel_type: str = "Channel::Api") -> Inbox:
        with self.installation.lock:
            number = self.installation.next_id("inbox")
            addresses = {
                "Channel::Email": {"email": f"inbox{number}@company.example"},
                "Channel::WebWidget": {"website_url": "https://shop.example"},
            }
            inbox = Inbox(
                id=number,
                account_id=self.id,
                name=name,
                channel_type=channel_type,
                channel_id=self.installation.next_id(channel_type),
                channel=addresses.get(channel_type, {}),
                created_at=self.installation.now(),
                updated_at=self.installation.now(),
            )
            self.inboxes[number] = inbox
            self.changed("inbox")
        return inbox

    def add_contact(
        self,
        name: str = "A Customer",
        *,
        email: str | None = None,
        phone_number: str | None = None,
        identifier: str | None = None,
        blocked: bool = False,
        labels: Iterable[str] = (),
        additional_attributes: Json | None = None,
        custom_attributes: Json | None = None,
        created_at: dt.datetime | None = None,
    ) -> Contact:
        with self.installation.lock:
            number = self.installation.next_id("contact")
            contact = Contact(
                id=number,
                account_id=self.id,
                name=name,
                email=email,
                phone_number=phone_number,
                identifier=identifier,
                blocked=blocked,
                labels=list(labels),
                additional_attributes=additional_attributes or {},
                custom_attributes=custom_attributes or {},
                created_at=self._moment(created_at),
            )
            self.contacts[number] = contact
        return contact

    def add_contact_inbox(self, contact: Contact, inbox: Inbox, *, source_id: str | None = None) -> ContactInbox:
        """The name by which an inbox's channel knows a contact; another one where there are some."""
        with self.installation.lock:
            number = self.installation.next_id("contact inbox")
            source_id = source_id or stable_uuid(f"contact inbox {number}")
            found = ContactInbox(id=number, contact=contact, inbox=inbox, source_id=source_id)
            self.contact_inboxes[number] = found
        return found

    def add_contact_note(
        self, contact: Contact, content: str = "A note", *, author: Agent | None = None
    ) -> ContactNote:
        """A note of the account's first agent, unless it says whose."""
        with self.installation.lock:
            number, now = self.installation.next_id("contact note"), self.installation.now()
            note = ContactNote(
                id=number,
                contact=contact,
                author=author or next(iter(self.agents.values())),
                content=content,
                created_at=now,
                updated_at=now,
            )
            self.contact_notes[number] = note
        return note

    def add_conversation(
        self,
        *,
        id: int | None = None,
        contact: Contact | None = None,
        inbox: Inbox | None = None,
        source_id: str | None = None,
        status: str = "open",
        priority: str | None = None,
        assignee: Agent | AgentBot | None = None,
        team: Team | None = None,
        labels: Iterable[str] = (),
        snoozed_until: dt.datetime | None = None,
        additional_attributes: Json | None = None,
        custom_attributes: Json | None = None,
        created_at: dt.datetime | None = None,
    ) -> Conversation:
        """A conversation without messages.

        Args:
            id: The display id; the account's next one where it is left out.
            contact: A new contact where it is left out.
            inbox: The account's first inbox where it is left out, added if there is none.
            source_id: By what the inbox's channel knows the contact; its first name there where it is left out, added
                if there is none.
        """
        with self.installation.lock:
            created_at = self._moment(created_at)
            contact = contact or self.add_contact(created_at=created_at)
            contact.last_activity_at = _later(contact.last_activity_at, created_at)
            inbox = inbox or next(iter(self.inboxes.values()), None) or self.add_inbox()
            conversation = Conversation(
                id=self.installation.next_id(f"conversation of account {self.id}", id),
                account_id=self.id,
                inbox=inbox,
                contact=contact,
                source_id=self._source_id(contact, inbox, source_id),
                status=status,
                priority=priority,
                assignee=assignee,
                team=team,
                labels=list(labels),
                snoozed_until=snoozed_until,
                additional_attributes=additional_attributes or {},
                custom_attributes=custom_attributes or {},
                created_at=created_at,
                updated_at=created_at,
                last_activity_at=created_at,
                waiting_since=created_at,
            )
            self.conversations[conversation.id] = conversation
        return conversation

    def add_message(
        self,
        conversation: Conversation,
        content: str | None = "Hello",
        message_type: MessageKind = "incoming",
        *,
        id: int | None = None,
        sender: Sender | None = None,
        private: bool = False,
        imported: bool = False,
        status: str = "sent",
        source_id: str | None = None,
        content_type: str = "text",
        content_attributes: Json | None = None,
        external_source_ids: Json | None = None,
        additional_attributes: Json | None = None,
        sentiment: Json | None = None,
        attachments: Iterable[Attachment] = (),
        created_at: dt.datetime | None = None,
    ) -> Message:
        """A message, with what it does to its conversation.

        Args:
            id: The installation's next id where it is left out.
            sender: Where it is left out: the contact, or for outgoing ones the assignee or else the first agent.
            private: A note that only agents see.
            imported: Written into the database later: the conversation's times stay as they are.
        """
        with self.installation.lock:
            created_at = self._moment(created_at)
            kind = _MESSAGE_TYPES[message_type]
            message = Message(
                id=self.installation.next_id("message", id),
                conversation=conversation,
                content=content,
                message_type=kind,
                sender=sender or self._default_sender(conversation, kind),
                private=private,
                status=status,
                source_id=source_id,
                content_type=content_type,
                processed_content=None if imported else content,
                content_attributes=content_attributes or {},
                external_source_ids=external_source_ids or {},
                additional_attributes=additional_attributes or {},
                sentiment=sentiment or {},
                attachments=[replace(each, id=self.installation.next_id("attachment")) for each in attachments],
                created_at=created_at,
                updated_at=created_at,
            )
            conversation.messages.append(message)
            if not imported:
                _touch(conversation, message)
        return message

    def _source_id(self, contact: Contact, inbox: Inbox, wanted: str | None) -> str:
        for each in self.contact_inboxes.values():
            if each.contact is contact and each.inbox is inbox and wanted in (None, each.source_id):
                return each.source_id
        return self.add_contact_inbox(contact, inbox, source_id=wanted).source_id

    def _default_sender(self, conversation: Conversation, kind: int) -> Sender | None:
        if kind == INCOMING:
            return conversation.contact
        if kind == OUTGOING:
            return conversation.assignee or next(iter(self.agents.values()), None)
        return None

    def _moment(self, time: dt.datetime | None) -> dt.datetime:
        return self.installation.now() if time is None else aware(time)


def _touch(conversation: Conversation, message: Message) -> None:
    conversation.updated_at = conversation.last_activity_at = message.created_at
    if message.message_type == INCOMING:
        contact = conversation.contact
        contact.last_activity_at = _later(contact.last_activity_at, message.created_at)
        conversation.waiting_since = conversation.waiting_since or message.created_at
    elif isinstance(message.sender, Agent) and not message.private:
        conversation.waiting_since = None
        first = conversation.first_reply_created_at
        conversation.first_reply_created_at = first or message.created_at


def _later(known: dt.datetime | None, time: dt.datetime) -> dt.datetime:
    return time if known is None else max(known, time)


def _token(name: str) -> str:
    return hashlib.sha256(f"fake token of {name}".encode()).hexdigest()[:24]

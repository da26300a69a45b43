"""Accounts: add inboxes, contacts, conversations and messages, with useful defaults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, get_args

from .clock import Json, aware
from .host import DEFAULT_VERSION, Host
from .notifications import tell_of_conversation, tell_of_message
from .people import Agent, AgentBot, Contact, Sender, Team, stable_key, stable_uuid
from .platform import PlatformApp
from .records import (
    INCOMING,
    OUTGOING,
    PRIORITIES,
    STATUSES,
    Attachment,
    ContactInbox,
    Conversation,
    Inbox,
    Message,
    MessageKind,
    Uploaded,
)
from .surveys import CsatSurveyResponse
from .tables import Tables


class Installation(Host):
    """One Chatwoot server with its accounts. Ids are unique on the whole server, except those of conversations.

    Attributes:
        accounts: The accounts by id.
        own: The tables of records that belong to no account.
        bots: The bots that belong to no account, by id.
        platform_apps: The platform apps.
        uploads: The files that were uploaded or announced before a record uses them, by number.
        clock: Seconds since 1970-01-01T00:00:00Z, by the server's clock.
        version: The version of the server.
        enterprise: Whether the server has the enterprise code.
        base_url: The server's URL; empty until it runs.
        lock: The lock held while ids are assigned and records are added; take it to add several records at once.
    """

    def __init__(self, clock: Callable[[], float], version: str = DEFAULT_VERSION, *, enterprise: bool = True) -> None:
        super().__init__(clock, version, enterprise=enterprise)
        self.accounts: dict[int, Account] = {}
        of_nobody: Any = None
        self.own = Tables(self, of_nobody, "")
        self.bots: dict[int, AgentBot] = self.own.bots
        self.platform_apps: list[PlatformApp] = []
        self.uploads: dict[int, Uploaded] = {}

    def add_platform_app(self, name: str = "A platform app", *, token: str | None = None) -> PlatformApp:
        """Add a platform app, which can access only objects that it created or was given (`PlatformApp.allow`).

        Args:
            name: The app's name.
            token: The access token; default derived from the id.
        """
        with self.lock:
            number = self.next_id("platform app")
            app = PlatformApp(id=number, name=name, token=token or stable_key(f"token of platform app {number}"))
            self.platform_apps.append(app)
        return app

    def add_bot(self, **values: Any) -> AgentBot:
        """Add a bot of the whole installation."""
        return self.own.add(AgentBot, **values)

    def add_account(self, name: str = "Another company", *, id: int | None = None) -> Account:
        """Add an account without users; users of other accounts get a 401 for it."""
        with self.lock:
            account = Account(self, self.next_id("account", id, self.accounts), name)
            self.accounts[account.id] = account
        return account

    def owner_of(self, token: str, account_id: int = 0) -> Agent | AgentBot | None:
        """Return the owner of an access token: of a user's agents the one in this account, else the first."""
        found: list[Agent | AgentBot] = []
        for account in self.accounts.values():
            owners: list[Agent | AgentBot] = [*account.agents.values(), *account.bots.values()]
            found += [owner for owner in owners if owner.token == token]
        return next((owner for owner in found if owner.account_id == account_id), found[0] if found else None)


class Account(Tables):
    """One account. Each `add_...` method returns the new record, which may be changed afterwards.

    Attributes:
        installation: The server that has the account.
        id: The account's id.
        name: The account's name.
        details: The account's settings.
        agents: Agents by id, like all that follow.
        bots: Agent bots.
        teams: Teams.
        labels: The labels that are defined; conversations and contacts may carry others.
        canned_responses: Canned responses.
        custom_attribute_definitions: Definitions of custom attributes.
        custom_filters: Saved filters.
        webhooks: Webhooks.
        contact_notes: Notes about contacts.
        inboxes: Inboxes.
        contacts: Contacts.
        contact_inboxes: The contacts' identities in inboxes.
        conversations: Conversations, by the display id, which the API and the app use.
    """

    def __init__(self, installation: Installation, id: int, name: str) -> None:
        super().__init__(installation, id, name)
        self.installation = installation

    def __repr__(self) -> str:
        return f"<Account {self.id} {self.name!r}, {len(self.conversations)} conversations>"

    def add_inbox(self, name: str = "API inbox", channel_type: str = "Channel::Api") -> Inbox:
        """Add an inbox without members.

        Args:
            name: The inbox's name.
            channel_type: Chatwoot's class name of the channel, such as ``Channel::Email``.
        """
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
            self.installation.lock.made(inbox)
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
        """Add a contact.

        Args:
            name: The contact's name.
            email: The email address, if any.
            phone_number: The phone number with a plus and the country code, if any.
            identifier: The contact's id in another system, if any.
            blocked: Whether messages of the contact are refused.
            labels: Titles of labels.
            additional_attributes: Chatwoot's own attributes, such as the city.
            custom_attributes: Attributes that the account defines.
            created_at: The time of creation; default now.
        """
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
            self.installation.lock.made(contact)
        return contact

    def add_contact_inbox(self, contact: Contact, inbox: Inbox, *, source_id: str | None = None) -> ContactInbox:
        """Add an identity of a contact in an inbox's channel, even if it has one already."""
        with self.installation.lock:
            found = self.add(ContactInbox, contact=contact, inbox=inbox, source_id=source_id or "")
            found.source_id = found.source_id or stable_uuid(f"contact inbox {found.id}")
        return found

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
        """Add a conversation without messages.

        Args:
            id: The display id; default the account's next one.
            contact: Default a new contact.
            inbox: Default the account's first inbox, added if there is none.
            source_id: The contact's identity in the inbox's channel; default its first one, added if there is none.

        Raises:
            ValueError: the id is taken, or there is no such status or priority.
        """
        _check_choice("status", status, STATUSES)
        _check_choice("priority", priority, (None, *PRIORITIES))
        with self.installation.lock:
            created_at = self._moment(created_at)
            contact = contact or self.add_contact(created_at=created_at)
            inbox = inbox or next(iter(self.inboxes.values()), None) or self.add_inbox()
            conversation = Conversation(
                id=self.installation.next_id(f"conversation of account {self.id}", id, self.conversations),
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
            self.installation.lock.made(conversation)
            tell_of_conversation(self, conversation)
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
        """Add a message, with its effects on the conversation.

        Args:
            id: Default the installation's next id.
            sender: Default the contact, or for outgoing messages the assignee or else the first agent.
            private: Whether it is a note, which only agents see.
            imported: Whether it was imported into the database: it does not change the conversation's times.

        Raises:
            ValueError: there is no such kind of message.
        """
        _check_choice("message_type", message_type, get_args(MessageKind))
        with self.installation.lock:
            created_at = self._moment(created_at)
            kind = get_args(MessageKind).index(message_type)
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
            if imported:
                self.installation.lock.watch(message)
            else:
                self.installation.lock.made(message)
                _touch(conversation, message)
                tell_of_message(self, message)
        return message

    def add_csat_response(
        self,
        conversation: Conversation,
        rating: int = 5,
        feedback_message: str | None = None,
        *,
        created_at: dt.datetime | None = None,
    ) -> CsatSurveyResponse:
        """Add a contact's response to a conversation's satisfaction survey; send a survey first if there is none.

        Args:
            rating: From 1, bad, to 5, good.
            feedback_message: The contact's comment.
            created_at: The time of the response; default now.
        """
        with self.installation.lock:
            time = self._moment(created_at)
            sent = [each for each in conversation.messages if each.content_type == "input_csat"]
            survey = sent[-1] if sent else self._send_survey(conversation, time)
            answer = {"rating": rating} | ({} if feedback_message is None else {"feedback_message": feedback_message})
            survey.content_attributes = survey.content_attributes | {
                "submitted_values": {"csat_survey_response": answer}
            }
            return self.rated(survey, rating, feedback_message, time)

    def rated(
        self, survey: Message, rating: int, feedback_message: str | None, time: dt.datetime
    ) -> CsatSurveyResponse:
        """Store a survey response, or replace the survey's earlier response."""
        for known in self.all(CsatSurveyResponse).values():
            if known.message is survey:
                known.rating, known.feedback_message = rating, feedback_message
                return known
        return self.add(
            CsatSurveyResponse,
            message=survey,
            rating=rating,
            feedback_message=feedback_message,
            assigned_agent=survey.conversation.assigned_agent,
            created_at=time,
        )

    def _send_survey(self, conversation: Conversation, time: dt.datetime) -> Message:
        text = "Please rate the conversation"
        return self.add_message(conversation, text, "template", content_type="input_csat", created_at=time)

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


def _check_choice(name: str, value: str | None, known: Sequence[str | None]) -> None:
    if value not in known:
        raise ValueError(f"{name}: expected one of {', '.join(map(str, known))}, got {value!r}")


def _touch(conversation: Conversation, message: Message) -> None:
    conversation.updated_at = conversation.last_activity_at = message.created_at
    if message.message_type == INCOMING:
        contact = conversation.contact
        contact.last_activity_at = max(contact.last_activity_at or message.created_at, message.created_at)
        conversation.waiting_since = conversation.waiting_since or message.created_at
    elif isinstance(message.sender, Agent) and not message.private:
        conversation.waiting_since = None
        first = conversation.first_reply_created_at
        conversation.first_reply_created_at = first or message.created_at

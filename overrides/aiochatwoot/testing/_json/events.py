"""Events as JSON: the bodies of webhooks and their parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from .._state.channels import CHANNELS
from .._state.clock import Json, iso
from .._state.events import Event
from .._state.journal import class_of
from .._state.people import Agent, AgentBot, Contact, Sender, Team
from .._state.records import ContactInbox, Conversation, Inbox, Message
from .conversations import Bodies

_CONTACT = (
    "account additional_attributes thumbnail=avatar custom_attributes email id identifier name phone_number thumbnail"
    " blocked"
)
_MESSAGE = (
    "account additional_attributes content_attributes content_type content conversation:event_conversation created_at"
    " id conversation.inbox=inbox:named kind=message_type private shown_sender=sender:person source_id attachments?"
)
_INBOX = (
    "allow_messages_after_resolved lock_to_single_conversation auto_assignment_config enable_auto_assignment"
    " enable_email_collect greeting_enabled greeting_message csat_survey_enabled business_name sender_name_type"
    " timezone out_of_office_message working_hours_enabled working_hours created_at updated_at channel account"
)
_VISIT = "id contact:event_contact inbox:named account current_conversation source_id"
_WITH_CHANGES = ("conversation.updated", "contact.updated", "inbox.updated")
# Attributes with another name in the database.
_COLUMNS = {"labels": "cached_label_list", "assignee": "assignee_id", "team": "team_id"}


def webhook_body(event: Event) -> Json:
    """Return the body of a webhook for an event."""
    writer = EventBodies(Contact(id=0, account_id=event.account.id), event.account)
    named = {"event": event.name.replace(".", "_")}
    if event.name.startswith("conversation.typing_"):
        typing = {"user": writer.person(event.about["user"]), "conversation": writer.event_conversation(event.record)}
        return named | typing | {"is_private": event.about["is_private"]}
    body = _WRITERS[class_of(event.record)](writer, event.record) | named
    if event.name == "webwidget.triggered":
        return body | {"event_info": event.about["event_info"]}
    if event.name in _WITH_CHANGES:
        body["changed_attributes"] = [
            {_COLUMNS.get(name, name): {"previous_value": _plain(old), "current_value": _plain(new)}}
            for name, (old, new) in event.changes.items()
        ]
    elif event.name == "conversation.status_changed":
        body["changed_attributes"] = None
    return body


class EventBodies(Bodies):
    """A writer of the bodies of webhooks."""

    @property
    def here(self) -> Json:
        return self.named(self.account)

    def event_conversation(self, conversation: Conversation) -> Json:
        """Return a conversation; since 4.15.0 with its account."""
        account = {"account": self.here} if self.account.installation.has("4.15.0") else {}
        return self.conversation_in_event(conversation) | account

    def event_contact(self, contact: Contact) -> Json:
        return self.pick(contact, _CONTACT, account=self.here)

    def person(self, sender: Sender) -> Json:
        """Return the author of a message or the typing user."""
        if isinstance(sender, Contact):
            return self.event_contact(sender)
        if isinstance(sender, Agent):
            return self.pick(sender, "id name email type", type="user")
        return self.pick(sender, "id name type", type="agent_bot")

    def event_message(self, message: Message) -> Json:
        about = {"account": self.here, "content": self._content(message)}
        return self._message(message, _MESSAGE, **about)

    def _content(self, message: Message) -> str | None:
        """Return the content as the channel shows it: a survey with its link; on websites HTML before 4.13.0."""
        text, conversation, host = message.content, message.conversation, self.account.installation
        if message.content_type == "input_csat":
            return f"{text}, {self.base_url}/survey/responses/{conversation.uuid}"
        is_html = conversation.inbox.channel_type == "Channel::WebWidget" and not host.has("4.13.0")
        return f"<p>{text}</p>\n" if text and is_html else text

    def event_inbox(self, inbox: Inbox) -> Json:
        """Return an inbox's settings, and the row of its channel with its secrets."""
        times = {"created_at": iso(inbox.created_at), "updated_at": iso(inbox.updated_at)}
        place = {"inbox_id": inbox.id, "account_id": inbox.account_id}
        days = enumerate(inbox.all_settings["working_hours"], start=inbox.id * 7 - 6)
        channel: Json = {"id": inbox.channel_id, "account_id": inbox.account_id, **times}
        if inbox.channel_type == "Channel::Api":
            channel |= {"identifier": inbox.identifier, "hmac_token": inbox.hmac_token}
            channel |= {"secret": inbox.secret} if self.account.installation.has("4.13.0") else {}
        return self.pick(
            inbox,
            _INBOX,
            **inbox.all_settings
            | {
                "working_hours": [{"id": number, **place, **day, **times} for number, day in days],
                "channel": channel | CHANNELS.get(inbox.channel_type, {}) | inbox.channel,
                "account": self.here,
            },
        )

    def event_visit(self, visit: ContactInbox) -> Json:
        """Return a visitor of a website, with the newest conversation."""
        place = (visit.inbox, visit.source_id)
        talks = [each for each in self.account.conversations.values() if (each.inbox, each.source_id) == place]
        return self.pick(
            visit,
            _VISIT,
            account=self.here,
            current_conversation=self.event_conversation(talks[-1]) if talks else None,
        )


_WRITERS: dict[type, Callable[[EventBodies, Any], Json]] = {
    Conversation: EventBodies.event_conversation,
    Message: EventBodies.event_message,
    Contact: EventBodies.event_contact,
    Inbox: EventBodies.event_inbox,
    ContactInbox: EventBodies.event_visit,
}


def _plain(value: Any) -> Any:
    """Return a value as the database column stores it."""
    if isinstance(value, Agent | Team):
        return value.id
    if isinstance(value, list):
        return ", ".join(value)
    return iso(value) if isinstance(value, dt.datetime) else None if isinstance(value, AgentBot) else value

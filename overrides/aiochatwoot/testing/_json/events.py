"""Events as JSON: the bodies of webhooks and their parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from .._state.channels import CHANNELS, NEW_INBOX, week
from .._state.clock import Json, iso
from .._state.events import Event
from .._state.journal import class_of
from .._state.people import Agent, AgentBot, Contact, Sender, Team
from .._state.records import ContactInbox, Conversation, Inbox, Message
from .conversations import Bodies

_CONVERSATION = (
    "additional_attributes can_reply channel contact_inbox id inbox_id messages labels meta status custom_attributes"
    " snoozed_until unread_count first_reply_created_at priority waiting_since:zero agent_last_seen_at:zero"
    " contact_last_seen_at:zero last_activity_at:epoch last_activity_at=timestamp:epoch created_at:epoch"
    " updated_at:float applied_sla@enterprise sla_events@enterprise sla_policy_id@enterprise"
)
_CONTACT_INBOX = "id contact_id inbox_id source_id created_at created_at=updated_at hmac_verified pubsub_token"
_CONTACT = (
    "account additional_attributes thumbnail=avatar custom_attributes email id identifier name phone_number thumbnail"
    " blocked"
)
_MESSAGE = (
    "account additional_attributes content_attributes content_type content conversation created_at id inbox"
    " message_type private sender source_id attachments?"
)
_INBOX = (
    "allow_messages_after_resolved lock_to_single_conversation auto_assignment_config enable_auto_assignment"
    " enable_email_collect greeting_enabled greeting_message csat_survey_enabled business_name sender_name_type"
    " timezone out_of_office_message working_hours_enabled working_hours created_at updated_at channel account"
)
_VISIT = "id contact inbox account current_conversation source_id"
_MESSAGE_TYPES = ("incoming", "outgoing", "activity", "template")
_WITH_CHANGES = ("conversation.updated", "contact.updated", "inbox.updated")
# Database names of attributes, where they differ.
_COLUMNS = {"labels": "cached_label_list", "assignee": "assignee_id", "team": "team_id"}


def conversation_in_event(bodies: Bodies, conversation: Conversation) -> Json:
    """A conversation, as events and notifications have it."""
    last, assignee, team = conversation.last_shown_message, conversation.assignee, conversation.team
    is_agent = isinstance(assignee, Agent)
    return bodies.pick(
        conversation,
        _CONVERSATION,
        channel=conversation.inbox.channel_type,
        contact_inbox=_contact_inbox(bodies, conversation),
        inbox_id=conversation.inbox.id,
        messages=[bodies.message_inside(last)] if last else [],
        meta={
            "sender": bodies.sender(conversation.contact),
            "assignee": bodies.sender(assignee) if assignee else None,
            "assignee_type": None if assignee is None else "User" if is_agent else "AgentBot",
            "team": bodies.pick(team, "id name icon@4.16.0 icon_color@4.16.0") if team else None,
            "hmac_verified": conversation.hmac_verified,
        },
        sla_policy_id=conversation.sla.id if conversation.sla else None,
        **bodies.service_level(conversation),
    )


def _contact_inbox(bodies: Bodies, conversation: Conversation) -> Json:
    """The contact's identity in the inbox."""
    found = bodies.account.contact_inbox_of(conversation)
    return bodies.pick(found, _CONTACT_INBOX, contact_id=found.contact.id, inbox_id=found.inbox.id)


def webhook_body(event: Event) -> Json:
    """The body of a webhook for an event."""
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
    """Writes the bodies of webhooks."""

    @property
    def here(self) -> Json:
        return {"id": self.account.id, "name": self.account.name}

    def event_conversation(self, conversation: Conversation) -> Json:
        """A conversation; its account since 4.15.0."""
        account = {"account": self.here} if self.account.installation.has("4.15.0") else {}
        return conversation_in_event(self, conversation) | account

    def event_contact(self, contact: Contact) -> Json:
        return self.pick(contact, _CONTACT, account=self.here)

    def person(self, sender: Sender) -> Json:
        """The author or the typing user."""
        if isinstance(sender, Contact):
            return self.event_contact(sender)
        if isinstance(sender, Agent):
            return self.pick(sender, "id name email type", type="user")
        return self.pick(sender, "id name type", type="agent_bot")

    def event_message(self, message: Message) -> Json:
        conversation, sender = message.conversation, message.shown_sender
        return self.pick(
            message,
            _MESSAGE,
            account=self.here,
            content=self._content(message),
            conversation=self.event_conversation(conversation),
            inbox={"id": conversation.inbox.id, "name": conversation.inbox.name},
            message_type=_MESSAGE_TYPES[message.message_type],
            sender=None if sender is None else self.person(sender),
            attachments=[self.attachment(each, message) for each in message.attachments] or None,
        )

    def _content(self, message: Message) -> str | None:
        """As the channel shows it: a survey with its link, and on websites HTML before 4.13.0."""
        text, conversation, host = message.content, message.conversation, self.account.installation
        if message.content_type == "input_csat":
            return f"{text}, {self.base_url}/survey/responses/{conversation.uuid}"
        is_html = conversation.inbox.channel_type == "Channel::WebWidget" and not host.has("4.13.0")
        return f"<p>{text}</p>\n" if text and is_html else text

    def event_inbox(self, inbox: Inbox) -> Json:
        """Its settings, and the row of its channel with its secrets."""
        times = {"created_at": iso(inbox.created_at), "updated_at": iso(inbox.updated_at)}
        place = {"inbox_id": inbox.id, "account_id": inbox.account_id}
        days = enumerate(week(inbox.working_hours), start=inbox.id * 7 - 6)
        channel: Json = {"id": inbox.channel_id, "account_id": inbox.account_id, **times}
        if inbox.channel_type == "Channel::Api":
            channel |= {"identifier": inbox.identifier, "hmac_token": inbox.hmac_token}
            channel |= {"secret": inbox.secret} if self.account.installation.has("4.13.0") else {}
        return self.pick(
            inbox,
            _INBOX,
            **NEW_INBOX
            | inbox.settings
            | {
                "working_hours": [{"id": number, **place, **day, **times} for number, day in days],
                "channel": channel | CHANNELS.get(inbox.channel_type, {}) | inbox.channel,
                "account": self.here,
            },
        )

    def event_visit(self, visit: ContactInbox) -> Json:
        """A visitor of a website, with the newest conversation."""
        place = (visit.inbox, visit.source_id)
        talks = [each for each in self.account.conversations.values() if (each.inbox, each.source_id) == place]
        return self.pick(
            visit,
            _VISIT,
            contact=self.event_contact(visit.contact),
            inbox={"id": visit.inbox.id, "name": visit.inbox.name},
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
    """A value, as its column has it."""
    if isinstance(value, Agent | Team):
        return value.id
    if isinstance(value, list):
        return ", ".join(value)
    return iso(value) if isinstance(value, dt.datetime) else None if isinstance(value, AgentBot) else value

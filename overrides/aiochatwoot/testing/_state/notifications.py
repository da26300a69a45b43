"""Notifications of agents, derived from events (from captures, otherwise from source)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import field
from typing import ClassVar

from .clock import Json
from .entity import View, attribute
from .people import Agent, OfAgent
from .records import INCOMING, OUTGOING, Conversation, Message, class_name
from .tables import Tables
from .values import VALUES

KINDS = (
    "conversation_creation",
    "conversation_assignment",
    "assigned_conversation_new_message",
    "conversation_mention",
    "participating_conversation_new_message",
    "sla_missed_first_response",
    "sla_missed_next_response",
    "sla_missed_resolution",
)
_TITLES = {
    "conversation_creation": "A conversation (#{number}) has been created in {inbox}",
    "conversation_assignment": "A conversation (#{number}) has been assigned to you",
    "assigned_conversation_new_message": "A new message is created in conversation (#{number})",
    "conversation_mention": "You have been mentioned in conversation (#{number})",
    "participating_conversation_new_message": "A new message is created in conversation (#{number})",
}
_MENTION = re.compile(r"\(mention://(user|team)/([0-9]+)/")


class Notification(
    OfAgent,
    path="/notifications",
    verbs=("delete",),
    keys="id notification_type push_message_title push_message_body primary_actor_type conversation.id=primary_actor_id"
    " conversation=primary_actor:conversation_in_event read_at about=secondary_actor:message_or_sender user:sender"
    " created_at:epoch last_activity_at:epoch snoozed_until meta",
    changed_keys="id user.id=user_id account_id notification_type primary_actor_type conversation.id=primary_actor_id"
    " secondary_actor_type about.id=secondary_actor_id read_at snoozed_until last_activity_at created_at updated_at"
    " meta",
):
    """A notification of one agent.

    Attributes:
        notification_type: One of `KINDS`.
        about: The message, or the agent who assigned the conversation, if any.
    """

    conversation: Conversation
    notification_type: str
    about: Message | Agent | None = None
    last_activity_at: dt.datetime
    read_at: dt.datetime | None = None
    snoozed_until: dt.datetime | None = None
    meta: Json = field(default_factory=dict)
    primary_actor_type: ClassVar = "Conversation"

    @property
    def secondary_actor_type(self) -> str | None:
        """Chatwoot's class name of what it is about."""
        return "Message" if isinstance(self.about, Message) else class_name(self.about)

    @property
    def push_message_title(self) -> str:
        """The title of the push message."""
        return _TITLES[self.notification_type].format(number=self.conversation.id, inbox=self.conversation.inbox.name)

    @property
    def push_message_body(self) -> str:
        """The message that it is about, or else the conversation's last one, with its sender; "" without one."""
        message = self.about if isinstance(self.about, Message) else self.conversation.last_non_activity_message
        if message is None:
            return ""
        sender = message.shown_sender
        text = message.content or ("Attachment" if message.attachments else "")
        return f"{sender.name if sender else ''}: {text}"

    def _exists_for(self, view: View) -> bool:
        """Return whether it is the viewer's and its conversation still exists."""
        conversations = view.account.conversations
        return super()._exists_for(view) and conversations.get(self.conversation.id) is self.conversation


class NotificationSettings(
    OfAgent,
    keys="id user.id=user_id account_id all_email_flags selected_email_flags all_push_flags selected_push_flags",
):
    """The kinds of notifications that one agent wants as email and as push messages.

    Attributes:
        newest: The id of the newest notification about each conversation, by the conversation's id.
    """

    selected_email_flags: list[str] = attribute(VALUES, default_factory=lambda: ["email_conversation_assignment"])
    selected_push_flags: list[str] = attribute(VALUES, default_factory=lambda: ["push_conversation_assignment"])
    newest: dict[int, int] = field(default_factory=dict)
    all_email_flags: ClassVar = [f"email_{kind}" for kind in KINDS]
    all_push_flags: ClassVar = [f"push_{kind}" for kind in KINDS]

    def wants(self, kind: str) -> bool:
        """Return whether the agent wants emails or push messages of this kind."""
        return f"email_{kind}" in self.selected_email_flags or f"push_{kind}" in self.selected_push_flags


def settings_of(account: Tables, agent: Agent) -> NotificationSettings:
    """Return the settings of an agent; add default settings if there are none."""
    for each in account.all(NotificationSettings).values():
        if each.user is agent:
            return each
    return account.add(NotificationSettings, user=agent)


def notify(
    account: Tables,
    agent: Agent,
    kind: str,
    conversation: Conversation,
    *,
    about: Message | Agent | None = None,
    time: dt.datetime,
) -> None:
    """Notify an agent; replace the earlier notification about the conversation."""
    settings, table = settings_of(account, agent), account.all(Notification)
    if kind == "conversation_creation" and not settings.wants(kind):
        return
    table.pop(settings.newest.pop(conversation.id, 0), None)
    told = account.add(
        Notification,
        user=agent,
        conversation=conversation,
        notification_type=kind,
        about=about,
        created_at=time,
        updated_at=time,
        last_activity_at=time,
    )
    settings.newest[conversation.id] = told.id
    account.happened("notification.created", told, user=agent)


def tell_of_conversation(account: Tables, conversation: Conversation) -> None:
    """Notify the members of the inbox of a new conversation."""
    for agent in conversation.inbox.members:
        notify(account, agent, "conversation_creation", conversation, time=conversation.created_at)


def tell_of_message(account: Tables, message: Message) -> None:
    """Notify the assignee, the participants, and agents mentioned in a note of a new message."""
    if message.message_type not in (INCOMING, OUTGOING):
        return
    conversation = message.conversation
    kinds: dict[Agent, str] = {}
    for agent in _mentioned(account, message):
        kinds[agent] = "conversation_mention"
        account.happened("conversation.mentioned", conversation, user=agent)
        for group in (conversation.mentioned, conversation.participants):
            if agent not in group:
                group.append(agent)
    if conversation.assigned_agent is not None:
        kinds.setdefault(conversation.assigned_agent, "assigned_conversation_new_message")
    for agent in conversation.participants:
        kinds.setdefault(agent, "participating_conversation_new_message")
    for agent, kind in kinds.items():
        if agent is not message.sender:
            notify(account, agent, kind, conversation, about=message, time=message.created_at)


def _mentioned(account: Tables, message: Message) -> Iterator[Agent]:
    if not message.private:
        return
    for kind, number in _MENTION.findall(message.content or ""):
        if kind == "user" and int(number) in account.agents:
            yield account.agents[int(number)]
        elif kind == "team" and int(number) in account.teams:
            yield from account.teams[int(number)].members

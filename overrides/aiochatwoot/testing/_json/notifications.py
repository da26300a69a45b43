"""Notifications as JSON."""

from __future__ import annotations

from .._state.clock import Json
from .._state.notifications import Notification
from .._state.people import Agent
from .._state.records import Message
from .conversations import Bodies
from .events import conversation_in_event

_LISTED = (
    "id notification_type push_message_title push_message_body primary_actor_type primary_actor_id primary_actor"
    " read_at secondary_actor user created_at:epoch last_activity_at:epoch snoozed_until meta"
)
_RECORD = (
    "id user_id account_id notification_type primary_actor_type primary_actor_id secondary_actor_type"
    " secondary_actor_id read_at snoozed_until last_activity_at created_at updated_at meta"
)
_TITLES = {
    "conversation_creation": "A conversation (#{number}) has been created in {inbox}",
    "conversation_assignment": "A conversation (#{number}) has been assigned to you",
    "assigned_conversation_new_message": "A new message is created in conversation (#{number})",
    "conversation_mention": "You have been mentioned in conversation (#{number})",
    "participating_conversation_new_message": "A new message is created in conversation (#{number})",
}


def notification_json(bodies: Bodies, notification: Notification) -> Json:
    """A notification in a list."""
    conversation, about = notification.conversation, notification.about
    title = _TITLES[notification.notification_type].format(number=conversation.id, inbox=conversation.inbox.name)
    return bodies.pick(
        notification,
        _LISTED,
        push_message_title=title,
        push_message_body=_words(about if isinstance(about, Message) else conversation.last_non_activity_message),
        primary_actor_type="Conversation",
        primary_actor_id=conversation.id,
        primary_actor=conversation_in_event(bodies, conversation),
        secondary_actor=_about(bodies, about),
        user=bodies.sender(notification.user),
    )


def notification_in_event(bodies: Bodies, notification: Notification) -> Json:
    """A notification as it is broadcast."""
    return notification_json(bodies, notification) | {"account_id": notification.account_id}


def record_json(bodies: Bodies, notification: Notification) -> Json:
    """A notification in the response to a change."""
    about = notification.about
    return bodies.pick(
        notification,
        _RECORD,
        user_id=notification.user.id,
        primary_actor_type="Conversation",
        primary_actor_id=notification.conversation.id,
        secondary_actor_type=None if about is None else "Message" if isinstance(about, Message) else "User",
        secondary_actor_id=None if about is None else about.id,
    )


def _words(message: Message | None) -> str:
    if message is None:
        return ""
    sender = message.shown_sender
    text = message.content or ("Attachment" if message.attachments else "")
    return f"{sender.name if sender else ''}: {text}"


def _about(bodies: Bodies, about: Message | Agent | None) -> Json | None:
    if isinstance(about, Message):
        return bodies.message_inside(about)
    return None if about is None else bodies.sender(about)

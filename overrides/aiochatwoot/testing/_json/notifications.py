"""Notifications as JSON."""

from __future__ import annotations

from .._state.clock import Json
from .._state.notifications import Notification
from .._state.people import Agent
from .._state.records import Message, class_name
from .conversations import Bodies

_LISTED = (
    "id notification_type push_message_title push_message_body primary_actor_type conversation.id=primary_actor_id"
    " conversation=primary_actor:conversation_in_event read_at secondary_actor user:sender created_at:epoch"
    " last_activity_at:epoch snoozed_until meta"
)
_RECORD = (
    "id user.id=user_id account_id notification_type primary_actor_type conversation.id=primary_actor_id"
    " secondary_actor_type about.id=secondary_actor_id read_at snoozed_until last_activity_at created_at updated_at"
    " meta"
)
_TITLES = {
    "conversation_creation": "A conversation (#{number}) has been created in {inbox}",
    "conversation_assignment": "A conversation (#{number}) has been assigned to you",
    "assigned_conversation_new_message": "A new message is created in conversation (#{number})",
    "conversation_mention": "You have been mentioned in conversation (#{number})",
    "participating_conversation_new_message": "A new message is created in conversation (#{number})",
}


def notification_json(bodies: Bodies, notification: Notification) -> Json:
    """Return a notification in a list."""
    conversation, about = notification.conversation, notification.about
    title = _TITLES[notification.notification_type].format(number=conversation.id, inbox=conversation.inbox.name)
    return bodies.pick(
        notification,
        _LISTED,
        push_message_title=title,
        push_message_body=_words(about if isinstance(about, Message) else conversation.last_non_activity_message),
        primary_actor_type="Conversation",
        secondary_actor=_about(bodies, about),
    )


def record_json(bodies: Bodies, notification: Notification) -> Json:
    """Return a notification in the response to a change."""
    about = notification.about
    kind = "Message" if isinstance(about, Message) else class_name(about)
    return bodies.pick(notification, _RECORD, primary_actor_type="Conversation", secondary_actor_type=kind)


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

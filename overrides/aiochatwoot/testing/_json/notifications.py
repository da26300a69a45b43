"""Notifications as JSON."""

from __future__ import annotations

from .._state.clock import Json
from .._state.notifications import Notification
from .._state.people import Agent, stable_uuid
from .._state.records import Conversation, Message
from .conversations import Bodies

_LISTED = (
    "id notification_type push_message_title push_message_body primary_actor_type primary_actor_id primary_actor"
    " read_at secondary_actor user created_at:epoch last_activity_at:epoch snoozed_until meta"
)
_RECORD = (
    "id user_id account_id notification_type primary_actor_type primary_actor_id secondary_actor_type"
    " secondary_actor_id read_at snoozed_until last_activity_at created_at updated_at meta"
)
_CONVERSATION = (
    "additional_attributes can_reply channel contact_inbox id inbox_id messages labels meta status custom_attributes"
    " snoozed_until unread_count first_reply_created_at priority waiting_since:zero agent_last_seen_at:zero"
    " contact_last_seen_at:zero last_activity_at:epoch last_activity_at=timestamp:epoch created_at:epoch"
    " updated_at:float applied_sla@enterprise sla_events@enterprise sla_policy_id@enterprise"
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
        primary_actor=_conversation(bodies, conversation),
        secondary_actor=_about(bodies, about),
        user=bodies.sender(notification.user),
    )


def record_json(bodies: Bodies, notification: Notification) -> Json:
    """A notification in the answer to a change."""
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


def _conversation(bodies: Bodies, conversation: Conversation) -> Json:
    last, assignee, team = conversation.last_non_activity_message, conversation.assignee, conversation.team
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
    """By what the inbox knows the contact."""
    number = next(
        (each.id for each in bodies.account.contact_inboxes.values() if each.source_id == conversation.source_id), 0
    )
    return bodies.pick(
        conversation,
        "id contact_id inbox_id source_id created_at created_at=updated_at hmac_verified pubsub_token",
        id=number,
        contact_id=conversation.contact.id,
        inbox_id=conversation.inbox.id,
        pubsub_token=stable_uuid(f"pubsub of contact inbox {number}"),
    )

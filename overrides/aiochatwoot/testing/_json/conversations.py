"""Conversations, messages and attachments as JSON, key by key as a real server (4.10.0) sends them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from .._state.clock import epoch, epoch_or_zero, iso
from .._state.records import Agent, AgentBot, Attachment, Conversation, Json, Message, Team
from . import people


@dataclass(frozen=True)
class Bodies:
    """Writes what `viewer` may see, with links into the server at `base_url`."""

    viewer: Agent | AgentBot
    base_url: str

    def conversation(self, conversation: Conversation) -> Json:
        newest = conversation.newest_message
        last = conversation.last_non_activity_message
        return {
            "meta": self._conversation_meta(conversation),
            "id": conversation.id,
            "messages": [self.message_inside(newest)] if newest else [],
            "account_id": conversation.account_id,
            "uuid": conversation.uuid,
            "additional_attributes": conversation.additional_attributes,
            "agent_last_seen_at": epoch_or_zero(conversation.agent_last_seen_at),
            "assignee_last_seen_at": epoch_or_zero(conversation.assignee_last_seen_at),
            "can_reply": conversation.can_reply,
            "contact_last_seen_at": epoch_or_zero(conversation.contact_last_seen_at),
            "custom_attributes": conversation.custom_attributes,
            "inbox_id": conversation.inbox.id,
            "labels": conversation.labels,
            "muted": conversation.muted,
            "snoozed_until": iso(conversation.snoozed_until),
            "status": conversation.status,
            "created_at": epoch(conversation.created_at),
            "updated_at": conversation.updated_at.timestamp(),
            "timestamp": epoch(conversation.last_activity_at),
            "first_reply_created_at": epoch_or_zero(conversation.first_reply_created_at),
            "unread_count": conversation.unread_count,
            "last_non_activity_message": self.message_inside(last) if last else None,
            "last_activity_at": epoch(conversation.last_activity_at),
            "priority": conversation.priority,
            "waiting_since": epoch_or_zero(conversation.waiting_since),
            "sla_policy_id": None,
        }

    def _conversation_meta(self, conversation: Conversation) -> Json:
        meta: Json = {
            "sender": people.contact(conversation.contact),
            "channel": conversation.inbox.channel_type,
        }
        assignee = conversation.assignee
        if isinstance(assignee, AgentBot):
            meta |= {"assignee": people.bot(assignee), "assignee_type": "AgentBot"}
        elif assignee is not None:
            meta |= {"assignee": people.agent(assignee), "assignee_type": "User"}
        if conversation.team is not None:
            meta["team"] = people.team(conversation.team, self.viewer)
        return meta | {"hmac_verified": conversation.hmac_verified}

    def message_inside(self, message: Message) -> Json:
        """A message as it is inside of a conversation."""
        conversation = message.conversation
        agent = conversation.assigned_agent
        body = {
            "id": message.id,
            "content": message.content,
            "account_id": conversation.account_id,
            "inbox_id": conversation.inbox.id,
            "conversation_id": conversation.id,
            "message_type": message.message_type,
            "created_at": epoch(message.created_at),
            "updated_at": iso(message.updated_at),
            "private": message.private,
            "status": message.status,
            "source_id": message.source_id,
            "content_type": message.content_type,
            "content_attributes": message.content_attributes,
            "sender_type": message.sender_type,
            "sender_id": message.sender.id if message.sender else None,
            "external_source_ids": message.external_source_ids,
            "additional_attributes": message.additional_attributes,
            "processed_message_content": message.processed_content,
            "sentiment": message.sentiment,
            "conversation": {
                "assignee_id": agent.id if agent else None,
                "unread_count": conversation.unread_count,
                "last_activity_at": epoch(conversation.last_activity_at),
                "contact_inbox": {"source_id": conversation.source_id},
            },
        }
        return self._with_attachments(message, self._with_sender(message, body))

    def message_listed(self, message: Message) -> Json:
        """A message as it is in a list of messages."""
        body = {
            "id": message.id,
            "content": message.content,
            "inbox_id": message.conversation.inbox.id,
            "conversation_id": message.conversation.id,
            "message_type": message.message_type,
            "content_type": message.content_type,
            "status": message.status,
            "content_attributes": message.content_attributes,
            "created_at": epoch(message.created_at),
            "private": message.private,
            "source_id": message.source_id,
        }
        return self._with_attachments(message, self._with_sender(message, body))

    def message_created(self, message: Message, echo_id: object = None) -> Json:
        """A message as the answer to who created it, with the name that they gave it."""
        body = self.message_listed(message)
        if echo_id is None:
            return body
        keys = list(body)
        place = keys.index("inbox_id") + 1
        return {key: body.get(key, echo_id) for key in [*keys[:place], "echo_id", *keys[place:]]}

    def _with_sender(self, message: Message, body: Json) -> Json:
        if message.sender is None or message.sender_deleted:
            return body
        return body | {"sender": people.sender(message.sender)}

    def _with_attachments(self, message: Message, body: Json) -> Json:
        if not message.attachments:
            return body
        return body | {"attachments": [self.attachment(each, message) for each in message.attachments]}

    def message_list(self, conversation: Conversation, messages: Sequence[Message]) -> Json:
        agent = conversation.assigned_agent
        meta: Json = {
            "labels": conversation.labels,
            "additional_attributes": conversation.additional_attributes,
            "contact": people.sender(conversation.contact),
        }
        if agent is not None:
            meta["assignee"] = people.sender(agent)
        meta["agent_last_seen_at"] = iso(conversation.agent_last_seen_at)
        meta["assignee_last_seen_at"] = iso(conversation.assignee_last_seen_at)
        return {"meta": meta, "payload": [self.message_listed(message) for message in messages]}

    def conversation_found(self, conversation: Conversation, messages: Sequence[Message]) -> Json:
        """A conversation as a search answers it, with the messages that were searched for."""
        contact, inbox = conversation.contact, conversation.inbox
        return {
            "id": conversation.id,
            "uuid": conversation.uuid,
            "created_at": epoch(conversation.created_at),
            "contact": {"id": contact.id, "name": contact.name},
            "inbox": {"id": inbox.id, "name": inbox.name, "channel_type": inbox.channel_type},
            "messages": [self._message_found(message) for message in messages],
            "account_id": conversation.account_id,
        }

    def _message_found(self, message: Message) -> Json:
        body: Json = {"content": message.content, "id": message.id}
        if message.sender is not None and not message.sender_deleted:
            body["sender_name"] = message.sender.name
        return body | {"message_type": message.message_type, "created_at": epoch(message.created_at)}

    def attachment_listed(self, attachment: Attachment, message: Message) -> Json:
        """An attachment as it is in a conversation's list of them (source, not captured)."""
        body = self.attachment(attachment, message)
        keys = ("message_id", "thumb_url", "data_url", "file_size", "file_type", "extension", "width", "height")
        return self._with_sender(
            message, {key: body.get(key) for key in keys} | {"created_at": epoch(message.created_at)}
        )

    def team_assigned(self, team: Team) -> Json:
        """A team as an assignment answers it: as it is stored, not as lists of teams have it."""
        return {
            "id": team.id,
            "name": team.name,
            "description": team.description,
            "allow_auto_assign": team.allow_auto_assign,
            "account_id": team.account_id,
            "created_at": iso(team.created_at),
            "updated_at": iso(team.updated_at),
        }

    def attachment(self, attachment: Attachment, message: Message) -> Json:
        body: Json = {
            "id": attachment.id,
            "message_id": message.id,
            "file_type": attachment.file_type,
            "account_id": message.conversation.account_id,
        }
        match attachment.file_type:
            case "location":
                return body | {
                    "coordinates_lat": attachment.coordinates_lat,
                    "coordinates_long": attachment.coordinates_long,
                    "fallback_title": attachment.title,
                    "data_url": attachment.url,
                }
            case "contact":
                return body | {"fallback_title": attachment.title, "meta": attachment.meta}
            case "fallback":
                return body | {"fallback_title": attachment.title, "data_url": attachment.url}
            case "embed":
                return body | {"data_url": attachment.url}
            case "audio":
                return body | self._file(attachment) | {"transcribed_text": attachment.transcribed_text}
            case _:
                return body | self._file(attachment)

    def _file(self, attachment: Attachment) -> Json:
        # The link redirects to where the file is stored; its signature is opaque.
        blob, name = f"blob {attachment.id}", attachment.file_name
        thumbnail = representation(self.base_url, blob, name) if attachment.file_type == "image" else ""
        return {
            "extension": attachment.extension,
            "data_url": f"{self.base_url}/rails/active_storage/blobs/redirect/{_signed(blob)}/{quote(name)}",
            "thumb_url": thumbnail,
            "file_size": attachment.file_size,
            "width": attachment.width,
            "height": attachment.height,
        }


def representation(base_url: str, blob: str, file_name: str) -> str:
    """The link to a small picture of a stored image; nothing is behind it."""
    storage = f"{base_url}/rails/active_storage/representations/redirect"
    return f"{storage}/{_signed(blob)}/{_signed('250x')}/{quote(file_name)}"


def _signed(name: str) -> str:
    text = base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")
    return f"{text}--{hashlib.sha256(name.encode()).hexdigest()[:40]}"

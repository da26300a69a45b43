"""Conversations, messages and attachments as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from .._state.clock import Json, epoch
from .._state.records import Attachment, Conversation, Inbox, Message
from .._state.service_levels import ServiceLevel
from .inboxes import inbox_json
from .storage_links import file_link, picture_link
from .writer import Writer

_CONVERSATION = (
    "meta id messages account_id uuid additional_attributes agent_last_seen_at:zero assignee_last_seen_at:zero"
    " can_reply contact_last_seen_at:zero custom_attributes inbox_id labels muted snoozed_until status"
    " created_at:epoch updated_at:float last_activity_at=timestamp:epoch first_reply_created_at:zero unread_count"
    " last_non_activity_message last_activity_at:epoch priority waiting_since:zero sla_policy_id"
    " applied_sla?@enterprise sla_events@enterprise"
)
_APPLIED_SLA = (
    "id id=sla_id sla_status created_at:epoch updated_at:epoch description=sla_description name=sla_name"
    " first_response_time_threshold=sla_first_response_time_threshold"
    " next_response_time_threshold=sla_next_response_time_threshold"
    " only_during_business_hours=sla_only_during_business_hours"
    " resolution_time_threshold=sla_resolution_time_threshold"
    " sla_frt_due_at@4.16.0 sla_nrt_due_at@4.16.0 sla_rt_due_at@4.16.0"
)
_FOUND = "id uuid created_at:epoch contact inbox messages account_id"
_MESSAGE_INSIDE = (
    "id content account_id inbox_id conversation_id message_type created_at:epoch updated_at private status source_id"
    " content_type content_attributes sender_type sender_id external_source_ids additional_attributes"
    " processed_content=processed_message_content sentiment conversation sender? attachments?"
)
_MESSAGE_LISTED = (
    "id content inbox_id echo_id? conversation_id message_type content_type status content_attributes"
    " created_at:epoch private source_id sender? attachments?"
)
_MESSAGE_FOUND = "content id sender_name? message_type created_at:epoch"
_MESSAGE_LIST_META = "labels additional_attributes contact assignee? agent_last_seen_at assignee_last_seen_at"
_FILE = "extension content_type@4.13.0 data_url thumb_url file_size width height"
_ATTACHMENT = {
    "location": "coordinates_lat coordinates_long title=fallback_title url=data_url",
    "contact": "title=fallback_title meta",
    "fallback": "title=fallback_title url=data_url",
    "embed": "url=data_url",
    "audio": f"{_FILE} transcribed_text",
}
_ATTACHMENT_LISTED = (
    "id@4.14.0 message_id thumb_url data_url file_size file_type extension width height created_at:epoch sender?"
)


class Bodies(Writer):
    """Writes inboxes, conversations and their parts."""

    def inbox(self, inbox: Inbox) -> Json:
        return inbox_json(self, inbox)

    def _nested(self, value: object) -> object:
        return self.inbox(value) if isinstance(value, Inbox) else super()._nested(value)

    def conversation(self, conversation: Conversation) -> Json:
        newest, last = conversation.newest_message, conversation.last_non_activity_message
        return self.pick(
            conversation,
            _CONVERSATION,
            meta=self._meta(conversation),
            messages=[self.message_inside(newest)] if newest else [],
            inbox_id=conversation.inbox.id,
            last_non_activity_message=self.message_inside(last) if last else None,
            sla_policy_id=conversation.sla.id if conversation.sla else None,
            **self.service_level(conversation),
        )

    def _meta(self, conversation: Conversation) -> Json:
        meta = {"sender": self.contact(conversation.contact), "channel": conversation.inbox.channel_type}
        if conversation.assignee is not None:
            meta |= self.assignee(conversation.assignee)
        if conversation.team is not None:
            meta["team"] = self.stored(conversation.team)
        return meta | {"hmac_verified": conversation.hmac_verified}

    def service_level(self, conversation: Conversation) -> Json:
        """The state of a conversation's agreement, and its missed deadlines."""
        level = ServiceLevel.of(conversation, self.account.installation.now())
        if conversation.sla is None:
            return {"applied_sla": None, "sla_events": []}
        due = {f"sla_{name}_due_at": time and epoch(time) for name, time in level.due.items()}
        applied = self.pick(conversation.sla, _APPLIED_SLA, sla_status=level.status, **due)
        events = [
            {"id": number, "event_type": name, "meta": {}, "created_at": epoch(time), "updated_at": epoch(time)}
            for number, (name, time) in enumerate(level.missed.items(), start=1)
        ]
        return {"applied_sla": applied, "sla_events": events}

    def message_inside(self, message: Message) -> Json:
        """A message inside of a conversation."""
        conversation, agent = message.conversation, message.conversation.assigned_agent
        about: Json = {
            "assignee_id": agent.id if agent else None,
            "contact_inbox": {"source_id": conversation.source_id},
        }
        about = self.pick(conversation, "assignee_id unread_count last_activity_at:epoch contact_inbox", **about)
        return self._message(message, _MESSAGE_INSIDE, conversation=about, account_id=conversation.account_id)

    def message_listed(self, message: Message, echo_id: object = None) -> Json:
        """A message in a list, or in the response to its creator, with the creator's own id for it."""
        return self._message(message, _MESSAGE_LISTED, echo_id=echo_id)

    def _message(self, message: Message, keys: str, **more: object) -> Json:
        sender = message.shown_sender
        return self.pick(
            message,
            keys,
            inbox_id=message.conversation.inbox.id,
            conversation_id=message.conversation.id,
            sender_id=message.sender.id if message.sender else None,
            sender=self.sender(sender) if sender else None,
            sender_name=sender.name if sender else None,
            attachments=[self.attachment(each, message) for each in message.attachments] or None,
            **more,
        )

    def message_list(self, conversation: Conversation, messages: Sequence[Message]) -> Json:
        agent = conversation.assigned_agent
        meta = self.pick(
            conversation,
            _MESSAGE_LIST_META,
            contact=self.sender(conversation.contact),
            assignee=self.sender(agent) if agent else None,
        )
        return {"meta": meta, "payload": [self.message_listed(message) for message in messages]}

    def conversation_found(self, conversation: Conversation, messages: Sequence[Message]) -> Json:
        """A conversation in a search response, with the matching messages."""
        return self.pick(
            conversation,
            _FOUND,
            contact=self.pick(conversation.contact, "id name"),
            inbox=self.pick(conversation.inbox, "id name channel_type"),
            messages=[self._message(message, _MESSAGE_FOUND) for message in messages],
        )

    def attachment_listed(self, attachment: Attachment, message: Message) -> Json:
        """An attachment in its conversation's list; keys that its type lacks are null."""
        sender = message.shown_sender
        body = dict.fromkeys(("thumb_url", "data_url", "file_size", "extension", "width", "height"))
        body |= self.attachment(attachment, message)
        more = {"created_at": message.created_at, "sender": self.sender(sender) if sender else None}
        return self.pick(attachment, _ATTACHMENT_LISTED, **body | more)

    def _ending(self, name: str) -> str | None:
        """Servers before 4.13.0 do not fill it."""
        return name.rpartition(".")[2] if "." in name and self.account.installation.has("4.13.0") else None

    def attachment(self, attachment: Attachment, message: Message) -> Json:
        """An attachment; its type decides which keys it has."""
        blob, name = f"blob {attachment.id}", attachment.file_name
        thumbnail = picture_link(self.base_url, blob, name) if attachment.file_type == "image" else ""
        return self.pick(
            attachment,
            f"id message_id file_type account_id {_ATTACHMENT.get(attachment.file_type, _FILE)}",
            message_id=message.id,
            account_id=message.conversation.account_id,
            content_type=attachment.media_type,
            extension=attachment.extension or self._ending(name),
            data_url=file_link(self.base_url, blob, name),
            thumb_url=thumbnail,
        )

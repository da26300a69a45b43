"""Conversations, messages and attachments as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from .._state.clock import Json, epoch
from .._state.people import Sender, Team
from .._state.records import Attachment, Conversation, Inbox, Message
from .._state.service_levels import ServiceLevel
from .inboxes import inbox_json
from .storage_links import file_link, picture_link
from .writer import Writer

_CONVERSATION = (
    "meta id messages account_id uuid additional_attributes agent_last_seen_at:zero assignee_last_seen_at:zero"
    " can_reply contact_last_seen_at:zero custom_attributes inbox.id=inbox_id labels muted snoozed_until status"
    " created_at:epoch updated_at:float last_activity_at=timestamp:epoch first_reply_created_at:zero unread_count"
    " last_non_activity_message:message_inside last_activity_at:epoch priority waiting_since:zero sla.id=sla_policy_id"
    " applied_sla?@enterprise sla_events@enterprise"
)
_META = "contact=sender:contact inbox.channel_type=channel assignee:assignee? assignee_type? team:stored? hmac_verified"
_IN_EVENT = (
    "additional_attributes can_reply inbox.channel_type=channel contact_inbox id inbox.id=inbox_id messages labels meta"
    " status custom_attributes snoozed_until unread_count first_reply_created_at priority waiting_since:zero"
    " agent_last_seen_at:zero contact_last_seen_at:zero last_activity_at:epoch last_activity_at=timestamp:epoch"
    " created_at:epoch updated_at:float applied_sla@enterprise sla_events@enterprise sla.id=sla_policy_id@enterprise"
)
_META_IN_EVENT = "contact=sender:sender assignee:sender assignee_type team:short_team hmac_verified"
_APPLIED_SLA = (
    "id id=sla_id sla_status created_at:epoch updated_at:epoch description=sla_description name=sla_name"
    " first_response_time_threshold=sla_first_response_time_threshold"
    " next_response_time_threshold=sla_next_response_time_threshold"
    " only_during_business_hours=sla_only_during_business_hours"
    " resolution_time_threshold=sla_resolution_time_threshold"
    " sla_frt_due_at@4.16.0 sla_nrt_due_at@4.16.0 sla_rt_due_at@4.16.0"
)
_FOUND = "id uuid created_at:epoch contact:named inbox messages account_id"
_CONVERSATION_INSIDE = "assigned_agent.id=assignee_id unread_count last_activity_at:epoch contact_inbox"
_PLACE = "conversation.inbox.id=inbox_id"
_MESSAGE_INSIDE = (
    f"id content conversation.account_id=account_id {_PLACE} conversation.id=conversation_id message_type"
    " created_at:epoch updated_at private status source_id content_type content_attributes sender_type"
    " sender.id=sender_id external_source_ids additional_attributes processed_content=processed_message_content"
    " sentiment conversation:conversation_inside shown_sender=sender:sender? attachments?"
)
_MESSAGE_LISTED = (
    f"id content {_PLACE} echo_id? conversation.id=conversation_id message_type content_type status content_attributes"
    " created_at:epoch private source_id shown_sender=sender:sender? attachments?"
)
_MESSAGE_FOUND = "content id shown_sender.name=sender_name? message_type created_at:epoch"
_MESSAGE_LIST_META = (
    "labels additional_attributes contact:sender assigned_agent=assignee:sender? agent_last_seen_at"
    " assignee_last_seen_at"
)
_FILE = "extension content_type@4.13.0 data_url thumb_url file_size width height"
_ATTACHMENT = {
    "location": "coordinates_lat coordinates_long title=fallback_title url=data_url",
    "contact": "title=fallback_title meta",
    "fallback": "title=fallback_title url=data_url",
    "embed": "url=data_url",
    "audio": f"{_FILE} transcribed_text",
}
_ATTACHMENT_LISTED = "id@4.14.0 message_id thumb_url data_url file_size file_type extension width height"
_ATTACHED = "created_at:epoch shown_sender=sender:sender?"


class Bodies(Writer):
    """A writer that also writes inboxes, conversations and their parts."""

    def inbox(self, inbox: Inbox) -> Json:
        return inbox_json(self, inbox)

    def nested(self, value: object) -> object:
        return self.inbox(value) if isinstance(value, Inbox) else super().nested(value)

    def conversation(self, conversation: Conversation) -> Json:
        newest = conversation.newest_message
        return self.pick(
            conversation,
            _CONVERSATION,
            meta=self.pick(conversation, _META),
            messages=[self.message_inside(newest)] if newest else [],
            **self.service_level(conversation),
        )

    def conversation_in_event(self, conversation: Conversation) -> Json:
        """Return a conversation as events and notifications show it."""
        last = conversation.last_shown_message
        return self.pick(
            conversation,
            _IN_EVENT,
            contact_inbox=self.stored(self.account.contact_inbox_of(conversation)),
            messages=[self.message_inside(last)] if last else [],
            meta=self.pick(conversation, _META_IN_EVENT),
            **self.service_level(conversation),
        )

    def short_team(self, team: Team) -> Json:
        """Return a team as events show it."""
        return self.pick(team, "id name icon@4.16.0 icon_color@4.16.0")

    def service_level(self, conversation: Conversation) -> Json:
        """Return the state of a conversation's service level agreement and its missed deadlines."""
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
        """Return a message inside of a conversation."""
        return self._message(message, _MESSAGE_INSIDE)

    def message_or_sender(self, record: Message | Sender) -> Json:
        """Return a message, or an author of messages."""
        return self.message_inside(record) if isinstance(record, Message) else self.sender(record)

    def conversation_inside(self, conversation: Conversation) -> Json:
        """Return a conversation inside of a message."""
        return self.pick(conversation, _CONVERSATION_INSIDE, contact_inbox=self.pick(conversation, "source_id"))

    def message_listed(self, message: Message, echo_id: object = None) -> Json:
        """Return a message in a list, or in the response to its creator, with the creator's own id (`echo_id`)."""
        return self._message(message, _MESSAGE_LISTED, echo_id=echo_id)

    def _message(self, message: Message, keys: str, **more: object) -> Json:
        attachments = [self.attachment(each, message) for each in message.attachments] or None
        return self.pick(message, keys, attachments=attachments, **more)

    def message_list(self, conversation: Conversation, messages: Sequence[Message]) -> Json:
        meta = self.pick(conversation, _MESSAGE_LIST_META)
        return {"meta": meta, "payload": [self.message_listed(message) for message in messages]}

    def conversation_found(self, conversation: Conversation, messages: Sequence[Message]) -> Json:
        """Return a conversation in a search response, with the matching messages."""
        return self.pick(
            conversation,
            _FOUND,
            inbox=self.pick(conversation.inbox, "id name channel_type"),
            messages=[self._message(message, _MESSAGE_FOUND) for message in messages],
        )

    def attachment_listed(self, attachment: Attachment, message: Message) -> Json:
        """Return an attachment in its conversation's list; keys that its type lacks are null."""
        body = dict.fromkeys(("thumb_url", "data_url", "file_size", "extension", "width", "height"))
        body |= self.attachment(attachment, message)
        return self.pick(attachment, _ATTACHMENT_LISTED, **body) | self.pick(message, _ATTACHED)

    def _ending(self, name: str) -> str | None:
        """Return the file name's extension; None before 4.13.0, when servers did not derive it."""
        return name.rpartition(".")[2] if "." in name and self.account.installation.has("4.13.0") else None

    def attachment(self, attachment: Attachment, message: Message) -> Json:
        """Return an attachment; its type decides which keys it has."""
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

"""JSON for contacts: inboxes, the contact, conversations and messages."""

from __future__ import annotations

from .._state.clock import Json
from .._state.people import Agent, Contact, Sender
from .._state.records import ACTIVITY, ContactInbox, Conversation, Inbox, Message
from .conversations import Bodies

_MESSAGE = (
    "id content message_type content_type content_attributes created_at:epoch conversation.id=conversation_id"
    " attachments? shown_sender=sender:sender?"
)
_CONVERSATION = (
    "id uuid inbox.id=inbox_id contact_last_seen_at:zero status agent_last_seen_at:zero messages contact:contact_record"
)
_IDENTITY = (
    "source_id pubsub_token contact.id=id contact.name=name contact.email=email contact.phone_number=phone_number"
)
_CONTACT = (
    "id name email phone_number account_id created_at created_at=updated_at additional_attributes identifier"
    " custom_attributes last_activity_at contact_type middle_name last_name location country_code blocked"
    " company_id@4.15.0 labels=label_list"
)
_INBOX = (
    "identifier identity_validation_enabled name timezone working_hours working_hours_enabled csat_survey_enabled"
    " greeting_enabled"
)
_SURVEY = (
    "id csat_survey_response display_type content conversation.inbox.avatar_url=inbox_avatar_url"
    " conversation.inbox.name=inbox_name locale conversation.id=conversation_id created_at"
)
_SURVEY_RESPONSE = (
    "id conversation.account_id=account_id conversation.id=conversation_id id=message_id rating feedback_message"
    " conversation.contact.id=contact_id conversation.assigned_agent.id=assigned_agent_id updated_at=created_at"
    " updated_at csat_review_notes@4.16.2@enterprise review_notes_updated_at@4.16.2@enterprise"
    " review_notes_updated_by_id@4.16.2@enterprise"
)
_NOTES = ("csat_review_notes", "review_notes_updated_at", "review_notes_updated_by_id")


class PublicBodies(Bodies):
    """A writer of the JSON that a contact sees."""

    def inbox(self, inbox: Inbox) -> Json:
        is_validated = bool(inbox.channel.get("hmac_mandatory"))
        return self.pick(inbox, _INBOX, identity_validation_enabled=is_validated, **inbox.all_settings)

    def identity(self, contact: ContactInbox) -> Json:
        """Return a contact as it sees itself in an inbox."""
        return self.pick(contact, _IDENTITY)

    def contact_record(self, contact: Contact) -> Json:
        """Return a contact's database row."""
        is_known = contact.email or contact.phone_number or contact.identifier
        names = {"middle_name": "", "last_name": "", "location": None, "country_code": None}
        return self.pick(contact, _CONTACT, contact_type="lead" if is_known else "visitor", **names)

    def conversation(self, conversation: Conversation) -> Json:
        shown = sorted(conversation.messages, key=lambda message: message.order)
        return self.pick(
            conversation,
            _CONVERSATION,
            messages=[self.message(each) for each in shown if not each.private and each.message_type != ACTIVITY],
        )

    def message(self, message: Message) -> Json:
        return self._message(message, _MESSAGE)

    def sender(self, sender: Sender) -> Json:
        """Return the author of a message; contacts do not see whether an agent is online."""
        return super().sender(sender) | ({"availability_status": None} if isinstance(sender, Agent) else {})

    def survey(self, message: Message) -> Json:
        """Return the message with the satisfaction survey and the contact's response."""
        given = (message.content_attributes.get("submitted_values") or {}).get("csat_survey_response")
        answer = dict.fromkeys(_NOTES) | {name: (given or {}).get(name) for name in ("rating", "feedback_message")}
        config = message.conversation.inbox.settings.get("csat_config") or {}
        return self.pick(
            message,
            _SURVEY,
            csat_survey_response=self.pick(message, _SURVEY_RESPONSE, **answer) if given else None,
            display_type=config.get("display_type", "emoji"),
            locale=self.account.details.locale,
        )

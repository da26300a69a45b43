"""JSON for contacts: inboxes, the contact, conversations and messages."""

from __future__ import annotations

from .._state.channels import NEW_INBOX, week
from .._state.clock import Json, iso
from .._state.people import Agent, Contact
from .._state.records import ContactInbox, Conversation, Inbox, Message
from .conversations import Bodies

_MESSAGE = (
    "id content message_type content_type content_attributes created_at:epoch conversation_id attachments? sender?"
)
_CONVERSATION = "id uuid inbox_id contact_last_seen_at:zero status agent_last_seen_at:zero messages contact"
_CONTACT = (
    "id name email phone_number account_id created_at created_at=updated_at additional_attributes identifier"
    " custom_attributes last_activity_at contact_type middle_name last_name location country_code blocked"
    " company_id@4.15.0 labels=label_list"
)
_INBOX = "timezone working_hours_enabled csat_survey_enabled greeting_enabled"
_INTERNAL = 2


def inbox_json(inbox: Inbox) -> Json:
    """An inbox, as its contacts see it."""
    settings = NEW_INBOX | inbox.settings
    return {
        "identifier": inbox.identifier,
        "identity_validation_enabled": bool(inbox.channel.get("hmac_mandatory")),
        "name": inbox.name,
        "timezone": settings["timezone"],
        "working_hours": week(inbox.working_hours),
        **{key: settings[key] for key in _INBOX.split()},
    }


class PublicBodies(Bodies):
    """Writes the JSON that a contact sees."""

    def identity(self, contact: ContactInbox) -> Json:
        """A contact, as it sees itself in an inbox."""
        return self.pick(contact, "source_id pubsub_token") | self.pick(contact.contact, "id name email phone_number")

    def contact_record(self, contact: Contact) -> Json:
        """A contact as it is stored."""
        is_known = contact.email or contact.phone_number or contact.identifier
        names = {"middle_name": "", "last_name": "", "location": None, "country_code": None}
        return self.pick(contact, _CONTACT, contact_type="lead" if is_known else "visitor", **names)

    def conversation(self, conversation: Conversation) -> Json:
        shown = sorted(conversation.messages, key=lambda message: message.order)
        return self.pick(
            conversation,
            _CONVERSATION,
            inbox_id=conversation.inbox.id,
            messages=[self.message(each) for each in shown if not each.private and each.message_type != _INTERNAL],
            contact=self.contact_record(conversation.contact),
        )

    def message(self, message: Message) -> Json:
        """A message; contacts do not see whether an agent is there."""
        body = self._message(message, _MESSAGE)
        if isinstance(message.shown_sender, Agent):
            body["sender"] |= {"availability_status": None}
        return body

    def survey(self, message: Message) -> Json:
        """The message with the satisfaction survey and the contact's response."""
        conversation = message.conversation
        inbox, agent = conversation.inbox, conversation.assigned_agent
        answer = (message.content_attributes.get("submitted_values") or {}).get("csat_survey_response")
        response: Json | None = None
        if answer:
            response = {
                "id": message.id,
                "account_id": conversation.account_id,
                "conversation_id": conversation.id,
                "message_id": message.id,
                "rating": answer.get("rating"),
                "feedback_message": answer.get("feedback_message"),
                "contact_id": conversation.contact.id,
                "assigned_agent_id": agent.id if agent else None,
                "created_at": iso(message.updated_at),
                "updated_at": iso(message.updated_at),
            }
            if self.account.installation.enterprise and self.account.installation.has("4.16.2"):
                notes = ("csat_review_notes", "review_notes_updated_at", "review_notes_updated_by_id")
                response |= dict.fromkeys(notes)
        config = inbox.settings.get("csat_config") or {}
        return {
            "id": message.id,
            "csat_survey_response": response,
            "display_type": config.get("display_type", "emoji"),
            "content": message.content,
            "inbox_avatar_url": inbox.avatar_url,
            "inbox_name": inbox.name,
            "locale": self.account.details.locale,
            "conversation_id": conversation.id,
            "created_at": iso(message.created_at),
        }

"""The contact API: a caller who knows an inbox's identifier and a contact's `source_id` acts as the contact."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request

from .._json.public import PublicBodies
from .._state.account import Account, Installation
from .._state.clock import Json
from .._state.people import Contact, stable_uuid
from .._state.records import ContactInbox, Conversation, Inbox, Message
from .._state.refusals import invalid, lost, refused, server_fault
from .._state.values import blank, to_integer
from . import contacts
from .call import Call
from .conversation_events import Change
from .messages import Unwritable, read_message, write_message
from .queries import find_messages
from .routing import Route, Router

M = TypeVar("M", Conversation, Message)
_API = "Channel::Api"
_DAYS_OF_A_SURVEY = 14


@dataclass(frozen=True)
class Visit(Call):
    """A request of an existing or a new contact."""

    inbox: Inbox

    @property
    def here(self) -> ContactInbox:
        """The contact's identity in the inbox, which the path names."""
        found = self.account.identity(self.inbox, self.path("contact_identifier"))
        if found is None:
            raise lost()
        return found

    @property
    def mine(self) -> list[Conversation]:
        """The contact's conversations in this identity; for a verified contact in all channels."""
        here, every = self.here, self.account.conversations.values()
        if here.hmac_verified:
            return [each for each in every if each.contact is here.contact]
        return [each for each in every if each.inbox is self.inbox and each.source_id == here.source_id]

    @property
    def talk(self) -> Conversation:
        """The conversation that the path names."""
        return self._of_path(self.mine, "conversation_id")

    @property
    def message(self) -> Message:
        """The message that the path names."""
        return self._of_path(self.talk.messages, "message_id")

    def _of_path(self, records: Iterable[M], name: str) -> M:
        wanted = to_integer(self.path(name))
        for each in records:
            if each.id == wanted:
                return each
        raise lost()

    @property
    def public(self) -> PublicBodies:
        return PublicBodies(self.caller, self.account)

    def as_contact(self) -> Change:
        """Return an object that changes the conversation as its contact."""
        talk = self.talk
        return Change(self.account, talk, talk.contact)


def _open(installation: Installation, request: Request, given: Json, _: Route[Visit]) -> Visit:
    wanted = request.path_params["inbox_identifier"]
    for account in installation.accounts.values():
        for inbox in account.inboxes.values():
            if inbox.channel_type == _API and inbox.identifier == wanted:
                return Visit(request, Contact(id=0, account_id=account.id), account, given, inbox)
    raise lost()


router = Router("/public/api/v1/inboxes/{inbox_identifier}", _open)


@router("GET")
def _inbox(visit: Visit) -> Json:
    return visit.public.inbox(visit.inbox)


def _check_identity(visit: Visit) -> None:
    """Verify the identity hash; a wrong hash, or a missing one that the inbox requires, is a server error."""
    given = {**visit.query, **visit.given}
    is_mandatory = bool(visit.inbox.channel.get("hmac_mandatory"))
    if blank(given.get("identifier_hash")) and not is_mandatory:
        return
    key, text = visit.inbox.hmac_token.encode(), str(given.get("identifier") or "").encode()
    if not hmac.compare_digest(hmac.new(key, text, "sha256").hexdigest(), str(given.get("identifier_hash") or "")):
        raise server_fault()
    if "contact_identifier" in visit.request.path_params:
        visit.here.hmac_verified = True


# --- contacts ---


@router("POST /contacts")
def _contact_create(visit: Visit) -> Json:
    """Add an identity of a new contact, or of the one with this identifier, email address or phone number."""
    _check_identity(visit)
    account, values = visit.account, contacts.read_values(visit)
    contact = _known(account, values)
    if contact is None:
        contacts.check_values(account, values)
        name = values.get("name") or f"visitor-{account.installation.next_id('visitor')}"
        contact = contacts.changed(visit, account.add_contact(name), values | {"name": name})
    source_id = stable_uuid(f"source {account.installation.next_id('source')}")
    return visit.public.identity(account.add_contact_inbox(contact, visit.inbox, source_id=source_id))


def _known(account: Account, values: Json) -> Contact | None:
    for name in ("identifier", "email", "phone_number"):
        for contact in account.contacts.values():
            if not blank(values.get(name)) and getattr(contact, name) == values[name]:
                return contact
    return None


@router("GET /contacts/{contact_identifier}")
def _contact_get(visit: Visit) -> Json:
    here = visit.here
    _check_identity(visit)
    return visit.public.identity(here)


@router("PATCH /contacts/{contact_identifier}")
def _contact_update(visit: Visit) -> Json:
    """Change a contact; servers before 4.16.0 respond with its database row."""
    here = visit.here
    _check_identity(visit)
    values = contacts.read_values(visit)
    values.pop("identifier", None)
    contacts.check_values(visit.account, values, here.contact)
    contacts.changed(visit, here.contact, values)
    return visit.public.identity(here) if visit.has("4.16.0") else visit.public.contact_record(here.contact)


# --- conversations ---


@router("GET /contacts/{contact_identifier}/conversations")
def _conversations(visit: Visit) -> list[Json]:
    return [visit.public.conversation(each) for each in visit.mine]


@router("POST /contacts/{contact_identifier}/conversations")
def _conversation_create(visit: Visit) -> Json:
    here, given = visit.here, visit.given.get("custom_attributes")
    if visit.inbox.settings.get("lock_to_single_conversation") and visit.mine:
        return visit.public.conversation(visit.mine[-1])
    status = "pending" if visit.inbox.bot is not None else "open"
    conversation = visit.account.add_conversation(
        contact=here.contact,
        inbox=visit.inbox,
        source_id=here.source_id,
        status="resolved" if here.contact.blocked else status,
        custom_attributes=given if isinstance(given, dict) else {},
    )
    return visit.public.conversation(conversation)


@router("GET /contacts/{contact_identifier}/conversations/{conversation_id}")
def _conversation_get(visit: Visit) -> Json:
    return visit.public.conversation(visit.talk)


@router("POST /contacts/{contact_identifier}/conversations/{conversation_id}/toggle_status")
def _resolve(visit: Visit) -> Json:
    talk = visit.talk
    if talk.status != "resolved":
        visit.as_contact().set_status("resolved")
    return visit.public.conversation(talk)


@router("POST /contacts/{contact_identifier}/conversations/{conversation_id}/toggle_typing")
def _typing(visit: Visit) -> None:
    talk, status = visit.talk, visit.given.get("typing_status")
    if status in ("on", "off"):
        visit.account.type(talk, talk.contact, typing=status == "on")


@router("POST /contacts/{contact_identifier}/conversations/{conversation_id}/update_last_seen")
def _seen(visit: Visit) -> None:
    visit.talk.contact_last_seen_at = visit.now


# --- messages ---


@router("GET /contacts/{contact_identifier}/conversations/{conversation_id}/messages")
def _messages(visit: Visit) -> list[Json]:
    query = {"filter_internal_messages": "true"}
    if "before" in visit.query:
        query["before"] = visit.query["before"]
    return [visit.public.message(each) for each in find_messages(visit.talk, query)]


@router("POST /contacts/{contact_identifier}/conversations/{conversation_id}/messages")
def _message_create(visit: Visit) -> Json:
    talk, given = visit.talk, visit.given
    about = {name: given[name] for name in ("content", "attachments") if name in given}
    try:
        draft = read_message(visit.account, visit.inbox, about | {"message_type": "incoming"})
        return visit.public.message(write_message(visit.account, talk, talk.contact, draft))
    except Unwritable as error:
        raise error.response() from None


@router("PATCH /contacts/{contact_identifier}/conversations/{conversation_id}/messages/{message_id}")
def _message_update(visit: Visit) -> Json:
    return visit.public.message(_submitted(visit.account, visit.message, visit.given))


def _submitted(account: Account, message: Message, given: Json) -> Message:
    values = given.get("submitted_values")
    if not blank(values):
        message.content_attributes = message.content_attributes | {"submitted_values": values}
        message.touch(account.installation.now())
    return message


# --- the survey of a conversation ---


@dataclass(frozen=True)
class Survey:
    """A request about the survey of a conversation."""

    account: Account
    message: Message
    given: Json

    @property
    def body(self) -> Json:
        return PublicBodies(self.message.conversation.contact, self.account).survey(self.message)


def _open_survey(installation: Installation, request: Request, given: Json, _: Route[Survey]) -> Survey:
    wanted = request.path_params["uuid"]
    for account in installation.accounts.values():
        for conversation in account.conversations.values():
            for message in conversation.messages:
                if conversation.uuid == wanted and message.content_type == "input_csat":
                    return Survey(account, message, given)
    raise lost()


_surveys = Router("/public/api/v1/csat_survey/{uuid}", _open_survey)


@_surveys("GET")
def _survey_get(survey: Survey) -> Json:
    return survey.body


@_surveys("PATCH")
def _survey_update(survey: Survey) -> Json:
    now = survey.account.installation.now()
    if now - survey.message.created_at > dt.timedelta(days=_DAYS_OF_A_SURVEY):
        raise refused("You cannot update the CSAT survey after 14 days")
    about = survey.given.get("message")
    answer = (about if isinstance(about, dict) else survey.given).get("submitted_values")
    given_response = answer.get("csat_survey_response", {}) if isinstance(answer, dict) else {}
    rating = given_response.get("rating")
    if rating is not None and rating not in range(1, 6):
        raise invalid(("rating", "is not included in the list"))
    _submitted(survey.account, survey.message, {"submitted_values": answer})
    if rating is not None:
        survey.account.rated(survey.message, rating, given_response.get("feedback_message"), now)
    return survey.body

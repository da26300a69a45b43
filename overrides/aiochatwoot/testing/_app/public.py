"""The contact API: a caller that knows an inbox's identifier and a contact's `source_id` acts as the contact."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette import routing
from starlette.requests import Request

from .._json.public import PublicBodies
from .._state.account import Account, Installation
from .._state.clock import Json
from .._state.people import Contact, stable_uuid
from .._state.records import ContactInbox, Conversation, Inbox, Message
from .._state.refusals import ErrorResponse, invalid, lost, refused, server_fault
from .._state.values import blank, to_integer
from . import contacts
from .call import Call
from .conversation_events import Change
from .endpoints import endpoint
from .messages import Unwritable, read_message, write_message
from .queries import find_messages

_API = "Channel::Api"
_DAYS_OF_A_SURVEY = 14


@dataclass(frozen=True)
class Visit(Call):
    """A request of an existing or future contact."""

    inbox: Inbox

    @property
    def here(self) -> ContactInbox:
        """The contact in the inbox."""
        wanted = self.request.path_params["contact_identifier"]
        for each in self.account.contact_inboxes.values():
            if each.inbox is self.inbox and each.source_id == wanted:
                return each
        raise lost()

    @property
    def mine(self) -> list[Conversation]:
        """The contact's conversations; a verified contact also gets those of other channels."""
        here, every = self.here, self.account.conversations.values()
        if here.hmac_verified:
            return [each for each in every if each.contact is here.contact]
        return [each for each in every if each.inbox is self.inbox and each.source_id == here.source_id]

    @property
    def talk(self) -> Conversation:
        """The conversation of the path."""
        wanted = to_integer(self.request.path_params["conversation_id"])
        return next((each for each in self.mine if each.id == wanted), None) or _raise(lost())

    @property
    def public(self) -> PublicBodies:
        return PublicBodies(self.caller, self.account)

    def as_contact(self) -> Change:
        """Changes of the conversation, by its contact."""
        talk = self.talk
        return Change(self.account, talk, talk.contact)


def _raise(error: ErrorResponse) -> Any:
    raise error


def _check_identity(visit: Visit) -> None:
    """A wrong hash, or a missing one that the inbox requires, is a server error."""
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


def _contact_create(visit: Visit) -> Json:
    """A known contact with this identifier, address or number is reused."""
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


def _contact_get(visit: Visit) -> Json:
    here = visit.here
    _check_identity(visit)
    return visit.public.identity(here)


def _contact_update(visit: Visit) -> Json:
    """Servers before 4.16.0 respond with the contact's record."""
    here = visit.here
    _check_identity(visit)
    values = contacts.read_values(visit)
    values.pop("identifier", None)
    contacts.check_values(visit.account, values, here.contact)
    contacts.changed(visit, here.contact, values)
    return visit.public.identity(here) if visit.has("4.16.0") else visit.public.contact_record(here.contact)


# --- conversations ---


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


def _resolve(visit: Visit) -> Json:
    talk = visit.talk
    if talk.status != "resolved":
        visit.as_contact().set_status("resolved")
    return visit.public.conversation(talk)


def _typing(visit: Visit) -> None:
    talk, status = visit.talk, visit.given.get("typing_status")
    if status in ("on", "off"):
        visit.account.type(talk, talk.contact, typing=status == "on")


def _seen(visit: Visit) -> None:
    visit.talk.contact_last_seen_at = visit.now


# --- messages ---


def _messages(visit: Visit) -> list[Json]:
    query = {"filter_internal_messages": "true"}
    if "before" in visit.query:
        query["before"] = visit.query["before"]
    return [visit.public.message(each) for each in find_messages(visit.talk, query)]


def _message_create(visit: Visit) -> Json:
    talk, given = visit.talk, visit.given
    about = {name: given[name] for name in ("content", "attachments") if name in given}
    try:
        draft = read_message(visit.inbox, about | {"message_type": "incoming"})
        return visit.public.message(write_message(visit.account, talk, talk.contact, draft))
    except Unwritable as error:
        raise server_fault() if error.attribute is None else refused(error.text, error.attribute) from None


def _message_update(visit: Visit) -> Json:
    wanted = to_integer(visit.request.path_params["message_id"])
    message = next((each for each in visit.talk.messages if each.id == wanted), None) or _raise(lost())
    return visit.public.message(_submitted(visit.account, message, visit.given))


def _submitted(account: Account, message: Message, given: Json) -> Message:
    values = given.get("submitted_values")
    if not blank(values):
        message.content_attributes = message.content_attributes | {"submitted_values": values}
        message.touch(account.installation.now())
    return message


# --- the survey of a conversation ---


def _survey(installation: Installation, request: Request) -> tuple[Account, Message]:
    wanted = request.path_params["uuid"]
    for account in installation.accounts.values():
        for conversation in account.conversations.values():
            for message in conversation.messages:
                if conversation.uuid == wanted and message.content_type == "input_csat":
                    return account, message
    raise lost()


def _survey_get(installation: Installation, request: Request, _: Json) -> Json:
    account, message = _survey(installation, request)
    return PublicBodies(message.conversation.contact, account).survey(message)


def _survey_update(installation: Installation, request: Request, given: Json) -> Json:
    account, message = _survey(installation, request)
    if installation.now() - message.created_at > dt.timedelta(days=_DAYS_OF_A_SURVEY):
        raise refused("You cannot update the CSAT survey after 14 days")
    about = given.get("message")
    answer = (about if isinstance(about, dict) else given).get("submitted_values")
    given_response = answer.get("csat_survey_response", {}) if isinstance(answer, dict) else {}
    rating = given_response.get("rating")
    if rating is not None and rating not in range(1, 6):
        raise invalid(("rating", "is not included in the list"))
    _submitted(account, message, {"submitted_values": answer})
    if rating is not None:
        account.rated(message, rating, given_response.get("feedback_message"), installation.now())
    return PublicBodies(message.conversation.contact, account).survey(message)


_INBOX = "/public/api/v1/inboxes/{inbox_identifier}"
_CONTACT = f"{_INBOX}/contacts/{{contact_identifier}}"
_TALKS = f"{_CONTACT}/conversations"
_TALK = f"{_TALKS}/{{conversation_id}}"
_SURVEY = "/public/api/v1/csat_survey/{uuid}"
_ROUTES: tuple[tuple[str, str, Callable[[Visit], Any]], ...] = (
    ("GET", _INBOX, lambda visit: visit.public.inbox(visit.inbox)),
    ("POST", f"{_INBOX}/contacts", _contact_create),
    ("GET", _CONTACT, _contact_get),
    ("PATCH", _CONTACT, _contact_update),
    ("GET", _TALKS, lambda visit: [visit.public.conversation(each) for each in visit.mine]),
    ("POST", _TALKS, _conversation_create),
    ("GET", _TALK, lambda visit: visit.public.conversation(visit.talk)),
    ("POST", f"{_TALK}/toggle_status", _resolve),
    ("POST", f"{_TALK}/toggle_typing", _typing),
    ("POST", f"{_TALK}/update_last_seen", _seen),
    ("GET", f"{_TALK}/messages", _messages),
    ("POST", f"{_TALK}/messages", _message_create),
    ("PATCH", f"{_TALK}/messages/{{message_id}}", _message_update),
)


def routes(installation: Installation) -> list[routing.Route]:
    """The routes of contacts."""

    def as_visit(handler: Callable[[Visit], Any]) -> Callable[[Request, Json], Any]:
        def handle(request: Request, given: Json) -> Any:
            wanted = request.path_params["inbox_identifier"]
            for account in installation.accounts.values():
                for inbox in account.inboxes.values():
                    if inbox.channel_type == _API and inbox.identifier == wanted:
                        return handler(Visit(request, Contact(id=0, account_id=account.id), account, given, inbox))
            raise lost()

        return handle

    return [
        *(endpoint(installation, method, path, as_visit(handler)) for method, path, handler in _ROUTES),
        endpoint(installation, "GET", _SURVEY, lambda *about: _survey_get(installation, *about)),
        endpoint(installation, "PATCH", _SURVEY, lambda *about: _survey_update(installation, *about)),
    ]

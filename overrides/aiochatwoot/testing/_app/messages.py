"""Messages: list, create, update, delete and retry."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, get_args

from .._state.account import Account, Installation
from .._state.clock import Json
from .._state.people import Agent, Sender
from .._state.records import Attachment, Conversation, FileType, Inbox, Message, MessageKind, Uploaded
from .._state.refusals import ErrorResponse, not_found, refused, server_fault
from .._state.values import is_true, to_integer
from .call import AccountRouter, Call, uploaded
from .conversation_events import Change
from .liquid import render
from .queries import find_messages
from .routing import ALWAYS, read_json

_CONTENT_TYPES = (
    *("text", "input_text", "input_textarea", "input_email", "input_select", "cards", "form", "article"),
    *("incoming_email", "input_csat", "integrations", "sticker", "voice_call"),
)
# The allowed keys of items, by content type.
_ITEM_KEYS = {
    "input_select": ("title", "value"),
    "cards": ("title", "description", "media_url", "actions"),
    "form": ("type", "placeholder", "label", "name", "options", "default", "required", "pattern", "title"),
    "article": ("title", "description", "link"),
}
_STATUSES = ("sent", "delivered", "read", "failed")
_LONGEST = 150_000  # maximum characters of a message
_IN_A_MINUTE = 200  # maximum messages of a conversation in a minute
_LARGEST = 40 * 2**20  # maximum bytes of a file
_IMAGES = ("image/bmp", "image/gif", "image/jpeg", "image/png", "image/webp")
_VIDEOS = ("video/mp4", "video/ogg", "video/quicktime", "video/webm")
# Characters that a real server replaces by "-" in the name of a stored file.
_UNSTORABLE = str.maketrans(dict.fromkeys('\u202e%$|:;/<>?*"\t\r\n\\', "-"))
router = AccountRouter()


class Unwritable(Exception):
    """The server cannot store a message.

    Attributes:
        text: The text of the server's exception.
        attribute: The invalid attribute of the record; None if no record was built.
    """

    def __init__(self, text: str, attribute: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.attribute = attribute

    def response(self) -> ErrorResponse:
        """Return a 422 for an invalid record, and a 500 for anything else."""
        return server_fault() if self.attribute is None else refused(self.text, self.attribute)


@dataclass(frozen=True)
class Draft:
    """A valid message before it is stored."""

    kind: MessageKind
    content: str | None
    content_type: str
    private: bool
    source_id: str | None
    content_attributes: Json
    additional_attributes: Json
    attachments: list[Attachment]


def read_message(account: Account, inbox: Inbox, given: Json) -> Draft:
    """Build a message, by default outgoing; content is optional.

    Raises:
        Unwritable: a real server would fail on it.
    """
    kind: MessageKind = _one_of("message_type", given.get("message_type") or "outgoing", get_args(MessageKind))
    if kind == "incoming" and inbox.channel_type != "Channel::Api":
        raise Unwritable("Incoming messages are only allowed in Api inboxes")
    content_type = _one_of("content_type", given.get("content_type") or "text", _CONTENT_TYPES)
    content = None if given.get("content") is None else str(given["content"])
    if content is not None and "\0" in content:
        raise Unwritable("string contains null byte")
    if content is not None and len(content) > _LONGEST:
        raise Unwritable(f"Content is too long (maximum is {_LONGEST} characters)", "content")
    attributes = _object(given.get("content_attributes"))
    if given.get("external_created_at") is not None:
        attributes["external_created_at"] = given["external_created_at"]
    _check_items(content_type, attributes)
    return Draft(
        kind,
        content,
        content_type,
        is_true(given.get("private")),
        given.get("source_id"),
        attributes,
        {name: given[name] for name in ("campaign_id", "template_params") if given.get(name)},
        _attachments(account.installation, given.get("attachments"), is_voice=is_true(given.get("is_voice_message"))),
    )


def _check_items(content_type: str, attributes: Json) -> None:
    if content_type not in _ITEM_KEYS:
        return
    items = attributes.get("items")
    if not isinstance(items, list):
        raise Unwritable(f"undefined method `reject' for {'nil' if items is None else json.dumps(items)}")
    keys = [key for item in items if isinstance(item, dict) for key in item]
    unknown = [key for key in dict.fromkeys(keys) if key not in _ITEM_KEYS[content_type]]
    if unknown:
        listed = ", ".join(f":{key}" for key in unknown)
        raise Unwritable(f"Content attributes contains invalid keys for items : [{listed}]", "content_attributes")


def write_message(account: Account, conversation: Conversation, author: Sender, draft: Draft) -> Message:
    """Store a message. A customer's message reopens a resolved or snoozed conversation (source, not captured).

    Raises:
        Unwritable: the conversation has too many messages in the last minute.
    """
    minute_ago = account.installation.now() - dt.timedelta(minutes=1)
    if sum(message.created_at >= minute_ago for message in conversation.messages) >= _IN_A_MINUTE:
        raise Unwritable("Too many messages", "base")
    names = _names(account, conversation, author) if draft.kind != "incoming" else None
    message = account.add_message(
        conversation,
        _rendered(draft.content, names),
        draft.kind,
        sender=author if draft.kind == "outgoing" else conversation.contact,
        private=draft.private,
        source_id=draft.source_id,
        content_type=draft.content_type,
        content_attributes=_with_reply(conversation, draft.content_attributes),
        additional_attributes=_rendered(draft.additional_attributes, names),
        attachments=draft.attachments,
    )
    if draft.kind == "incoming" and not conversation.muted:
        Change(account, conversation, author).reopen(by_system=not draft.private)
    return message


def _names(account: Account, conversation: Conversation, author: Sender) -> Json:
    """Return the variables for a conversation's templates; before 4.16.2 without the agent's email address."""
    contact = conversation.contact
    names: Json = {}
    for key, person in (("contact", contact), ("agent", author)):
        words = [word.capitalize() for word in person.name.split()]
        names[key] = {"name": " ".join(words), "first_name": "".join(words[:1]), "last_name": " ".join(words[1:])}
    names["contact"] |= {"email": contact.email, "phone_number": contact.phone_number}
    names["contact"] |= {"custom_attribute": contact.custom_attributes}
    if isinstance(author, Agent) and account.installation.has("4.16.2"):
        names["agent"]["email"] = author.email
    names["conversation"] = {"display_id": conversation.id, "custom_attribute": conversation.custom_attributes}
    return names | {"inbox": {"name": conversation.inbox.name}, "account": {"name": account.name}}


def _rendered(value: Any, names: Json | None) -> Any:
    """Render all texts in JSON; without names return it unchanged."""
    if names is None:
        return value
    if isinstance(value, dict):
        return {key: _rendered(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_rendered(each, names) for each in value]
    return render(value, names) if isinstance(value, str) else value


def _with_reply(conversation: Conversation, attributes: Json) -> Json:
    """Complete the reference to the message replied to; null for a message that is not in the conversation."""
    if attributes.get("in_reply_to") is None:
        return attributes
    wanted = to_integer(attributes["in_reply_to"])
    original = next((each for each in conversation.messages if each.id == wanted), None)
    reply: Json = {"in_reply_to": None, "in_reply_to_external_id": None}
    if original is not None:
        reply = {"in_reply_to": attributes["in_reply_to"], "in_reply_to_external_id": original.source_id}
    return attributes | reply


def _attachments(installation: Installation, given: Any, *, is_voice: bool) -> list[Attachment]:
    """Return the files of `attachments[]`, sent or named by signed ids; anything but a list fails."""
    if given in (None, "", []):
        return []
    if not isinstance(given, list):
        raise Unwritable(f"undefined method 'each' for {'a file' if isinstance(given, Uploaded) else repr(given)}")
    meta = {"is_voice_message": True} if is_voice else {}
    return [_attachment(uploaded(installation, each), dict(meta)) for each in given]


def _attachment(given: Uploaded | None, meta: Json) -> Attachment:
    if given is None:
        raise Unwritable("ActiveSupport::MessageVerifier::InvalidSignature")
    if given.size > _LARGEST:
        raise Unwritable("Attachments file size is too big", "attachments")
    name = given.name.strip().translate(_UNSTORABLE)
    _, dot, ending = name.rpartition(".")
    if not dot or ending.lower() == "exe":
        raise Unwritable("Attachments file type not supported", "attachments")
    kind = given.content_type.partition(";")[0].strip()
    file_type: FileType = "audio" if kind.startswith("audio/") else "file"
    if kind in (*_IMAGES, *_VIDEOS):
        file_type = "image" if kind in _IMAGES else "video"
    return Attachment(
        file_type,
        name,
        given.size,
        meta=meta,
        content=given.content,
        content_type=given.content_type,
        upload=given,
    )


def _object(given: Any) -> Json:
    """Return an object or the object in a JSON text; an empty object for anything else."""
    if isinstance(given, str):
        try:
            given = read_json(given)
        except ValueError:
            return {}
    return dict(given) if isinstance(given, dict) else {}


def _one_of(name: str, value: object, known: Any) -> Any:
    for each in known:
        if each == value:
            return each
    raise Unwritable(f"'{value}' is not a valid {name}")


@router("GET /conversations/{conversation_id}/messages")
def _list(call: Call) -> Json:
    conversation, legacy = call.conversation, call.account.installation.legacy
    return call.bodies.message_list(conversation, find_messages(conversation, call.query, legacy=legacy))


@router("POST /conversations/{conversation_id}/messages", bots=ALWAYS)
def _create(call: Call) -> Json:
    conversation = call.conversation
    try:
        draft = read_message(call.account, conversation.inbox, call.given)
        message = write_message(call.account, conversation, call.caller, draft)
    except Unwritable as error:
        raise refused(error.text if error.attribute is None else f"Validation failed: {error.text}") from None
    return call.bodies.message_listed(message, call.given.get("echo_id"))


@router("PATCH /conversations/{conversation_id}/messages/{message_id}")
def _update(call: Call) -> Json:
    """Set the status that the channel reports; ignore unknown ones, and "delivered" after "read" (source)."""
    if call.conversation.inbox.channel_type != "Channel::Api":
        raise ErrorResponse(403, {"error": "Message status update is only allowed for API inboxes"})
    message, status = _message(call), call.given.get("status")
    if status in _STATUSES and (message.status, status) != ("read", "delivered"):
        message.status = str(status)
        message.touch(call.now)
        error = call.given.get("external_error") if status == "failed" else None
        if error != message.content_attributes.get("external_error"):
            message.content_attributes = message.content_attributes | {"external_error": error}
    return call.bodies.message_listed(message)


@router("DELETE /conversations/{conversation_id}/messages/{message_id}")
def _delete(call: Call) -> Json:
    """Delete a message's content and files, but keep the message."""
    message = _message(call)
    message.touch(call.now)
    message.content = message.processed_content = "This message was deleted"
    message.content_type = "text"
    message.content_attributes = {"deleted": True}
    message.attachments = []
    return call.bodies.message_listed(message)


@router("POST /conversations/{conversation_id}/messages/{message_id}/retry")
def _retry(call: Call) -> Json:
    """Send a message again, failed or not; this empties its `content_attributes`."""
    wanted = call.path("message_id")
    lost = refused(f'Couldn\'t find Message with \'id\'="{wanted}" [WHERE "messages"."conversation_id" = $1]')
    message = _message(call, lost)
    message.status = "sent"
    message.touch(call.now)
    message.content_attributes = {}
    return call.bodies.message_listed(message)


@router("POST /conversations/{conversation_id}/messages/{message_id}/translate")
def _translate(call: Call) -> Json:
    """Respond with null, like a server without the translation integration (source, not captured)."""
    _message(call, server_fault() if call.has("4.16.2") else None)
    return {"content": None}


def _message(call: Call, lost: ErrorResponse | None = None) -> Message:
    wanted = to_integer(call.path("message_id"))
    for message in call.conversation.messages:
        if message.id == wanted:
            return message
    raise lost or not_found()

"""Notes about contacts (reading one, changing and deleting: source, not captured)."""

from __future__ import annotations

from .._json import contacts as contact_bodies
from .._state.records import Contact, ContactNote, Json
from .answers import ErrorResponse
from .call import Call, NoContent, Route
from .values import blank

_LONGEST = 20_000  # characters


def _contact(call: Call) -> Contact:
    return call.find(call.account.contacts, "contact_id")


def _notes(call: Call) -> dict[int, ContactNote]:
    contact = _contact(call)
    return {number: note for number, note in call.account.contact_notes.items() if note.contact is contact}


def _list(call: Call) -> list[Json]:
    """All of them, the newest first."""
    found = sorted(_notes(call).values(), key=lambda note: (note.created_at, note.id), reverse=True)
    return [contact_bodies.note(call.account, note) for note in found]


def _get(call: Call) -> Json:
    return contact_bodies.note(call.account, call.find(_notes(call), "note_id"))


def _create(call: Call) -> Json:
    contact, content = _contact(call), _content(call)
    if not content.strip():
        raise ErrorResponse(422, {"message": "Content can't be blank", "attributes": ["content"]})
    if len(content) > _LONGEST:
        message = f"Content is too long (maximum is {_LONGEST} characters)"
        raise ErrorResponse(422, {"message": message, "attributes": ["content"]})
    note = call.account.add_contact_note(contact, content, author=call.viewer)
    return contact_bodies.note(call.account, note)


def _update(call: Call) -> Json:
    """Who changes it becomes its author; what is invalid is answered as if it were stored, and is not."""
    note, content = call.find(_notes(call), "note_id"), _content(call)
    answer = contact_bodies.note(call.account, note) | {"content": content}
    if not content.strip() or len(content) > _LONGEST:
        return answer
    note.content, note.author, note.updated_at = content, call.viewer, call.account.installation.now()
    return contact_bodies.note(call.account, note)


def _content(call: Call) -> str:
    """Its text, in the body itself or in `note`.

    Raises:
        ErrorResponse: 422, there is none.
    """
    given = call.given.get("note", {"content": call.given["content"]} if "content" in call.given else None)
    if blank(given) or not isinstance(given, dict):
        raise ErrorResponse(422, {"error": "param is missing or the value is empty: note"})
    return str(given.get("content") or "")


def _delete(call: Call) -> NoContent:
    del call.account.contact_notes[call.find(_notes(call), "note_id").id]
    return NoContent()


_EVERY = "/contacts/{contact_id}/notes"
_ONE = _EVERY + "/{note_id}"
ENTRIES = [
    Route("GET", _EVERY, _list),
    Route("POST", _EVERY, _create),
    Route("GET", _ONE, _get),
    Route("PATCH", _ONE, _update),
    Route("DELETE", _ONE, _delete),
]

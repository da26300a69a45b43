"""Messages of a conversation: reading, answering, routing."""

from __future__ import annotations

from .._state.records import Json, Message
from . import messages as writes
from .answers import ErrorResponse, not_found
from .call import Call, Route, number
from .queries import find_messages


def entries(*, legacy: bool) -> list[Route]:
    """The routes below an account.

    Args:
        legacy: As before 2.16: `after` is ignored where messages are listed.
    """

    def messages_list(call: Call) -> Json:
        conversation = call.conversation
        messages = find_messages(conversation, call.request.query_params, legacy=legacy)
        return call.bodies.message_list(conversation, messages)

    every = "/conversations/{conversation_id}/messages"
    one = f"{every}/{{message_id}}"
    return [
        Route("GET", every, messages_list),
        Route("POST", every, _create, bots=True),
        Route("PATCH", one, _update),
        Route("DELETE", one, _delete),
        Route("POST", f"{one}/retry", _retry),
        Route("POST", f"{one}/translate", _translate),
    ]


def _create(call: Call) -> Json:
    conversation = call.conversation
    try:
        draft = writes.read_message(conversation.inbox, call.given)
        message = writes.write_message(call.account, conversation, call.caller, draft)
    except writes.Unwritable as error:
        text = error.text if error.attribute is None else f"Validation failed: {error.text}"
        raise ErrorResponse(422, {"error": text}) from None
    return call.bodies.message_created(message, call.given.get("echo_id"))


def _update(call: Call) -> Json:
    if call.conversation.inbox.channel_type != "Channel::Api":
        raise ErrorResponse(403, {"error": "Message status update is only allowed for API inboxes"})
    message, given = _message(call), call.given
    writes.update_status(message, given.get("status"), given.get("external_error"), call.account.installation.now())
    return call.bodies.message_listed(message)


def _delete(call: Call) -> Json:
    message = _message(call)
    writes.delete_message(message, call.account.installation.now())
    return call.bodies.message_listed(message)


def _retry(call: Call) -> Json:
    message = _message(call)
    writes.retry_message(message, call.account.installation.now())
    return call.bodies.message_listed(message)


def _translate(call: Call) -> Json:
    """As a server without the integration that translates: null (source, not captured)."""
    _message(call)
    return {"content": None}


def _message(call: Call) -> Message:
    wanted = number(call.request.path_params["message_id"])
    for message in call.conversation.messages:
        if message.id == wanted:
            return message
    raise not_found()

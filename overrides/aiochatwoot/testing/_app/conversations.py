"""What callers do with conversations: make, change, read and delete them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from .._json import people
from .._state.clock import iso
from .._state.records import INCOMING, STATUSES, Agent, AgentBot, ContactInbox, Conversation, Json, Team
from . import contact_inboxes
from .answers import ErrorResponse, not_found, server_fault
from .call import Call, NoContent, Route
from .conversation_events import Change
from .messages import Draft, Unwritable, read_message, write_message
from .values import blank, epoch_time, iso_time, tag_names, to_integer

_ONE = "/conversations/{conversation_id}"


def _create(call: Call) -> Json:
    """By the contact and the inbox, or by a name that the contact has; nothing is made where its message is not."""
    given, account = call.given, call.account
    found = _contact_inbox(call)
    additional, custom = _attributes(given, "additional_attributes"), _attributes(given, "custom_attributes")
    status = "open" if blank(given.get("status")) else given["status"]
    if status not in STATUSES:
        raise server_fault()
    if found.contact.blocked:
        status = "resolved"
    message = _first_message(found, given)
    agent, team = _agent(call), _team(call)
    conversation = account.add_conversation(
        contact=found.contact,
        inbox=found.inbox,
        source_id=found.source_id,
        status=status,
        assignee=None if team is not None and agent not in team.members else agent,
        team=team,
        snoozed_until=iso_time(given.get("snoozed_until")) if status == "snoozed" else None,
        additional_attributes=additional,
        custom_attributes=custom,
    )
    if message is not None:
        write_message(account, conversation, call.caller, message)
    Change(account, conversation, call.caller).tell_of_beginning()
    return call.bodies.conversation(conversation)


def _contact_inbox(call: Call) -> ContactInbox:
    given, account = call.given, call.account
    inbox = _wanted(account.inboxes, given.get("inbox_id"))
    contact = _wanted(account.contacts, given.get("contact_id"))
    source_id = given.get("source_id")
    if inbox is not None and contact is not None:
        return contact_inboxes.build(account, contact, inbox, source_id)
    for each in account.contact_inboxes.values():
        if each.source_id == source_id:
            return each
    raise not_found()


def _wanted(records: dict[int, Any], number: object) -> Any:
    if blank(number):
        return None
    record = records.get(to_integer(number))
    if record is None:
        raise not_found()
    return record


def _attributes(given: Json, name: str) -> Json:
    value = given.get(name) or {}
    if not isinstance(value, dict):
        raise server_fault()
    return value


def _first_message(found: ContactInbox, given: Json) -> Draft | None:
    if blank(given.get("message")):
        return None
    if not isinstance(given["message"], dict):
        raise server_fault()
    try:
        return read_message(found.inbox, given["message"])
    except Unwritable as error:  # only of an invalid record the application knows what to say
        if error.attribute is None:
            raise server_fault() from None
        raise ErrorResponse(422, {"message": error.text, "attributes": [error.attribute]}) from None


def _agent(call: Call) -> Agent | None:
    return call.account.agents.get(to_integer(call.given.get("assignee_id")))


def _team(call: Call) -> Team | None:
    return call.account.teams.get(to_integer(call.given.get("team_id")))


def _change(call: Call) -> Change:
    return Change(call.account, call.conversation, call.caller)


def _update(call: Call) -> Json:
    change = _change(call)
    if "priority" in call.given:
        change.set_priority(call.given["priority"])
    return call.bodies.conversation(change.conversation)


def _toggle_status(call: Call) -> Json:
    change, given, caller = _change(call), call.given, call.caller
    conversation = change.conversation
    if blank(given.get("status")):
        change.set_status("resolved" if conversation.status == "open" else "open")
        success: bool | None = True
    else:
        until = given.get("snoozed_until")
        handed_over = isinstance(caller, AgentBot) and (conversation.status, given["status"]) == ("pending", "open")
        change.set_status(given["status"], until=None if until in (None, False) else epoch_time(until))
        success = None if handed_over else True  # a bot's handing over has no result (source, not captured)
    if conversation.status == "open" and isinstance(caller, Agent) and caller.role == "agent":
        change.assign_agent(caller)  # but not to an administrator (source, not captured)
    return {
        "payload": {
            "success": success,
            "conversation_id": conversation.id,
            "current_status": conversation.status,
            "snoozed_until": iso(conversation.snoozed_until),
        }
    }


def _toggle_priority(call: Call) -> NoContent:
    _change(call).set_priority(call.given.get("priority"))
    return NoContent()


def _custom_attributes(call: Call) -> Json:
    conversation, given = call.conversation, call.given.get("custom_attributes")
    if not isinstance(given, dict):
        raise server_fault()
    conversation.custom_attributes = given
    conversation.updated_at = _now(call)
    return {"custom_attributes": given}


def _assignments(call: Call) -> Json | None:
    """`assignee_id` wins by being there; whom the account does not have is nobody."""
    change = _change(call)
    if "assignee_id" in call.given:
        agent = _agent(call)
        change.assign_agent(agent)
        return people.agent(agent) if agent else None
    if "team_id" in call.given:
        team = _team(call)
        change.assign_team(team)
        return call.bodies.team_assigned(team) if team else None
    return None


def _labels(call: Call) -> Json:
    return {"payload": call.conversation.labels}


def _set_labels(call: Call) -> Json:
    _change(call).set_labels(tag_names(call.given.get("labels")))
    return _labels(call)


def _mute(call: Call) -> NoContent:
    _change(call).mute()
    return NoContent()


def _unmute(call: Call) -> NoContent:
    _change(call).unmute()
    return NoContent()


def _typing(call: Call) -> NoContent:
    _ = call.conversation
    return NoContent()


def _transcript(call: Call) -> NoContent:
    _ = call.conversation
    if blank(call.given.get("email")):
        raise ErrorResponse(422, {"error": "email param missing"})
    return NoContent()


def _last_seen(call: Call) -> Json:
    conversation = call.conversation
    _see(conversation, _now(call), assignee=conversation.assignee is call.caller)
    return call.bodies.conversation(conversation)


def _unread(call: Call) -> Json:
    """Seen until just before the customer's last message (source, not captured)."""
    conversation = call.conversation
    times = [message.order for message in conversation.messages if message.message_type == INCOMING]
    _see(conversation, max(times)[0] - dt.timedelta(seconds=1) if times else None, assignee=True)
    return call.bodies.conversation(conversation)


def _see(conversation: Conversation, time: dt.datetime | None, *, assignee: bool) -> None:
    conversation.agent_last_seen_at = time
    if assignee:
        conversation.assignee_last_seen_at = time


def _participants(call: Call) -> list[Any]:
    return [people.agent(agent) for agent in call.conversation.participants]


def _add_participants(call: Call) -> list[Any]:
    """Answers with those who were not there before (source, not captured)."""
    change = _change(call)
    added = [agent for agent in _users(call) if agent not in change.conversation.participants]
    change.add_participants(added)
    return [people.agent(agent) for agent in added]


def _set_participants(call: Call) -> list[Any]:
    conversation, wanted = call.conversation, _users(call)
    stay = [agent for agent in conversation.participants if agent in wanted]
    conversation.participants = stay + [agent for agent in wanted if agent not in stay]
    return _participants(call)


def _remove_participants(call: Call) -> NoContent:
    conversation, numbers = call.conversation, _user_ids(call)
    conversation.participants = [agent for agent in conversation.participants if agent.id not in numbers]
    return NoContent()


def _users(call: Call) -> list[Agent]:
    """The agents with `user_ids`; the server fails with one whom it does not have (source, not captured)."""
    agents = [call.account.agents.get(number) for number in _user_ids(call)]
    if None in agents:
        raise server_fault()
    return [agent for agent in agents if agent]


def _user_ids(call: Call) -> list[int]:
    given = call.given.get("user_ids")
    if not isinstance(given, list):
        raise server_fault()
    return list(dict.fromkeys(to_integer(each) for each in given))


def _draft(call: Call) -> Json:
    draft = call.conversation.draft
    return {"has_draft": False} if draft is None else {"has_draft": True, "message": draft}


def _save_draft(call: Call) -> NoContent:
    conversation, given = call.conversation, call.given.get("draft_message") or {}
    if not isinstance(given, dict):
        raise server_fault()
    conversation.draft = str(given.get("message") or "")
    return NoContent()


def _delete_draft(call: Call) -> NoContent:
    call.conversation.draft = None
    return NoContent()


def _delete(call: Call) -> NoContent:
    conversation = call.conversation
    if call.viewer.role != "administrator":
        raise ErrorResponse(401, {"error": "You are not authorized to do this action"})
    del call.account.conversations[conversation.id]
    return NoContent()


def _now(call: Call) -> dt.datetime:
    return call.account.installation.now()


def _one(method: str, path: str, handler: Callable[[Call], Any], *, bots: bool = False) -> Route:
    return Route(method, _ONE + path, handler, bots)


ENTRIES = [
    Route("POST", "/conversations", _create, bots=True),
    _one("PATCH", "", _update, bots=True),
    _one("DELETE", "", _delete),
    _one("POST", "/toggle_status", _toggle_status, bots=True),
    _one("POST", "/toggle_priority", _toggle_priority, bots=True),
    _one("POST", "/toggle_typing_status", _typing),
    _one("POST", "/custom_attributes", _custom_attributes, bots=True),
    _one("POST", "/assignments", _assignments, bots=True),
    _one("GET", "/labels", _labels),
    _one("POST", "/labels", _set_labels),
    _one("POST", "/mute", _mute),
    _one("POST", "/unmute", _unmute),
    _one("POST", "/transcript", _transcript),
    _one("POST", "/update_last_seen", _last_seen),
    _one("POST", "/unread", _unread),
    _one("GET", "/participants", _participants),
    _one("POST", "/participants", _add_participants),
    _one("PATCH", "/participants", _set_participants),
    _one("DELETE", "/participants", _remove_participants),
    _one("GET", "/draft_messages", _draft),
    _one("PATCH", "/draft_messages", _save_draft),
    _one("DELETE", "/draft_messages", _delete_draft),
]

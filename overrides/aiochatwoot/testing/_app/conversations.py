"""Conversations: list, read, create, update and delete."""

from __future__ import annotations

import datetime as dt

from .._state.clock import Json, iso
from .._state.people import Agent, AgentBot, Team
from .._state.records import INCOMING, STATUSES, ContactInbox, Conversation
from .._state.refusals import not_found, refused, server_fault
from .._state.settings import SlaPolicy
from .._state.values import blank, epoch_time, is_true, iso_time, tag_names, to_integer
from . import contact_inboxes
from .call import AccountRouter, Call
from .conversation_events import Change
from .filters import filter_conversations
from .messages import Draft, Unwritable, read_message, write_message
from .queries import (
    CONVERSATIONS_A_PAGE,
    counts,
    counts_of_search,
    find_attachments,
    find_conversations,
    find_matching_messages,
    newest,
    page_of,
)
from .routing import ALWAYS, Empty

_NULL = Empty(is_null=True)
router = AccountRouter()


@router("GET /conversations")
def _list(call: Call) -> Json:
    rows, found = find_conversations(call)
    return {"data": {"meta": counts(found, call.viewer), "payload": list(map(call.bodies.conversation, rows))}}


@router("GET /conversations/meta")
def _meta(call: Call) -> Json:
    return {"meta": counts(find_conversations(call)[1], call.viewer)}


@router("GET /conversations/search")
def _search(call: Call) -> Json:
    """Search conversations by their messages; without `q` list open conversations with all messages."""
    (rows, found), text = find_conversations(call), call.query.get("q", "")
    bodies = [call.bodies.conversation_found(row, find_matching_messages(row, text)) for row in rows]
    return {"meta": counts_of_search(found, call.viewer), "payload": bodies}


@router("POST /conversations/filter")
def _filter(call: Call) -> Json:
    """Filter conversations of every status in inboxes that the caller may see."""
    found = filter_conversations(call.account, call.given.get("payload"))
    found = [row for row in newest(found) if call.may_see(row.inbox)]
    rows = [call.bodies.conversation(row) for row in found[page_of(call.query, CONVERSATIONS_A_PAGE)]]
    return {"meta": counts_of_search(found, call.viewer), "payload": rows}


@router("GET /conversations/{conversation_id}", bots="4.15.0")
def _get(call: Call) -> Json:
    """Return a conversation; for a bot a 500 if the conversation has a team."""
    conversation = call.conversation
    if isinstance(call.caller, AgentBot) and conversation.team is not None:
        raise server_fault()
    return call.bodies.conversation(conversation)


@router("GET /conversations/{conversation_id}/attachments")
def _attachments(call: Call) -> Json:
    found, count = find_attachments(call.conversation, call.query)
    rows = [call.bodies.attachment_listed(attachment, message) for attachment, message in found]
    return {"meta": {"total_count": count}, "payload": rows}


@router("POST /conversations", bots=ALWAYS)
def _create(call: Call) -> Json:
    """Create a conversation by contact and inbox, or by `source_id`; create none if its message is invalid."""
    given, account = call.given, call.account
    found = _contact_inbox(call)
    additional, custom = call.object("additional_attributes"), call.object("custom_attributes")
    status = "open" if blank(given.get("status")) else given["status"]
    if status not in STATUSES:
        raise server_fault()
    if found.contact.blocked:
        status = "resolved"
    message = _first_message(call, found)
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
    source_id, inbox_id, contact_id = (given.get(name) for name in ("source_id", "inbox_id", "contact_id"))
    inbox = None if blank(inbox_id) else call.named(account.inboxes, inbox_id)
    contact = None if blank(contact_id) else call.named(account.contacts, contact_id)
    if inbox is not None and contact is not None:
        return contact_inboxes.build(account, contact, inbox, source_id)
    for each in account.contact_inboxes.values():
        if each.source_id == source_id:
            return each
    raise not_found()


def _first_message(call: Call, found: ContactInbox) -> Draft | None:
    given = call.given.get("message")
    if blank(given):
        return None
    try:
        return read_message(call.account, found.inbox, call.object("message"))
    except Unwritable as error:
        raise error.response() from None


def _agent(call: Call) -> Agent | None:
    return call.account.agents.get(to_integer(call.given.get("assignee_id")))


def _team(call: Call) -> Team | None:
    return call.account.teams.get(to_integer(call.given.get("team_id")))


def _change(call: Call) -> Change:
    return Change(call.account, call.conversation, call.caller)


@router("PATCH /conversations/{conversation_id}", bots=ALWAYS)
def _update(call: Call) -> Json:
    change, given = _change(call), call.given
    if not blank(given.get("sla_policy_id")):
        policy = call.account.all(SlaPolicy).get(to_integer(given["sla_policy_id"]))
        if change.conversation.sla not in (None, policy):
            raise refused("Sla policy conversation already has a different sla", "sla_policy")
        if policy is None:
            raise refused("Sla policy sla policy account mismatch", "sla_policy")
        change.conversation.sla = policy
    if "priority" in given:
        change.set_priority(given["priority"])
    return call.bodies.conversation(change.conversation)


@router("POST /conversations/{conversation_id}/toggle_status", bots=ALWAYS)
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
        success = None if handed_over else True  # null after a handover by a bot (source, not captured)
    if conversation.status == "open" and isinstance(caller, Agent) and caller.role == "agent":
        change.assign_agent(caller)  # administrators are not assigned
    return {
        "payload": {
            "success": success,
            "conversation_id": conversation.id,
            "current_status": conversation.status,
            "snoozed_until": iso(conversation.snoozed_until),
        }
    }


@router("POST /conversations/{conversation_id}/toggle_priority", bots=ALWAYS)
def _toggle_priority(call: Call) -> None:
    _change(call).set_priority(call.given.get("priority"))


@router("POST /conversations/{conversation_id}/custom_attributes", bots=ALWAYS)
def _custom_attributes(call: Call) -> Json:
    conversation, given = call.conversation, call.object("custom_attributes", required=True)
    conversation.custom_attributes = given
    conversation.updated_at = call.now
    return {"custom_attributes": given}


@router("POST /conversations/{conversation_id}/assignments", bots=ALWAYS)
def _assignments(call: Call) -> Json | Empty:
    """Assign an agent or a team; `assignee_id` takes precedence, and an unknown id unassigns."""
    change = _change(call)
    if "assignee_id" in call.given:
        agent = _agent(call)
        change.assign_agent(agent)
        return call.bodies.stored(agent) if agent else _NULL
    if "team_id" in call.given:
        team = _team(call)
        change.assign_team(team)
        return call.bodies.team_record(team) if team else _NULL
    return _NULL


@router("GET /conversations/{conversation_id}/labels", bots="4.15.0")
def _labels(call: Call) -> Json:
    return {"payload": call.conversation.labels}


@router("POST /conversations/{conversation_id}/labels")
def _set_labels(call: Call) -> Json:
    """Store the labels in their existing spelling; respond with the labels as sent."""
    names = tag_names(call.given.get("labels"))
    _change(call).set_labels(call.account.tags(names))
    return {"payload": names}


@router("POST /conversations/{conversation_id}/mute")
def _mute(call: Call) -> None:
    _change(call).mute()


@router("POST /conversations/{conversation_id}/unmute")
def _unmute(call: Call) -> None:
    _change(call).unmute()


@router("POST /conversations/{conversation_id}/transcript")
def _transcript(call: Call) -> None:
    _ = call.conversation
    if blank(call.given.get("email")):
        raise refused("email param missing")


@router("POST /conversations/{conversation_id}/update_last_seen")
def _last_seen(call: Call) -> Json:
    """Record that an agent saw the conversation; since 4.11.0 at most hourly if nothing is unread."""
    conversation, now = call.conversation, call.now
    assignee = conversation.assignee is call.caller
    seen = [conversation.agent_last_seen_at, *([conversation.assignee_last_seen_at] if assignee else [])]
    is_old = any(time is None or now - time >= dt.timedelta(hours=1) for time in seen)
    if not call.has("4.11.0") or conversation.unread_count or is_old:
        _see(conversation, now, assignee=assignee)
    return call.bodies.conversation(conversation)


@router("POST /conversations/{conversation_id}/unread")
def _unread(call: Call) -> Json:
    """Mark the conversation as seen until just before the customer's last message (source, not captured)."""
    conversation = call.conversation
    times = [message.order for message in conversation.messages if message.message_type == INCOMING]
    _see(conversation, max(times)[0] - dt.timedelta(seconds=1) if times else None, assignee=True)
    return call.bodies.conversation(conversation)


def _see(conversation: Conversation, time: dt.datetime | None, *, assignee: bool) -> None:
    conversation.agent_last_seen_at = time
    if assignee:
        conversation.assignee_last_seen_at = time


@router("POST /conversations/{conversation_id}/toggle_typing_status", bots="4.12.0")
def _typing(call: Call) -> None:
    """Start or stop typing; a status other than "on" and "off" changes nothing."""
    conversation, status = call.conversation, call.given.get("typing_status")
    if status in ("on", "off"):
        private = is_true(call.given.get("is_private"))
        call.account.type(conversation, call.caller, typing=status == "on", private=private)


@router("GET /conversations/{conversation_id}/draft_messages")
def _draft(call: Call) -> Json:
    draft = call.conversation.draft
    return {"has_draft": False} if draft is None else {"has_draft": True, "message": draft}


@router("PATCH /conversations/{conversation_id}/draft_messages")
def _save_draft(call: Call) -> None:
    conversation, given = call.conversation, call.object("draft_message")
    conversation.draft = str(given.get("message") or "")


@router("DELETE /conversations/{conversation_id}/draft_messages")
def _delete_draft(call: Call) -> None:
    conversation, _ = call.conversation, call.object("draft_message")
    conversation.draft = None


@router("DELETE /conversations/{conversation_id}", admins=ALWAYS)
def _delete(call: Call) -> None:
    del call.account.conversations[call.conversation.id]

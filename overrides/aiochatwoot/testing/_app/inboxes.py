"""Inboxes with their channels and bots (from captures, otherwise from source)."""

from __future__ import annotations

from .._json.inboxes import bot_of_inbox
from .._state.channels import CHANNEL_TYPES, CHANNELS, NEW_INBOX, READERS, channel_readers, week
from .._state.clock import Json
from .._state.entity import Check, Draft, matches, present, validate
from .._state.people import stable_key
from .._state.records import Inbox
from .._state.refusals import invalid, server_fault
from .._state.values import FLAG, NUMBER, drop, read, to_integer
from .audit_logs import audit, changes
from .call import AccountRouter, Call
from .routing import ALWAYS

_CSAT = {
    "display_type": "emoji",
    "message": "",
    "survey_rules": {"operator": "contains", "values": []},
    "button_text": "Please rate us",
    "language": "en",
}
# A pattern instead of a list of time zones, which depends on the machine.
_ZONE = (
    r"\A((Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)"
    r"/[A-Za-z0-9_+/-]+|UTC|GMT|[A-Z][A-Za-z0-9-]+)\Z"
)
_TIMES = {"open_hour": 24, "open_minutes": 60, "close_hour": 24, "close_minutes": 60}
_DAY = {"closed_all_day": FLAG, "open_all_day": FLAG, **dict.fromkeys(_TIMES, NUMBER)}
_WHOLE_DAY = {"open_hour": 0, "open_minutes": 0, "close_hour": 23, "close_minutes": 59}
router = AccountRouter()


@router("GET /inboxes")
def _list(call: Call) -> Json:
    """List inboxes; agents see only inboxes that they are members of."""
    inboxes = (inbox for _, inbox in sorted(call.account.inboxes.items()))
    return {"payload": [call.bodies.inbox(inbox) for inbox in inboxes if call.may_see(inbox)]}


@router("GET /inboxes/{id}")
def _get(call: Call) -> Json:
    return call.bodies.inbox(_found(call))


@router("POST /inboxes", admins=ALWAYS)
def _create(call: Call) -> Json:
    given = call.object("channel", required=True)
    channel_type = CHANNEL_TYPES.get(str(given.get("type")))
    if channel_type is None:
        raise invalid(("channel", "must exist"))
    settings, channel = _settings(call), read(channel_readers(channel_type), given)
    _validate(call, channel_type, {"name": None, **settings}, channel)
    inbox = call.account.add_inbox(settings.pop("name"), channel_type)
    inbox.settings, inbox.channel = settings, channel
    inbox.avatar_url = call.picture() or ""
    audit(call, "Inbox", inbox, "create", {"name": inbox.name, "channel_type": inbox.channel_type, **settings})
    return call.bodies.inbox(inbox)


@router("PATCH /inboxes/{id}", admins=ALWAYS)
def _update(call: Call) -> Json:
    inbox, given = _found(call), call.given
    settings = {"name": inbox.name} | inbox.settings | _settings(call)
    about = given.get("channel")
    channel = inbox.channel | (read(channel_readers(inbox.channel_type), about) if isinstance(about, dict) else {})
    _validate(call, inbox.channel_type, settings, channel, inbox)
    audit(call, "Inbox", inbox, "update", changes(NEW_INBOX | inbox.settings | {"name": inbox.name}, settings))
    inbox.name = settings.pop("name")
    inbox.settings, inbox.channel = settings, channel
    inbox.avatar_url = call.picture() or inbox.avatar_url
    days = given.get("working_hours")
    for day in days if isinstance(days, list) else []:
        if isinstance(day, dict):
            _set_day(inbox, day)
    inbox.updated_at = call.now
    call.account.changed("inbox")
    return call.bodies.inbox(inbox)


def _settings(call: Call) -> Json:
    settings = read(READERS, call.given)
    if "csat_config" in settings:
        settings["csat_config"] = _CSAT | settings["csat_config"]
    return settings


def _validate(call: Call, channel_type: str, settings: Json, channel: Json, inbox: Inbox | None = None) -> None:
    """Validate the values of a new inbox, or of the inbox to change."""
    values = CHANNELS.get(channel_type, {}) | channel | NEW_INBOX | settings
    checks: list[tuple[str, Check]] = []
    if channel_type == "Channel::WebWidget":
        checks = [("website_url", present()), ("widget_color", present())]
    if channel_type == "Channel::Email":
        if values["email"] is None:
            raise server_fault()
        accounts = call.account.installation.accounts.values()
        others = [each for account in accounts for each in account.inboxes.values() if each is not inbox]
        taken = [each.channel.get("email") for each in others]
        checks = [("email", lambda name, draft: "has already been taken" if draft.values[name] in taken else None)]
    validate(Draft(values), *checks, ("name", present()), ("timezone", matches(_ZONE, "is not included in the list")))


def _set_day(inbox: Inbox, given: Json) -> None:
    """Set the working hours of a day; ignore impossible hours without an error."""
    days = week(inbox.working_hours)
    number = to_integer(given.get("day_of_week", -1))
    if number not in range(len(days)):
        raise server_fault()
    day = days[number] | read(_DAY, given)
    if day["open_all_day"]:
        day |= _WHOLE_DAY
    if _is_possible(day):
        inbox.working_hours[number] = day


def _is_possible(day: Json) -> bool:
    if day["closed_all_day"]:
        return not day["open_all_day"]
    if any(day[name] not in range(end) for name, end in _TIMES.items()):
        return False
    return (day["open_hour"], day["open_minutes"]) < (day["close_hour"], day["close_minutes"])


@router("DELETE /inboxes/{id}", admins=ALWAYS)
def _delete(call: Call) -> Json:
    """Delete an inbox with its conversations: at once, unlike a real server."""
    account, inbox = call.account, _found(call)
    audit(call, "Inbox", inbox, "destroy", {"name": inbox.name, "channel_type": inbox.channel_type, **inbox.settings})
    del account.inboxes[inbox.id]
    for records in (account.conversations, account.contact_inboxes):
        drop(records, "inbox", inbox)
    account.changed("inbox")
    return {"message": "Your inbox deletion request will be processed in some time."}


@router("GET /inboxes/{id}/agent_bot")
def _agent_bot(call: Call) -> Json:
    bot = _found(call).bot
    return {} if bot is None else {"agent_bot": bot_of_inbox(call.bodies, bot)}


@router("POST /inboxes/{id}/set_agent_bot", admins=ALWAYS)
def _set_agent_bot(call: Call) -> None:
    inbox, wanted = _found(call), call.given.get("agent_bot")
    inbox.bot = None if wanted is None else call.named(call.account.bots, wanted)


@router("DELETE /inboxes/{id}/avatar", admins=ALWAYS)
def _delete_avatar(call: Call) -> None:
    _found(call).avatar_url = ""


@router("POST /inboxes/{id}/reset_secret", admins=ALWAYS, since="4.16.0")
def _reset_secret(call: Call) -> Json:
    inbox = _found(call)
    inbox.new_secret = stable_key(call.fresh("inbox secret"))
    return call.bodies.inbox(inbox)


def _found(call: Call) -> Inbox:
    inbox = call.find(call.account.inboxes, "id")
    call.need_to_see(inbox)
    return inbox

"""Inboxes with their channels and bots (what has no capture rests on the source)."""

from __future__ import annotations

from .._json import settings as bodies
from .._state.records import Inbox, Json
from .answers import not_found, server_fault
from .call import Call, NoContent, Route
from .params import FLAG, NUMBER, OBJECT, TEXT, VALUES, Draft, Field, enum, invalid, read
from .permissions import for_administrators, may_see, need_to_see
from .values import to_integer

# Others need an account with whoever runs the channel.
_CHANNEL_TYPES = {"api": "Channel::Api", "web_widget": "Channel::WebWidget", "email": "Channel::Email"}
_SETTINGS = {
    "name": TEXT,
    "greeting_enabled": FLAG,
    "greeting_message": TEXT,
    "working_hours_enabled": FLAG,
    "enable_email_collect": FLAG,
    "csat_survey_enabled": FLAG,
    "csat_config": OBJECT,
    "enable_auto_assignment": FLAG,
    "out_of_office_message": TEXT,
    "timezone": TEXT,
    "allow_messages_after_resolved": FLAG,
    "lock_to_single_conversation": FLAG,
    "sender_name_type": enum(("friendly", "professional")),
    "business_name": TEXT,
}
_REPLY_TIME = enum(("in_a_few_minutes", "in_a_few_hours", "in_a_day"))
# What has the form of a time zone's name is taken for one.
_ZONE = r"\A[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*\Z"
_TIMES = {"open_hour": 24, "open_minutes": 60, "close_hour": 24, "close_minutes": 60}
_DAY = {"closed_all_day": FLAG, "open_all_day": FLAG, **dict.fromkeys(_TIMES, NUMBER)}
_WHOLE_DAY = {"open_hour": 0, "open_minutes": 0, "close_hour": 23, "close_minutes": 59}


def _list(call: Call) -> Json:
    """Agents get those that they are in."""
    inboxes = (inbox for _, inbox in sorted(call.account.inboxes.items()))
    return {"payload": [_body(call, inbox) for inbox in inboxes if may_see(call, inbox)]}


def _get(call: Call) -> Json:
    return _body(call, _found(call))


def _create(call: Call) -> Json:
    given = call.given.get("channel")
    if not isinstance(given, dict):
        raise server_fault()
    channel_type = _CHANNEL_TYPES.get(str(given.get("type")))
    if channel_type is None:
        raise invalid(("channel", "must exist"))
    settings, channel = read(_SETTINGS, call.given), _channel(channel_type, given)
    _check(call, channel_type, {"name": None, **settings}, channel)
    inbox = call.account.add_inbox(settings.pop("name"), channel_type)
    inbox.settings, inbox.channel = settings, channel
    return _body(call, inbox)


def _update(call: Call) -> Json:
    inbox, given = _found(call), call.given
    settings = {"name": inbox.name} | inbox.settings | read(_SETTINGS, given)
    channel = inbox.channel | _channel(inbox.channel_type, given.get("channel"))
    _check(call, inbox.channel_type, settings, channel, inbox)
    inbox.name = settings.pop("name")
    inbox.settings, inbox.channel = settings, channel
    days = given.get("working_hours")
    for day in days if isinstance(days, list) else []:
        if isinstance(day, dict):
            _set_day(inbox, day)
    inbox.updated_at = call.account.installation.now()
    call.account.changed("inbox")
    return _body(call, inbox)


def _channel(channel_type: str, given: object) -> Json:
    """What is said about a channel; what is no setting of it is ignored."""
    fields = {name: _field(name, value) for name, value in bodies.CHANNELS.get(channel_type, {}).items()}
    return read(fields, given) if isinstance(given, dict) else {}


def _field(name: str, value: object) -> Field:
    """How a setting is read, by what it is in a new channel."""
    if name == "reply_time":
        return _REPLY_TIME
    fields: dict[type, Field] = {bool: FLAG, int: NUMBER, list: VALUES, dict: OBJECT}
    return fields.get(type(value), TEXT)


def _check(call: Call, channel_type: str, settings: Json, channel: Json, inbox: Inbox | None = None) -> None:
    """Nothing, if it can be stored; `inbox` is the one that is changed."""
    draft = Draft(bodies.CHANNELS.get(channel_type, {}) | channel | settings)
    if channel_type == "Channel::WebWidget":
        draft.present("website_url", "widget_color")
    if channel_type == "Channel::Email":
        address = draft.values["email"]
        if address is None:
            raise server_fault()
        accounts = call.account.installation.accounts.values()
        others = [each for account in accounts for each in account.inboxes.values() if each is not inbox]
        if address in [each.channel.get("email") for each in others]:
            draft.problem("email", "has already been taken")
    draft.present("name")
    if "timezone" in settings:
        draft.matches("timezone", _ZONE, "is not included in the list")
    draft.refuse()


def _set_day(inbox: Inbox, given: Json) -> None:
    """A day that is not possible stays as it was, and nobody hears of it."""
    days = bodies.working_hours(inbox)
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


def _delete(call: Call) -> Json:
    """Its conversations go with it: here at once, on a server some time later."""
    account, inbox = call.account, _found(call)
    del account.inboxes[inbox.id]
    for records in (account.conversations, account.contact_inboxes):
        for id in [id for id, each in records.items() if each.inbox is inbox]:
            del records[id]
    account.changed("inbox")
    return {"message": "Your inbox deletion request will be processed in some time."}


def _agent_bot(call: Call) -> Json:
    bot = _found(call).bot
    return {} if bot is None else {"agent_bot": bodies.agent_bot_of_inbox(bot)}


def _set_agent_bot(call: Call) -> NoContent:
    inbox, wanted = _found(call), call.given.get("agent_bot")
    bot = None if wanted is None else call.account.bots.get(to_integer(wanted))
    if bot is None and wanted is not None:
        raise not_found()
    inbox.bot = bot
    return NoContent()


def _found(call: Call) -> Inbox:
    inbox = call.find(call.account.inboxes, "id")
    need_to_see(call, inbox)
    return inbox


def _body(call: Call, inbox: Inbox) -> Json:
    return bodies.inbox(inbox, call.caller, call.account.installation.base_url)


_ONE = "/inboxes/{id}"

ENTRIES = [
    Route("GET", "/inboxes", _list),
    Route("POST", "/inboxes", for_administrators(_create)),
    Route("GET", _ONE, _get),
    Route("PATCH", _ONE, for_administrators(_update)),
    Route("DELETE", _ONE, for_administrators(_delete)),
    Route("GET", f"{_ONE}/agent_bot", _agent_bot),
    Route("POST", f"{_ONE}/set_agent_bot", for_administrators(_set_agent_bot)),
]

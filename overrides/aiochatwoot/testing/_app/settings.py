"""Bots, teams, labels, canned responses, custom attributes, saved filters and webhooks: what is special about each.

What rests on the source alone: what is refused, who may do what, and what becomes of those that refer to a record.
"""

from __future__ import annotations

from .._json import people
from .._json import settings as bodies
from .._state.account import Account
from .._state.records import AgentBot, Contact, Conversation, Json, Team
from .._state.setting_records import (
    ATTRIBUTE_MODELS,
    COMMON_EVENTS,
    DISPLAY_TYPES,
    EVENTS,
    FILTER_TYPES,
    CannedResponse,
    CustomAttributeDefinition,
    CustomFilter,
    Label,
    Webhook,
)
from .answers import server_fault
from .call import Call, Route
from .conversation_events import forget_sender
from .crud import ALL, WRITES, Kind
from .params import FLAG, LOWER_CASE, OBJECT, TEXT, VALUES, Draft, enum

_MUST_NOT = "must not be blank"
_LABEL = r"\A[^\W_]+[\w-]+\Z"
_KEY = r"\A[\w.-]+\Z"
_KEY_TEXT = "must only contain letters, numbers, underscores, hyphens, and dots"
_CONFLICT = "The provided key is not allowed as it might conflict with default attributes."
_URL = r"https?://\S"
_OF_BOTH = ("country_code", "referer", "created_at", "last_activity_at")
# Keys that the server has itself.
_STANDARD = {
    "conversation_attribute": (
        *("status", "priority", "assignee_id", "inbox_id", "team_id", "display_id", "campaign_id", "labels"),
        *("browser_language", *_OF_BOTH),
    ),
    "contact_attribute": ("name", "email", "phone_number", "identifier", "city", "blocked", *_OF_BOTH),
}


def _add_bot(call: Call, values: Json) -> AgentBot:
    bot = call.account.add_bot(values["name"], description=values["description"], outgoing_url=values["outgoing_url"])
    bot.bot_type, bot.bot_config = values["bot_type"], dict(values["bot_config"])
    return bot


def _forget_bot(account: Account, bot: AgentBot) -> None:
    for inbox in account.inboxes.values():
        if inbox.bot is bot:
            inbox.bot = None
    forget_sender(account, bot)


_BOTS = Kind[AgentBot](
    path="/agent_bots",
    wrapper=None,
    fields={
        "name": TEXT,
        "description": TEXT,
        "outgoing_url": TEXT,
        "bot_type": enum(("webhook",)),
        "bot_config": OBJECT,
    },
    initial={"name": "", "description": None, "outgoing_url": None, "bot_type": "webhook", "bot_config": {}},
    records=lambda account: account.bots,
    add=_add_bot,
    body=lambda _, bot: bodies.agent_bot(bot),
    restricted=WRITES,
    deleted=_forget_bot,
)


def _check_team(draft: Draft) -> None:
    draft.present("name", text=_MUST_NOT)
    draft.unique("name")


def _add_team(call: Call, values: Json) -> Team:
    team = call.account.add_team(values["name"], description=values["description"])
    team.allow_auto_assign = values["allow_auto_assign"]
    return team


def _forget_team(account: Account, team: Team) -> None:
    account.changed("team")
    for conversation in account.conversations.values():
        if conversation.team is team:
            conversation.team = None


_TEAMS = Kind[Team](
    path="/teams",
    wrapper="team",
    fields={"name": LOWER_CASE, "description": TEXT, "allow_auto_assign": FLAG},
    initial={"name": None, "description": None, "allow_auto_assign": True},
    records=lambda account: account.teams,
    add=_add_team,
    check=_check_team,
    body=lambda call, team: people.team(team, call.caller),
    restricted=WRITES,
    updated=lambda account, _, __: account.changed("team"),
    deleted=_forget_team,
)


def _check_label(draft: Draft) -> None:
    draft.present("title", text=_MUST_NOT)
    draft.matches("title", _LABEL)
    draft.unique("title")


def _rename_label(account: Account, label: Label, before: Json) -> None:
    """Conversations and contacts carry it by its title."""
    account.changed("label")
    carriers: list[Conversation | Contact] = [*account.conversations.values(), *account.contacts.values()]
    for carrier in carriers:
        carrier.labels = [label.title if each == before["title"] else each for each in carrier.labels]


_LABELS = Kind[Label](
    path="/labels",
    wrapper="label",
    fields={"title": LOWER_CASE, "description": TEXT, "color": TEXT, "show_on_sidebar": FLAG},
    initial={"title": None, "description": None, "color": "#1f93ff", "show_on_sidebar": None},
    records=lambda account: account.labels,
    add=lambda call, values: call.account.add_label(**values),
    check=_check_label,
    body=lambda _, label: bodies.label(label),
    listed=lambda _, labels: sorted(labels, key=lambda label: label.title),
    many=lambda labels: {"payload": labels},
    restricted=("get", *WRITES),
    updated=_rename_label,
    deleted=lambda account, _: account.changed("label"),
)


def _check_canned_response(draft: Draft) -> None:
    draft.present("content", "short_code")
    draft.unique("short_code")


def _search(call: Call, responses: list[CannedResponse]) -> list[CannedResponse]:
    """Those with the text in them: first where a short code begins with it, then where it is in one."""
    text = call.request.query_params.get("search", "").casefold()

    def place(response: CannedResponse) -> int:
        code = response.short_code.casefold()
        if code.startswith(text):
            return 0
        return 1 if text in code else 2

    found = [each for each in responses if text in each.short_code.casefold() or text in each.content.casefold()]
    return sorted(found, key=place)


def _changed_canned_response(_: Call, response: CannedResponse) -> Json:
    body = bodies.canned_response(response)
    return {key: body[key] for key in ("account_id", "content", "short_code")} | body


_CANNED_RESPONSES = Kind[CannedResponse](
    path="/canned_responses",
    wrapper="canned_response",
    fields={"short_code": TEXT, "content": TEXT},
    initial={"short_code": None, "content": None},
    records=lambda account: account.canned_responses,
    add=lambda call, values: call.account.add_canned_response(**values),
    check=_check_canned_response,
    body=lambda _, response: bodies.canned_response(response),
    changed_body=_changed_canned_response,
    listed=_search,
    verbs=("list", *WRITES),
)


def _check_definition(draft: Draft) -> None:
    draft.present("attribute_display_name", "attribute_key")
    draft.unique("attribute_key", within="attribute_model")
    draft.matches("attribute_key", _KEY, _KEY_TEXT)
    draft.present("attribute_display_type", "attribute_model")
    if draft.new and draft.values["attribute_key"] in _STANDARD.get(draft.values["attribute_model"], ()):
        draft.problem("attribute_key", _CONFLICT)


def _of_model(call: Call, definitions: list[CustomAttributeDefinition]) -> list[CustomAttributeDefinition]:
    """Those of conversations or contacts, by its name or number; none where it is neither."""
    wanted = call.request.query_params.get("attribute_model")
    if not wanted:
        return definitions
    numbers = {str(number): name for number, name in enumerate(ATTRIBUTE_MODELS)}
    return [each for each in definitions if each.attribute_model == numbers.get(wanted, wanted)]


_DEFINITIONS = Kind[CustomAttributeDefinition](
    path="/custom_attribute_definitions",
    wrapper="custom_attribute_definition",
    fields={
        "attribute_display_name": TEXT,
        "attribute_display_type": enum(DISPLAY_TYPES),
        "attribute_description": TEXT,
        "attribute_key": TEXT,
        "attribute_values": VALUES,
        "attribute_model": enum(ATTRIBUTE_MODELS),
        "regex_pattern": TEXT,
        "regex_cue": TEXT,
    },
    initial={
        "attribute_display_name": None,
        "attribute_display_type": "text",
        "attribute_key": None,
        "attribute_model": "conversation_attribute",
    },
    records=lambda account: account.custom_attribute_definitions,
    add=lambda call, values: call.account.add_custom_attribute_definition(**values),
    check=_check_definition,
    body=lambda _, definition: bodies.custom_attribute_definition(definition),
    listed=_of_model,
    gone=204,
)


def _check_filter(draft: Draft) -> None:
    """The application does not look; the database fails."""
    if None in (draft.values["name"], draft.values["filter_type"]):
        raise server_fault()


def _of_type(call: Call, filters: list[CustomFilter]) -> list[CustomFilter]:
    wanted = call.request.query_params.get("filter_type", "conversation")
    return [each for each in filters if each.filter_type == wanted]


_FILTERS = Kind[CustomFilter](
    path="/custom_filters",
    wrapper="custom_filter",
    fields={"name": TEXT, "filter_type": enum(FILTER_TYPES), "query": OBJECT},
    initial={"name": None, "filter_type": "conversation", "query": {}},
    records=lambda account: account.custom_filters,
    visible=lambda call, saved: saved.user is call.caller,
    add=lambda call, values: call.account.add_custom_filter(call.viewer, **values),
    check=_check_filter,
    body=lambda _, saved: bodies.custom_filter(saved),
    listed=_of_type,
    gone=204,
)


def _check_webhook(draft: Draft) -> None:
    draft.unique("url")
    draft.matches("url", _URL)
    events = draft.values["subscriptions"]
    if not events or not set(events) <= set(EVENTS):
        draft.problem("subscriptions", "Invalid events")


_WEBHOOKS = Kind[Webhook](
    path="/webhooks",
    wrapper="webhook",
    fields={"url": TEXT, "name": TEXT, "subscriptions": VALUES},
    initial={"url": None, "name": None, "subscriptions": COMMON_EVENTS},
    records=lambda account: account.webhooks,
    add=lambda call, values: call.account.add_webhook(**values),
    check=_check_webhook,
    body=lambda _, webhook: bodies.webhook(webhook),
    one=lambda webhook: {"payload": {"webhook": webhook}},
    many=lambda webhooks: {"payload": {"webhooks": webhooks}},
    verbs=("list", *WRITES),
    restricted=ALL,
)

ENTRIES: list[Route] = [
    *_BOTS.entries(),
    *_TEAMS.entries(),
    *_LABELS.entries(),
    *_CANNED_RESPONSES.entries(),
    *_DEFINITIONS.entries(),
    *_FILTERS.entries(),
    *_WEBHOOKS.entries(),
]

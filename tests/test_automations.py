"""Conditions and actions of automation rules and macros, as expressions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from aiochatwoot import Action, AutomationFilter, Chatwoot, ConversationFilter, InvalidRequestError, Liquid
from aiochatwoot._wire.arguments import encode_argument
from aiochatwoot._wire.operation import Operation
from aiochatwoot.filters import Attribute
from aiochatwoot.generated.api.automation_rules import CREATE as CREATE_RULE
from aiochatwoot.generated.api.macros import CREATE as CREATE_MACRO
from aiochatwoot.generated.models.automation_action_name import AutomationActionName
from aiochatwoot.generated.models.macro_action_name import MacroActionName

A = AutomationFilter
EQUAL = {"equal_to", "not_equal_to"}
CONTAIN = {"contains", "does_not_contain"}
PRESENT = {"is_present", "is_not_present"}
OPERATORS = {
    "content": EQUAL | CONTAIN,
    "message_type": EQUAL,
    "private_note": EQUAL,
    "status": EQUAL,
    "priority": EQUAL,
    "assignee_id": EQUAL | PRESENT,
    "team_id": EQUAL | PRESENT,
    "inbox_id": EQUAL | PRESENT,
    "labels": EQUAL | PRESENT,
    "browser_language": EQUAL,
    "conversation_language": EQUAL,
    "referer": EQUAL | CONTAIN,
    "mail_subject": EQUAL | CONTAIN,
    "email": EQUAL | CONTAIN,
    "phone_number": EQUAL | CONTAIN,
    "country_code": EQUAL,
    "city": EQUAL | CONTAIN,
    "company_name": EQUAL | CONTAIN,
}


def sent(value: Any, operation: Operation[Any], name: str = "actions") -> Any:
    """Return an argument of an operation as it is sent."""
    (parameter,) = [each for each in operation.parameters if each.name == name]
    return json.loads(json.dumps(encode_argument(parameter, value)))


def test_attributes_have_the_operators_of_the_server() -> None:
    """Each attribute of rules has exactly the operators that the server has for it."""
    found = {
        name: {each for each in dir(attribute) if not each.startswith("_")}
        for name, attribute in vars(A).items()
        if isinstance(attribute, Attribute)
    }
    assert found == OPERATORS


def test_conditions_are_what_the_server_takes() -> None:
    """Conditions are joined as in filters; the last one has no operator."""
    wanted = A.content.contains("refund") & (A.message_type.equal_to("incoming") | A.private_note.equal_to(True))

    assert list(wanted) == [
        {"attribute_key": "content", "filter_operator": "contains", "values": ["refund"], "query_operator": "AND"},
        {
            "attribute_key": "message_type",
            "filter_operator": "equal_to",
            "values": ["incoming"],
            "query_operator": "OR",
        },
        {"attribute_key": "content", "filter_operator": "contains", "values": ["refund"], "query_operator": "AND"},
        {"attribute_key": "private_note", "filter_operator": "equal_to", "values": [True]},
    ]


@pytest.mark.parametrize(
    ("condition", "owner"),
    [
        (A.custom("plan").equal_to("gold"), "conversation_attribute"),
        (A.custom_of_contact("plan").equal_to("gold"), "contact_attribute"),
    ],
)
def test_custom_attributes_say_whose_they_are(condition: AutomationFilter, owner: str) -> None:
    """A rule can test custom attributes of the conversation and of its contact."""
    (wire,) = condition
    assert {"attribute_key": "plan", "custom_attribute_type": owner}.items() <= wire.items()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: A.message_type.equal_to("nope"), "message_type: 'nope' is not one of incoming, outgoing"),  # type: ignore[arg-type]
        (lambda: A.private_note.equal_to("yes"), "private_note: expected True or False, got str 'yes'"),  # type: ignore[arg-type]
        (lambda: A.status.equal_to("done"), "status: 'done' is not one of open, resolved, pending, snoozed"),  # type: ignore[arg-type]
        (lambda: A.custom_of_contact("email"), "custom: email is no custom attribute; it is AutomationFilter.email"),
        (lambda: A.content.contains(" "), "content: expected text, got none"),
    ],
)
def test_conditions_are_checked(make: Callable[[], object], message: str) -> None:
    """An impossible value is refused with the attribute's name."""
    with pytest.raises(InvalidRequestError) as caught:
        make()
    assert str(caught.value) == message


def test_conditions_of_rules_are_no_filters() -> None:
    """Conditions of rules cannot be joined with filters of conversations, which have other attributes."""
    with pytest.raises(TypeError):
        A.status.equal_to("open") & ConversationFilter.status.equal_to("open")  # type: ignore[operator]


ACTIONS: list[tuple[str, tuple[Any, ...], list[Any]]] = [
    ("add_label", ("gift", "vip"), ["gift", "vip"]),
    ("remove_label", ("gift",), ["gift"]),
    ("assign_agent", (3,), [3]),
    ("assign_agent", ("self",), ["self"]),
    ("assign_agent", (None,), ["nil"]),
    ("assign_team", (3,), [3]),
    ("assign_team", (None,), ["nil"]),
    ("remove_assigned_agent", (), []),
    ("remove_assigned_team", (), []),
    ("send_message", ("Hello",), ["Hello"]),
    ("add_private_note", ("Hello",), ["Hello"]),
    ("send_attachment", ("blob",), ["blob"]),
    ("change_status", ("open",), ["open"]),
    ("open_conversation", (), []),
    ("pending_conversation", (), []),
    ("resolve_conversation", (), []),
    ("snooze_conversation", (), []),
    ("mute_conversation", (), []),
    ("change_priority", ("high",), ["high"]),
    ("change_priority", (None,), ["nil"]),
    ("send_email_transcript", ("a@x.example", "b@x.example"), ["a@x.example,b@x.example"]),
    ("send_webhook_event", ("https://hook.example",), ["https://hook.example"]),
    ("send_email_to_team", ([1, 2], "Look"), [{"team_ids": [1, 2], "message": "Look"}]),
    ("add_sla", (1,), [1]),
]


@pytest.mark.parametrize(("name", "arguments", "params"), ACTIONS)
def test_actions_are_what_the_server_takes(name: str, arguments: tuple[Any, ...], params: list[Any]) -> None:
    """An action is its name and a list of parameters, and a rule accepts it."""
    action = getattr(Action, name)(*arguments)
    assert action == {"action_name": name, "action_params": params}
    assert sent([action], CREATE_RULE) == [action]


def test_every_action_is_there() -> None:
    """There is a function for each action of rules and macros in the contract."""
    functions = {name for name in vars(Action) if not name.startswith("_")}
    rules, macros = ({each.value for each in names} for names in (AutomationActionName, MacroActionName))
    assert functions == rules
    assert macros < rules


@pytest.mark.parametrize("name", sorted({each.value for each in AutomationActionName} - {*map(str, MacroActionName)}))
def test_actions_of_rules_alone_are_refused_in_macros(name: str) -> None:
    """Macros refuse actions that are for rules only, as the server does (422)."""
    actions = [{"action_name": name, "action_params": []}]
    with pytest.raises(InvalidRequestError, match=rf"^actions\[0\]\.action_name: '{name}' is not one of"):
        sent(actions, CREATE_MACRO)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Action.add_label(""), "add_label: expected text, got none"),
        (lambda: Action.assign_agent(0), "assign_agent: expected a whole number from 1 to 2147483647, got int 0"),
        (lambda: Action.assign_agent("me"), "assign_agent: expected a whole number"),  # type: ignore[arg-type]
        (lambda: Action.assign_team("3"), "assign_team: expected a whole number"),  # type: ignore[arg-type]
        (lambda: Action.send_message(" "), "send_message: expected text, got none"),
        (lambda: Action.change_status("all"), "change_status: 'all' is not one of"),  # type: ignore[arg-type]
        (lambda: Action.change_priority("none"), "change_priority: 'none' is not one of"),  # type: ignore[arg-type]
        (lambda: Action.send_email_transcript("a@x.example, b@x.example"), "send_email_transcript: 'a@x.example, b@x"),
        (lambda: Action.send_email_transcript("nobody"), "send_email_transcript: 'nobody' is no mail address"),
        (lambda: Action.send_webhook_event("hook.example"), "send_webhook_event: 'hook.example' is no http or https"),
        (lambda: Action.send_email_to_team([], "Look"), "send_email_to_team: expected the number of a team, got none"),
        (lambda: Action.send_email_to_team([1], ""), "send_email_to_team: expected text, got none"),
        (lambda: Action.add_sla(-1), "add_sla: expected a whole number"),
    ],
)
def test_actions_are_checked(make: Callable[[], object], message: str) -> None:
    """The server stores any value, and a rule with a wrong one does nothing: the client refuses it."""
    with pytest.raises(InvalidRequestError) as caught:
        make()
    assert str(caught.value).startswith(message)


def test_texts_are_literal_unless_they_are_templates() -> None:
    """The text of an action is sent literally; with `Liquid` the server renders it."""
    plain, template = Action.send_message("{{ agent.email }}"), Action.send_message(Liquid("{{ contact.name }}"))
    assert "{{ agent.email }}" not in plain["action_params"][0]
    assert template["action_params"] == ["{{ contact.name }}"]


async def test_other_conditions_and_actions_are_dictionaries() -> None:
    """Conditions and actions may be dictionaries in the server's format; unknown names are refused."""
    change = {"attribute_key": "status", "filter_operator": "attribute_changed", "values": {"from": ["open"], "to": []}}
    rule: dict[str, Any] = {"name": "x", "event_name": "conversation_updated", "conditions": [change], "actions": []}
    assert sent([change], CREATE_RULE, "conditions") == [change]

    async with Chatwoot("http://127.0.0.1:9", token="of-nobody", account_id=1) as chatwoot:
        create: Any = chatwoot.automation_rules.create
        with pytest.raises(InvalidRequestError, match=r"^conditions\[0\]\.filter_operator: 'nope' is not one of"):
            await create(**rule | {"conditions": [change | {"filter_operator": "nope"}]})
        with pytest.raises(InvalidRequestError, match=r"^event_name: 'nope' is not one of"):
            await create(**rule | {"event_name": "nope"})

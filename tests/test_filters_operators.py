"""Filters: every operator of every attribute, and the values that each takes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aiochatwoot import InvalidRequestError
from aiochatwoot.filters import ContactFilter, ConversationFilter
from aiochatwoot.filters import ConversationFilter as C
from aiochatwoot.generated.models.conversation_priority import ConversationPriority
from aiochatwoot.generated.models.conversation_status import ConversationStatus

CAPTURES = Path(__file__).parent / "captures"


def days_ago(days: int) -> str:
    """Return the day in UTC that was so many days before today."""
    return (dt.datetime.now(dt.UTC).date() - dt.timedelta(days=days)).isoformat()


# The server's attributes: lib/filters/filter_keys.yml, without display_id's contains and phone_number's starts_with,
# which fail, and with company_name, which replaces company on newer servers.
EQUAL = {"equal_to", "not_equal_to"}
CONTAIN = {"contains", "does_not_contain"}
PRESENT = {"is_present", "is_not_present"}
ORDER = {"is_greater_than", "is_less_than", "days_before"}
OPERATORS = {
    ConversationFilter: {
        "status": EQUAL,
        "assignee_id": EQUAL | PRESENT,
        "inbox_id": EQUAL | PRESENT,
        "team_id": EQUAL | PRESENT,
        "priority": EQUAL,
        "display_id": EQUAL,
        "campaign_id": EQUAL | PRESENT,
        "labels": EQUAL | PRESENT,
        "browser_language": EQUAL,
        "conversation_language": EQUAL,
        "referer": EQUAL | CONTAIN,
        "created_at": ORDER,
        "last_activity_at": ORDER,
        "mail_subject": EQUAL | CONTAIN,
    },
    ContactFilter: {
        "name": EQUAL | CONTAIN,
        "phone_number": EQUAL | CONTAIN,
        "email": EQUAL | CONTAIN,
        "identifier": EQUAL,
        "country_code": EQUAL,
        "city": EQUAL | CONTAIN,
        "company": EQUAL | CONTAIN,
        "company_name": EQUAL | CONTAIN,
        "labels": EQUAL | PRESENT,
        "created_at": ORDER,
        "last_activity_at": ORDER,
        "blocked": EQUAL,
    },
}
ALL = EQUAL | CONTAIN | PRESENT | ORDER

# Arguments that an attribute accepts, and their encoded form.
DAY = dt.date(2026, 1, 31)
IDS = ((7, 2**31 - 1), [7, 2147483647])
TEXTS = (("En", "id"), ["En", "id"])
TEXT = (("Rani 🌷",), ["Rani 🌷"])
EQUAL_VALUES: dict[str, tuple[tuple[Any, ...], list[Any]]] = {
    "ConversationFilter.status": (("open", ConversationStatus.SNOOZED, "all"), ["open", "snoozed", "all"]),
    "ConversationFilter.priority": (("low", ConversationPriority.URGENT), ["low", "urgent"]),
    "ConversationFilter.assignee_id": IDS,
    "ConversationFilter.inbox_id": IDS,
    "ConversationFilter.team_id": IDS,
    "ConversationFilter.display_id": IDS,
    "ConversationFilter.campaign_id": IDS,
    "ConversationFilter.labels": TEXTS,
    "ConversationFilter.browser_language": TEXTS,
    "ConversationFilter.conversation_language": TEXTS,
    "ConversationFilter.referer": TEXTS,
    "ConversationFilter.mail_subject": TEXTS,
    "ContactFilter.phone_number": (("+6281234567890",), ["6281234567890"]),
    "ContactFilter.blocked": ((False,), [False]),
}
OTHER_VALUES: dict[str, tuple[tuple[Any, ...], list[Any]]] = {
    "contains": (("+62", "a b"), ["+62", "a b"]),
    "does_not_contain": (("x",), ["x"]),
    "is_present": ((), []),
    "is_not_present": ((), []),
    "is_greater_than": ((DAY,), ["2026-01-31"]),
    "is_less_than": ((DAY,), ["2026-01-31"]),
    "days_before": ((998,), [days_ago(998)]),
}
OPERATOR_ON_THE_WIRE = {"days_before": "is_less_than"}  # 4.16.2 fails on the former
CASES = [
    pytest.param(kind, key, name, *values, id=f"{kind.__name__}.{key}.{name}")
    for kind, attributes in OPERATORS.items()
    for key, names in attributes.items()
    for name in sorted(names)
    for values in [OTHER_VALUES.get(name) or EQUAL_VALUES.get(f"{kind.__name__}.{key}", TEXT)]
]


def operators_of(attribute: object) -> set[str]:
    return {name for name in dir(attribute) if not name.startswith("_")}


@pytest.mark.parametrize(("kind", "key", "name", "arguments", "values"), CASES)
def test_every_operator_of_every_attribute(
    kind: type[Any], key: str, name: str, arguments: tuple[Any, ...], values: list[Any]
) -> None:
    """A condition is a single object in the server's format, without an operator that joins it to another."""
    condition = getattr(getattr(kind, key), name)(*arguments)

    operator = OPERATOR_ON_THE_WIRE.get(name, name)
    assert list(condition) == [{"attribute_key": key, "filter_operator": operator, "values": values}]
    assert type(condition) is kind


@pytest.mark.parametrize("kind", OPERATORS)
def test_no_other_attributes_and_operators(kind: type[Any]) -> None:
    """No attribute and no operator exists that the server would reject."""
    found = {key: operators_of(value) for key, value in vars(kind).items() if not key.startswith("_")}

    assert OPERATORS[kind] == found


def test_attributes_are_those_of_a_real_server() -> None:
    """The attributes of a conversation equal the list that a real server sends when it rejects another one."""
    body = json.loads(json.loads((CAPTURES / "filter_bad.json").read_text(encoding="utf-8"))["body_text"])

    assert f"[{','.join(OPERATORS[ConversationFilter])}]" in body["error"]


@pytest.mark.parametrize(
    ("kind", "owner"), [(ConversationFilter, "conversation_attribute"), (ContactFilter, "contact_attribute")]
)
def test_custom_attributes(kind: type[Any], owner: str) -> None:
    """A custom attribute has all operators, and names its owner."""
    values: dict[str, tuple[Any, Any]] = {
        "equal_to": ("Gold", "Gold"),
        "not_equal_to": (True, True),
        "contains": ("old", "old"),
        "does_not_contain": ("old", "old"),
        "is_greater_than": (1.5, 1.5),
        "is_less_than": (DAY, "2026-01-31"),
        "days_before": (1, days_ago(1)),
    }

    assert operators_of(kind.custom("plan")) == ALL
    for name in ALL:
        arguments, written = ([values[name][0]], [values[name][1]]) if name in values else ([], [])
        expected = {
            "attribute_key": "plan",
            "filter_operator": OPERATOR_ON_THE_WIRE.get(name, name),
            "values": written,
            "custom_attribute_type": owner,
        }
        assert list(getattr(kind.custom("plan"), name)(*arguments)) == [expected]


@pytest.mark.parametrize("value", ["gold", 3, 10**400, -0.5, DAY, True], ids=lambda value: str(value)[:10])
def test_custom_values(value: Any) -> None:
    """A custom attribute is compared with a text, number, date or bool, each sent as its own type."""
    written = value.isoformat() if isinstance(value, dt.date) else value

    [condition] = C.custom("plan").equal_to(value)

    assert condition["values"] == [written]
    assert type(written) is type(condition["values"][0])


NOW = dt.datetime(2026, 1, 31, 12)
REFUSED: list[tuple[str, Callable[[Any], object], list[Any]]] = [
    ("status", C.status.equal_to, ["opne", "Open", "", 0, None, True, [], ["open"]]),
    ("status", lambda value: C.status.not_equal_to("open", value), ["none"]),
    ("priority", C.priority.equal_to, ["none", "", None, 1]),
    ("assignee_id", C.assignee_id.equal_to, [True, False, "1", 1.0, 0, -1, 2**31, None]),
    ("display_id", C.display_id.not_equal_to, [True, "42"]),
    ("labels", C.labels.equal_to, ["", "  ", None, 1, True, b"vip", ["vip"], "a\0", "\ud800"]),
    ("labels", lambda value: C.labels.equal_to("vip", value), [""]),
    ("referer", C.referer.contains, ["", "\t", 1, None]),
    ("created_at", C.created_at.is_greater_than, [NOW, NOW.astimezone(dt.UTC), "2026-01-31", 1, None]),
    ("created_at", C.created_at.days_before, [0, 999, True, "7", 1.0, None]),
    ("blocked", ContactFilter.blocked.equal_to, [1, 0, "true", None]),
    ("phone_number", ContactFilter.phone_number.equal_to, ["", "+", " + ", 6281234567890]),
    ("plan", C.custom("plan").equal_to, ["", None, [], NOW, float("nan"), float("inf"), "a\0"]),
    ("plan", C.custom("plan").contains, [1, "", None]),
    ("plan", C.custom("plan").is_greater_than, ["1", True, NOW, float("nan"), None]),
    ("plan", C.custom("plan").days_before, [0, DAY]),
    ("custom", C.custom, ["", " ", None, 1, "status", "created_at"]),
    ("custom", ContactFilter.custom, ["blocked"]),
]


@pytest.mark.parametrize(
    ("name", "call", "value"),
    [pytest.param(name, call, value, id=f"{name}-{value!r}") for name, call, all_ in REFUSED for value in all_],
)
def test_wrong_values_are_refused(name: str, call: Callable[[Any], object], value: object) -> None:
    """Values for which the server sends a 500, or which it misreads, are refused with the attribute's name."""
    with pytest.raises(InvalidRequestError, match=f"^{name}: "):
        call(value)


def test_refusals_say_what_is_right() -> None:
    """The error for a refused value lists the accepted values."""
    with pytest.raises(InvalidRequestError, match=r"status: 'opne' is not one of .*open.*resolved"):
        C.status.equal_to("opne")  # type: ignore[arg-type]
    with pytest.raises(InvalidRequestError, match=r"custom: status is no .*; it is ConversationFilter\.status"):
        C.custom("status")
    with pytest.raises(InvalidRequestError, match=r"expected a date, got datetime .* whole days in UTC"):
        C.created_at.is_less_than(NOW)


def test_what_is_standard_elsewhere_can_be_custom() -> None:
    """A custom key is rejected only if the same kind of filter has a standard attribute with this name."""
    assert C.custom("name").is_present()[0]["attribute_key"] == "name"
    assert ContactFilter.custom("status").is_present()[0]["attribute_key"] == "status"

"""Filters as expressions."""

from __future__ import annotations

import copy
import datetime as dt
import json
import operator
import pickle
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias, assert_type

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import InvalidRequestError
from aiochatwoot._filters import MOST_CONDITIONS
from aiochatwoot._wire.operation import Operation, prepare
from aiochatwoot.filters import ContactFilter, ConversationFilter
from aiochatwoot.generated.api.contacts import FILTER as CONTACTS_FILTER
from aiochatwoot.generated.api.conversations import FILTER as CONVERSATIONS_FILTER
from aiochatwoot.generated.models.conversation_priority import ConversationPriority
from aiochatwoot.generated.models.conversation_status import ConversationStatus
from aiochatwoot.settings import Secret, Settings

C = ConversationFilter
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
    assert [{"attribute_key": key, "filter_operator": operator, "values": values}] == list(condition)
    assert type(condition) is kind


@pytest.mark.parametrize("kind", OPERATORS)
def test_no_other_attributes_and_operators(kind: type[Any]) -> None:
    """No attribute and no operator exists that the server would reject."""
    found = {key: operators_of(value) for key, value in vars(kind).items() if not key.startswith("_")}

    assert OPERATORS[kind] == found


def test_attributes_are_those_of_a_real_server() -> None:
    """The attributes of a conversation are those that a real server lists when it rejects another one."""
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
        assert [expected] == list(getattr(kind.custom("plan"), name)(*arguments))


@pytest.mark.parametrize("value", ["gold", 3, 10**400, -0.5, DAY, True], ids=lambda value: str(value)[:10])
def test_custom_values(value: Any) -> None:
    """A custom attribute is compared with a text, number, date or bool, each sent as its own type."""
    written = value.isoformat() if isinstance(value, dt.date) else value

    [condition] = C.custom("plan").equal_to(value)

    assert [written] == condition["values"]
    assert type(written) is type(condition["values"][0])


def test_combination_is_the_flat_list_of_the_server() -> None:
    """`&` and `|` join as the server does; each condition except the last has the operator to the next."""
    wanted = (
        C.status.equal_to("open") & C.created_at.is_greater_than(dt.date(2026, 1, 31))
        | C.team_id.is_present()
        | C.custom("plan").equal_to("gold")
    )

    assert list(wanted) == [
        {"attribute_key": "status", "filter_operator": "equal_to", "values": ["open"], "query_operator": "AND"},
        {
            "attribute_key": "created_at",
            "filter_operator": "is_greater_than",
            "values": ["2026-01-31"],
            "query_operator": "OR",
        },
        {"attribute_key": "team_id", "filter_operator": "is_present", "values": [], "query_operator": "OR"},
        {
            "attribute_key": "plan",
            "filter_operator": "equal_to",
            "values": ["gold"],
            "custom_attribute_type": "conversation_attribute",
        },
    ]


@pytest.mark.parametrize(
    ("operation", "wanted"),
    [
        (CONVERSATIONS_FILTER, C.status.equal_to("open") & C.custom("vip").equal_to(True)),
        (CONTACTS_FILTER, ContactFilter.blocked.equal_to(True) | ContactFilter.labels.is_present()),
    ],
)
def test_it_is_a_payload(operation: Operation[Any], wanted: ConversationFilter | ContactFilter) -> None:
    """A filter can be passed to the filter calls, and, as a list, to a custom filter."""
    arguments = {parameter.argument: None for parameter in operation.parameters}

    prepared = prepare(
        operation,
        {**arguments, "account_id": 1, "payload": wanted},
        Settings(base_url="https://x.test", token=Secret(None)),
    )

    assert isinstance(prepared.content, bytes)
    assert json.loads(json.dumps({"payload": list(wanted)})) == json.loads(prepared.content)


def test_it_is_a_sequence() -> None:
    """A filter supports length, indexes, slices and membership."""
    wanted = C.team_id.equal_to(1) | C.team_id.equal_to(2) | C.team_id.equal_to(3)
    rows = list(wanted)

    assert 3 == len(wanted)
    assert [rows[0], rows[-1], rows[1:]] == [wanted[0], wanted[-1], wanted[1:]]
    assert rows[1] in wanted
    assert [[1], [2], [3]] == [row["values"] for row in wanted]


def test_nothing_changes_it() -> None:
    """Neither joining a filter nor modifying its items changes it, and its parts cannot be assigned."""
    one = C.labels.equal_to("vip")
    before = copy.deepcopy(list(one))
    row: Any = one[0]

    row["values"].append("billing")
    row["attribute_key"] = "status"
    both = one & C.status.equal_to("open") | C.team_id.is_present()

    assert before == list(one)
    assert 3 == len(both)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one._alternatives = ()  # type: ignore[misc]


def test_equality_and_copies() -> None:
    """Filters with the same conditions are equal and have the same hash, and so do copies and pickles."""
    wanted = C.status.equal_to("open") & C.custom("size").is_less_than(3)
    same = C.status.equal_to("open") & C.custom("size").is_less_than(3)

    assert same == wanted
    assert hash(same) == hash(wanted)
    assert wanted == copy.copy(wanted) == copy.deepcopy(wanted) == pickle.loads(pickle.dumps(wanted))
    assert type(pickle.loads(pickle.dumps(wanted))) is ConversationFilter
    assert C.status.equal_to("open") != C.status.equal_to("pending")
    others: list[object] = [ContactFilter.labels.equal_to("vip"), list(C.labels.equal_to("vip"))]
    assert C.labels.equal_to("vip") not in others


def test_true_is_not_one() -> None:
    """Values that differ on the wire are not equal: True, 1 and 1.0."""
    custom = C.custom("x")

    assert 3 == len({custom.equal_to(True), custom.equal_to(1), custom.equal_to(1.0)})
    assert 2 == len(custom.equal_to(True) | custom.equal_to(1))


def test_repeated_conditions_are_written_once() -> None:
    """A repeated condition or alternative is written once."""
    open_, mine = C.status.equal_to("open"), C.assignee_id.equal_to(1)

    assert open_ == open_ & open_ == open_ | open_
    assert (open_ & mine) == (open_ | open_) & mine & open_


def test_repr() -> None:
    """The repr of a filter is the expression that creates it."""
    wanted = C.labels.equal_to("vip", "x") & C.team_id.is_present() | C.custom("plan").equal_to(True)

    assert (
        "<ConversationFilter labels.equal_to('vip', 'x') & team_id.is_present() | custom('plan').equal_to(True)>"
    ) == repr(wanted)
    assert "<ContactFilter email>" == repr(ContactFilter.email)


@pytest.mark.parametrize(
    "use",
    [
        bool,
        operator.not_,
        lambda one: one and one,
        lambda one: one or one,
        lambda one: 1 if one else 2,
    ],
)
def test_no_truth_value(use: Callable[[Any], object]) -> None:
    """`and`, `or`, `not` and `if` would silently drop conditions; they raise an error that names `&` and `|`."""
    with pytest.raises(TypeError, match=r"join filters with & and \|"):
        use(C.status.equal_to("open"))


@pytest.mark.parametrize("join", [operator.and_, operator.or_])
@pytest.mark.parametrize("other", [ContactFilter.name.equal_to("Rani"), [], None, True])
def test_only_filters_of_one_kind_are_joined(join: Callable[[Any, Any], object], other: object) -> None:
    """A filter of conversations cannot be joined with a filter of contacts or another value, from either side."""
    with pytest.raises(TypeError, match="unsupported operand"):
        join(C.status.equal_to("open"), other)
    with pytest.raises(TypeError, match="unsupported operand"):
        join(other, C.status.equal_to("open"))


def test_types() -> None:
    """Type checkers know the kind of a filter, and reject unknown operators and values."""
    assert_type(C.status.equal_to("open"), ConversationFilter)
    assert_type(C.custom("plan").is_present() & C.labels.is_present(), ConversationFilter)
    assert_type(ContactFilter.custom("plan").is_present() | ContactFilter.labels.is_present(), ContactFilter)

    with pytest.raises(AttributeError):
        C.status.contains("op")  # type: ignore[attr-defined]
    with pytest.raises(InvalidRequestError):
        C.status.equal_to("opne")  # type: ignore[arg-type]
    with pytest.raises(InvalidRequestError):
        C.team_id.equal_to("1")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        ContactFilter.name.equal_to("Rani", "Zoë")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        _ = C.status.equal_to("open") & ContactFilter.name.equal_to("Rani")  # type: ignore[operator]


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
    """The error lists the accepted values."""
    with pytest.raises(InvalidRequestError, match=r"status: 'opne' is not one of .*open.*resolved"):
        C.status.equal_to("opne")  # type: ignore[arg-type]
    with pytest.raises(InvalidRequestError, match=r"custom: status is no .*; it is ConversationFilter\.status"):
        C.custom("status")
    with pytest.raises(InvalidRequestError, match=r"expected a date, got datetime .* whole days in UTC"):
        C.created_at.is_less_than(NOW)


def test_what_is_standard_elsewhere_can_be_custom() -> None:
    """A custom key is rejected only if the same kind of filter has a standard attribute with this name."""
    assert "name" == C.custom("name").is_present()[0]["attribute_key"]
    assert "status" == ContactFilter.custom("status").is_present()[0]["attribute_key"]


def test_limit() -> None:
    """An expression that expands to too many conditions is refused, with their number."""
    pairs = [C.team_id.equal_to(number) | C.inbox_id.equal_to(number) for number in range(1, 7)]
    five = pairs[0] & pairs[1] & pairs[2] & pairs[3] & pairs[4]

    assert 2**5 * 5 == len(five) <= MOST_CONDITIONS
    with pytest.raises(InvalidRequestError, match=f"{2**6 * 6} conditions .* more than {MOST_CONDITIONS}"):
        _ = five & pairs[5]


def test_not_equal_to_a_custom_attribute() -> None:
    """It is put last, where the server evaluates it correctly, and refused if that is impossible."""
    not_gold, open_ = C.custom("plan").not_equal_to("gold"), C.status.equal_to("open")

    assert ["status", "plan"] == [row["attribute_key"] for row in not_gold | open_]
    for join, left, right in (
        (operator.and_, not_gold, open_),
        (operator.and_, not_gold | open_, C.team_id.is_present()),
        (operator.or_, not_gold, C.custom("size").not_equal_to(1)),
    ):
        with pytest.raises(InvalidRequestError, match="plan: the server misreads not_equal_to"):
            join(left, right)


def test_texts_after_custom_attributes() -> None:
    """Custom attributes come last; two alternatives with both kinds, and several texts, are refused."""
    gold, silver = (C.custom("plan").equal_to(plan) for plan in ("gold", "silver"))
    two, other, one = C.labels.equal_to("vip", "x"), C.referer.equal_to("https://A"), C.labels.equal_to("vip")

    def keys(wanted: ConversationFilter) -> list[str]:
        return [row["attribute_key"] for row in wanted]

    assert ["labels", "plan"] == keys(gold & two)
    assert ["labels", "labels", "plan"] == keys(gold & one | two)
    assert ["labels", "plan", "plan"] == keys(gold | silver & two)
    assert ["labels", "plan", "labels", "plan"] == keys(gold & one | silver & one)
    with pytest.raises(InvalidRequestError, match=r"^referer: the server misreads several texts"):
        _ = gold & two | silver & other
    assert 4 == len(
        ContactFilter.custom("plan").equal_to("Gold") & ContactFilter.name.equal_to("Rani")
        | ContactFilter.custom("plan").equal_to("Silver") & ContactFilter.name.equal_to("Zoë")
    )


# An expression with its meaning: whether it holds, given which of its parts hold.
Meaning: TypeAlias = Callable[[Callable[[str], bool]], bool]


@st.composite
def expressions(
    draw: st.DrawFn, leaves: Mapping[str, ConversationFilter], depth: int
) -> tuple[ConversationFilter | None, Meaning]:
    """A random expression (None if it is refused), and its meaning."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        name = draw(st.sampled_from(sorted(leaves)))
        return leaves[name], lambda holds: holds(name)
    left, left_means = draw(expressions(leaves, depth - 1))
    right, right_means = draw(expressions(leaves, depth - 1))
    is_and = draw(st.booleans())
    joined = None
    if left is not None and right is not None:
        try:
            joined = left & right if is_and else left | right
        except InvalidRequestError:
            joined = None
    if is_and:
        return joined, lambda holds: left_means(holds) and right_means(holds)
    return joined, lambda holds: left_means(holds) or right_means(holds)


TEAMS = {str(number): C.team_id.equal_to(number) for number in range(1, 7)}


@pytest.mark.law
@given(expressions(TEAMS, 4), st.sets(st.sampled_from(sorted(TEAMS))))
def test_nesting_means_the_same_without_parentheses(
    expression: tuple[ConversationFilter | None, Meaning], true: set[str]
) -> None:
    """The flat list, read with AND before OR, holds exactly if the nested expression does."""
    wanted, means = expression
    if wanted is None:  # too many conditions
        return
    alternatives = [True]
    for row in wanted:
        alternatives[-1] = alternatives[-1] and str(row["values"][0]) in true
        if row.get("query_operator") == "OR":
            alternatives.append(True)

    assert means(true.__contains__) == any(alternatives)
    assert ["query_operator" in row for row in wanted] == [True] * (len(wanted) - 1) + [False]


# A conversation: its id, browser_language (or none), the custom attributes plan and size (or none), and its labels.
Row: TypeAlias = tuple[int, str | None, str | None, int | None, set[str]]
ROWS: list[Row] = [
    (number, language, plan, size, labels)
    for number, (language, plan, size, labels) in enumerate(
        (language, plan, size, labels)
        for language in ("en", "Id", None)
        for plan in ("Gold", "silver", None)
        for size in (1, 2, None)
        for labels in ({"vip"}, {"billing", "x"}, set[str]())
    )
]
LEAVES: dict[str, tuple[ConversationFilter, Callable[[Row], bool]]] = {
    "vip": (C.labels.equal_to("vip"), lambda row: "vip" in row[4]),
    "vip or x": (C.labels.equal_to("vip", "x"), lambda row: bool({"vip", "x"} & row[4])),
    "none of": (C.labels.not_equal_to("vip", "x"), lambda row: not {"vip", "x"} & row[4]),
    "Id": (C.browser_language.equal_to("Id"), lambda row: row[1] == "Id"),
    "not Id": (C.browser_language.not_equal_to("Id"), lambda row: row[1] == "en"),
    "gold": (C.custom("plan").equal_to("gold"), lambda row: row[2] == "Gold"),
    "not gold": (C.custom("plan").not_equal_to("Gold"), lambda row: row[2] != "Gold"),
    "no plan": (C.custom("plan").is_not_present(), lambda row: row[2] is None),
    "size": (C.custom("size").equal_to(1), lambda row: row[3] == 1),
    "not size": (C.custom("size").not_equal_to(1), lambda row: row[3] != 1),
    "large": (C.custom("size").is_greater_than(1), lambda row: row[3] == 2),
}


def where(payload: ConversationFilter) -> str:
    """Return the SQL that the server builds from conditions, with its bugs (app/services/filter_service.rb)."""
    sql, after_custom = "", False
    for row in payload:
        key, name, values, joined = row["attribute_key"], row["filter_operator"], row["values"], ""
        joined = row.get("query_operator", "")
        is_custom = "custom_attribute_type" in row
        after_custom = after_custom or is_custom
        if after_custom and values and isinstance(values[0], str):
            values = [values[0].lower()]
        listed = ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in values)
        column = f"LOWER({key})" if key == "plan" else key
        if key == "labels":
            negation = "NOT " if name == "not_equal_to" else ""
            sql += f" {negation}EXISTS (SELECT 1 FROM taggings WHERE of = id AND tag IN ({listed})) {joined}"
            continue
        comparison = {
            "equal_to": f"IN ({listed})",
            "not_equal_to": f"NOT IN ({listed})",
            "is_not_present": "IS NULL",
            "is_greater_than": f"> {listed}",
        }[name]
        sql += f" {column} {comparison} {joined}"
        if is_custom and name == "not_equal_to":
            sql += f" OR {key} IS NULL"
    return sql


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute("CREATE TABLE conversations (id INTEGER, browser_language TEXT, plan TEXT, size INTEGER)")
    connection.execute("CREATE TABLE taggings (of INTEGER, tag TEXT)")
    connection.executemany("INSERT INTO conversations VALUES (?, ?, ?, ?)", [row[:4] for row in ROWS])
    connection.executemany("INSERT INTO taggings VALUES (?, ?)", [(row[0], tag) for row in ROWS for tag in row[4]])
    yield connection
    connection.close()


@pytest.mark.law
@given(expressions({name: leaf for name, (leaf, _) in LEAVES.items()}, 3))
def test_the_server_finds_what_the_expression_means(
    database: sqlite3.Connection, expression: tuple[ConversationFilter | None, Meaning]
) -> None:
    """Every accepted filter selects the intended rows in a database, through the server's SQL with its bugs."""
    wanted, means = expression
    if wanted is None:
        return
    true = [(row[0], {name for name, (_, holds) in LEAVES.items() if holds(row)}) for row in ROWS]
    expected = [number for number, names in true if means(names.__contains__)]

    found = database.execute(f"SELECT id FROM conversations WHERE ({where(wanted)}) ORDER BY id").fetchall()

    assert expected == [number for (number,) in found]

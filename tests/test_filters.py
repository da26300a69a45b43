"""Filters as expressions."""

from __future__ import annotations

import copy
import datetime as dt
import json
import operator
import pickle
from collections.abc import Callable
from typing import Any, assert_type

import attrs
import pytest

from aiochatwoot import InvalidRequestError
from aiochatwoot._filters import MOST_CONDITIONS
from aiochatwoot._wire.operation import Operation, prepare
from aiochatwoot.filters import ContactFilter, ConversationFilter
from aiochatwoot.filters import ConversationFilter as C
from aiochatwoot.generated.api.contacts import FILTER as CONTACTS_FILTER
from aiochatwoot.generated.api.conversations import FILTER as CONVERSATIONS_FILTER
from aiochatwoot.settings import Secret, Settings


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

    assert len(wanted) == 3
    assert [rows[0], rows[-1], rows[1:]] == [wanted[0], wanted[-1], wanted[1:]]
    assert rows[1] in wanted
    assert [row["values"] for row in wanted] == [[1], [2], [3]]


def test_nothing_changes_it() -> None:
    """Neither joining a filter nor modifying its items changes it, and its parts cannot be assigned."""
    one = C.labels.equal_to("vip")
    before = copy.deepcopy(list(one))
    row: Any = one[0]

    row["values"].append("billing")
    row["attribute_key"] = "status"
    both = one & C.status.equal_to("open") | C.team_id.is_present()

    assert before == list(one)
    assert len(both) == 3
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

    assert len({custom.equal_to(True), custom.equal_to(1), custom.equal_to(1.0)}) == 3
    assert len(custom.equal_to(True) | custom.equal_to(1)) == 2


def test_repeated_conditions_are_written_once() -> None:
    """A repeated condition or alternative is written once."""
    open_, mine = C.status.equal_to("open"), C.assignee_id.equal_to(1)

    assert open_ == open_ & open_ == open_ | open_
    assert (open_ & mine) == (open_ | open_) & mine & open_


def test_repr() -> None:
    """The repr of a filter is the expression that creates it."""
    wanted = C.labels.equal_to("vip", "x") & C.team_id.is_present() | C.custom("plan").equal_to(True)

    assert repr(wanted) == (
        "<ConversationFilter labels.equal_to('vip', 'x') & team_id.is_present() | custom('plan').equal_to(True)>"
    )
    assert repr(ContactFilter.email) == "<ContactFilter email>"


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


def test_limit() -> None:
    """An expression that expands to too many conditions is refused, with their number."""
    pairs = [C.team_id.equal_to(number) | C.inbox_id.equal_to(number) for number in range(1, 7)]
    five = pairs[0] & pairs[1] & pairs[2] & pairs[3] & pairs[4]

    assert 2**5 * 5 == len(five) <= MOST_CONDITIONS
    with pytest.raises(InvalidRequestError, match=f"{2**6 * 6} conditions .* more than {MOST_CONDITIONS}"):
        _ = five & pairs[5]


def test_not_equal_to_a_custom_attribute() -> None:
    """The condition is put last, where the server evaluates it correctly, and refused if that is impossible."""
    not_gold, open_ = C.custom("plan").not_equal_to("gold"), C.status.equal_to("open")

    assert [row["attribute_key"] for row in not_gold | open_] == ["status", "plan"]
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

    assert keys(gold & two) == ["labels", "plan"]
    assert keys(gold & one | two) == ["labels", "labels", "plan"]
    assert keys(gold | silver & two) == ["labels", "plan", "plan"]
    assert keys(gold & one | silver & one) == ["labels", "plan", "labels", "plan"]
    with pytest.raises(InvalidRequestError, match=r"^referer: the server misreads several texts"):
        _ = gold & two | silver & other
    assert (
        len(
            ContactFilter.custom("plan").equal_to("Gold") & ContactFilter.name.equal_to("Rani")
            | ContactFilter.custom("plan").equal_to("Silver") & ContactFilter.name.equal_to("Zoë")
        )
        == 4
    )

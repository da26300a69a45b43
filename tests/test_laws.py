"""Properties of decoding, tested on generated responses. `make fuzz` tests each with ten thousand examples."""

from __future__ import annotations

import copy
import json
import math
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import DecodeError, models
from aiochatwoot._wire.decode import decode
from aiochatwoot._wire.deviations import Findings, describe
from aiochatwoot._wire.json import loads
from aiochatwoot._wire.kinds import Object, fields
from aiochatwoot._wire.model import Model

from .conftest import load_capture
from .contract import component, deviations

pytestmark = pytest.mark.law

BODIES: list[tuple[type[Model], str | None, str]] = [
    (models.Conversation, None, "conversation_attachments"),
    (models.Conversation, None, "conversation_bot_assignee"),
    (models.Conversation, None, "conversation_rich"),
    (models.Conversation, None, "conversation_seen"),
    (models.Conversation, None, "conversation_snoozed"),
    (models.ConversationPage, "data", "list_page1"),
    (models.MessageList, None, "messages_conv3"),
    (models.Profile, None, "profile"),
]

Place = tuple[Any, Any]  # (container, key or index)


def nested(depth: int) -> Any:
    value: Any = 1
    for level in range(depth):
        value = [value] if level % 2 else {"deeper": value}
    return value


VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    2,
    10**30,
    253402300800,
    1.5,
    -0.0,
    1e300,
    math.inf,
    "",
    "NaN",
    "-Infinity",
    "open",
    "contact",
    "AgentBot",
    "Captain::Assistant",
    "2026-11-23T05:06:12.554Z",
    "2026-11-23 05:06:12 UTC",
    "2026-13-45T00:00:00Z",
    "1795410373",
    "Mon Nov 23 2026 10:00:00 GMT+0700",
    "\ud800",
    [],
    {},
    [None],
    {"id": 1},
    nested(200),
]

SAMPLES = st.sampled_from(VALUES).map(copy.deepcopy)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


def places(body: Any) -> list[Place]:
    """Return every position in a body that can be changed, without those inside a changed value."""
    found: list[Place] = []
    todo = [(body, 0)]
    while todo:
        value, depth = todo.pop(0)
        if isinstance(value, dict | list) and depth < 20:
            keys = list(value) if isinstance(value, dict) else range(len(value))
            found += [(value, key) for key in keys]
            todo += [(value[key], depth + 1) for key in keys]
    return found


@st.composite
def mutated(draw: st.DrawFn) -> tuple[type[Model], Any]:
    """A recorded response with a few positions changed."""
    model, key, name = draw(st.sampled_from(BODIES))
    body = load_capture(name).body
    body = body[key] if key is not None else body
    if isinstance(body.get("payload"), list):
        del body["payload"][3:]
    for _ in range(draw(st.integers(1, 3))):
        every = places(body)
        if not every:
            break
        holder, at = every[draw(st.integers(0, len(every) - 1))]
        mutate(draw, holder, at)
    return model, body


def mutate(draw: st.DrawFn, holder: Any, at: Any) -> None:
    match draw(st.sampled_from(["drop", "set", "set", "set", "any", "wrap", "box", "rename", "add"])):
        case "drop":
            del holder[at]
        case "set":
            holder[at] = draw(SAMPLES)
        case "any":
            holder[at] = draw(JSON)
        case "wrap":
            holder[at] = [holder[at]]
        case "box":
            holder[at] = {"box": holder[at]}
        case "rename" if isinstance(holder, dict):
            holder[draw(st.sampled_from(["", "Id", "odd key", "a'b", "ключ"]) | st.text(max_size=5))] = holder.pop(at)
        case _:
            if isinstance(holder, dict):
                holder["new_key"] = draw(SAMPLES)
            else:
                holder.insert(at, draw(SAMPLES))


def same(expected: Any, actual: Any) -> bool:
    """Compare JSON; 1, 1.0 and true are different values."""
    if type(expected) is not type(actual):
        return False
    if isinstance(expected, dict):
        return expected.keys() == actual.keys() and all(same(value, actual[key]) for key, value in expected.items())
    if isinstance(expected, list):
        return len(expected) == len(actual) and all(map(same, expected, actual))
    return repr(expected) == repr(actual)


def decoded(model: type[Model], body: Any) -> tuple[Any, Findings]:
    found = Findings()
    return decode(Object(model), copy.deepcopy(body), found), found


def paths(found: Findings) -> list[str]:
    return sorted(describe(row, operation="law", contract="0").path for row in found)


@given(mutated())
def test_no_answer_is_lost_and_each_deviation_is_named(case: tuple[type[Model], Any]) -> None:
    """Any changed response decodes, is written back unchanged, and exactly the changed positions are reported."""
    model, body = case
    before = copy.deepcopy(body)

    result, found = decoded(model, body)

    assert isinstance(result, model)
    assert same(before, result.to_dict())
    assert same(before, body), "decoding changed its input"
    assert sorted(deviations(component(model.__name__), before)) == paths(found)


@given(mutated())
def test_reports_are_short_and_without_text(case: tuple[type[Model], Any]) -> None:
    """A report describes the received value in few words, and quotes no text that may be personal."""
    model, body = case
    _, found = decoded(model, body)

    for row in found:
        deviation = describe(row, operation="law", contract="0")
        assert len(deviation.got) <= 80
        assert not isinstance(row.value, str) or " " not in row.value or row.value not in deviation.got


@given(st.sampled_from(BODIES), JSON)
def test_any_json_decodes_or_is_a_decode_error(case: tuple[type[Model], str | None, str], value: Any) -> None:
    """Any JSON body either is an object, which decodes, or raises a DecodeError."""
    model, _, _ = case
    try:
        result, _ = decoded(model, value)
    except DecodeError:
        assert not isinstance(value, dict)
    else:
        assert same(value, result.to_dict())


@given(st.binary() | st.text().map(str.encode) | JSON.map(json.dumps).map(str.encode))
def test_any_bytes_are_json_or_a_decode_error(content: bytes) -> None:
    """Any bytes either are JSON, or raise a DecodeError."""
    try:
        loads(content)
    except DecodeError as error:
        message = str(error)
    else:
        return
    assert message.startswith("the body is ")


@given(mutated())
def test_models_survive_copies_and_pickles(case: tuple[type[Model], Any]) -> None:
    """copy, deepcopy, pickle and attrs.evolve return an equal model with the same JSON and the same keys."""
    model, body = case
    result, _ = decoded(model, body)

    copies = (copy.copy(result), copy.deepcopy(result), pickle.loads(pickle.dumps(result)), attrs.evolve(result))
    for other in copies:
        assert result == other
        assert same(result.to_dict(), other.to_dict())
        assert absent(result) == absent(other)


def absent(model: Model) -> list[str]:
    return [each.name for each in fields(type(model)) if not model.has(each.name)]


@given(mutated(), st.data())
def test_models_are_equal_when_their_contents_are(case: tuple[type[Model], Any], data: st.DataObject) -> None:
    """Two decoded models of one body are equal; a body with another key or value yields a different one."""
    model, body = case
    result, _ = decoded(model, copy.deepcopy(body))
    again, _ = decoded(model, copy.deepcopy(body))
    more, _ = decoded(model, body | {"key of a newer server": 1})

    assert result == again
    assert result != more
    key = data.draw(st.sampled_from([each.name for each in fields(model)]))
    setattr(again, key, "something else")
    assert result != again

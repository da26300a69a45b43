"""Decodes whole bodies: bodies that are not JSON, and the faster functions that parse JSON."""

from __future__ import annotations

import importlib
import json
import math
import sys
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import DecodeError
from aiochatwoot._wire.decode import decode
from aiochatwoot._wire.deviations import Findings
from aiochatwoot._wire.json import bare_loads, loads, quick_loads
from aiochatwoot._wire.kinds import Kind, ListOf, Object, Plain

from .decoded import Leaf


@pytest.mark.parametrize(
    ("kind", "body", "message"),
    [
        (Object(Leaf), [], r"expected object \(Leaf\), got an array \(at \$\)"),
        (Object(Leaf), None, r"expected object \(Leaf\), got null \(at \$\)"),
        (ListOf(Object(Leaf)), {}, r"expected array, got an object \(at \$\)"),
        (Plain("string"), 5, r"expected string, got int \(at \$\)"),
    ],
)
def test_a_body_of_another_kind_is_an_error(kind: Kind, body: Any, message: str) -> None:
    """If the type of the whole body differs from the contract, a DecodeError is raised."""
    with pytest.raises(DecodeError, match=message):
        decode(kind, body, Findings())


def test_the_error_of_an_envelope_names_its_key() -> None:
    """Inside an envelope, the error's path is that of the envelope's key."""
    with pytest.raises(DecodeError) as caught:
        decode(Object(Leaf), [], Findings(), (None, "data"))
    assert caught.value.path == "$.data"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the body is empty"),
        (b" \n", "the body is empty"),
        (b"<html>", "the body is not JSON"),
        (b'{"a": 1', "the body is not JSON"),
        (b'"\xff"', "the body is not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"1" * 5000, "the body is not JSON"),
    ],
)
def test_bodies_that_are_no_json(content: bytes, message: str) -> None:
    """A body that is not JSON raises a DecodeError with the reason."""
    with pytest.raises(DecodeError, match=message):
        loads(content)


Quick: TypeAlias = Callable[[bytes], Any]


@pytest.fixture(scope="module", params=["bare_loads", pytest.param("msgspec", marks=pytest.mark.extra)])
def quick(request: pytest.FixtureRequest) -> Quick:
    """Functions that may parse a body before json.loads does; the extra [fast] provides msgspec's."""
    return bare_loads if request.param == "bare_loads" else importlib.import_module("msgspec.json").decode


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\ud800", 10**40, -(2**63) - 1]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def test_a_body_is_one_value() -> None:
    """What follows a value is an error, and not left unread."""
    with pytest.raises(ValueError, match="more than one value"):
        bare_loads(b"1 2")


@pytest.mark.law
@given(
    content=st.builds(
        lambda value, is_ascii, before, cut, after: (
            before + json.dumps(value, ensure_ascii=is_ascii)[cut:] + after
        ).encode(errors="surrogatepass"),
        _JSON,
        st.booleans(),
        st.sampled_from(["", "", "", " ", "\ufeff", "-", "0", "["]),
        st.sampled_from([0, 0, 0, 1]),
        st.sampled_from(["", "", "", "\n", "0", ".0", "e400", "]", "\0"]),
    )
)
def test_a_body_that_is_read_quickly_is_read_in_the_same_way(quick: Quick, content: bytes) -> None:
    """If a faster function parses a body, json.loads yields the same values of the same types."""
    try:
        value = quick(content)
    except Exception:  # noqa: BLE001  # before 0.21, msgspec's errors are not ValueErrors
        return
    assert repr(json.loads(content)) == repr(value)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b" 1\n", 1),
        (b"\xef\xbb\xbf1", 1),
        ('"ü"'.encode("utf-16"), "ü"),
        (b"-Infinity", -math.inf),
        (b"1e400", math.inf),
        (b'"\\ud800"', "\ud800"),
        (b"1" * 400, int("1" * 400)),
        (b'{"a": 1, "a": 2}', {"a": 2}),
    ],
)
def test_bodies_that_a_quicker_function_may_not_read(
    quick: Quick, content: bytes, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything that json.loads parses is parsed, with and without the extra [fast]."""
    monkeypatch.setattr("aiochatwoot._wire.json.quick_loads", lambda: quick)
    assert loads(content) == value


@pytest.mark.extra
def test_the_extra_is_used() -> None:
    """With msgspec installed, it parses bodies."""
    assert importlib.import_module("msgspec.json").decode == quick_loads.__wrapped__()


def test_the_extra_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without msgspec, bodies are parsed as well; its errors (not ValueErrors before 0.21) fall back to json.loads."""
    monkeypatch.setitem(sys.modules, "msgspec.json", None)
    assert quick_loads.__wrapped__() == bare_loads

    class OldDecodeError(Exception):
        pass

    def old(_: bytes) -> Any:
        raise OldDecodeError

    monkeypatch.setattr("aiochatwoot._wire.json.quick_loads", lambda: old)
    assert loads(b"[1]") == [1]
    with pytest.raises(DecodeError, match="the body is not JSON"):
        loads(b"<html>")

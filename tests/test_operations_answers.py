"""Operations: how responses are read."""

from __future__ import annotations

import contextlib
import gc
from typing import Any

import pytest

from aiochatwoot import DecodeError
from aiochatwoot._wire.deviations import Findings
from aiochatwoot._wire.formats import Text
from aiochatwoot._wire.json import loads
from aiochatwoot._wire.kinds import ListOf, Object
from aiochatwoot._wire.operation import read_answer

from .operations import INTEGER, Item, operation


def test_read_answer() -> None:
    """A response is decoded by the contract; deviations are noted, with the path from the top of the body."""
    found = Findings()
    item = read_answer(operation(returns=Object(Item)), b'{"id": 1}', found)

    assert Item(id=1) == item
    assert [] == found
    assert read_answer(operation(), b'{"what": "ever"}', found) is None
    assert read_answer(operation(), b"", found) is None


def test_read_answer_unwraps() -> None:
    """An envelope around the result is unwrapped; other keys in it are deviations."""
    found = Findings()
    item = read_answer(operation(returns=Object(Item), unwrap=("data",)), b'{"data": {"id": "1"}, "more": 5}', found)

    assert "1" == item.id
    assert [(((None, "data"), "id"), "1"), ((None, "more"), 5)] == [(row.path, row.value) for row in found]


@pytest.mark.parametrize("content", [b"[]", b"null", b"{}", b'"data"'])
def test_read_answer_without_envelope(content: bytes) -> None:
    """A missing envelope is an error."""
    with pytest.raises(DecodeError, match="the key data"):
        read_answer(operation(returns=Object(Item), unwrap=("data",)), content, Findings())


@pytest.mark.parametrize("content", [b"", b"\n", b'{"data": {}}'])
def test_read_answer_that_may_be_absent(content: bytes) -> None:
    """If the last envelope may be empty, an empty body means the same."""
    found = Findings()
    absent = operation(returns=Object(Item), unwrap=("data", "item"), may_be_absent=True)

    assert None is read_answer(absent, content, found)
    assert [] == found


@pytest.mark.parametrize("is_enabled", [True, False])
@pytest.mark.parametrize("content", [b"[" + b"1," * 10_000 + b"1]", b"[1]", b"[" + b" " * 10_000])
def test_no_garbage_is_collected_while_a_long_body_is_read(
    is_enabled: bool, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The collector is off while a long body is decoded, and restored afterwards, also if the body is not JSON."""
    seen: list[bool] = []

    def load(content: bytes) -> Any:
        seen.append(gc.isenabled())
        return loads(content)

    monkeypatch.setattr("aiochatwoot._wire.operation.loads", load)
    if not is_enabled:
        gc.disable()
    try:
        with contextlib.suppress(DecodeError):
            read_answer(operation(returns=ListOf(INTEGER)), content, Findings())
        assert is_enabled == gc.isenabled()
    finally:
        gc.enable()
    assert [is_enabled and len(content) < 100] == seen


def test_any_text_is_taken_for_a_response_of_text() -> None:
    """A text response is not checked: any text is accepted."""
    assert Text().check("a,b") is None

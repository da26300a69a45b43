"""Reports of deviations from the contract."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import DecodeError, Deviation
from aiochatwoot._wire.deviations import (
    MOST_FOUND,
    DriftReporter,
    Findings,
    Mismatch,
    Path,
    describe,
    excerpt,
    json_path,
    json_type,
)

from .servers import client


def path(*steps: str | int) -> Path:
    at: Path = None
    for step in steps:
        at = (at, step)
    return at


def findings(rows: Iterable[Mismatch], most: int = MOST_FOUND) -> Findings:
    found = Findings(most=most)
    for row in rows:
        found.append(row)
    return found


@pytest.mark.parametrize(
    ("expected", "steps"),
    [
        ("$", ()),
        ("$.messages[3].sender.type", ("messages", 3, "sender", "type")),
        ("$['odd key'].ключ", ("odd key", "ключ")),
        (r"$['it\'s']['a\\b']['']", ("it's", r"a\b", "")),
    ],
)
def test_paths_are_jsonpath(expected: str, steps: tuple[str | int, ...]) -> None:
    """A path is JSONPath, with quotes around keys that are not names."""
    assert json_path(path(*steps)) == expected


@pytest.mark.parametrize(
    ("expected", "key"),
    [
        (r"$['a\nb\u001b[31m\u202e']", "a\nb\x1b[31m\u202e"),
        ("$['\\udc00\\ud83d']", "\udc00\ud83d"),
        ("$." + "a" * 10 + "_" + "b" * 10, "a" * 10 + "_" + "b" * 10),
        ("$." + "name_" * 12 + "name", "name_" * 12 + "name"),
        ("$['" + "name_" * 12 + "name…']", "name_" * 13),
        ("$['" + "ab " * 21 + "a…']", "ab " * 40),
        ("$[(mail address)]", "ada@example.com"),
        ("$[(phone number or id)]", "+62 812-3456-7890"),
        ("$[(phone number or id)]", "(0812) 345678"),
        ("$[(id)]", "0c8f5e1e-7f0a-4f3b-9a54-6f3f5d8f2a11"),
        ("$[(id)]", "user_1234567890123456"),
        ("$[(token or id)]", "abcDEF0123456789abcDEF01"),
        ("$[(token or id)]", "x-" + "abcdefgh" * 4),
        ("$.conversationattributes", "conversationattributes"),
        ("$.additional_attributes2", "additional_attributes2"),
        ("$['2026-11-23']", "2026-11-23"),
    ],
)
def test_keys_that_may_be_data(expected: str, key: str) -> None:
    """A key is quoted, shortened, or replaced by its kind if it looks like data; a path has no line breaks or
    escapes.
    """
    shown = json_path(path(key))
    assert shown == expected
    assert shown.isprintable()


@pytest.mark.law
@given(st.lists(st.text(), min_size=1, max_size=3))
def test_any_path_is_one_line(keys: list[str]) -> None:
    """For any keys, a path is printable and short."""
    shown = json_path(path(*keys))
    assert shown.isprintable()
    assert len(shown) < 800 * len(keys)
    shown.encode()


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("string of 13 characters", "+628123456789"),
        ("string of 24 characters", "abcDEF0123456789abcDEF01"),
        ("string '1795410373'", "1795410373"),
        ("string '2026-11-23T05:06:12'", "2026-11-23T05:06:12"),
        ("null", None),
        ("boolean True", True),
        ("integer 5", 5),
        ("number 1.5", 1.5),
        ("integer a huge one", 10**30),
        ("string 'bounced'", "bounced"),
        ("string '2026-13-45T00:00:00Z'", "2026-13-45T00:00:00Z"),
        ("string of 16 characters", "Zoë lives at 7 B"),
        ("string of 17 characters", "zoe@customer.test"),
        ("string of 33 characters", "a" * 33),
        ("object of 2", {"name": "Zoë", "id": 1}),
        ("array of 3", [1, 2, 3]),
        ("nothing", object()),
    ],
)
def test_excerpts_hold_no_personal_data(expected: str, value: Any) -> None:
    """Numbers, enum values and dates are quoted; for texts that may be names, mail or prose, only the length is
    shown.
    """
    assert excerpt(value) == expected


def test_values_that_must_not_be_quoted_are_not() -> None:
    """A secret, or the value of an unknown key, is reported by its type only."""
    found = Mismatch(path("access_token"), "string", "s3cret", quotable=False)
    assert describe(found, operation="profile.get", contract="1").got == "string"
    assert json_type(5) == "integer"


@pytest.mark.parametrize("token", ["tok-3f9a7c51e2", "a+b/c==&x?", 'quote"d\\token', "t" * 70])
@pytest.mark.parametrize("strict", [False, True])
async def test_a_token_that_the_server_echoes(token: str, strict: bool, caplog: pytest.LogCaptureFixture) -> None:
    """A token in a key or a value is in no record, log or error, whatever its length."""

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"id": 1, "status": token, token: 1, f"x-{token}": {"a": 1}})

    heard: list[Deviation] = []
    with caplog.at_level(logging.DEBUG):
        async with client(answer, token=token, drift="strict" if strict else "report", on_drift=heard.append) as c:
            with pytest.raises(DecodeError) if strict else contextlib.nullcontext() as raised:
                await c.conversations.get(1)

    shown = [*map(str, heard), *caplog.messages, str(raised)]
    assert {each.path for each in heard} >= {"$['[secret]']", "$['x-[secret]']"}
    assert [each for each in shown if token[:8] in each] == []


def test_a_deviation_reads_as_a_sentence() -> None:
    """A record has path, expectation and received value; its pattern is the same for all elements of a list."""
    found = Mismatch(path("messages", 3, "status"), "one of sent, read", "bounced")
    deviation = describe(found, operation="conversations.get", contract="0.1.0")
    assert deviation == Deviation(
        "conversations.get", "$.messages[3].status", "one of sent, read", "string 'bounced'", "0.1.0"
    )
    assert deviation.pattern == "$.messages[*].status"
    assert str(deviation) == "conversations.get: $.messages[3].status: expected one of sent, read, got string 'bounced'"


def test_the_hook_hears_all_and_the_log_each_kind_once(caplog: pytest.LogCaptureFixture) -> None:
    """The hook is called for each deviation; the log has one line for each kind and path pattern."""
    heard: list[Deviation] = []
    reporter = DriftReporter(heard.append, "0.1.0")
    rows = findings(Mismatch(path("messages", index, "status"), "one of sent", "bounced") for index in range(3))
    with caplog.at_level(logging.WARNING, logger="aiochatwoot.drift"):
        deviations = reporter.report(rows, "conversations.get")
        reporter.report(rows, "conversations.get")
        reporter.report(rows, "messages.list")
    assert len(deviations) == 3
    assert len(heard) == 9
    assert [record.message.split(":")[0] for record in caplog.records] == ["conversations.get", "messages.list"]


def test_the_log_is_bounded_and_can_be_left_out(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server with data as keys fills neither the client's memory nor the log; strict clients log nothing."""
    monkeypatch.setattr("aiochatwoot._wire.deviations._MAX_LOGGED", 2)
    reporter = DriftReporter(None, "0.1.0")
    reporter.report(findings([Mismatch(path("quiet"), "no such key", 1)]), "conversations.get", log=False)
    reporter.report(findings(Mismatch(path(f"key{n}"), "no such key", n) for n in range(5)), "conversations.get")
    assert len(caplog.records) == 2

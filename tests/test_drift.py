"""Reports of what deviates from the contract."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from aiochatwoot import Deviation
from aiochatwoot._wire.deviations import DriftReporter, Found, Path, describe, excerpt, json_path, json_type


def path(*steps: str | int) -> Path:
    at: Path = None
    for step in steps:
        at = (at, step)
    return at


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
    """A path is written as JSONPath, with quotes where a key is no name."""
    assert expected == json_path(path(*steps))


@pytest.mark.parametrize(
    ("expected", "value"),
    [
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
    """Numbers and words of an enum or date are quoted; anything that could be a name, mail or text is only measured."""
    assert expected == excerpt(value)


def test_values_that_must_not_be_quoted_are_not() -> None:
    """A secret, or the value of an unknown key, is reported by its type alone."""
    found = Found(path("access_token"), "string", "s3cret", quotable=False)
    assert "string" == describe(found, operation="profile.get", contract="1").got
    assert "integer" == json_type(5)


def test_a_deviation_reads_as_a_sentence() -> None:
    """A record says where, what was expected and what came; its pattern is the same for all elements of a list."""
    found = Found(path("messages", 3, "status"), "one of sent, read", "bounced")
    deviation = describe(found, operation="conversations.get", contract="0.1.0")
    assert (
        Deviation("conversations.get", "$.messages[3].status", "one of sent, read", "string 'bounced'", "0.1.0")
        == deviation
    )
    assert "$.messages[*].status" == deviation.pattern
    assert "conversations.get: $.messages[3].status: expected one of sent, read, got string 'bounced'" == str(deviation)


def test_the_hook_hears_all_and_the_log_each_kind_once(caplog: pytest.LogCaptureFixture) -> None:
    """The hook is called for each deviation; the log has one line for each kind and path pattern."""
    heard: list[Deviation] = []
    reporter = DriftReporter(heard.append, "0.1.0")
    rows = [Found(path("messages", index, "status"), "one of sent", "bounced") for index in range(3)]
    with caplog.at_level(logging.WARNING, logger="aiochatwoot.drift"):
        deviations = reporter.report(rows, "conversations.get")
        reporter.report(rows, "conversations.get")
        reporter.report(rows, "messages.list")
    assert 3 == len(deviations)
    assert 9 == len(heard)
    assert ["conversations.get", "messages.list"] == [record.message.split(":")[0] for record in caplog.records]


def test_the_log_is_bounded_and_can_be_left_out(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server whose keys are data does not fill the memory of a client, nor the log; strict clients log nothing."""
    monkeypatch.setattr("aiochatwoot._wire.deviations._MAX_LOGGED", 2)
    reporter = DriftReporter(None, "0.1.0")
    reporter.report([Found(path("quiet"), "no such key", 1)], "conversations.get", log=False)
    reporter.report([Found(path(f"key{n}"), "no such key", n) for n in range(5)], "conversations.get")
    assert 2 == len(caplog.records)

"""The policy, the budget, and what the server says of waiting."""

from __future__ import annotations

import random
from email.utils import formatdate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import (
    RetryPolicy,
    SettingsError,
)
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.retry_rules import RetryBudget, server_wait

from ..messages import response
from ..virtual import START, patch_clock

pytestmark = pytest.mark.behaviour


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)


# --- the policy ---


@given(st.integers(1, 10**6), st.floats(0, 1), st.floats(0, 100), st.floats(0, 1000))
def test_the_backoff_is_the_formula_of_its_docstring(attempt: int, chance: float, base: float, cap: float) -> None:
    """Full jitter: evenly from 0 to min(cap, base * 2 ** (n - 1))."""
    policy = RetryPolicy(base=base, cap=cap)
    formula = "min(cap, base * 2 ** (n - 1))"
    assert formula in (RetryPolicy.__doc__ or "")
    n = min(attempt, 61)
    assert chance * eval(formula, {"cap": cap, "base": base, "n": n, "min": min}) == policy.backoff(attempt, chance)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"attempts": 0}, "attempts"),
        ({"attempts": True}, "attempts"),
        ({"attempts": 1.5}, "attempts"),
        ({"base": -1}, "base"),
        ({"base": "1"}, "base"),
        ({"cap": float("inf")}, "cap"),
        ({"cap": float("nan")}, "cap"),
        ({"statuses": [200]}, "statuses"),
        ({"statuses": ["503"]}, "statuses"),
    ],
)
def test_bad_policies_are_refused(options: Any, name: str) -> None:
    """A policy is checked when it is made, and the error names what is wrong."""
    with pytest.raises(SettingsError, match=f"retry: {name}: expected"):
        RetryPolicy(**options)


def test_the_budget_allows_few_retries_in_an_outage() -> None:
    """Of 1,000 calls that fail, at most one in ten is repeated, and a quiet client has ten retries at once."""
    budget = RetryBudget()
    assert [True] * 10 + [False] == [budget.take() for _ in range(11)]
    budget = RetryBudget()
    taken = 0
    for _ in range(1000):
        budget.call()
        taken += budget.take()
    assert 0 < taken <= 100


@pytest.mark.parametrize(
    ("headers", "status", "least", "most"),
    [
        ({"retry-after": "7"}, 503, 7, 7),
        ({"retry-after": "1.5"}, 429, 1.5, 1.5),
        ({"retry-after": "-3"}, 429, 0, 0),
        ({"retry-after": formatdate(START + 20, usegmt=True)}, 503, 20, 20),
        ({"retry-after": formatdate(START + 120, usegmt=True), "date": formatdate(START + 100)}, 503, 20, 20),
        ({"retry-after": formatdate(START - 20, usegmt=True)}, 503, 0, 0),
        ({"retry-after": "soon"}, 429, 49, 51),
        ({"retry-after": "nan"}, 429, 49, 51),
        ({}, 429, 49, 51),
        ({"date": formatdate(START + 40, usegmt=True)}, 429, 9, 11),
        ({"date": "yesterday"}, 429, 49, 51),
        ({"retry-after": "soon"}, 503, None, None),
        ({}, 503, None, None),
    ],
)
def test_the_server_says_how_long(headers: dict[str, str], status: int, least: float | None, most: float) -> None:
    """Retry-After in seconds, fractions or as a date; a 429 without it means the next minute by the server's clock."""
    answer = response(status, b"", **{name.replace("-", "_"): value for name, value in headers.items()})
    wait = server_wait(answer, START, random.Random(1).random())
    if least is None:
        assert wait is None
    else:
        assert wait is not None
        assert least <= wait <= most


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        (True, "ConnectError"),
        (True, "ConnectTimeout"),
        (True, "PoolTimeout"),
        (True, "ProxyError"),
        (False, "ReadTimeout"),
        (False, "ReadError"),
        (False, "WriteError"),
        (False, "RemoteProtocolError"),
        (False, "DecodingError"),
        (False, "SomethingElse"),
    ],
)
def test_what_the_server_did_not_see(expected: bool, name: str) -> None:
    """Only where there was no connection the application surely saw nothing."""
    assert expected is NetworkFailure(name).never_reached_server

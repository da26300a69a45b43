"""The retry policy, and requests that may always be retried."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import (
    RetryPolicy,
    SettingsError,
)
from aiochatwoot._transport.failures import NetworkFailure

from ..virtual import patch_clock


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
    """A policy is validated when it is created, and the error names the problem."""
    with pytest.raises(SettingsError, match=f"retry: {name}: expected"):
        RetryPolicy(**options)


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
    """Only without a connection the request certainly did not reach the application."""
    assert NetworkFailure(name).never_reached_server is expected

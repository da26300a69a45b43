"""The retry budget of all calls of a client."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot._transport.retry_budget import PERIOD, RetryBudget

FORMULA = "1 + (2 + max(10, 10 * r)) * (1 + 0.002 * T) / (r * T)"


def attempts(budget: RetryBudget, begin: float, seconds: float, rate: float) -> float:
    """Return the attempts per call in an outage, if each call requests three retries."""
    calls, retries = 0, 0
    for calls in range(1, 1 + max(1, round(seconds * rate))):
        now = begin + (calls - 1) / rate
        budget.call(now)
        retries += sum(budget.take(now) for _ in range(3))
    return 1 + retries / calls


@pytest.mark.load
@pytest.mark.parametrize("before", [0, 30])
@pytest.mark.parametrize(
    ("rate", "seconds", "most"), [(150, 60, 1.19), (150, 120, 1.11), (150, 600, 1.04), (10, 120, 1.11), (1, 600, 1.045)]
)
def test_an_outage_is_the_formula_of_the_docstring(before: int, rate: float, seconds: float, most: float) -> None:
    """After one minute 1.19 attempts per call, after two 1.10, after ten 1.04; never more than the formula."""
    assert FORMULA in (RetryBudget.__doc__ or "")
    bound = eval(FORMULA, {"r": rate, "T": seconds, "max": max})
    assert bound <= most
    budget = RetryBudget()
    for call in range(before * int(rate)):
        budget.call(call / rate)
        budget.succeeded("GET /a")
    assert 1.03 < attempts(budget, before, seconds, rate) <= bound + 0.001


@pytest.mark.law
@pytest.mark.load
@given(st.floats(0.1, 500), st.floats(10, 300))
def test_no_outage_makes_more(rate: float, seconds: float) -> None:
    """The formula holds at any rate; in shorter outages each call may be retried."""
    rate = max(rate, 1 / seconds)
    calls = max(1, round(min(seconds * rate, 1000)))
    seconds = calls / rate
    bound = eval(FORMULA, {"r": rate, "T": seconds, "max": max})
    assert attempts(RetryBudget(), 0, seconds, rate) <= bound + 1 / calls


def test_a_burst_may_be_tried_again() -> None:
    """There are as many retries as calls in ten seconds; an idle client has ten."""
    budget = RetryBudget()
    assert [budget.take(0) for _ in range(11)] == [True] * 10 + [False]
    budget = RetryBudget()
    for call in range(1500):
        budget.call(call / 150)
    assert [budget.take(9.99) for _ in range(1501)] == [True] * 1500 + [False]
    assert budget.limit == 1500
    budget.call(9.99 + PERIOD)
    assert budget.limit == 11 - 1, "calls of long ago do not count"


def test_a_quiet_client_may_try_a_burst_three_times() -> None:
    """The budget allows three times the calls of a recent burst."""
    budget = RetryBudget()
    for _ in range(100):
        budget.call(50.9)
    assert budget.limit == 300
    assert [budget.take(51.9) for _ in range(290)] == [True] * 290
    assert not budget.take(53), "of calls of 10 seconds ago, one retry each"


def test_restarts_may_follow_each_other() -> None:
    """In twelve restarts a minute, each with two retries for each of 150 calls, no retry is refused."""
    budget, refused = RetryBudget(), 0
    for call in range(150 * 60):
        now = call / 150
        budget.call(now)
        if now % 5 >= 4.2:
            refused += 2 - budget.take(now) - budget.take(now)
        else:
            budget.succeeded("GET /a")
    assert refused == 0


def test_faults_of_one_operation() -> None:
    """Five consecutive 500s, while others succeed, are its own fault, until it succeeds or there is an outage."""
    budget = RetryBudget()
    for _ in range(5):
        assert not budget.is_fault_of("POST /filter")
        budget.failed("POST /filter")
    assert not budget.is_fault_of("POST /filter"), "nothing else succeeded: it may be an outage"
    for _ in range(2):
        budget.succeeded("GET /a")
    assert budget.is_fault_of("POST /filter")
    assert not budget.is_fault_of("GET /a")
    budget.succeeded("POST /filter")
    assert not budget.is_fault_of("POST /filter")

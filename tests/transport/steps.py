"""The step after an attempt, for a call, a request and an outcome."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeAlias

import attrs

from aiochatwoot import RetryPolicy
from aiochatwoot._transport.call import CallContext
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.messages import Request, Response
from aiochatwoot._transport.retry_rules import IDEMPOTENT, Finish, Resend, next_step
from aiochatwoot._urls import Url
from aiochatwoot.errors import Attempt

from ..messages import BASE
from ..virtual import START

HERE = BASE.below("/api/v1/profile")
HEADER, BEHIND_PROXY = "api_access_token", "Api-Access-Token"

CHANCE = 0.5
Step: TypeAlias = Finish | Resend


def attempts(*outcomes: int | str, waited: int = 0) -> list[Attempt]:
    """Return records of attempts; there was a wait after each of the first `waited`."""
    started = dt.datetime.fromtimestamp(START, dt.UTC)
    return [
        Attempt(number, started, 0.1, outcome, wait=1.0 if number <= waited else None)
        for number, outcome in enumerate(outcomes, 1)
    ]


def step(
    outcome: Response | NetworkFailure,
    method: str = "GET",
    *,
    url: Url = HERE,
    body: Any = None,
    header: str | None = HEADER,
    **call: Any,
) -> Step:
    """Return the step after an attempt."""
    before = call.pop("before", [])
    every: dict[str, Any] = {"policy": RetryPolicy(), "repeatable": method in IDEMPOTENT} | call
    context = CallContext(method=method, url=url, **every)
    name = outcome.status if isinstance(outcome, Response) else outcome.name
    context.attempts = [*before, *attempts(name)]
    request = Request(method, url, {"X-A": "b"}, body, token_header=header)
    found = next_step(context, request, outcome, base=BASE, now=START, chance=CHANCE)
    if isinstance(found, Resend):
        changed = attrs.evolve(found.request, url=url, token_header=header)
        assert attrs.asdict(request, recurse=False) == attrs.asdict(changed, recurse=False), "nothing else changes"
    return found

"""The loop of a call: attempt, decide, repeat. All retries and redirects happen here."""

from __future__ import annotations

import asyncio
import random
import time

import attrs

from .._urls import Url
from ..hooks import Hooks, RequestDetails, RetryDetails
from .attempt import AttemptRunner
from .auth import TokenSource, no_token_arrived
from .call import CallContext
from .messages import Request, Response
from .retry_budget import RetryBudget
from .retry_rules import Finish, Outcome, may_have_done, next_step


class Pipeline:
    """Sends the requests of calls, and their retries and redirects.

    Args:
        attempts: Makes one attempt.
        auth: Selects the header of the token.
        base: The base URL.
        hooks: Called for retries.
    """

    def __init__(self, attempts: AttemptRunner, auth: TokenSource, base: Url, hooks: Hooks) -> None:
        self._attempts = attempts
        self._auth = auth
        self._base = base
        self._hooks = hooks
        self._budget = RetryBudget()
        self._random = random.Random()  # noqa: S311 - jitter

    async def send(self, call: CallContext, request: Request) -> Response:
        """Send a request; returns the last response, whatever its status.

        Raises:
            ChatwootError: there was no response.
        """
        self._budget.call(asyncio.get_running_loop().time())
        chance = self._random.random()
        while True:
            outcome = await self._attempts.send(call, request)
            call.may_be_done = may_have_done(call, outcome)
            header = request.token_header
            is_other = header == self._auth.behind_proxy
            if header is not None and is_other and isinstance(outcome, Response) and not no_token_arrived(outcome):
                self._auth.arrives_as(header)
            step = next_step(call, request, outcome, base=self._base, now=time.time(), chance=chance)
            why_not = self._charge(call, outcome, not isinstance(step, Finish) and step.is_charged)
            if why_not is not None:
                step = Finish(why_not)
            if isinstance(step, Finish):
                call.why_not_retried, call.message = step.why_not_retried, step.message
                call.retry_after = step.retry_after
                if isinstance(outcome, Response):
                    return outcome
                raise call.failed(outcome)
            if step.wait is not None:
                await self._wait(call, request, step.wait, step.reason)
                # Alternate short and long waits. Each stays random, but no call uses up its attempts within the second
                # of a restart: c * 0.5 + (1 - c) * 1 + c * 2 is at least 1.
                chance = 1.0 - chance
            request = step.request

    def _charge(self, call: CallContext, outcome: Outcome, is_charged: bool) -> str | None:
        """Update the retry budget; return the reason if it forbids a retry."""
        operation, status = call.limited.operation, outcome.status if isinstance(outcome, Response) else 0
        if status == 500:
            self._budget.failed(operation)
        elif 200 <= status < 500 and status != 429:
            self._budget.succeeded(operation)
        if not is_charged:
            return None
        if status == 500 and self._budget.is_fault_of(operation):
            return "not tried again: the server responds to each of these calls with 500, and to others normally"
        if not self._budget.take(asyncio.get_running_loop().time()):
            return "not tried again: too many calls of this client fail"
        return None

    async def _wait(self, call: CallContext, request: Request, seconds: float, reason: str) -> None:
        attempt = call.attempts[-1]
        call.attempts[-1] = attrs.evolve(attempt, wait=seconds)
        details = RequestDetails(call.operation, request.method, call.shown(request.url), attempt.number, call)
        self._hooks.retry(RetryDetails(details, attempt, reason, seconds))
        call.waiting_for = f"waiting to try again after {reason}"
        await asyncio.sleep(seconds)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._attempts.aclose()

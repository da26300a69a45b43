"""The loop of a call: attempt, decide, attempt again. Nothing else sends anything twice."""

from __future__ import annotations

import asyncio
import random
import time

import attrs

from .._urls import Url
from ..hooks import Hooks, RequestDetails, RetryDetails
from .attempt import AttemptRunner
from .auth import BEHIND_PROXY, TokenSource, no_token_arrived
from .call import CallContext
from .messages import Request, Response
from .retry_rules import Finish, RetryBudget, next_step


class Pipeline:
    """Sends the requests of calls, and what follows from the outcomes.

    Args:
        attempts: Makes one attempt.
        auth: Knows which header the token goes in.
        base: The base URL.
        hooks: Told of retries.
    """

    def __init__(self, attempts: AttemptRunner, auth: TokenSource, base: Url, hooks: Hooks) -> None:
        self._attempts = attempts
        self._auth = auth
        self._base = base
        self._hooks = hooks
        self._budget = RetryBudget()
        self._random = random.Random()  # noqa: S311 - jitter

    async def send(self, call: CallContext, request: Request) -> Response:
        """Send a request; gives back the last response, whatever its status.

        Raises:
            ChatwootError: there was no response.
        """
        self._budget.call()
        while True:
            outcome = await self._attempts.send(call, request)
            if request.token_header == BEHIND_PROXY and isinstance(outcome, Response) and not no_token_arrived(outcome):
                self._auth.arrives_as(BEHIND_PROXY)
            step = next_step(call, request, outcome, base=self._base, now=time.time(), chance=self._random.random())
            if not isinstance(step, Finish) and step.is_charged and not self._budget.take():
                step = Finish("not tried again: too many calls of this client fail")
            if isinstance(step, Finish):
                call.why_not_retried, call.message = step.why_not_retried, step.message
                if isinstance(outcome, Response):
                    return outcome
                raise call.failed(outcome)
            if step.wait is not None:
                await self._wait(call, request, step.wait, step.reason)
            request = step.request

    async def _wait(self, call: CallContext, request: Request, seconds: float, reason: str) -> None:
        attempt = call.attempts[-1]
        call.attempts[-1] = attrs.evolve(attempt, wait=seconds)
        url = request.url.text.partition("?")[0]
        details = RequestDetails(call.operation, request.method, url, attempt.number, call)
        self._hooks.retry(RetryDetails(details, attempt, reason, seconds))
        call.waiting_for = f"waiting to try again after {reason}"
        await asyncio.sleep(seconds)
        call.waiting_for = "waiting for the server"

    async def aclose(self) -> None:
        """Close all connections."""
        await self._attempts.aclose()

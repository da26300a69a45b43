"""The step after an attempt, as a table: call, request, outcome -> step."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from typing import Any

import pytest

from aiochatwoot import LimitWait, RetryPolicy
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.messages import Response
from aiochatwoot._transport.retry_rules import Finish, Resend

from ..messages import Body, response
from ..virtual import START
from .steps import BEHIND_PROXY, CHANCE, HEADER, HERE, attempts, step

NO_TOKEN = response(401, b'{"errors": ["You need to sign in."]}')
REFUSED = b"Retry later\n"


class Upload(Body):
    """The body of a request."""

    content_type = "text/plain"
    content_length = None

    def __init__(self, replayable: bool) -> None:
        super().__init__(b"x")
        self.replayable = replayable


# --- final outcomes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 201, 204, 206, 299])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_success_stands(status: int, method: str) -> None:
    """A success ends any call."""
    assert step(response(status), method) == Finish()
    assert step(response(status), method, policy=RetryPolicy(statuses=[503])) == Finish()


@pytest.mark.parametrize("status", [100, 300, 304, 400, 401, 403, 404, 409, 422, 501, 505])
def test_other_statuses_stand(status: int) -> None:
    """Error statuses about the request itself are final."""
    assert step(response(status)) == Finish()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_status_of_a_missing_record_stands(method: str) -> None:
    """A 500 for a missing record is final; other 5xx are retried."""
    found = step(response(500), method, not_found=500)
    assert isinstance(found, Finish)
    assert "the server sends this status for a missing record, too" in (found.why_not_retried or "")
    assert isinstance(step(response(503), not_found=500), Resend)
    assert step(response(500), not_found=500, policy=RetryPolicy(statuses=[503])) == Finish()


def test_a_redirect_without_a_target_stands() -> None:
    """A redirect without a target is a response like any other."""
    for status in (301, 302, 303, 307, 308):
        assert step(response(status)) == Finish()


# --- the other header ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("body", "method"), [(None, "GET"), (b"{}", "POST"), (Upload(True), "POST"), (None, "DELETE")])
def test_the_other_header(body: Any, method: str) -> None:
    """If no token arrived, the same request is sent with the other header immediately, since nothing was executed."""
    found = step(NO_TOKEN, method, body=body, policy=RetryPolicy(attempts=1))
    assert isinstance(found, Resend)
    assert (found.request.url, found.request.token_header) == (HERE, BEHIND_PROXY)
    assert (found.wait, found.is_charged) == (None, False)


@pytest.mark.parametrize(
    ("header", "body", "outcome", "said"),
    [
        (BEHIND_PROXY, None, NO_TOKEN, "neither as api_access_token nor as Api-Access-Token"),
        (HEADER, Upload(False), NO_TOKEN, "the body of the request cannot be sent twice; make another call first"),
        (None, None, NO_TOKEN, None),  # no token was sent
        (HEADER, None, response(401, b'{"error": "Invalid Access Token"}'), None),
        (HEADER, None, response(403, NO_TOKEN.content), None),
    ],
)
def test_no_other_header(header: str | None, body: Any, outcome: Response, said: str | None) -> None:
    """Nothing else is tried if it was the second header, the body is gone, or a token arrived."""
    found = step(outcome, "POST", header=header, body=body)
    assert isinstance(found, Finish)
    assert found.why_not_retried is None
    assert (said or "") in (found.message or "")
    assert (said is None) == (found.message is None)


# --- retries ------------------------------------------------------------------------------------------------------

FAILURE = NetworkFailure("ReadError", "reset")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        *((response(status), f"status {status}") for status in (500, 502, 503, 504, 520, 526)),
        *(
            (NetworkFailure(name), name)
            for name in ("ReadError", "ReadTimeout", "RemoteProtocolError", "WriteError", "DecodingError")
        ),
        *((NetworkFailure(name), name) for name in ("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError")),
    ],
    ids=str,
)
def test_what_is_tried_again(method: str, outcome: Response | NetworkFailure, reason: str) -> None:
    """Idempotent requests are retried after a fault, after the backoff, and use the budget."""
    found = step(outcome, method)
    assert isinstance(found, Resend)
    assert (RetryPolicy().backoff(1, CHANCE), reason, True) == (found.wait, found.reason, found.is_charged)


@pytest.mark.parametrize(
    ("outcome", "is_tried"),
    [
        (NetworkFailure("ConnectError"), True),
        (NetworkFailure("ConnectTimeout"), True),
        (NetworkFailure("PoolTimeout"), True),
        (NetworkFailure("ProxyError"), True),
        (response(429, REFUSED), True),
        (NetworkFailure("ReadTimeout"), False),
        (NetworkFailure("DecodingError"), False),
        (FAILURE, False),
        (response(500), False),
        (response(503), False),
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_what_must_not_be_done_twice(outcome: Response | NetworkFailure, is_tried: bool, method: str) -> None:
    """A POST is retried only if the server certainly did not see it, or the contract allows it."""
    found = step(outcome, method)
    assert isinstance(found, Resend) if is_tried else found == Finish()
    assert isinstance(step(outcome, method, repeatable=True), Resend)


@pytest.mark.parametrize(
    ("expected", "call", "body", "method"),
    [
        (None, {"policy": RetryPolicy(attempts=1)}, None, "GET"),
        (None, {"policy": RetryPolicy(attempts=1)}, None, "POST"),  # without retries
        (None, {"policy": RetryPolicy(attempts=3), "before": attempts(503, 503, waited=2)}, None, "GET"),
        ("not tried again: its body cannot be sent twice", {}, Upload(False), "PUT"),
        (None, {}, Upload(False), "POST"),  # `CallContext.verdict` has the reason
    ],
)
def test_no_more_attempts(expected: str | None, call: Any, body: Any, method: str) -> None:
    """There is no retry if attempts are used up or disabled, or the body is gone; the reason is kept."""
    for outcome in (response(503), FAILURE):
        assert step(outcome, method, body=body, **call) == Finish(expected)


def test_attempts_that_count() -> None:
    """Redirects and the other header use up no attempt: only attempts after a wait do."""
    before = [*attempts(401, 302), *attempts(503, waited=1)]
    found = step(response(503), before=before, policy=RetryPolicy(attempts=3))
    assert isinstance(found, Resend)
    assert RetryPolicy().backoff(2, CHANCE) == found.wait
    assert step(response(503), before=before, policy=RetryPolicy(attempts=2)) == Finish()


def test_statuses_of_a_policy() -> None:
    """The policy selects the statuses to retry."""
    policy = RetryPolicy(statuses=[404])
    assert isinstance(step(response(404), policy=policy), Resend)
    assert step(response(503), policy=policy) == Finish()
    assert step(response(429, REFUSED), policy=policy) == Finish()


@pytest.mark.parametrize(
    ("wait", "status", "headers"),
    [
        # The server's wait, and a quarter of a second of jitter.
        (7.25, 503, {"retry_after": "7"}),
        (1.75, 429, {"retry_after": " 1.5 "}),
        (0.25, 503, {"retry_after": "0"}),
        (20.25, 503, {"retry_after": "Mon, 23 Nov 2026 05:06:32 GMT"}),
        (20.25, 503, {"retry_after": "Mon, 23 Nov 2026 05:07:20 GMT", "date": "Mon, 23 Nov 2026 05:07:00 GMT"}),
        # Already passed.
        (None, 503, {"retry_after": "-3"}),
        (None, 429, {"retry_after": "-3"}),
        (None, 429, {"retry_after": "Mon, 23 Nov 2026 05:06:02 GMT"}),
        (None, 503, {"retry_after": "soon"}),
        (None, 503, {"retry_after": "inf"}),
        (None, 503, {}),
        # 05:06:12: the minute ends in 48 s, plus a second for the date's whole seconds and a second of jitter.
        (50, 429, {}),
        (50, 429, {"retry_after": "soon"}),
        (50, 429, {"retry_after": "nan", "date": "yesterday"}),
        (10, 429, {"date": "Mon, 23 Nov 2026 05:06:52 GMT"}),
    ],
)
def test_the_wait(wait: float | None, status: int, headers: dict[str, str]) -> None:
    """The server's Retry-After, the next clock minute after a 429 without one, else the policy's backoff."""
    found = step(response(status, REFUSED, **headers))
    assert isinstance(found, Resend)
    assert found.wait == pytest.approx(RetryPolicy().backoff(1, CHANCE) if wait is None else wait)
    assert (status != 429) == found.is_charged, "waiting out a limit takes nothing from the budget"


@pytest.mark.parametrize(
    ("expected", "left"),
    [
        ("not tried again: that would wait 7.2 s, and the deadline leaves 7.0 s", 7.0),
        ("not tried again: that would wait 7.2 s, and the deadline leaves 2.5 s", 2.5),
        (None, 7.5),
        (None, math.inf),
    ],
)
async def test_the_deadline(expected: str | None, left: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wait that cannot end in time is not started."""
    loop = asyncio.get_running_loop()
    now = loop.time()
    monkeypatch.setattr(loop, "time", lambda: now)
    found = step(response(503, retry_after="7"), deadline=None if left == math.inf else now + left)
    assert isinstance(found, Resend) if expected is None else found == Finish(expected, retry_after=7.0)


@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_beyond_the_cap(status: int) -> None:
    """A Retry-After beyond the policy's cap ends the call immediately: it is never retried early."""
    policy = RetryPolicy(cap=6.9)
    said = "not tried again: the server asks to wait 7.0 s, and the policy's cap is 6.9 s"
    assert step(response(status, REFUSED, retry_after="7"), policy=policy) == Finish(said, retry_after=7.0)
    assert isinstance(step(response(status, REFUSED, retry_after="6.9"), policy=policy), Resend)


@pytest.mark.parametrize("policy", [RetryPolicy(attempts=1), RetryPolicy(statuses=[])])
def test_room_is_named_where_nothing_is_tried(policy: RetryPolicy) -> None:
    """Without retries, the outcome has the time when there is room."""
    assert step(response(503, retry_after="7"), policy=policy) == Finish(retry_after=7.0)
    assert step(response(503, retry_after="-7"), policy=policy) == Finish()


def test_a_quota() -> None:
    """An empty 429 is a plan's daily quota, and ends the call: there may be room after midnight."""
    found = step(response(429, b" "))
    assert isinstance(found, Finish)
    assert "daily quota; there may be room in 19 hours" in (found.why_not_retried or "")
    assert found.retry_after == 86400 - START % 86400


def test_the_limiter_knows_when_there_is_room() -> None:
    """After a refusal the wait is the limiter's, within the deadline, whatever the cap; the reason names the rule."""
    refusal = LimitWait("contacts_search", "the rate limit", 30.0)
    found = step(response(429, REFUSED), refusal=refusal, policy=RetryPolicy(cap=5.0))
    assert isinstance(found, Resend)
    assert (found.wait, found.reason) == (31.0, "status 429, the rate limit contacts_search")


@pytest.mark.parametrize("make", [lambda: response(503), lambda: FAILURE, lambda: NO_TOKEN])
def test_it_is_pure(make: Callable[[], Response | NetworkFailure]) -> None:
    """`next_step` is a pure function: repeated calls give the same result, and change nothing."""
    assert repr(step(make())) == repr(step(make()))

"""The step after an attempt, as a table: call, request, outcome -> step."""

from __future__ import annotations

import asyncio
import datetime as dt
import math
from collections.abc import Callable
from typing import Any, TypeAlias

import attrs
import pytest

from aiochatwoot import InvalidRequestError, LimitWait, RetryPolicy
from aiochatwoot._transport.call import CallContext
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.messages import Request, Response
from aiochatwoot._transport.retry_rules import IDEMPOTENT, MAX_REDIRECTS, Finish, Resend, next_step
from aiochatwoot._urls import Url, parse_url
from aiochatwoot.errors import Attempt

from ..messages import BASE, Body, response
from ..virtual import START

HERE = BASE.below("/api/v1/profile")
HEADER, BEHIND_PROXY = "api_access_token", "Api-Access-Token"
NO_TOKEN = response(401, b'{"errors": ["You need to sign in."]}')
REFUSED = b"Retry later\n"
CHANCE = 0.5
Step: TypeAlias = Finish | Resend


class Upload(Body):
    """The body of a request."""

    content_type = "text/plain"
    content_length = None

    def __init__(self, replayable: bool) -> None:
        super().__init__(b"x")
        self.replayable = replayable


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


# --- final outcomes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 201, 204, 206, 299])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_success_stands(status: int, method: str) -> None:
    """A success ends any call."""
    assert Finish() == step(response(status), method)
    assert Finish() == step(response(status), method, policy=RetryPolicy(statuses=[503]))


@pytest.mark.parametrize("status", [100, 300, 304, 400, 401, 403, 404, 409, 422, 501, 505])
def test_other_statuses_stand(status: int) -> None:
    """Error statuses about the request itself are final."""
    assert Finish() == step(response(status))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_status_of_a_missing_record_stands(method: str) -> None:
    """A 500 for a missing record is final; other 5xx are retried."""
    found = step(response(500), method, not_found=500)
    assert isinstance(found, Finish)
    assert "the server sends this status for a missing record, too" in (found.why_not_retried or "")
    assert isinstance(step(response(503), not_found=500), Resend)
    assert Finish() == step(response(500), not_found=500, policy=RetryPolicy(statuses=[503]))


def test_a_redirect_without_a_target_stands() -> None:
    """A redirect without a target is a response like any other."""
    for status in (301, 302, 303, 307, 308):
        assert Finish() == step(response(status))


# --- the other header ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("body", "method"), [(None, "GET"), (b"{}", "POST"), (Upload(True), "POST"), (None, "DELETE")])
def test_the_other_header(body: Any, method: str) -> None:
    """If no token arrived, the same request is sent with the other header immediately, since nothing was executed."""
    found = step(NO_TOKEN, method, body=body, policy=RetryPolicy(attempts=1))
    assert isinstance(found, Resend)
    assert (HERE, BEHIND_PROXY) == (found.request.url, found.request.token_header)
    assert (None, False) == (found.wait, found.is_charged)


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


# --- redirects ----------------------------------------------------------------------------------------------------


def follow(_: Url) -> None:
    """Allow every target, as a download over https does."""


def refuse(_: Url) -> None:
    """Allow no target."""
    raise InvalidRequestError("not there")


@pytest.mark.parametrize(
    ("location", "expected", "header"),
    [
        ("/support/there", "https://chat.example/support/there", HEADER),
        ("there?a=b#c", "https://chat.example/support/api/v1/there?a=b", HEADER),
        ("https://CHAT.example:443/support/x", "https://chat.example/support/x", HEADER),
        ("//chat.example/support/x", "https://chat.example/support/x", HEADER),
        ("/support", "https://chat.example/support", HEADER),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("given", [None, follow])
def test_redirects_below_the_base(location: str, expected: str, header: str, method: str, given: Any) -> None:
    """A GET or HEAD is redirected below the base URL, with the token, immediately, and not as a retry."""
    for status in (301, 302, 303, 307, 308):
        found = step(response(status, location=location), method, follow=given, policy=RetryPolicy(attempts=1))
        assert isinstance(found, Resend)
        assert (expected, header) == (found.request.url.text, found.request.token_header)
        assert (None, False) == (found.wait, found.is_charged)


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("/elsewhere", "redirected to /elsewhere, which is not below the base_url; check the base_url"),
        ("/supporters/x", "redirected to /supporters/x, which is not below the base_url"),
        ("../../../../x", "redirected to /x, which is not below the base_url"),
        ("https://other.example/support/x", "redirected to https://other.example:443, where the access token is not"),
        ("http://chat.example/support/x", "redirected to http://chat.example:80, where the access token is not sent"),
        ("https://chat.example:8443/support/x", "redirected to https://chat.example:8443, where the access token is"),
        ("ftp://chat.example/", "redirected to a URL that is not followed: its scheme is 'ftp'"),
        ("https://chat.example:port/", "redirected to a URL that is not followed: "),
        ("https://ada:hunter2@chat.example/support/", "redirected to a URL that is not followed: it has a user name"),
        ("https://[::1", "redirected to a URL that is not followed: "),
        ("/a\\b", "redirected to a URL that is not followed: it is too long, or has a backslash"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
def test_redirects_that_end_a_call(location: str, said: str, method: str) -> None:
    """Nothing is sent elsewhere, and the message names the target, without secrets."""
    found = step(response(302, location=location), method)
    assert isinstance(found, Finish)
    assert (found.message or "").startswith(said)
    assert "hunter2" not in (found.message or "")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_get_is_redirected(method: str) -> None:
    """Requests that may change something are not redirected, whatever the status."""
    for status in (301, 302, 303, 307, 308):
        said = "redirected to /support/x; only GET is repeated elsewhere, check the base_url"
        assert Finish(message=said) == step(response(status, location="/support/x"), method)


@pytest.mark.parametrize("given", [None, follow])
def test_redirects_have_a_limit(given: Any) -> None:
    """Five are followed; retries in between do not count."""
    there = response(302, location="/support/there")
    before = attempts(302, 503, 302, 302, 302, waited=0)
    assert isinstance(step(there, follow=given, before=before), Resend)
    found = step(there, follow=given, before=[*before, *attempts(302)])
    said = f"redirected more than {MAX_REDIRECTS} times, at last to /support/there; check the base_url"
    assert Finish(message=said) == found


@pytest.mark.parametrize(
    ("url", "location", "expected", "header"),
    [
        (HERE, "https://storage.example/file?signature=1", None, HEADER),
        (HERE, "/rails/file", None, HEADER),
        (parse_url("https://storage.example/a"), "/b", None, None),
        (parse_url("https://storage.example/a"), f"{BASE.text}/file", HEADER, None),
        (HERE, f"{BASE.text}/file", BEHIND_PROXY, BEHIND_PROXY),
    ],
)
def test_redirects_of_downloads(url: Url, location: str, expected: str | None, header: str | None) -> None:
    """A download is redirected wherever its URL may lead; the token is sent only below the base URL."""
    found = step(response(302, location=location), url=url, header=header, follow=follow)
    assert isinstance(found, Resend)
    assert expected == found.request.token_header


def test_a_download_may_be_refused() -> None:
    """A forbidden target of a download raises its own error."""
    with pytest.raises(InvalidRequestError, match="not there"):
        step(response(302, location="https://storage.example/"), follow=refuse)


# --- retries ------------------------------------------------------------------------------------------------------

FAILURE = NetworkFailure("ReadError", "reset")
NOT_SEEN = "not tried again, since the server may have done it; look before repeating the "


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
    assert isinstance(found, Resend) if is_tried else found == Finish(NOT_SEEN + method)
    assert isinstance(step(outcome, method, repeatable=True), Resend)


@pytest.mark.parametrize(
    ("expected", "call", "body", "method"),
    [
        (None, {"policy": RetryPolicy(attempts=1)}, None, "GET"),
        (None, {"policy": RetryPolicy(attempts=1)}, None, "POST"),  # without retries
        (None, {"policy": RetryPolicy(attempts=3), "before": attempts(503, 503, waited=2)}, None, "GET"),
        ("not tried again: its body cannot be sent twice", {}, Upload(False), "PUT"),
        (NOT_SEEN + "POST", {}, Upload(False), "POST"),
    ],
)
def test_no_more_attempts(expected: str | None, call: Any, body: Any, method: str) -> None:
    """There is no retry if attempts are used up or disabled, or the body is gone; the reason is kept."""
    for outcome in (response(503), FAILURE):
        assert Finish(expected) == step(outcome, method, body=body, **call)


def test_attempts_that_count() -> None:
    """Redirects and the other header use up no attempt: only attempts after a wait do."""
    before = [*attempts(401, 302), *attempts(503, waited=1)]
    found = step(response(503), before=before, policy=RetryPolicy(attempts=3))
    assert isinstance(found, Resend)
    assert RetryPolicy().backoff(2, CHANCE) == found.wait
    assert Finish() == step(response(503), before=before, policy=RetryPolicy(attempts=2))


def test_statuses_of_a_policy() -> None:
    """The policy selects the statuses to retry."""
    policy = RetryPolicy(statuses=[404])
    assert isinstance(step(response(404), policy=policy), Resend)
    assert Finish() == step(response(503), policy=policy)
    assert Finish() == step(response(429, REFUSED), policy=policy)


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
    assert Finish(said, retry_after=7.0) == step(response(status, REFUSED, retry_after="7"), policy=policy)
    assert isinstance(step(response(status, REFUSED, retry_after="6.9"), policy=policy), Resend)


@pytest.mark.parametrize("policy", [RetryPolicy(attempts=1), RetryPolicy(statuses=[])])
def test_room_is_named_where_nothing_is_tried(policy: RetryPolicy) -> None:
    """Without retries, the outcome has the time when there is room."""
    assert Finish(retry_after=7.0) == step(response(503, retry_after="7"), policy=policy)
    assert Finish() == step(response(503, retry_after="-7"), policy=policy)


def test_a_quota() -> None:
    """An empty 429 is a plan's daily quota, and ends the call: there may be room after midnight."""
    found = step(response(429, b" "))
    assert isinstance(found, Finish)
    assert "daily quota; there may be room in 19 hours" in (found.why_not_retried or "")
    assert 86400 - START % 86400 == found.retry_after


def test_the_limiter_knows_when_there_is_room() -> None:
    """After a refusal the wait is the limiter's, within the deadline, whatever the cap; the reason names the rule."""
    refusal = LimitWait("contacts_search", "the rate limit", 30.0)
    found = step(response(429, REFUSED), refusal=refusal, policy=RetryPolicy(cap=5.0))
    assert isinstance(found, Resend)
    assert (31.0, "status 429, the rate limit contacts_search") == (found.wait, found.reason)


@pytest.mark.parametrize("make", [lambda: response(503), lambda: FAILURE, lambda: NO_TOKEN])
def test_it_is_pure(make: Callable[[], Response | NetworkFailure]) -> None:
    """It is a pure function: repeated calls give the same result, and change nothing."""
    assert repr(step(make())) == repr(step(make()))

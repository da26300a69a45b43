"""Decides whether a request is retried, and after which wait: a pure function of the call, the request and the outcome.

It depends on whether the server received the request. A request that it did not receive (no connection, a 429) may be
retried, whatever its method. A request that it may have received (no response, a fault of the server or of a proxy) is
retried only if it is idempotent: GET, HEAD, PUT, DELETE, OPTIONS (RFC 9110, section 9.2.2), or an operation that the
contract marks ``x-retry-safe``. Chatwoot has no idempotency keys: a POST that is sent twice is executed twice.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import attrs

from .._texts import one_line
from .._urls import BadUrl, Url, join_url
from .._wire.timestamps import header_date
from .auth import no_token_arrived
from .buckets import WINDOW
from .call import CallContext
from .failures import NetworkFailure
from .messages import Request, Response

IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
_LONGEST_WAIT = 366 * 86400.0
"""Seconds; a longer Retry-After is treated as never."""
MAX_REDIRECTS = 5
_DAY = 86400
_NOT_FOUND = "not tried again: the server sends this status for a missing record, too; check the ids"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@attrs.frozen
class Finish:
    """The outcome is final.

    Attributes:
        why_not_retried: Why a failure is not retried; None if there was nothing to retry.
        message: The meaning of an error status, if the client knows more than the server says.
        retry_after: Seconds until there is room again, if the server or the limiter reports them.
    """

    why_not_retried: str | None = None
    message: str | None = None
    retry_after: float | None = None


@attrs.frozen
class Resend:
    """Another request is sent for the same call.

    Attributes:
        request: The request: the same one, the same with the token in the other header, or one to a redirect's target.
        wait: Seconds to wait first; None if nothing failed (a redirect, the other header).
        reason: Why, as text.
        is_charged: Whether it counts against the retry budget.
    """

    request: Request
    wait: float | None = None
    reason: str = ""
    is_charged: bool = False


Outcome: TypeAlias = Response | NetworkFailure
_DONE = Finish()


def next_step(
    call: CallContext, request: Request, outcome: Outcome, *, base: Url, now: float, chance: float
) -> Finish | Resend:
    """Decide what follows an attempt.

    Args:
        call: The call, with its attempts so far, the last one included.
        request: The sent request.
        outcome: A response with its body read (except for the success of a download), or the failure.
        base: The base URL; only URLs below it get the token.
        now: Epoch seconds by the clock of this machine.
        chance: A random number from 0 to 1, for jitter.
    """
    if isinstance(outcome, Response):
        if 200 <= outcome.status < 300:
            return _DONE
        if is_redirect(outcome):
            return _redirect(call, request, outcome, base)
        auth = call.product.auth if request.token_header is not None else None
        if auth is not None and auth.behind_proxy is not None and no_token_arrived(outcome):
            return _other_header(request, auth.header, auth.behind_proxy)
        if outcome.status == call.not_found != 404 and outcome.status in call.policy.statuses:
            return Finish(_NOT_FOUND)
        if outcome.status not in call.policy.statuses:
            asked = asked_wait(outcome, now)
            return _DONE if asked is None or asked < 0 else Finish(retry_after=asked)
    return _retry(call, request, outcome, now, chance)


def _redirect(call: CallContext, request: Request, response: Response, base: Url) -> Finish | Resend:
    """Follow a redirect of GET and HEAD only, and only below the base URL or, for a download, to what `follow`
    allows.
    """
    try:
        target = join_url(request.url, response.headers["location"])
    except BadUrl as error:
        return Finish(message=f"redirected to a URL that is not followed: {error}")
    is_below, path = base.contains(target), one_line(target.path)
    if not is_below and call.follow is None:
        scheme, host, port = target.origin
        return Finish(
            message=f"redirected to {scheme}://{host}:{port}, where the access token is not sent; "
            "if that is your server, make it the base_url"
            if target.origin != base.origin
            else f"redirected to {path}, which is not below the base_url; check the base_url"
        )
    if request.method not in ("GET", "HEAD"):
        return Finish(message=f"redirected to {path}; only GET is repeated elsewhere, check the base_url")
    if _redirects(call) >= MAX_REDIRECTS:
        return Finish(message=f"redirected more than {MAX_REDIRECTS} times, at last to {path}; check the base_url")
    if call.follow is not None:
        call.follow(target)
    own = request.token_header or call.product.token_header
    header = own if is_below and not request.anonymous else None
    return Resend(attrs.evolve(request, url=target, token_header=header))


def is_redirect(response: Response) -> bool:
    """Return whether a response is a redirect (RFC 9110, section 15.4)."""
    return response.status in _REDIRECTS and "location" in response.headers


def _redirects(call: CallContext) -> int:
    return sum(attempt.outcome in _REDIRECTS for attempt in call.attempts[:-1])


def _other_header(request: Request, header: str, behind_proxy: str) -> Finish | Resend:
    if request.token_header == behind_proxy:
        return Finish(
            message=f"the server got no access token, neither as {header} nor as {behind_proxy}: "
            "a proxy in front of it removes both"
        )
    if not request.replayable:
        return Finish(
            message=f"the server got no access token as {header}, and the body of the request cannot be sent "
            f"twice; make another call first, which finds out whether {behind_proxy} arrives"
        )
    return Resend(attrs.evolve(request, token_header=behind_proxy))


def _retry(call: CallContext, request: Request, outcome: Outcome, now: float, chance: float) -> Finish | Resend:
    # A redirect is not a failure: only attempts after a wait count against the limit.
    number = 1 + sum(attempt.wait is not None for attempt in call.attempts)
    wait, limit, asked = call.policy.backoff(number, chance), math.inf, None
    is_refusal, reason = False, str(getattr(outcome, "name", ""))
    if isinstance(outcome, Response):
        is_refusal, reason = outcome.status == 429, f"status {outcome.status}"
        asked = asked_wait(outcome, now)
        if asked is not None and asked >= 0:
            # Spread the callers, so that they do not all retry at the same moment.
            wait, limit = asked + call.policy.backoff(1, chance), call.policy.cap
        elif asked is None and is_refusal and (call.product.is_chatwoot or call.refusal is not None):
            if call.product.is_chatwoot and not outcome.content.strip():
                return _quota(outcome, now)
            asked = _room(call, outcome, now)
            wait = asked + 2.0 * chance
        else:
            asked = None
        if is_refusal and call.refusal is not None:
            reason += f", the rate limit {call.refusal.rule}"
    step = _try_again(call, request, wait, reason, number, may_have_done(call, outcome))
    if isinstance(step, Resend) and asked is not None and asked > limit:
        step = Finish(f"not tried again: the server asks to wait {asked:.1f} s, and the policy's cap is {limit:g} s")
    if isinstance(step, Finish):
        return attrs.evolve(step, retry_after=asked)
    return attrs.evolve(step, is_charged=not is_refusal)


def _try_again(
    call: CallContext, request: Request, wait: float, reason: str, number: int, may_be_done: bool
) -> Finish | Resend:
    if call.policy.attempts == 1:
        return _DONE
    if may_be_done and not call.repeatable:
        return _DONE  # the call itself knows the reason
    if number >= call.policy.attempts:
        return _DONE
    if not request.replayable:
        return Finish("not tried again: its body cannot be sent twice")
    if wait >= call.left():
        return Finish(f"not tried again: that would wait {wait:.1f} s, and the deadline leaves {call.left():.1f} s")
    return Resend(request, wait, reason)


def may_have_done(call: CallContext, outcome: Outcome) -> bool:
    """Return whether the server may have executed a request, although its outcome may be a failure."""
    if isinstance(outcome, NetworkFailure):
        return not outcome.never_reached_server
    status = outcome.status
    return status != 429 and (outcome.is_success or status >= 500 or status in call.policy.statuses)


def _quota(response: Response, now: float) -> Finish:
    """Handle a 429 with an empty body, which the rate limiter never sends.

    Hosted plans have daily quotas, of mails for example.
    """
    left = _DAY - _server_now(response, now) % _DAY
    return Finish(
        f"not tried again: an empty 429 is that of a plan's daily quota; there may be room in {left / 3600:.0f} hours, "
        "after midnight UTC",
        retry_after=left,
    )


def _room(call: CallContext, response: Response, now: float) -> float:
    """Return the seconds until a limit has room again: from the limiter, else until the server's next clock minute.

    A date has whole seconds, so the start of the minute is uncertain by up to one second.
    """
    if call.refusal is not None:
        return call.refusal.seconds
    return WINDOW - _server_now(response, now) % WINDOW + 1.0


def asked_wait(response: Response, now: float) -> float | None:
    """Return the seconds that the server asked to wait; negative if the time has passed, None if it did not ask.

    Retry-After (RFC 9110, section 10.2.3) is a number of seconds or an HTTP date; fractions are accepted, too.

    Args:
        response: The response.
        now: Epoch seconds by the clock of this machine.
    """
    given = response.headers.get("retry-after", "").strip()
    if not given:
        return None
    try:
        seconds = float(given)
    except ValueError:
        at = header_date(given)
        seconds = math.nan if at is None else at - _server_now(response, now)
    return min(seconds, _LONGEST_WAIT) if math.isfinite(seconds) else None


def _server_now(response: Response, now: float) -> float:
    date = header_date(response.headers.get("date"))
    return now if date is None else date

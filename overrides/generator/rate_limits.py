"""Converts the limits in `x-rate-limit` to declarations and texts."""

from __future__ import annotations

from typing import Any

from contract import At, Unsupported
from emit import call, quote
from records import RateLimit

_NEEDED = {"rule", "requests", "seconds", "by"}
_OPTIONAL = {"since", "status"}
_COUNTED = ("account", "token", "conversation", "address")


def read_rate_limits(given: Any, at: At, of: str = "Chatwoot") -> list[RateLimit]:
    """Return the rules in `given`, which is one rule or a list; `of` is the product's name."""
    return [_rule(each, (*at, "x-rate-limit"), of) for each in (given if isinstance(given, list) else [given])]


def _rule(given: Any, at: At, of: str) -> RateLimit:
    if not isinstance(given, dict) or not _NEEDED <= given.keys() <= _NEEDED | _OPTIONAL:
        raise Unsupported("x-rate-limit needs rule, requests, seconds and by, and may have since and status", at)
    by = given["by"] if isinstance(given["by"], list) else [given["by"]]
    if not by or not set(by) <= set(_COUNTED):
        raise Unsupported(f"x-rate-limit: by is one or several of {', '.join(_COUNTED)}", at)
    for key in ("requests", "seconds", "status"):
        if not isinstance(given.get(key, 1), int) or given.get(key, 1) < 1:
            raise Unsupported(f"x-rate-limit: {key} is a number from 1", at)
    declaration = call(
        "RateLimitRule",
        f"rule={quote(given['rule'])}",
        *(f"{key}={given[key]}" for key in ("requests", "seconds")),
        f"by={tuple(map(str, by))}",
        *([f"since={quote(given['since'])}"] if "since" in given else []),
        *([f"status={given['status']}"] if "status" in given else []),
    )
    rule = f"{of}'s rule `{given['rule']}`"
    since = f", since {of} {given['since']}" if "since" in given else ""
    limit = f"{given['requests']} requests in {given['seconds']} seconds by {' and '.join(by)}"
    return RateLimit(declaration, f"Rate limit: {limit} ({rule}{since}).")

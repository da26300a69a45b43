"""Verifies deliveries: HMAC-SHA256 over ``timestamp.body``, and their age.

Chatwoot signs only the timestamp and the body, no other header, not even the delivery id. Frames that may raise hold
secrets and signatures in objects that do not show them.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from ..errors import SettingsError, WebhookError
from ..hooks import is_async
from ._payload import Source

Secret: TypeAlias = "str | Iterable[str] | Callable[[Source], str | Iterable[str] | None]"  # noqa: S105  # a type
"""A secret; several secrets, during a rotation; or a function that returns these for a delivery's source, or None if
there is none. The function sees unverified data: use it only to choose a secret."""
Headers: TypeAlias = "Mapping[Any, Any] | Iterable[tuple[Any, Any]]"
"""Headers of any framework: a mapping or pairs, str or bytes, in any case; also a WSGI environ."""

SIGNATURE, TIMESTAMP, DELIVERY = "X-Chatwoot-Signature", "X-Chatwoot-Timestamp", "X-Chatwoot-Delivery"
_WANTED = {each.lower(): each for each in (SIGNATURE, TIMESTAMP, DELIVERY)}
_UNSIGNED = (
    "Chatwoot signs since 4.11.2, bots' and API inboxes' deliveries since 4.13; of older servers only "
    "`parse_unverified` reads them"
)
_LONGEST_TIMESTAMP = 12


@attrs.frozen
class DeliveryHeaders:
    """Chatwoot's own headers of a delivery.

    Attributes:
        twice: The header that has two values.
    """

    signature: str | None = attrs.field(repr=False)
    timestamp: str | None
    delivery: str | None
    twice: str | None


def read_headers(headers: Headers) -> DeliveryHeaders:
    """Find Chatwoot's own headers."""
    items = getattr(headers, "items", None)
    found: dict[str, str] = {}
    twice = None
    for given_name, given in headers if items is None else items():
        name = _WANTED.get(_text(given_name).lower().replace("_", "-").removeprefix("http-"))
        if name is None:
            continue
        for each in given if isinstance(given, list | tuple) else [given]:
            value = _text(each).strip()
            if found.setdefault(name, value) != value:
                twice = name
    return DeliveryHeaders(found.get(SIGNATURE), found.get(TIMESTAMP), found.get(DELIVERY), twice)


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


@attrs.frozen
class Hidden:
    """A value that a traceback's locals do not show."""

    value: Any = attrs.field(repr=False)


Keys: TypeAlias = "Callable[[Callable[[], Source]], Hidden]"
"""Returns the keys for a source, as a tuple of bytes."""


def signing_keys(secret: Hidden) -> Keys:
    """Return the keys of a `Secret`.

    Raises:
        SettingsError: a secret is not a str, or is empty; or the function is async.
    """
    if is_async(secret.value):
        raise SettingsError("secret: expected a function that is not async")
    if not callable(secret.value):
        fixed = _encoded(secret)
        return lambda source: fixed

    def keys(source: Callable[[], Source]) -> Hidden:
        chosen = Hidden(secret.value(source()))
        return Hidden(()) if chosen.value is None else _encoded(chosen)

    return keys


def _encoded(secret: Hidden) -> Hidden:
    texts = Hidden(_texts(secret.value))
    problem = next((each for each in map(_problem, texts.value) if each), None if texts.value else "there is none")
    if problem:
        raise SettingsError(f"secret: {problem}")
    return Hidden(tuple(each.encode("utf-8", "surrogatepass") for each in texts.value))


def _texts(secret: Any) -> tuple[Any, ...]:
    return tuple(secret) if isinstance(secret, Iterable) and not isinstance(secret, str | bytes) else (secret,)


def _problem(secret: Any) -> str | None:
    if not isinstance(secret, str):
        return f"expected a text, several, or a function, got {type(secret).__name__}"
    if not secret.strip():
        return "is empty"
    return "has a space or a line break at an end" if secret != secret.strip() else None


def verify(
    body: bytes, given: DeliveryHeaders, keys: Keys, source: Callable[[], Source], tolerance: float, now: float
) -> None:
    """Verify a delivery.

    Args:
        body: The body, byte for byte.
        given: Its headers.
        keys: Any of them may have signed it.
        source: Reads its source.
        tolerance: Maximum difference in seconds between its timestamp and now, in both directions.
        now: Seconds since the epoch.

    Raises:
        WebhookError: no key signed it, or its age exceeds `tolerance`; `check` names the failed check.
    """
    if given.twice:
        raise WebhookError(f"there are two different {given.twice} headers", check="headers")
    if given.signature is None:
        raise WebhookError(f"there is no {SIGNATURE} header", check="signature", advice=_UNSIGNED)
    stamp = given.timestamp or ""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= _LONGEST_TIMESTAMP):
        raise WebhookError(f"{TIMESTAMP} is not there, or no number of seconds", check="timestamp")
    chosen = keys(source)
    if not chosen.value:
        raise WebhookError("there is no secret for its source", check="secret")
    if not _is_signed(body, given, chosen):
        raise WebhookError(
            "the signature does not fit the body and the secret",
            check="signature",
            advice="pass the body byte for byte, and the secret of this webhook, bot or inbox",
        )
    age = now - int(stamp)
    if not abs(age) <= tolerance:
        when = f"{age:.0f} s ago" if age > 0 else f"{-age:.0f} s in the future"
        raise WebhookError(
            f"it was signed {when}, and {tolerance:g} s are allowed",
            check="timestamp",
            advice="compare the clocks of both machines" if age < 0 else None,
        )


def _is_signed(body: bytes, given: DeliveryHeaders, keys: Hidden) -> bool:
    """Return whether one of the keys signed it, compared in constant time."""
    signed = f"{given.timestamp}.".encode() + body
    claimed = str(given.signature).encode("utf-8", "replace")
    fitting = [
        hmac.compare_digest(b"sha256=" + hmac.new(key, signed, hashlib.sha256).hexdigest().encode(), claimed)
        for key in keys.value
    ]
    return any(fitting)

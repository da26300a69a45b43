"""Verifies and reads one delivery."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from .._wire.deviations import DriftHook
from ..errors import SettingsError, WebhookError
from ..hooks import check_hook
from ._events import Event, decode_event, read_payload
from ._payload import source_of
from ._signatures import DeliveryHeaders, Headers, Hidden, Keys, Secret, read_headers, signing_keys, verify

MAX_BODY = 10 * 2**20
TOLERANCE = 300.0


def unwrap(
    body: bytes,
    headers: Headers,
    secret: Secret,
    *,
    tolerance: float = TOLERANCE,
    now: Callable[[], float] = time.time,
    max_body: int = MAX_BODY,
    on_drift: DriftHook | None = None,
) -> Event:
    """Verify a delivery, and read the event.

    Args:
        body: The raw body, byte for byte; a body that was parsed and serialized again does not match the signature.
        headers: The headers as the framework provides them: a mapping or pairs, str or bytes, in any case.
        secret: The secret of the webhook, bot or API inbox; several, during a rotation; or a function that takes the
            delivery's `Source`, which is not verified yet, and returns these, or None.
        tolerance: Maximum difference in seconds between its timestamp and now, in both directions.
        now: Returns the seconds since the epoch.
        max_body: Maximum bytes; a longer body is refused before any other check.
        on_drift: Receives each `Deviation` from the contract instead of the log.

    Raises:
        WebhookError: the delivery is refused; `check` names the failed check.
        SettingsError: the secret, or another setting, is invalid.
    """
    hidden, given = Hidden(secret), read_headers(headers)
    del secret, headers  # tracebacks from here on show this frame
    check_settings(tolerance, max_body, on_drift)
    payload = verified(body, given, signing_keys(hidden), tolerance=tolerance, now=now, max_body=max_body)
    return decode_event(payload, on_drift)


def parse_unverified(body: bytes, *, max_body: int = MAX_BODY, on_drift: DriftHook | None = None) -> Event:
    """Read the event of a delivery without verifying who sent it.

    For servers that do not sign: Chatwoot before 4.11.2; bots' and API inboxes' deliveries before 4.13. Anyone who
    knows the URL can send such an event: keep it secret, and read the data you act on from the API.

    Raises:
        WebhookError: the body is too long, or is not an event.
    """
    check_hook("on_drift", on_drift)
    return decode_event(read_payload(checked(body, max_body)), on_drift)


def verified(
    body: Any, given: DeliveryHeaders, keys: Keys, *, tolerance: float, now: Callable[[], float], max_body: int
) -> dict[str, Any]:
    """Verify a delivery, and return its JSON.

    Raises:
        WebhookError: the delivery is refused.
    """
    content = checked(body, max_body)
    read = cache(lambda: read_payload(content))  # a secret function needs it before verification
    verify(content, given, keys, lambda: source_of(read()), tolerance, now())
    return read()


def checked(body: Any, max_body: int) -> bytes:
    """Return the bytes of a body.

    Raises:
        WebhookError: the body is too long.
        TypeError: the body is not bytes.
    """
    if not isinstance(body, bytes | bytearray | memoryview):
        raise TypeError(f"body: expected the bytes that came, got {type(body).__name__}")
    content = bytes(body)
    if len(content) > max_body:
        raise WebhookError(f"the body has more than {max_body} bytes", check="size")
    return content


def check_settings(tolerance: float, max_body: int, on_drift: DriftHook | None) -> None:
    """Reject invalid settings.

    Raises:
        SettingsError: a setting is invalid.
    """
    if not tolerance >= 0:
        raise SettingsError(f"tolerance: expected seconds, 0 or more, got {tolerance!r}")
    if not max_body > 0:
        raise SettingsError(f"max_body: expected a number of bytes above 0, got {max_body!r}")
    check_hook("on_drift", on_drift)

"""One delivery: verified, and read."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from .._wire.deviations import DriftHook
from ..errors import SettingsError, WebhookError
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
        body: The body as it came, byte for byte; what a framework parsed and wrote again has another signature.
        headers: The headers as the framework has them: a mapping or pairs, str or bytes, in any case.
        secret: The secret of the webhook, bot or API inbox; several, while one takes the place of another; or a
            function that gets the `Source` of the delivery, which is not verified yet, and gives these, or None.
        tolerance: Seconds that its timestamp may be away from now, in both directions.
        now: Gives the seconds since the epoch.
        max_body: Bytes; a longer body is refused before it is looked at.
        on_drift: Gets each `Deviation` from the contract, in place of the log.

    Raises:
        WebhookError: the delivery is refused; `check` says why.
        SettingsError: the secret, or another setting, cannot be right.
    """
    hidden, given = Hidden(secret), read_headers(headers)
    del secret, headers  # what is raised from here on shows the frame
    check_settings(tolerance, max_body)
    payload = verified(body, given, signing_keys(hidden), tolerance=tolerance, now=now, max_body=max_body)
    return decode_event(payload, on_drift)


def parse_unverified(body: bytes, *, max_body: int = MAX_BODY, on_drift: DriftHook | None = None) -> Event:
    """Read the event of a delivery without verifying who sent it.

    For servers that do not sign: Chatwoot before 4.11.2; bots' and API inboxes' deliveries before 4.13. Whoever knows
    the URL can send such an event: keep it secret, and read from the API what you act on.

    Raises:
        WebhookError: the body is too long, or no event.
    """
    return decode_event(read_payload(checked(body, max_body)), on_drift)


def verified(
    body: Any, given: DeliveryHeaders, keys: Keys, *, tolerance: float, now: Callable[[], float], max_body: int
) -> dict[str, Any]:
    """The JSON of a delivery that was verified.

    Raises:
        WebhookError: it is refused.
    """
    content = checked(body, max_body)
    read = cache(lambda: read_payload(content))  # a function that gives the secret needs it before
    verify(content, given, keys, lambda: source_of(read()), tolerance, now())
    return read()


def checked(body: Any, max_body: int) -> bytes:
    """The bytes of a body.

    Raises:
        WebhookError: there are too many.
        TypeError: it is not bytes.
    """
    if not isinstance(body, bytes | bytearray | memoryview):
        raise TypeError(f"body: expected the bytes that came, got {type(body).__name__}")
    content = bytes(body)
    if len(content) > max_body:
        raise WebhookError(f"the body has more than {max_body} bytes", check="size")
    return content


def check_settings(tolerance: float, max_body: int) -> None:
    """Refuse settings that cannot be meant.

    Raises:
        SettingsError: as it says.
    """
    if not tolerance >= 0:
        raise SettingsError(f"tolerance: expected seconds, 0 or more, got {tolerance!r}")
    if not max_body > 0:
        raise SettingsError(f"max_body: expected a number of bytes above 0, got {max_body!r}")

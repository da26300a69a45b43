"""Turns a delivery's payload into an event: the contract's model, or an `UnknownEvent`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

import attrs

from .._wire.decode import decoder
from .._wire.deviations import DriftHook, DriftReporter, Findings, Mismatch
from .._wire.json import loads
from ..errors import DecodeError, WebhookError
from ..generated import CONTRACT_VERSION, models
from ..generated.events import MODELS, KnownEvent


@attrs.frozen
class UnknownEvent:
    """An event that the contract does not name, from a newer server.

    Attributes:
        event: Its name.
        data: The JSON, unchanged.
    """

    event: str
    data: dict[str, Any] = attrs.field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON, unchanged."""
        return self.data


Event: TypeAlias = KnownEvent | UnknownEvent
"""What handlers get: an event of the contract, or one that this version does not know."""

_NAME = re.compile("[a-z_.]{1,64}")
_reporter = DriftReporter(None, CONTRACT_VERSION)


def read_payload(body: bytes) -> dict[str, Any]:
    """Parse a delivery's JSON.

    Raises:
        WebhookError: it is not a JSON object with an event name.
    """
    try:
        payload = loads(body)
    except DecodeError as error:
        raise WebhookError(error.message, check="body") from None
    if not isinstance(payload, dict):
        raise WebhookError("the body is no JSON object", check="body")
    if not isinstance(payload.get("event"), str):
        raise WebhookError("the body does not name an event: it is not from Chatwoot", check="body")
    return payload


def decode_event(payload: dict[str, Any], on_drift: DriftHook | None) -> Event:
    """Build the event. It shares the payload's lists: do not use the payload afterwards."""
    return cast("Event", decode_named(payload, MODELS, "webhooks", on_drift))


def decode_named(payload: dict[str, Any], known: Mapping[str, str], place: str, on_drift: DriftHook | None) -> Any:
    """Build the event that the JSON names.

    Args:
        payload: The JSON; do not use it afterwards.
        known: Event classes by name.
        place: The source of the events, for reports.
        on_drift: Receives each `Deviation` instead of the log.
    """
    found, name = Findings(), payload["event"]
    if name in known:
        event: Any = decoder(getattr(models, known[name]))(payload, None, found)
    else:
        found.append(Mismatch((None, "event"), "an event that the contract has", name))
        event = UnknownEvent(name, payload)
    reporter = _reporter if on_drift is None else DriftReporter(on_drift, CONTRACT_VERSION)
    reporter.report(found, f"{place}.{name}" if _NAME.fullmatch(name) else place, log=on_drift is None)
    return event

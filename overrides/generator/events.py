"""Reads the webhooks of the contract: the model for the body of each event."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from openapi_python_client import strings

from contract import At, Unsupported, name_of


def read_events(document: Mapping[str, Any], models: Collection[str]) -> dict[str, str]:
    """Return the class name of each event's model, by event name; `models` has the class names of all models.

    Raises:
        Unsupported: an event has no POST whose JSON body is a component.
    """
    return {name: _model(name, item, models) for name, item in document.get("webhooks", {}).items()}


def families(events: Mapping[str, str]) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """Return the events of webhooks and those of `/cable`, whose names contain dots."""
    return [
        ("MODELS", "KnownEvent", "of webhooks", [each for each in events.items() if "." not in each[0]]),
        ("REALTIME", "KnownRealtimeEvent", "over `/cable`", [each for each in events.items() if "." in each[0]]),
    ]


def _model(name: str, item: Any, models: Collection[str]) -> str:
    at: At = ("webhooks", name)
    for key in ("post", "requestBody", "content", "application/json", "schema"):
        item, at = item.get(key) if isinstance(item, dict) else None, (*at, key)
    ref = item.get("$ref") if isinstance(item, dict) else None
    model = str(strings.ClassName(name_of(ref), ""))
    if model not in models:
        raise Unsupported(f"{name}: an event is a POST of an object, by the $ref of a component", at)
    return model

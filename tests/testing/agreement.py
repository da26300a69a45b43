"""Compares the keys and types of the fake's JSON with a real server's."""

from __future__ import annotations

from typing import Any

from .test_against_captures import FREE_FORM

FREE = FREE_FORM | {"event_info", "changed_attributes", "previous_changes", "users", "contacts"}
OPTIONAL = {"attachments", "performer"}


def agrees(real: Any, fake: Any, key: str = "") -> bool:
    """Return whether two values have the same keys and types; null matches any type, and so do free-form objects."""
    if None in (real, fake) or key in FREE:
        return True
    if isinstance(real, dict) and isinstance(fake, dict):
        if real.get("type") != fake.get("type"):  # users and bots have different keys
            return True
        optional = OPTIONAL | ({"sender"} if "sender_type" in real else set())
        same = real.keys() - optional == fake.keys() - optional
        return same and all(agrees(real[name], fake[name], name) for name in real.keys() & fake.keys())
    if isinstance(real, list) and isinstance(fake, list):
        return not (real and fake) or agrees(real[0], fake[0])
    return type(real) is type(fake)

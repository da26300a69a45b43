"""What a receiver tells of itself: what became of deliveries, and which events are not done."""

from __future__ import annotations

from collections.abc import Hashable

import attrs

from ._events import Event


@attrs.define
class Counts:
    """What became of the deliveries that a receiver got.

    Attributes:
        received: Those that were verified.
        refused: Could not be verified or read, or there was no room for them.
        duplicates: Came before.
        own: Written by the bot itself.
        held_back: The conversation is assigned to a person.
        recovered: Were not delivered, but found by the API, and given to handlers.
        handled: Their handlers have ended.
        failed: A handler raised an exception.
    """

    received: int = 0
    refused: int = 0
    duplicates: int = 0
    own: int = 0
    held_back: int = 0
    recovered: int = 0
    handled: int = 0
    failed: int = 0


@attrs.frozen(eq=False)
class Unfinished:
    """An event whose handlers have not ended, or failed; `WebhookReceiver.retry` takes it.

    Attributes:
        event: The event.
        error: What a handler raised; None where they did not end.
    """

    event: Event
    error: BaseException | None
    _key: Hashable = attrs.field(repr=False)
    _keys: tuple[str, ...] = attrs.field(repr=False)
    _lane: Hashable = attrs.field(repr=False)

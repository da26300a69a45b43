"""A receiver's records: delivery counts and unfinished events."""

from __future__ import annotations

from collections.abc import Hashable

import attrs

from ._events import Event


@attrs.define
class Counts:
    """Counts of a receiver's deliveries by outcome.

    Attributes:
        received: Verified.
        refused: Not verifiable or not readable, or there was no room.
        duplicates: Received before.
        own: Written by the bot itself.
        held_back: Not handled, since the conversation is assigned to a person.
        recovered: Not delivered, but found through the API and passed to handlers.
        handled: All handlers have ended.
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
    """An event whose handlers have not ended, or failed; pass it to `WebhookReceiver.retry`.

    Attributes:
        event: The event.
        error: The exception that a handler raised; None if the handlers did not end.
    """

    event: Event
    error: BaseException | None
    _key: Hashable = attrs.field(repr=False)
    _keys: tuple[str, ...] = attrs.field(repr=False)
    _lane: Hashable = attrs.field(repr=False)

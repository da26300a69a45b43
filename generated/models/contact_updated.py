from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, ListOf, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .event_account import EventAccount


@declare
class ContactUpdated(Model):
    """A contact changed.

    Attributes:
        account: The account of an event.
        identifier: The contact's ID in your own system.
        avatar: URL of the picture; empty if there is none.
        thumbnail: URL of the picture; empty if there is none.
        additional_attributes: Free-form.
        custom_attributes: Free-form.
        event: The name of the event.
        changed_attributes: Free-form: objects with one key each, which has `previous_value` and
            `current_value`.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    account: EventAccount = field(Object(EventAccount))
    email: str | None = field(Plain("string", nullable=True))
    phone_number: str | None = field(Plain("string", nullable=True))
    identifier: str | None = field(Plain("string", nullable=True))
    blocked: bool = field(Plain("boolean"))
    avatar: str = field(Plain("string"))
    thumbnail: str = field(Plain("string"))
    additional_attributes: dict[str, Any] = field(MapOf(Anything()))
    custom_attributes: dict[str, Any] = field(MapOf(Anything()))
    event: str = field(Plain("string"))
    changed_attributes: list[dict[str, Any]] | None = field(ListOf(MapOf(Anything()), nullable=True))

from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Object, OneOf, Plain, field
from ..._wire.model import Model, declare
from .message_agent_bot import MessageAgentBot
from .message_contact_type import MessageContactType
from .message_user import MessageUser


@declare
class RealtimeContact(Model):
    """A contact, as sent to browsers.

    Attributes:
        type: The kind of sender.
        name: The name; may be empty.
        identifier: The contact's ID in your own system.
        thumbnail: URL of the picture; empty if there is none.
        additional_attributes: Free-form.
        custom_attributes: Free-form.
        company_id: ID of the contact's company. Since Chatwoot 4.15.0.
        performer: User or bot that caused the event in the app or through the API.
    """

    id: int = field(Plain("integer"))
    type: MessageContactType = field(Enumeration(MessageContactType))
    name: str = field(Plain("string"))
    email: str | None = field(Plain("string", nullable=True))
    phone_number: str | None = field(Plain("string", nullable=True))
    identifier: str | None = field(Plain("string", nullable=True))
    thumbnail: str = field(Plain("string"))
    blocked: bool = field(Plain("boolean"))
    additional_attributes: dict[str, Any] = field(MapOf(Anything()))
    custom_attributes: dict[str, Any] = field(MapOf(Anything()))
    account_id: int = field(Plain("integer"))
    company_id: int | None = field(Plain("integer", nullable=True), default=None)
    performer: MessageUser | MessageAgentBot | None = field(
        OneOf("type", {"user": Object(MessageUser), "agent_bot": Object(MessageAgentBot)}), default=None
    )

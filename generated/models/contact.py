from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .availability import Availability
from .contact_inbox import ContactInbox


@declare
class Contact(Model):
    """A customer.

    Attributes:
        name: The name; may be empty.
        identifier: The contact's ID in your own system.
        thumbnail: URL of the picture; empty if there is none.
        availability_status: The presence of a user.
        additional_attributes: Free-form: city, country, country_code, created_at_ip, social_profiles and
            more.
        custom_attributes: Free-form: defined by the account.
        created_at: Absent in some responses.
        last_activity_at: Time of the last activity; absent if there was no activity.
        company_id: ID of the contact's company. Since Chatwoot 4.15.0.
        contact_inboxes: The contact's identities in inboxes. Absent inside a conversation.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    email: str | None = field(Plain("string", nullable=True))
    phone_number: str | None = field(Plain("string", nullable=True))
    identifier: str | None = field(Plain("string", nullable=True))
    thumbnail: str = field(Plain("string"))
    blocked: bool = field(Plain("boolean"))
    availability_status: Availability = field(Enumeration(Availability, extensible=True))
    additional_attributes: dict[str, Any] = field(MapOf(Anything()))
    custom_attributes: dict[str, Any] = field(MapOf(Anything()))
    created_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
    last_activity_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
    company_id: int | None = field(Plain("integer", nullable=True), default=None)
    contact_inboxes: list[ContactInbox] | None = field(ListOf(Object(ContactInbox)), default=None)

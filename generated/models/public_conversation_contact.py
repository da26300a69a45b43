from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, ListOf, MapOf, Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class PublicConversationContact(Model):
    """The contact of a conversation, with all data that the account has about it.

    Attributes:
        created_at: Time at which the contact was created.
        updated_at: The time of the last change.
        additional_attributes: Free-form.
        identifier: The contact's ID in your own system.
        custom_attributes: Free-form.
        last_activity_at: Time of the contact's last message.
        contact_type: visitor, lead or customer.
        company_id: ID of the contact's company. Since Chatwoot 4.15.0.
        label_list: Titles of its labels.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    email: str | None = field(Plain("string", nullable=True))
    phone_number: str | None = field(Plain("string", nullable=True))
    account_id: int = field(Plain("integer"))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    additional_attributes: dict[str, Any] = field(MapOf(Anything()))
    identifier: str | None = field(Plain("string", nullable=True))
    custom_attributes: dict[str, Any] = field(MapOf(Anything()))
    last_activity_at: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    contact_type: str | None = field(Plain("string"), default=None)
    middle_name: str | None = field(Plain("string", nullable=True), default=None)
    last_name: str | None = field(Plain("string", nullable=True), default=None)
    location: str | None = field(Plain("string", nullable=True), default=None)
    country_code: str | None = field(Plain("string", nullable=True), default=None)
    blocked: bool | None = field(Plain("boolean"), default=None)
    company_id: int | None = field(Plain("integer", nullable=True), default=None)
    label_list: list[str] | None = field(ListOf(Plain("string")), default=None)

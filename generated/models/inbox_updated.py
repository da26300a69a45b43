from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .event_account import EventAccount
from .event_channel import EventChannel
from .sender_name_type import SenderNameType


@declare
class InboxUpdated(Model):
    """The settings of an inbox changed.

    Attributes:
        account: The account of an event.
        channel: The channel of an inbox, in an event. The other keys depend on the channel and **contain
            secrets**; they are free-form in `additional_properties` and never shown in a repr.
        working_hours: Free-form: one entry per day.
        event: The name of the event.
        changed_attributes: Free-form: objects with one key each, which has `previous_value` and
            `current_value`.
        auto_assignment_config: Free-form.
        sender_name_type: Form of the sender's name in emails.
    """

    account: EventAccount = field(Object(EventAccount))
    channel: EventChannel = field(Object(EventChannel))
    working_hours: list[dict[str, Any]] = field(ListOf(MapOf(Anything())))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    event: str = field(Plain("string"))
    changed_attributes: list[dict[str, Any]] | None = field(ListOf(MapOf(Anything()), nullable=True))
    allow_messages_after_resolved: bool | None = field(Plain("boolean"), default=None)
    lock_to_single_conversation: bool | None = field(Plain("boolean"), default=None)
    auto_assignment_config: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    enable_auto_assignment: bool | None = field(Plain("boolean"), default=None)
    enable_email_collect: bool | None = field(Plain("boolean"), default=None)
    greeting_enabled: bool | None = field(Plain("boolean"), default=None)
    greeting_message: str | None = field(Plain("string", nullable=True), default=None)
    csat_survey_enabled: bool | None = field(Plain("boolean"), default=None)
    business_name: str | None = field(Plain("string", nullable=True), default=None)
    sender_name_type: SenderNameType | None = field(Enumeration(SenderNameType), default=None)
    timezone: str | None = field(Plain("string"), default=None)
    out_of_office_message: str | None = field(Plain("string", nullable=True), default=None)
    working_hours_enabled: bool | None = field(Plain("boolean"), default=None)

from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, MapOf, Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class InboxRecord(Model):
    """An inbox as a database record; its keys differ from the inbox of `inboxes.get`.

    Attributes:
        channel_id: Unique only among inboxes with the same `channel_type`.
        channel_type: Class of the inbox's channel, such as Channel::Api.
        enable_auto_assignment: Whether the server assigns conversations to agents.
        timezone: Time zone of the working hours, such as UTC or Asia/Jakarta.
        enable_email_collect: Whether the inbox asks visitors for their email address.
        csat_survey_enabled: Whether contacts get a satisfaction survey.
        auto_assignment_config: Free-form.
        lock_to_single_conversation: Whether each contact has at most one conversation in the inbox.
        portal_id: ID of the inbox's help center.
        sender_name_type: Form of the sender's name in emails: friendly or professional.
        csat_config: Free-form; absent in older versions.
    """

    id: int = field(Plain("integer"))
    channel_id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    channel_type: str = field(Plain("string"))
    enable_auto_assignment: bool | None = field(Plain("boolean", nullable=True))
    greeting_enabled: bool | None = field(Plain("boolean", nullable=True))
    greeting_message: str | None = field(Plain("string", nullable=True))
    email_address: str | None = field(Plain("string", nullable=True))
    working_hours_enabled: bool | None = field(Plain("boolean", nullable=True))
    out_of_office_message: str | None = field(Plain("string", nullable=True))
    timezone: str | None = field(Plain("string", nullable=True))
    enable_email_collect: bool | None = field(Plain("boolean", nullable=True))
    csat_survey_enabled: bool | None = field(Plain("boolean", nullable=True))
    allow_messages_after_resolved: bool | None = field(Plain("boolean", nullable=True))
    auto_assignment_config: dict[str, Any] = field(MapOf(Anything()))
    lock_to_single_conversation: bool = field(Plain("boolean"))
    portal_id: int | None = field(Plain("integer", nullable=True))
    sender_name_type: str = field(Plain("string"))
    business_name: str | None = field(Plain("string", nullable=True))
    csat_config: dict[str, Any] | None = field(MapOf(Anything()), default=None)

from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class SubmittedCsatSurvey(Model):
    """Satisfaction of a contact.

    Attributes:
        conversation_id: Display ID of the conversation: the number that the app shows.
        rating: From 1 (not satisfied) to 5 (very satisfied).
        feedback_message: The contact's comment.
        assigned_agent_id: ID of the rated agent.
        created_at: Time of the contact's response.
        updated_at: The time of the last change.
        csat_review_notes: Paid edition only.
        review_notes_updated_at: Paid edition only.
        review_notes_updated_by_id: Paid edition only.
    """

    id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    conversation_id: int = field(Plain("integer"))
    message_id: int = field(Plain("integer"))
    rating: int = field(Plain("integer"))
    feedback_message: str | None = field(Plain("string", nullable=True))
    contact_id: int = field(Plain("integer"))
    assigned_agent_id: int | None = field(Plain("integer", nullable=True))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    csat_review_notes: str | None = field(Plain("string", nullable=True), default=None)
    review_notes_updated_at: datetime.datetime | None = field(Timestamp("iso", nullable=True), default=None)
    review_notes_updated_by_id: int | None = field(Plain("integer", nullable=True), default=None)

from __future__ import annotations

import datetime

from ..._wire.kinds import Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .contact import Contact
from .csat_reviewer import CsatReviewer
from .user import User


@declare
class CsatSurveyResponse(Model):
    """A contact's response to a satisfaction survey.

    Attributes:
        rating: Rating from 1 (bad) to 5 (good).
        feedback_message: The contact's comment.
        message_id: ID of the message with the survey.
        contact: A customer.
        conversation_id: Display ID of the conversation: the number that the app shows.
        csat_review_notes: The note about the response. Since Chatwoot 4.16.2.
        review_notes_updated_at: Time of the note. Since Chatwoot 4.16.2.
        review_notes_updated_by: The author of the note. Since Chatwoot 4.16.2.
        assigned_agent: The assignee of the conversation; absent without one.
    """

    id: int = field(Plain("integer"))
    rating: int = field(Plain("integer"))
    feedback_message: str | None = field(Plain("string", nullable=True))
    account_id: int = field(Plain("integer"))
    message_id: int = field(Plain("integer"))
    contact: Contact = field(Object(Contact))
    conversation_id: int = field(Plain("integer"))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    csat_review_notes: str | None = field(Plain("string", nullable=True), default=None)
    review_notes_updated_at: datetime.datetime | None = field(Timestamp("epoch", nullable=True), default=None)
    review_notes_updated_by: CsatReviewer | None = field(Object(CsatReviewer, nullable=True), default=None)
    assigned_agent: User | None = field(Object(User, nullable=True), default=None)

"""Contacts' responses to satisfaction surveys."""

from __future__ import annotations

import datetime as dt

from .entity import Stored, attribute
from .people import Agent
from .records import Message
from .values import TEXT


class CsatSurveyResponse(
    Stored,
    keys="id rating feedback_message csat_review_notes@4.16.2 review_notes_updated_at:epoch@4.16.2"
    " review_notes_updated_by:named@4.16.2 account_id message.id=message_id"
    " message.conversation.contact=contact:contact message.conversation.id=conversation_id assigned_agent?"
    " created_at:epoch",
):
    """A contact's response to a survey.

    Attributes:
        message: The message with the survey.
        rating: From 1, bad, to 5, good.
        csat_review_notes: An administrator's notes about the response.
    """

    message: Message
    rating: int
    feedback_message: str | None = None
    assigned_agent: Agent | None = None
    csat_review_notes: str | None = attribute(TEXT, default=None)
    review_notes_updated_at: dt.datetime | None = None
    review_notes_updated_by: Agent | None = None

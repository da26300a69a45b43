from __future__ import annotations

import datetime

from ..._wire.kinds import Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .submitted_csat_survey import SubmittedCsatSurvey


@declare
class CsatSurvey(Model):
    """The survey of a conversation.

    Attributes:
        id: ID of the message with the survey.
        csat_survey_response: The contact's response; null before that.
        display_type: Form of the rating: emoji or star.
        content: The question.
        inbox_avatar_url: URL of the picture; empty if there is none.
        locale: The language of the account.
        conversation_id: Display ID of the conversation: the number that the app shows.
        created_at: Time at which the survey was sent.
    """

    id: int = field(Plain("integer"))
    csat_survey_response: SubmittedCsatSurvey | None = field(Object(SubmittedCsatSurvey, nullable=True))
    display_type: str | None = field(Plain("string", nullable=True))
    content: str | None = field(Plain("string", nullable=True))
    inbox_avatar_url: str = field(Plain("string"))
    inbox_name: str = field(Plain("string"))
    locale: str = field(Plain("string"))
    conversation_id: int = field(Plain("integer"))
    created_at: datetime.datetime = field(Timestamp("iso"))

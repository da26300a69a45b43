"""Responses to satisfaction surveys (from captures, otherwise from source)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from .._state.clock import Json
from .._state.surveys import CsatSurveyResponse
from .._state.values import to_integer
from .call import AccountRouter, Call
from .queries import page_of
from .report_scopes import Range, csv_text, link_of, reporting_period
from .routing import ALWAYS

_A_PAGE = 25
_COLUMNS = (
    *("Agent Name", "Rating", "Feedback Comment", "Contact Name", "Contact Email Address", "Contact Phone Number"),
    *("Link to the conversation", "Recorded date"),
)
router = AccountRouter(admins=ALWAYS)


def _found(call: Call) -> list[CsatSurveyResponse]:
    """Return the survey responses of a query, in its order."""
    query, is_inside = call.query, Range.filter(call.query)
    users = set(map(to_integer, query.getlist("user_ids[]")))
    found = []
    for each in call.account.all(CsatSurveyResponse).values():
        conversation, agent = each.message.conversation, each.assigned_agent
        if (
            is_inside(each.created_at)
            and (not users or (agent is not None and agent.id in users))
            and call.fits(inbox_id=conversation.inbox, team_id=conversation.team, rating=each.rating)
        ):
            found.append(each)
    if query.get("sort") in ("created_at", "-created_at"):
        found.sort(key=lambda each: (each.created_at, each.id), reverse=query["sort"].startswith("-"))
    return found


@router("GET /csat_survey_responses")
def _list(call: Call) -> list[Json]:
    return call.json_of(_found(call)[page_of(call.query, _A_PAGE)])


@router("GET /csat_survey_responses/metrics")
def _metrics(call: Call) -> Json:
    found, is_inside = _found(call), Range.filter(call.query)
    sent = [
        message
        for conversation in call.account.conversations.values()
        for message in conversation.messages
        if message.content_type == "input_csat" and is_inside(message.created_at)
    ]
    ratings = Counter(str(each.rating) for each in found)
    return {"total_count": len(found), "ratings_count": ratings, "total_sent_messages_count": len(sent)}


@router("GET /csat_survey_responses/download")
def _download(call: Call) -> str:
    found, has_notes = _found(call), call.has("4.16.2")
    rows: list[list[Any]] = [[*_COLUMNS, *(["Review Notes"] if has_notes else [])]]
    rows += [_row(call, each) + ([each.csat_review_notes] if has_notes else []) for each in found]
    if Range.of(call.query) is not None:
        rows.append([reporting_period(call.query)])
    return f"{csv_text(rows)}\n"


def _row(call: Call, response: CsatSurveyResponse) -> list[Any]:
    conversation, agent = response.message.conversation, response.assigned_agent
    contact = conversation.contact
    return [
        f"{agent.name} ({agent.email})" if agent else None,
        response.rating,
        response.feedback_message,
        *(contact.name, contact.email, contact.phone_number),
        link_of(call, conversation),
        f"{response.created_at:%Y-%m-%d %H:%M:%S} UTC",
    ]


@router("PATCH /csat_survey_responses/{id}", since="4.16.2")
def _update(call: Call) -> Json:
    response = call.find(call.account.all(CsatSurveyResponse), "id")
    response.csat_review_notes = call.given.get("csat_review_notes")
    response.review_notes_updated_at = response.updated_at = call.now
    response.review_notes_updated_by = call.viewer
    return call.bodies.stored(response)

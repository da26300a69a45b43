"""Answers to satisfaction surveys (source, where not captured)."""

from __future__ import annotations

import csv
import io
from collections import Counter

from .._state.clock import Json
from .._state.surveys import CsatSurveyResponse
from .._state.values import to_integer
from .call import Call, Route, for_administrators
from .queries import page_of
from .report_scopes import Range

_A_PAGE = 25
_KEYS = (
    "id rating feedback_message csat_review_notes@4.16.2 review_notes_updated_at:epoch@4.16.2"
    " review_notes_updated_by@4.16.2 account_id message_id contact conversation_id assigned_agent? created_at:epoch"
)
_COLUMNS = (
    *("Agent Name", "Rating", "Feedback Comment", "Contact Name", "Contact Email Address", "Contact Phone Number"),
    *("Link to the conversation", "Recorded date"),
)


def _found(call: Call) -> list[CsatSurveyResponse]:
    """The survey responses of a query, in its order."""
    query, between = call.query, Range.of(call.query)
    users = set(map(to_integer, query.getlist("user_ids[]")))
    found = []
    for each in call.account.all(CsatSurveyResponse).values():
        conversation, agent = each.message.conversation, each.assigned_agent
        team = conversation.team
        numbers = {"inbox_id": conversation.inbox.id, "team_id": team and team.id, "rating": each.rating}
        if (
            (between is None or each.created_at in between)
            and (not users or (agent is not None and agent.id in users))
            and all(not query.get(name) or to_integer(query[name]) == number for name, number in numbers.items())
        ):
            found.append(each)
    if query.get("sort") in ("created_at", "-created_at"):
        found.sort(key=lambda each: (each.created_at, each.id), reverse=query["sort"].startswith("-"))
    return found


def _json(call: Call, response: CsatSurveyResponse) -> Json:
    conversation, reviewer = response.message.conversation, response.review_notes_updated_by
    return call.bodies.pick(
        response,
        _KEYS,
        message_id=response.message.id,
        contact=call.bodies.contact(conversation.contact),
        conversation_id=conversation.id,
        review_notes_updated_by=reviewer and {"id": reviewer.id, "name": reviewer.name},
    )


def _list(call: Call) -> list[Json]:
    return [_json(call, each) for each in _found(call)[page_of(call.query, _A_PAGE)]]


def _metrics(call: Call) -> Json:
    found, between = _found(call), Range.of(call.query)
    sent = [
        message
        for conversation in call.account.conversations.values()
        for message in conversation.messages
        if message.content_type == "input_csat" and (between is None or message.created_at in between)
    ]
    ratings = Counter(str(each.rating) for each in found)
    return {"total_count": len(found), "ratings_count": ratings, "total_sent_messages_count": len(sent)}


def _download(call: Call) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    has_notes = call.has("4.16.2")
    writer.writerow([*_COLUMNS, *(["Review Notes"] if has_notes else [])])
    for each in _found(call):
        conversation, agent = each.message.conversation, each.assigned_agent
        contact = conversation.contact
        row = [
            f"{agent.name} ({agent.email})" if agent else None,
            each.rating,
            each.feedback_message,
            *(contact.name, contact.email, contact.phone_number),
            f"{call.bodies.base_url}/app/accounts/{call.account.id}/conversations/{conversation.id}",
            f"{each.created_at:%Y-%m-%d %H:%M:%S} UTC",
        ]
        writer.writerow([*row, *([each.csat_review_notes] if has_notes else [])])
    between = Range.of(call.query)
    if between is not None:
        writer.writerow([f"Reporting period {between.since.date()} to {between.until.date()}"])
    return f"{text.getvalue()}\n"


def _update(call: Call) -> Json:
    response = call.find(call.account.all(CsatSurveyResponse), "id")
    response.csat_review_notes = call.given.get("csat_review_notes")
    response.review_notes_updated_at = response.updated_at = call.now
    response.review_notes_updated_by = call.viewer
    return _json(call, response)


_ALL = "/csat_survey_responses"
ROUTES = [
    Route("GET", _ALL, for_administrators(_list)),
    Route("GET", f"{_ALL}/metrics", for_administrators(_metrics)),
    Route("GET", f"{_ALL}/download", for_administrators(_download)),
    Route("PATCH", f"{_ALL}/{{id}}", for_administrators(_update), since="4.16.2"),
]

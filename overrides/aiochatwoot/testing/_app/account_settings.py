"""What an account is set up with: itself, people, teams, inboxes, labels, canned responses and more."""

from __future__ import annotations

import re

from .._json import settings as directory_bodies
from .._state.records import Json
from .answers import server_fault
from .call import Call, Route
from .params import AS_IT_IS, TEXT, Draft, Field, read
from .permissions import for_administrators

_LONGEST = 100  # characters of a domain
_LOCALE = r"[a-z]{2}(_[A-Z]{2})?"
_OWN = {"name": TEXT, "locale": TEXT, "domain": TEXT, "support_email": TEXT}
_CUSTOM = {"industry": TEXT, "company_size": TEXT, "timezone": TEXT}
_SETTINGS: dict[str, Field] = dict.fromkeys(
    (
        "auto_resolve_after",
        "auto_resolve_message",
        "auto_resolve_ignore_waiting",
        "auto_resolve_label",
        "audio_transcriptions",
    ),
    AS_IT_IS,
)
_FEWEST, _MOST = 10, 1_439_856  # minutes until a conversation is resolved by itself


def _get(call: Call) -> Json:
    return directory_bodies.account(call.account) | {"latest_chatwoot_version": None}


def _update(call: Call) -> Json:
    """Invalid values and unknown languages are refused (source, not captured)."""
    account, details, given = call.account, call.account.details, call.given
    own, settings = read(_OWN, given), read(_SETTINGS, given)
    if "locale" in own and not re.fullmatch(_LOCALE, own["locale"] or ""):
        raise server_fault()
    draft = Draft({"name": account.name, **own})
    draft.present("name")
    if len(own.get("domain") or "") > _LONGEST:
        draft.problem("domain", f"is too long (maximum is {_LONGEST} characters)")
    problem = _problem_with(settings.get("auto_resolve_after"))
    if problem is not None:
        draft.problem("auto_resolve_after", problem)
    draft.refuse()
    account.name = draft.values["name"]
    details.locale = own.get("locale", details.locale)
    details.domain = own.get("domain", details.domain)
    details.support_email = own.get("support_email", details.support_email)
    details.settings = details.settings | settings
    details.custom_attributes = details.custom_attributes | read(_CUSTOM, given)
    return directory_bodies.account(account)


def _problem_with(minutes: object) -> str | None:
    if minutes is None:
        return None
    if type(minutes) is not int:
        return "must be of type integer"
    if minutes < _FEWEST:
        return f"must be greater than or equal to {_FEWEST}"
    return f"must be less than or equal to {_MOST}" if minutes > _MOST else None


ENTRIES = [
    Route("GET", "", _get),
    Route("PATCH", "", for_administrators(_update)),
]

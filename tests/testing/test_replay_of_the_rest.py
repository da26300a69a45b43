"""The fake replays the exchanges of `breadth.json` whose operations are in the contract: status and keys.

Ids assigned by the real server are replaced by the fake's ids of created records, in later paths and bodies.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import Company, FakeChatwoot, Portal, SlaPolicy

from .. import breadth
from ..conftest import CAPTURES
from .test_against_captures import START
from .test_replay import BY_DATA, objects

EXCHANGES: dict[str, Any] = json.loads((CAPTURES / "v4_16_2" / "breadth.json").read_text(encoding="utf-8"))
Tokens = Mapping[str | None, str]

KEYS_BY_DATA: Mapping[str, str] = {"conversations_unread_counts": "1 2 3"}
"""Keys whose presence depends on the real server's data, by the name of the exchange."""


@pytest.fixture(scope="module")
def server() -> Iterator[FakeChatwoot]:
    """The state of the real server before the first captured call, as far as needed."""
    with FakeChatwoot(sample=False, account_id=2, version="4.16.2") as server:
        account = server.account
        account.add_agent("Bob Wijaya", token="token-of-bob")
        inbox = account.add_inbox("API inbox")
        account.add_inbox("Website", "Channel::WebWidget")
        account.add_bot("Robo", token="token-of-the-bot")
        for number in range(1, 14):
            contact = account.add_contact(f"Customer {number}", email=f"c{number}@customer.example")
            talk = account.add_conversation(id=number, contact=contact, inbox=inbox, created_at=START)
            account.add_message(talk, "Here it is.", "outgoing", created_at=START)
        rated: dict[str, Any] = {"csat_survey_response": {"rating": 4}}
        attributes = {"submitted_values": rated}
        asked = account.conversations[5]
        account.add_message(asked, None, "template", content_type="input_csat", content_attributes=attributes)
        account.add_message(asked, "Here it is.", "outgoing")
        server.installation.add_platform_app(token="token-of-the-app").allow(account.id)
        account.add(Company, name="ACME")
        account.contacts[1].company_id = account.add(Company, name="ACME GmbH").id
        account.add(Portal, name="Help", slug="help")
        _add_what_is_reported(server)
        yield server


def _add_what_is_reported(server: FakeChatwoot) -> None:
    """Add a label, a service level, and in the range of the captured reports conversations, a notification and a
    survey.
    """
    account, time = server.account, dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
    account.add_label("vip")
    account.add(SlaPolicy, name="Gold", first_response_time_threshold=60.0)
    for inbox in (account.inboxes[1], account.add_inbox("Website", "Channel::WebWidget")):
        talk = account.add_conversation(inbox=inbox, assignee=server.agent, created_at=time)
        server.installation.next_id("Notification", 66)
        account.add_message(talk, "Where is it?", created_at=time)
        account.add_message(talk, "Here.", "outgoing", created_at=time + dt.timedelta(minutes=1))
    account.add_csat_response(talk, 5, "Great", created_at=time)


class Ids:
    """The fake's ids of records that the real server created, by the real ids and their collection."""

    def __init__(self) -> None:
        self._by_path: dict[tuple[str, str], str] = {}

    def learn(self, path: str, real: Any, fake: Any) -> None:
        """Store the ids of a response to a POST."""
        mine, theirs = _record(fake), _record(real)
        for key in ("id", "slug", "source_id"):
            if mine.get(key) and theirs.get(key):
                self._by_path[path.rsplit("/", 1)[-1], str(theirs[key])] = str(mine[key])
        if "source_id" in theirs:
            self._by_path["sources", theirs["source_id"]] = mine["source_id"]

    def learn_uuid(self, real: Any, fake: Any) -> None:
        """Store the uuid of a conversation, which identifies surveys."""
        if isinstance(real, dict) and "uuid" in real:
            self._by_path["csat_survey", real["uuid"]] = fake["uuid"]

    def path(self, path: str) -> str:
        """Return the path with the fake's ids, also those of messages in the query."""
        where, mark, query = path.partition("?")
        query = re.sub(r"(?<=before=)\d+", lambda found: self._by_path.get(("messages", found[0]), found[0]), query)
        parts = where.split("/")
        pairs = zip(["", *parts], parts, strict=False)
        return "/".join(self._by_path.get(pair, pair[1]) for pair in pairs) + mark + query

    def body(self, body: Any) -> Any:
        """Return the JSON with the fake's ids in keys that are named after a collection: `user_id`, `inbox_ids`."""
        if isinstance(body, list):
            return [self.body(each) for each in body]
        if not isinstance(body, dict):
            return body
        return {key: self._value(key.removesuffix("s"), value) for key, value in body.items()}

    def _value(self, key: str, value: Any) -> Any:
        if not key.endswith("_id"):
            return self.body(value)
        if isinstance(value, list):
            return [self._value(key, each) for each in value]
        stem = key.removesuffix("_id")
        plural = f"{stem[:-1]}ies" if stem.endswith("y") else f"{stem}s"
        return type(value)(self._by_path.get((plural, str(value)), value))


def _record(body: Any) -> dict[str, Any]:
    """Return the record of a response, without its envelopes."""
    while isinstance(body, dict) and not {"id", "slug", "source_id"} & set(body):
        inner = next((each for each in body.values() if isinstance(each, dict)), None)
        if inner is None:
            return body
        body = inner
    return body if isinstance(body, dict) else {}


def _tokens(server: FakeChatwoot) -> Tokens:
    return {"ada": server.token, "bob": "token-of-bob", "bot": "token-of-the-bot", "platform": "token-of-the-app"}


def _sent(request: Mapping[str, Any], ids: Ids, tokens: Tokens) -> dict[str, Any]:
    headers = {"api_access_token": tokens[request["as"]]} if request["as"] else {}
    if "json" in request:
        return {"json": breadth.whole(ids.body(request["json"])), "headers": headers}
    if "body_text" in request:
        text: str = request["body_text"]
        kind = f"{request['content_type']}; boundary={text[2 : text.index(chr(13))]}"
        return {"content": text.encode(), "headers": headers | {"content-type": kind}}
    return {"headers": headers}


def test_each_captured_call(server: FakeChatwoot, http: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """All calls run in order on one server, since each depends on earlier ones."""
    monkeypatch.setattr(logging.getLogger("httpx"), "disabled", True)  # it logs URLs, which hold identifiers
    left_out = breadth.names(breadth.WAITING) | set(breadth.FAKE_DIFFERS)
    assert set(breadth.FAKE_DIFFERS) <= set(EXCHANGES)
    ids, tokens = Ids(), _tokens(server)
    identifier = server.account.inboxes[1].identifier
    problems: list[str] = []
    for name, real in EXCHANGES.items():
        if name in left_out or name == "underscore_header":
            continue
        request = real["request"]
        url = server.base_url + ids.path(request["path"]).replace("TOKEN", identifier)
        answer = http.request(request["method"], url, **_sent(request, ids, tokens))
        problems += [f"{name}: {each}" for each in _differences(name, real, answer)]
        if answer.is_success and answer.text and _is_json(real):
            body = json.loads(real["body_text"])
            ids.learn_uuid(body, answer.json())
            if request["method"] == "POST":
                ids.learn(request["path"].partition("?")[0], body, answer.json())
    assert not problems, "\n".join(problems)


def _is_json(real: Any) -> bool:
    return bool(real["body_text"]) and real["headers"]["content-type"].startswith("application/json")


def _differences(name: str, real: Any, answer: httpx.Response) -> Iterator[str]:
    """Return the differences between a response and the recorded one: status, type, or keys of an object."""
    if real["status"] != answer.status_code:
        yield f"{real['status']} {answer.status_code} {answer.text[:200]}"
    elif not _is_json(real) or not answer.text:
        if bool(real["body_text"]) != bool(answer.text):
            yield f"{real['body_text'][:50]!r} {answer.text[:50]!r}"
    else:
        yield from _other_keys(objects(json.loads(real["body_text"])), objects(answer.json()), _by_data(name))


def _by_data(name: str) -> set[str]:
    return BY_DATA | set(KEYS_BY_DATA.get(name, "").split())


def _other_keys(theirs: Any, ours: Any, by_data: set[str]) -> Iterator[str]:
    for at in ours:
        if at not in theirs:
            continue
        extra = set[str]().union(*ours[at]) - set[str]().union(*theirs[at]) - by_data
        lacking = theirs[at][0].intersection(*theirs[at]) - ours[at][0].intersection(*ours[at]) - by_data
        if extra or lacking:
            yield f"{at}: extra {sorted(extra)}, lacking {sorted(lacking)}"

"""The fake replays the requests recorded at a real Chatwoot 4.16.2, with the same statuses and keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot

from ..conftest import CAPTURES
from .test_against_captures import FREE_FORM, START

Objects: TypeAlias = dict[str, list[set[str]]]
OPERATIONS: dict[str, Any] = json.loads((CAPTURES / "v4_16_2" / "operations.json").read_text(encoding="utf-8"))
PICTURE = ("robo.png", b"png", "image/png")
# Multipart requests, whose bodies the capture does not have.
MULTIPART: dict[str, dict[str, Any]] = {
    "agent_bots_create__2": {"data": {"name": "Robo pic"}, "files": {"avatar": PICTURE}},
    "agent_bots_update__2": {"data": {"name": "Robo pic2"}, "files": {"avatar": PICTURE}},
    "contacts_create__4": {"data": {"name": "With picture", "inbox_id": "8"}, "files": {"avatar": PICTURE}},
    "contacts_update__2": {"files": {"avatar": PICTURE}},
    "inboxes_update__3": {"data": {"name": "Site 2"}, "files": {"avatar": PICTURE}},
}
# Free-form objects, or data that differs in the sample.
OPAQUE = FREE_FORM | {"features", "settings", "csat_config", "query", "bot_config", "pre_chat_form_options"}
# Present depending on the data; other tests check these.
BY_DATA = {"assignee", "assignee_type", "last_activity_at", "sender", "team"}


@pytest.fixture(scope="module")
def server() -> Iterator[FakeChatwoot]:
    """The state of the real server before the first captured call, with the same ids."""
    with FakeChatwoot(sample=False, account_id=2, version="4.16.2") as server:
        account, last = server.account, server.installation.next_id
        bob, cyd = account.add_agent("Bob Wijaya"), account.add_agent("Cyd")
        for kind, number in {"Agent": 7, "AgentBot": 6, "Label": 8, "CannedResponse": 4, "ContactNote": 3}.items():
            last(kind, number)
        last("Team", 4)
        account.add_team("night", members=[server.agent])
        last("CustomAttributeDefinition", 8)
        account.add_custom_attribute_definition("size", attribute_model="contact_attribute")
        last("CustomFilter", 5)
        account.add_custom_filter(server.agent, "Mine")
        last("Webhook", 3)
        last("inbox", 2)
        account.add_inbox("Mail", "Channel::Email")
        last("inbox", 7)
        inbox = account.add_inbox("API 2")
        inbox.members = [bob, cyd]
        last("contact", 2)
        visitor = account.add_contact("José", email="c2@customer.example")
        talk = account.add_conversation(id=3, contact=visitor, inbox=inbox, created_at=START)
        visitor.last_activity_at = START
        account.add_message(talk, "Your parcel is here.", "outgoing", created_at=START)
        last("contact", 44)
        last("conversation of account 2", 46)
        yield server


def objects(value: Any, path: str = "$", key: str = "", found: Objects | None = None) -> Objects:
    """Return the keys of each object by its path; items of a list share a path."""
    found = {} if found is None else found
    if isinstance(value, dict) and key not in OPAQUE:
        found.setdefault(path, []).append(set(value))
        for name, item in value.items():
            objects(item, f"{path}.{name}", name, found)
    elif isinstance(value, list):
        for item in value:
            objects(item, f"{path}[*]", key, found)
    return found


def test_each_captured_call(server: FakeChatwoot, http: httpx.Client) -> None:
    """All calls run in order on one server, since each depends on earlier ones."""
    message_ids: dict[str, int] = {}
    source_ids: dict[str, str] = {}
    problems: list[str] = []
    for name, real in OPERATIONS.items():
        request = real["request"]
        path = re.sub(r"(?<=/messages/)\d+", lambda found: str(message_ids[found[0]]), request["path"])
        more = MULTIPART.get(name) or ({"json": request["json"]} if "json" in request else {})
        if request.get("json", {}).get("source_id") in source_ids:
            more = {"json": request["json"] | {"source_id": source_ids[request["json"]["source_id"]]}}
        answer = http.request(
            request["method"], server.base_url + path, headers={"api_access_token": server.token}, **more
        )
        if real["status"] != answer.status_code:
            problems.append(f"{name}: {real['status']} {answer.status_code} {answer.text[:200]}")
            continue
        if not real["body_text"] or not answer.text:
            if real["body_text"] != answer.text:
                problems.append(f"{name}: {real['body_text'][:50]!r} {answer.text[:50]!r}")
            continue
        body, fake = json.loads(real["body_text"]), answer.json()
        if name == "contacts_create":
            source_ids[body["payload"]["contact_inbox"]["source_id"]] = fake["payload"]["contact_inbox"]["source_id"]
        if name.startswith("messages_create"):
            message_ids[str(body["id"])] = fake["id"]
        theirs = objects(body)
        for at, ours in objects(fake).items():
            if at not in theirs:
                continue
            extra = set[str]().union(*ours) - set[str]().union(*theirs[at]) - BY_DATA
            lacking = theirs[at][0].intersection(*theirs[at]) - ours[0].intersection(*ours) - BY_DATA
            if extra or lacking:
                problems.append(f"{name} {at}: extra {sorted(extra)}, lacking {sorted(lacking)}")
    assert not problems, "\n".join(problems)

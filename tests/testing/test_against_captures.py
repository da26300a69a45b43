"""The fake's responses compared with those of a real Chatwoot 4.10.0: status, headers, and bodies by key and type.

Each scene builds the state of the real server at the time; then the same request is sent to the fake.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any, TypeAlias

import httpx
import pytest

from aiochatwoot.testing import Attachment, Contact, Conversation, FakeChatwoot

from ..conftest import Capture, load_capture

pytestmark = pytest.mark.untraced

Scene: TypeAlias = Callable[[FakeChatwoot], None]

START = dt.datetime(2026, 11, 23, 5, 6, 13, 363_811, tzinfo=dt.UTC)
FREE_FORM = {
    "additional_attributes",
    "content_attributes",
    "custom_attributes",
    "external_source_ids",
    "sentiment",
    "ui_settings",
}
KEPT_HEADERS = ("content-type", "etag", "cache-control", "x-request-id", "x-runtime")
MALFORMED = b"{"


def shape(value: Any, key: str = "") -> Any:
    """Return a value's keys and JSON types; for a list, the shapes of its items."""
    if isinstance(value, dict):
        if key in FREE_FORM:
            return "object"
        in_attachment = "file_type" in value
        return {
            name: shape(item, "ui_settings" if in_attachment and name == "meta" else name)
            for name, item in value.items()
        }
    if isinstance(value, list):
        shapes = {json.dumps(shape(item), sort_keys=True) for item in value}
        return [json.loads(each) for each in sorted(shapes)]
    return type(value).__name__


def zoe(server: FakeChatwoot) -> Contact:
    return server.account.add_contact(
        "Zoë",
        email="zoe@customer.example",
        phone_number="+6281234567890",
        identifier="crm-77",
        additional_attributes={"city": "Jakarta"},
        custom_attributes={"vip": True},
    )


def add(server: FakeChatwoot, number: int, **about: Any) -> Conversation:
    about.setdefault("contact", zoe(server))
    about["contact"].last_activity_at = START
    return server.account.add_conversation(id=number, created_at=START, **about)


def nothing(server: FakeChatwoot) -> None:
    """An empty server."""


def one(server: FakeChatwoot) -> None:
    add(server, 1)


def attachments(server: FakeChatwoot) -> None:
    bob = server.account.add_agent("Bob", custom_attributes={"desk": 4})
    conversation = add(server, 3, assignee=bob)
    given: list[tuple[str | None, Attachment]] = [
        (None, Attachment("image", "p.png", 67)),
        ("file", Attachment("file", "doc.pdf", 10)),
        ("audio", Attachment("audio", "v.ogg", 54)),
        ("video", Attachment("video", "m.mp4", 80)),
        (
            "loc",
            Attachment("location", coordinates_lat=-6.2, coordinates_long=106.8, title="J", url="https://maps.example"),
        ),
        (None, Attachment("contact", title="+1 555", meta={"lastName": None, "firstName": "Al"})),
        ("fb", Attachment("fallback", title="Post", url="https://fb.example/1")),
        ("em", Attachment("embed", url="https://e.example/1")),
    ]
    for text, attachment in given:
        server.account.add_message(conversation, text, attachments=[attachment], created_at=START)
    files = [Attachment("file", f"f{number}.txt", 2) for number in range(3)]
    server.account.add_message(conversation, "many", "outgoing", attachments=files, created_at=START)


def empty(server: FakeChatwoot) -> None:
    add(server, 4, contact=server.account.add_contact(""))


def with_a_bot(server: FakeChatwoot) -> None:
    add(server, 11, status="pending", assignee=server.account.add_bot())


def snoozed(server: FakeChatwoot) -> None:
    until = dt.datetime(2027, 1, 15, 8, 0, 0, 123_000, tzinfo=dt.UTC)
    conversation = add(server, 5, contact=server.account.add_contact(""), status="snoozed", snoozed_until=until)
    server.account.add_message(conversation, "later", created_at=START)


def resolved(server: FakeChatwoot) -> None:
    conversation = add(server, 6, status="resolved", priority="medium")
    server.account.add_message(conversation, "thanks", created_at=START)
    conversation.waiting_since = None


def seen(server: FakeChatwoot) -> None:
    conversation = add(
        server,
        7,
        contact=server.account.add_contact("Verified", blocked=True),
        inbox=server.account.add_inbox("Website", "Channel::WebWidget"),
        assignee=server.agent,
        status="resolved",
        priority="high",
    )
    conversation.agent_last_seen_at = conversation.assignee_last_seen_at = START
    conversation.contact_last_seen_at = conversation.waiting_since = START
    conversation.muted = conversation.hmac_verified = True
    server.account.add_message(conversation, "yo", "outgoing", created_at=START)


def rich(server: FakeChatwoot) -> None:
    conversation = add(
        server,
        1,
        team=server.account.add_team("billing", description="Billing desk"),
        labels=["vip", "billing"],
        priority="urgent",
        custom_attributes={"amount": 12.5},
        additional_attributes={"referer": "https://shop.example/cart"},
    )
    server.account.add_message(
        conversation, "angry", sentiment={"label": "negative"}, external_source_ids={"slack": "1"}, created_at=START
    )


def imported(server: FakeChatwoot) -> None:
    """Conversation 9, with the ids and times of the real one."""
    conversation = add(server, 9, assignee=server.agent)
    for row in load_capture("messages_window").body["payload"]:
        server.account.add_message(
            conversation,
            row["content"],
            "outgoing" if row["message_type"] else "incoming",
            id=row["id"],
            imported=True,
            created_at=dt.datetime.fromtimestamp(row["created_at"], dt.UTC),
        )


def many(server: FakeChatwoot) -> None:
    """65 open conversations: one is mine, one is Bob's."""
    for assignee in (server.agent, server.account.add_agent("Bob"), None, None, None):
        server.account.add_conversation(assignee=assignee, created_at=START - dt.timedelta(days=1))
    contact = zoe(server)
    for number in range(60):
        conversation = add(server, 12 + number, contact=contact)
        server.account.add_message(conversation, "bulk", created_at=START + dt.timedelta(seconds=number))


SCENES: dict[str, Scene] = {
    "conversation_attachments": attachments,
    "conversation_bot_assignee": with_a_bot,
    "conversation_empty": empty,
    "conversation_long": imported,
    "conversation_resolved": resolved,
    "conversation_rich": rich,
    "conversation_seen": seen,
    "conversation_snoozed": snoozed,
    "list_page1": many,
    "list_page99": many,
    "messages_after": imported,
    "messages_before": imported,
    "messages_before_first": imported,
    "messages_conv3": attachments,
    "messages_conv4": empty,
    "messages_conv9": imported,
    "messages_window": imported,
    "meta": many,
    "profile": nothing,
    "err_404": nothing,
    "err_404_account": nothing,
    "err_bad_json": empty,
    "err_bad_token": one,
    "err_bot": one,
    "err_id_text": nothing,
    "err_no_token": one,
    "err_rate_limited": one,
    "err_route": nothing,
    "etag304": one,
}


def exchange(http: httpx.Client, capture: Capture, scene: Scene) -> httpx.Response:
    """Return the fake's response to the request of a capture."""
    limit = 0 if capture.name == "err_rate_limited" else None
    with FakeChatwoot(sample=False, account_id=2, rate_limit=limit, version="4.10.0", enterprise=False) as server:
        scene(server)
        bot = server.account.add_bot("Robo")
        token = {"err_no_token": None, "err_bad_token": "nobody's", "err_bot": bot.token}.get(
            capture.name, server.token
        )
        headers = {"api_access_token": token} if token else {}
        if capture.name == "etag304":
            known = http.get(server.base_url + capture.path, headers=headers)
            headers["if-none-match"] = known.headers["etag"]
        content = None
        if capture.name == "err_bad_json":
            headers["content-type"], content = "application/json", MALFORMED
        return http.request(capture.method, server.base_url + capture.path, headers=headers, content=content)


@pytest.fixture(scope="module", params=SCENES)
def both(request: pytest.FixtureRequest, http: httpx.Client) -> tuple[Capture, httpx.Response]:
    """A response of the real server, and the fake's to the same request."""
    capture = load_capture(request.param)
    return capture, exchange(http, capture, SCENES[capture.name])


def test_status_is_the_same(both: tuple[Capture, httpx.Response]) -> None:
    """The statuses are equal, including errors."""
    real, fake = both
    assert real.status == fake.status_code


def test_headers_are_the_same(both: tuple[Capture, httpx.Response]) -> None:
    """The same headers are present, with the same values or at least the same form."""
    real, fake = both
    for name, value in real.headers.items():
        assert re.sub(r"[0-9a-f]+", "#", value) == re.sub(r"[0-9a-f]+", "#", fake.headers[name]), name
    if "x-request-id" in real.headers:  # one capture has no headers
        assert set(real.headers) == {name for name in KEPT_HEADERS if name in fake.headers}


def test_body_has_the_same_shape(both: tuple[Capture, httpx.Response]) -> None:
    """The keys and JSON types are equal; errors have the same text."""
    real, fake = both
    if not real.headers.get("content-type", "").startswith("application/json"):
        assert real.text[:20] == fake.text[:20]
    elif real.status >= 400:
        assert fake.json() == real.body
    else:
        assert shape(real.body) == shape(fake.json())


@pytest.mark.parametrize("name", [name for name in SCENES if name.startswith("messages_")])
def test_windows_are_cut_at_the_same_places(http: httpx.Client, name: str) -> None:
    """With the ids and times of the real conversation, each window has the same ids in the same order."""
    capture = load_capture(name)
    fake = exchange(http, capture, SCENES[name]).json()
    if SCENES[name] is imported:
        assert [row["id"] for row in capture.body["payload"]] == [row["id"] for row in fake["payload"]]
    assert len(capture.body["payload"]) == len(fake["payload"])


@pytest.mark.parametrize("name", ["list_page1", "list_page99", "meta"])
def test_counts_and_pages_are_the_same(http: httpx.Client, name: str) -> None:
    """With 65 open conversations, one of them mine, the counts and the first page are equal."""
    real, fake = load_capture(name).body, exchange(http, load_capture(name), many).json()
    real, fake = real.get("data", real), fake.get("data", fake)
    assert real["meta"] == fake["meta"]
    ids = [[row["id"] for row in body.get("payload", [])] for body in (real, fake)]
    assert ids[0] == ids[1]


def test_no_capture_of_these_endpoints_is_left_out() -> None:
    """Each capture of the fake's endpoints, and each error, is compared."""
    from ..conftest import CAPTURES

    served = ("conversation_", "messages_", "list_page", "err_", "etag", "profile", "meta")
    names = {path.stem for path in CAPTURES.glob("*.json")}
    assert {name for name in names if name.startswith(served)} == SCENES.keys()

"""Writing messages: the real server's responses, and stored and counted results."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import Agent, AgentBot, FakeChatwoot, faults
from aiochatwoot.testing._app.routing import nested

from ..conftest import CAPTURES, load_capture
from .callers import member
from .conftest import EVERYTHING, Asker, Clock
from .test_against_captures import empty, exchange, shape, zoe
from .wire import PATIENCE

WORKFLOW: dict[str, Any] = json.loads((CAPTURES / "workflow.json").read_text(encoding="utf-8"))
WRITTEN = [name for name, each in WORKFLOW.items() if each["request"]["path"].endswith("/conversations/1/messages")]
PATH = "/api/v1/accounts/1/conversations/1/messages"


class Writer:
    """Writes to conversation 1 of a server."""

    def __init__(self, server: FakeChatwoot, http: httpx.Client) -> None:
        self.server = server
        self.http = http

    def post(self, body: Any = None, path: str = PATH, by: Agent | AgentBot | None = None, **more: Any) -> Any:
        token = (by or self.server.agent).token
        options = {"json": body} | more
        return self.http.post(self.server.base_url + path, headers={"api_access_token": token}, **options)


@pytest.fixture
def write(server: FakeChatwoot, http: httpx.Client) -> Writer:
    server.account.add_conversation()
    return Writer(server, http)


def error(answer: httpx.Response) -> tuple[int, Any]:
    return answer.status_code, answer.json()


def test_a_message_is_answered_as_by_the_real_server(http: httpx.Client) -> None:
    """Status, headers, and the body's keys and order are equal, with the same `echo_id`."""
    real = load_capture("create_msg")
    with FakeChatwoot(sample=False, account_id=2, version="4.10.0", enterprise=False) as server:
        server.account.add_conversation(id=4)
        fake = Writer(server, http).post({"content": "hello", "echo_id": "e-1"}, real.path)
    assert (real.status, shape(real.body)) == (fake.status_code, shape(fake.json()))
    assert (list(fake.json()), fake.json()["echo_id"]) == (list(real.body), "e-1")
    assert {*real.headers} & {*fake.headers} == {*real.headers}


@pytest.mark.parametrize("name", WRITTEN)
def test_each_recorded_write(http: httpx.Client, name: str) -> None:
    """Private notes, incoming, empty, template and invalid messages have the same shape and values."""
    request, status = WORKFLOW[name]["request"], WORKFLOW[name]["status"]
    real = json.loads(WORKFLOW[name]["body_text"])
    with FakeChatwoot(sample=False, account_id=2, version="4.10.0", enterprise=False) as server:
        server.account.add_conversation(id=1, contact=zoe(server))
        fake = Writer(server, http).post(request["json"], request["path"])
    assert (status, shape(real)) == (fake.status_code, shape(fake.json()))
    for key in ("error", "content", "message_type", "content_type", "content_attributes", "private", "status"):
        assert real.get(key) == fake.json().get(key)


def test_the_recorded_writes_are_there() -> None:
    """The captures above are the intended ones."""
    assert {"msg_private_note", "msg_incoming", "msg_empty", "msg_bad_type", "msg_template"} <= {*WRITTEN}


def test_malformed_json(http: httpx.Client) -> None:
    """The response comes from below the application, as on the real server, and nothing is executed."""
    real = load_capture("err_bad_json")
    fake = exchange(http, real, empty)
    assert (real.status, real.text) == (fake.status_code, fake.text)


def test_a_message_is_seen_afterwards(write: Writer, ask: Asker, server: FakeChatwoot) -> None:
    """A message is in windows, in the conversation and in lists; its `echo_id` is only in the response."""
    attributes = {"items": [{"title": "Yes", "value": "yes"}]}
    body = {"content": "Fine?", "content_type": "input_select", "content_attributes": attributes, "source_id": "s"}
    created = write.post(body | {"echo_id": "e-1"}).json()
    window = ask.json(f"conversations/1/messages?{EVERYTHING}")["payload"]
    assert [{key: value for key, value in created.items() if key != "echo_id"}] == window
    assert (attributes, "s") == (window[0]["content_attributes"], window[0]["source_id"])
    assert ask.json("conversations/1")["messages"][0]["id"] == created["id"]
    assert ask.ids("q=fine") == [1]
    assert server.account.conversations[1].first_reply_created_at is not None


def test_who_wrote_it(write: Writer, server: FakeChatwoot) -> None:
    """The sender is the token's owner, also a bot; the contact sends incoming messages."""
    bob, robo = member(server), server.account.add_bot("Robo")
    assert _sender(write.post({"content": "hi"}, by=bob)) == ("Bob", "user")
    assert _sender(write.post({"content": "hi"}, by=robo)) == ("Robo", "agent_bot")
    assert _sender(write.post({"content": "hi", "message_type": "incoming"}, by=robo)) == ("A Customer", "contact")


def _sender(answer: httpx.Response) -> tuple[str, str]:
    sender = answer.json()["sender"]
    return sender["name"], sender["type"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"message_type": "zzz"}, "'zzz' is not a valid message_type"),
        ({"content_type": "zzz"}, "'zzz' is not a valid content_type"),
        ({"content": "x" * 150_001}, "Validation failed: Content is too long (maximum is 150000 characters)"),
    ],
)
def test_what_is_not_accepted(write: Writer, server: FakeChatwoot, body: Any, message: str) -> None:
    """The response is a 422 with the exception's text; nothing is stored or counted."""
    assert error(write.post(body)) == (422, {"error": message})
    assert (server.account.conversations[1].messages, len(server.executions)) == ([], 0)


def test_only_api_inboxes_take_incoming_messages(write: Writer, server: FakeChatwoot) -> None:
    """In other inboxes they come only from the channel."""
    server.account.conversations[1].inbox.channel_type = "Channel::WebWidget"
    answer = write.post({"message_type": "incoming"})
    assert error(answer) == (422, {"error": "Incoming messages are only allowed in Api inboxes"})


def test_too_many_messages(write: Writer, server: FakeChatwoot, clock: Clock) -> None:
    """More than 200 per minute and conversation are refused, until the minute is over."""
    for _ in range(200):
        server.account.add_message(server.account.conversations[1])
    assert error(write.post({})) == (422, {"error": "Validation failed: Too many messages"})
    clock.now += 61
    assert write.post({}).status_code == 200


def test_nowhere_and_nobody(write: Writer, server: FakeChatwoot, http: httpx.Client) -> None:
    """An unknown conversation or account is a 404, missing rights are a 401."""
    missing = {"error": "Resource could not be found"}
    for path in (PATH.replace("conversations/1", "conversations/9"), PATH.replace("accounts/1", "accounts/9")):
        assert error(write.post({}, path)) == (404, missing)
    other = server.installation.add_account()
    assert write.post({}, by=other.add_bot()).status_code == 401
    assert write.post({}, by=other.add_agent()).status_code == 401
    assert http.post(server.base_url + PATH, json={}).status_code == 401
    assert write.post({}, PATH + "/1").status_code == 404
    assert len(server.executions) == 0


@pytest.mark.parametrize(
    ("sent", "private"),
    [(True, True), ("true", True), (1, True), (False, False), ("false", False), (0, False), (None, False)],
)
def test_private(write: Writer, sent: Any, private: bool) -> None:
    """A message is private for the values that Rails treats as true."""
    assert write.post({"private": sent}).json()["private"] == private


def test_other_bodies(write: Writer) -> None:
    """Forms are accepted, lists have no names, numbers become text."""
    assert write.post(data={"content": "a b", "private": ""}).json()["content"] == "a b"
    assert write.post([1]).json()["content"] is None
    assert write.post({"content": 5, "content_attributes": "x"}).json()["content"] == "5"


# --- executions ---


def test_executions_are_counted(write: Writer, ask: Asker, server: FakeChatwoot) -> None:
    """By method, by path, and by a value that only one request has: a name in the body or query."""
    for name in ("e-1", "e-10", "e-1"):
        write.post({"content": "x", "content_attributes": {"deep": [{"echo": name}]}, "echo_id": name})
    write.post({"message_type": "zzz", "echo_id": "e-1"})
    write.post({}, f"{PATH}?marker=m-1")
    write.post(data={"echo_id": "e-7"})
    ask.get(PATH)
    count = server.executions.count
    assert (count(path="/messages"), count("POST"), count("GET", PATH), count(path="/x")) == (6, 5, 1, 0)
    assert [count("POST", marker=each) for each in ("e-1", "e-10", "m-1", "e-7", "e-2")] == [2, 1, 1, 1, 0]
    assert [each.status for each in server.executions] == [200] * 6
    assert repr(server.executions).startswith(f"<Executions [('POST', '{PATH}'), ")
    server.executions.clear()
    assert len(server.executions) == 0


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("make", [faults.reset, faults.disconnect, faults.hang, faults.malformed])
def test_a_lost_answer_is_not_a_lost_message(write: Writer, server: FakeChatwoot, make: Any, after: bool) -> None:
    """A client cannot know whether its POST was executed; the server knows."""
    server.faults.add(make(after=after))
    with pytest.raises(httpx.TransportError):
        write.post({"echo_id": "once"}, timeout=PATIENCE)
    assert server.executions.count("POST", "/messages", marker="once") == after
    assert len(server.account.conversations[1].messages) == after
    write.post({"echo_id": "once"})
    assert server.executions.count("POST", "/messages", marker="once") == after + 1


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("a", "1"), ("a", "2")], {"a": "2"}),
        ([("a[]", "1"), ("a[]", "2")], {"a": ["1", "2"]}),
        ([("a[b][c]", "1"), ("a[d]", "2")], {"a": {"b": {"c": "1"}, "d": "2"}}),
        ([("a[b][]", "1")], {"a": {"b": ["1"]}}),
        ([("a", "1"), ("a[]", "2")], {"a": "1"}),
        ([("a", "1"), ("a[b]", "2")], {"a": "1"}),
        ([("[]", "1")], {"[]": "1"}),
        ([("", "1")], {"": "1"}),
    ],
)
def test_names_of_a_form(pairs: list[tuple[str, str]], expected: dict[str, Any]) -> None:
    """Brackets in form fields create objects and lists, as in Rack; contradictions are ignored."""
    assert nested(pairs) == expected

"""Sends requests to a server as some user, and compares the responses with a capture."""

from __future__ import annotations

import json
from typing import Any

import httpx

from aiochatwoot.testing import Agent, AgentBot, FakeChatwoot

from ..conftest import CAPTURES, Capture, load_capture
from .test_against_captures import shape

FORBIDDEN = (401, {"error": "You are not authorized to do this action"})
WORKFLOW: dict[str, Any] = json.loads((CAPTURES / "workflow.json").read_text(encoding="utf-8"))


class Caller:
    """Sends requests about conversations of a server's account."""

    def __init__(self, server: FakeChatwoot, http: httpx.Client) -> None:
        self.server = server
        self.http = http

    def send(
        self, method: str, path: str = "", body: Any = None, *, by: Agent | AgentBot | None = None, **more: Any
    ) -> httpx.Response:
        """Return the response to a path below ``conversations``, or to a whole path."""
        start = "" if path.startswith("/api") else f"/api/v1/accounts/{self.server.account_id}/conversations"
        headers = {"api_access_token": (by or self.server.agent).token}
        if body is not None:
            more["json"] = body
        return self.http.request(method, self.server.base_url + start + path, headers=headers, **more)

    def json(self, method: str, path: str = "", body: Any = None, **more: Any) -> Any:
        """Return the body of a success; None if it is empty."""
        answer = self.send(method, path, body, **more)
        assert 200 == answer.status_code, answer.text
        return answer.json() if answer.content else None

    def error(self, method: str, path: str = "", body: Any = None, **more: Any) -> tuple[int, Any]:
        answer = self.send(method, path, body, **more)
        return answer.status_code, answer.json()

    def history(self, number: int = 1) -> list[Any]:
        """Return the messages and activities of a conversation."""
        return [message["content"] for message in self.json("GET", f"/{number}/messages")["payload"]]


def member(server: FakeChatwoot, name: str = "Bob") -> Agent:
    """An agent who is a member of every inbox."""
    agent = server.account.add_agent(name)
    for inbox in server.account.inboxes.values():
        inbox.members.append(agent)
    return agent


def recorded(name: str) -> tuple[Capture, Any]:
    """Return a capture with the JSON that was sent: a file, or a part of the workflow."""
    if name not in WORKFLOW:
        return load_capture(name), None
    each = WORKFLOW[name]
    request = each["request"]
    capture = Capture(name, request["method"], request["path"], each["status"], each["headers"], each["body_text"])
    return capture, request.get("json")


def assert_alike(real: Capture, fake: httpx.Response) -> None:
    """Assert the same status, type and ETag, the same shape of the body, and the same text of errors."""
    assert real.status == fake.status_code
    # Server errors are sent below the application, which writes the charset in capitals.
    assert real.headers["content-type"].lower() == fake.headers["content-type"].lower()
    assert ("etag" in real.headers) == ("etag" in fake.headers)
    if not real.text or real.headers["content-type"].startswith("text/html"):
        assert real.text[:20] == fake.text[:20]
    elif real.status >= 400:
        assert real.body == fake.json()
    else:
        assert shape(real.body) == shape(fake.json())
        if isinstance(real.body, dict):  # also compare the order of keys
            assert list(real.body) == list(fake.json())


class ContactCaller(Caller):
    """Sends requests below the account."""

    def send(
        self, method: str, path: str = "", body: Any = None, *, by: Agent | AgentBot | None = None, **more: Any
    ) -> httpx.Response:
        whole = path if path.startswith("/api") else f"/api/v1/accounts/{self.server.account_id}{path}"
        return super().send(method, whole, body, by=by, **more)

    def ids(self, query: str = "", path: str = "/contacts") -> list[int]:
        """Return the ids of one page of contacts."""
        return [row["id"] for row in self.json("GET", f"{path}?{query}")["payload"]]


def refusal(message: str, *attributes: str) -> tuple[int, Any]:
    return 422, {"message": message, "attributes": list(attributes)}

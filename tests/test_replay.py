"""Every recorded exchange once more: the call sends what was sent then, and reads what was answered."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from aiochatwoot import ApiStatusError, Chatwoot, Deviation, InvalidRequestError
from aiochatwoot._wire.model import Model
from aiochatwoot.generated.api import operations

from .conftest import CAPTURES
from .replayed import FAILED, NEVER_SENT, SUCCEEDED, Call

pytestmark = pytest.mark.usefixtures("one_attempt")


def load() -> dict[str, Any]:
    """All exchanges by name; workflow.json holds many."""
    found: dict[str, Any] = {}
    for path in sorted(CAPTURES.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        found |= {path.stem: data} if "request" in data else {f"{path.stem}:{key}": data[key] for key in data}
    return found


EXCHANGES = load()


async def replay(name: str, call: Call) -> tuple[Any, str, list[Deviation]]:
    """What a call makes of the recorded answer, the id of its operation, and what deviated.

    The request must be the recorded one: its method, path, query and JSON, as far as they were recorded.
    """
    exchange = EXCHANGES[name]
    asked = exchange["request"]
    drift: list[Deviation] = []
    ids: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        url = httpx.URL(asked["path"])
        assert (asked["method"], url.path) == (request.method, request.url.path)
        assert sorted(url.params.multi_items()) == sorted(request.url.params.multi_items())
        if "json" in asked:
            assert asked["json"] == json.loads(request.content)
            assert "application/json" == request.headers["content-type"]
        elif asked["method"] in ("GET", "DELETE") or "workflow" in name:
            assert b"" == request.content
        return httpx.Response(exchange["status"], headers=exchange["headers"], text=exchange["body_text"])

    async with Chatwoot(
        "https://x.test",
        token="token-of-the-captures",
        account_id=2,
        transport=httpx.MockTransport(answer),
        on_drift=drift.append,
        on_request=lambda details: ids.append(details.operation),
    ) as chatwoot:
        try:
            result: Any = await call(chatwoot)
        except ApiStatusError as error:
            result = error
    assert ids[-1] is not None
    return result, ids[-1], drift


def plain(value: Any) -> Any:
    """What a call gave back, as JSON."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.to_dict() if isinstance(value, Model) else value


@pytest.mark.parametrize("name", SUCCEEDED)
async def test_a_success_is_replayed(name: str) -> None:
    """The request is the recorded one; the answer is what the contract says, and nothing of it is lost."""
    result, operation_id, drift = await replay(name, SUCCEEDED[name])
    operation, text = operations()[operation_id], EXCHANGES[name]["body_text"]
    expected: Any = json.loads(text) if text else None
    for key in operation.unwrap:
        expected = expected.get(key)

    assert [] == drift
    if operation.returns is None:
        assert result is None
        assert expected is None
    else:
        assert expected == plain(result)


@pytest.mark.parametrize("name", FAILED)
async def test_a_failure_is_replayed(name: str) -> None:
    """The request is the recorded one, and the error tells what the server said."""
    error, _, drift = await replay(name, FAILED[name])
    exchange = EXCHANGES[name]

    assert isinstance(error, ApiStatusError)
    assert exchange["status"] == error.status
    assert [] == drift
    if "json" in exchange["headers"]["content-type"]:
        assert json.loads(exchange["body_text"]) == error.body


def test_every_exchange_is_replayed() -> None:
    """What was recorded of a real server is replayed, or it is said why no call makes it."""
    assert set(EXCHANGES) == {*SUCCEEDED, *FAILED, *NEVER_SENT}


@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.conversations.set_status(4, status="nonsense"),
        lambda c: c.conversations.set_status(4, status="all"),
        lambda c: c.conversations.get("abc"),
        lambda c: c.conversations.set_priority(4, priority="none"),
        lambda c: c.conversations.set_typing(4, typing_status="maybe"),
        lambda c: c.messages.create(4, content="x", message_type="zzz"),
        lambda c: c.messages.create(4, content="x", message_type="activity"),
        lambda c: c.messages.create(4, content="x", content_type="zzz"),
        lambda c: c.messages.update(4, 5, status="zzz"),
        lambda c: c.conversations.create(source_id="s", status="zzz"),
        lambda c: c.conversations.create(source_id="s", message={"content": "x", "message_type": "zzz"}),
    ],
)
async def test_what_the_server_fails_on_is_not_sent(call: Call) -> None:
    """Values that there are not are refused before anything is sent: the server has a 500 for them, or worse."""

    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError("it was sent")

    transport = httpx.MockTransport(never)
    async with Chatwoot("https://x.test", token="token-of-the-captures", account_id=2, transport=transport) as chatwoot:
        with pytest.raises(InvalidRequestError):
            await call(chatwoot)


async def test_what_is_needed_is_a_required_argument() -> None:
    """A transcript without an address, a status that is not said: Python itself refuses the call."""
    async with Chatwoot("https://x.test", token="token-of-the-captures", account_id=2) as chatwoot:
        with pytest.raises(TypeError, match="email"):
            await chatwoot.conversations.send_transcript(1)  # type: ignore[call-arg]
        with pytest.raises(TypeError, match="status"):
            await chatwoot.conversations.set_status(1)  # type: ignore[call-arg]

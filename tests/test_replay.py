"""Every recorded exchange is replayed: the call sends the recorded request, and reads the recorded response."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest

from aiochatwoot import ApiStatusError, Chatwoot, InvalidRequestError
from aiochatwoot._wire.model import Model
from aiochatwoot.generated.api import operations

from .replayed import (
    BODIES,
    EXCHANGES,
    FORMS,
    NEVER_SENT,
    NO_OPERATION,
    NOTHING,
    Call,
    call_of,
    client_of,
    operation_of,
)

pytestmark = [pytest.mark.untraced, pytest.mark.usefixtures("one_attempt")]


SENT = {name: each for name, each in EXCHANGES.items() if name not in NEVER_SENT}
SUCCEEDED = [name for name, each in SENT.items() if each.status < 400]
FAILED = [name for name in SENT if name not in SUCCEEDED]


USER: Any = json.loads(EXCHANGES["v4_16_2/operations:conversations_set_participants"].text)[0]


async def replay(name: str) -> tuple[Any, str]:
    """Make a call that gets the recorded response; return its result and the id of its operation. A deviation fails.

    The request must match the recorded method, path, query and JSON. If the call reads afterwards whether a change was
    applied, it gets the values that it requested.
    """
    exchange = EXCHANGES[name]
    ids: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if ids[-1] == "macros.get" and exchange.method == "POST":  # it is read before it is executed
            return httpx.Response(200, json=EXCHANGES["v4_16_2/breadth:macros_get"].body)
        if len(ids) > 1 and ids[-1] == "conversations.participants":
            return httpx.Response(200, json=[USER | {"id": number} for number in exchange.sent["user_ids"]])
        assert (exchange.method, exchange.path) == (request.method, request.url.path)
        assert sorted(parse_qsl(exchange.query)) == sorted(request.url.params.multi_items())
        media_type = request.headers.get("content-type", "").split(";")[0]
        if exchange.form is not None:
            assert media_type == "multipart/form-data"
        elif exchange.sent is NOTHING:
            assert request.content == b""
        else:
            assert media_type == "application/json"
            assert json.loads(request.content) == exchange.sent
        return httpx.Response(exchange.status, headers=dict(exchange.headers), text=exchange.text)

    async with client_of(
        exchange,
        transport=httpx.MockTransport(answer),
        drift="strict",
        on_request=lambda details: ids.append(details.operation),
    ) as client:
        try:
            result: Any = await call_of(exchange)(client)
        except ApiStatusError as error:
            result = error
    operation_id = ids[ids[0] == "macros.get" and len(ids) > 1]
    assert operation_id is not None
    return result, operation_id


def plain(value: Any) -> Any:
    """Return a call's result as JSON."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return value.to_dict() if isinstance(value, Model) else value


@pytest.mark.parametrize("name", SUCCEEDED)
async def test_a_success_is_replayed(name: str) -> None:
    """The request matches the recording; the response matches the contract, and is written back completely."""
    result, operation_id = await replay(name)
    operation, exchange = operations()[operation_id], EXCHANGES[name]
    expected: Any = exchange.body if exchange.text else None
    for key in operation.unwrap:
        expected = expected.get(key)

    if operation.returns is None:
        assert result is None
        assert expected is None
    else:
        assert plain(result) == expected


@pytest.mark.parametrize("name", FAILED)
async def test_a_failure_is_replayed(name: str) -> None:
    """The request matches the recording, and the error has the server's text."""
    error, _ = await replay(name)
    exchange = EXCHANGES[name]

    assert isinstance(error, ApiStatusError)
    assert exchange.status == error.status
    if exchange.media_type == "application/json":
        assert (exchange.body or "") == error.body


def test_every_exchange_is_replayed() -> None:
    """Every recorded exchange belongs to an operation, or to a list with the reason why no call makes it."""
    assert set(EXCHANGES) >= {*BODIES, *FORMS, *NEVER_SENT}
    assert [name for name, each in SENT.items() if operation_of(each) is None] == []


def test_what_has_an_operation_is_not_left_out() -> None:
    """Exchanges that `tests/breadth.py` omits have no operation in the contract."""
    assert [name for name, each in NO_OPERATION.items() if operation_of(each) is not None] == []


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
    """Invalid values are refused before anything is sent, since the server responds with 500, or worse."""

    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError("it was sent")

    transport = httpx.MockTransport(never)
    async with Chatwoot("https://x.test", token="token-of-the-captures", account_id=2, transport=transport) as chatwoot:
        with pytest.raises(InvalidRequestError):
            await call(chatwoot)


async def test_what_is_needed_is_a_required_argument() -> None:
    """Python itself rejects a transcript without an address, or a status change without a status."""
    async with Chatwoot("https://x.test", token="token-of-the-captures", account_id=2) as chatwoot:
        with pytest.raises(TypeError, match="email"):
            await chatwoot.conversations.send_transcript(1)  # type: ignore[call-arg]
        with pytest.raises(TypeError, match="status"):
            await chatwoot.conversations.set_status(1)  # type: ignore[call-arg]

"""Clients: their construction, and their methods other than operations."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from typing import Any, assert_type

import httpx
import httpx2

from aiochatwoot import (
    Attempt,
    Chatwoot,
    Deviation,
    File,
    Headers,
    Network,
    NetworkFailure,
    Outcome,
    RawResponse,
    Request,
    RequestDetails,
    Response,
    ResponseDetails,
    RetryDetails,
    RetryPolicy,
    Settings,
    Timeout,
    Upload,
    WaitDetails,
    models,
    parse_timestamp,
)
from aiochatwoot._version import __version__
from aiochatwoot.otel import Telemetry


async def construction(transport: httpx.AsyncBaseTransport, get_token: Callable[[], Awaitable[str]]) -> None:
    """All arguments have defaults; a token may be a function; hooks receive one record each."""
    requests: list[RequestDetails] = []
    retries: list[RetryDetails] = []

    def on_drift(deviation: Deviation) -> None:
        assert_type(deviation.operation, str)
        assert_type(deviation.path, str)
        assert_type(deviation.expected, str)
        assert_type(deviation.got, str)

    def on_response(details: ResponseDetails) -> None:
        assert_type(details.request, RequestDetails)
        assert_type(details.status, int | None)
        assert_type(details.attempts, tuple[Attempt, ...])

    Chatwoot()
    Chatwoot("https://chat.example", token="secret", account_id=1)
    Chatwoot("https://chat.example", token=lambda: "secret")
    Chatwoot(
        base_url="https://chat.example",
        token=get_token,
        deadline=None,
        retry=RetryPolicy(attempts=3),
        timeout=httpx.Timeout(5),
        rate_limit=None,
        transport=transport,
        drift="strict",
        on_drift=on_drift,
        on_request=requests.append,
        on_response=on_response,
        on_retry=retries.append,
    )
    waits: list[WaitDetails] = []
    Chatwoot(on_wait=waits.append, timeout=Timeout(read=None))
    Chatwoot(**Telemetry().hooks())
    async with Chatwoot(retry=None, timeout=5) as chatwoot:
        assert_type(chatwoot, Chatwoot)
        assert_type(chatwoot.settings, Settings)
    assert_type(await chatwoot.aclose(), None)
    version: str = __version__
    print(version)


class Recorded:
    """A custom network."""

    async def send(self, request: Request) -> Response:
        raise NotImplementedError

    async def aclose(self) -> None:
        pass


def transports(old: httpx.AsyncBaseTransport, new: httpx2.AsyncBaseTransport, network: Network) -> None:
    """A transport is a name, a transport of either library, or an object that sends requests."""
    Chatwoot(transport=None)
    Chatwoot(transport="aiohttp")
    Chatwoot(transport="httpx2")
    Chatwoot(transport=old)
    Chatwoot(transport=httpx.MockTransport(lambda _: httpx.Response(200)))
    Chatwoot(transport=httpx.ASGITransport(app=lambda *_: None))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Chatwoot(transport=new)
    Chatwoot(transport=network)
    Chatwoot(transport=Recorded())


class Canned:
    """A custom adapter and the body of its responses; it needs only public names."""

    async def send(self, request: Request) -> Response:
        if request.method != "GET":
            raise NetworkFailure("ConnectError", "only reads are recorded")
        assert_type(request.timeout.read, float | None)
        return Response(200, Headers([("content-type", "application/json")]), CannedBody(), url=request.url)

    async def aclose(self) -> None:
        return None


class CannedBody:
    async def __aiter__(self) -> AsyncGenerator[bytes]:
        yield b"{}"

    async def aclose(self) -> None:
        return None


def adapter() -> Network:
    """A class with the two methods is a `Network`, and a valid transport of a client."""
    Chatwoot(transport=Canned())
    return Canned()


def middleware() -> None:
    """Functions (sync or async) and callable objects receive a request, and return one or None."""

    def sync(request: Request) -> Request:
        assert_type(request.adding({"X-A": "b"}, query={"a": "b"}), Request)
        assert_type(request.method, str)
        return request

    async def later(request: Request) -> Request | None:
        return request

    class Traced:
        async def __call__(self, request: Request) -> Request:
            return request

    seen: list[Request] = []
    Chatwoot(middleware=[sync, later, Traced(), seen.append])


async def raw(chatwoot: Chatwoot) -> None:
    """A raw response has the value, with the return type of the method."""
    conversation = await chatwoot.with_raw_response(chatwoot.conversations.get, 42)
    assert_type(conversation, RawResponse[models.Conversation])
    assert_type(conversation.value, models.Conversation)
    assert_type(conversation.status, int)
    assert_type(conversation.headers["x-request-id"], str)
    assert_type(conversation.request_id, str | None)
    assert_type(conversation.attempts, tuple[Attempt, ...])
    message = await chatwoot.with_raw_response(chatwoot.messages.create, 42, content="Hello", private=True)
    assert_type(message.value, models.Message)
    assert_type((await chatwoot.with_raw_response(chatwoot.request, "GET", "/x", params={"a": 1})).value, Any)
    assert_type(
        await chatwoot.with_raw_response(chatwoot.conversations.set_priority, 42, priority=None), RawResponse[None]
    )


class Bot(Chatwoot):
    """A subclass of the client."""


async def options(chatwoot: Chatwoot, bot: Bot) -> None:
    """A client with other options has the same class and the same methods."""
    assert_type(chatwoot.with_options(deadline=5, retry=None), Chatwoot)
    assert_type(bot.with_options(account_id=2, timeout=1.5, max_body=1024), Bot)
    assert_type(bot.with_options(headers={"X-A": "b"}, query={"page": 2, "labels": ["a", "b"]}), Bot)
    assert_type(await bot.with_options(deadline=None).conversations.get(42), models.Conversation)
    async with bot as same:
        assert_type(same, Bot)


async def requests(chatwoot: Chatwoot) -> None:
    """Responses of endpoints outside the contract are plain JSON."""
    assert_type(await chatwoot.request("GET", "/api/v1/accounts/1/macros"), Any)
    assert_type(await chatwoot.request("POST", "/x", params={"page": 1}, json={"a": [1]}, headers={"X-A": "b"}), Any)


async def many(chatwoot: Chatwoot) -> None:
    """`map` infers the types of the items and of the function's results."""
    outcomes = chatwoot.map(chatwoot.conversations.get_whole, [1, 2, 42], limit=20)
    assert_type(outcomes, AsyncGenerator[Outcome[int, models.Conversation], None])
    async for outcome in outcomes:
        assert_type(outcome, Outcome[int, models.Conversation])
        assert_type(outcome.item, int)
        assert_type(outcome.value, models.Conversation | None)
        assert_type(outcome.error, Exception | None)
        assert_type(outcome.result(), models.Conversation)

    async def name(conversation: models.Conversation) -> str:
        return conversation.meta.sender.name

    async for named in chatwoot.map(name, chatwoot.conversations.iter()):
        assert_type(named, Outcome[models.Conversation, str])


async def files(chatwoot: Chatwoot, attachment: models.Attachment) -> None:
    """Files to send may have many types; downloads are bytes."""
    invoice: Upload = Path("invoice.pdf")
    picture = File(b"...", name="parcel.png", content_type="image/png")
    message = await chatwoot.messages.create(
        42, attachments=[invoice, picture], on_progress=lambda sent, total: print(sent, total or "?")
    )
    assert_type(message, models.Message)
    async with chatwoot.attachments.download(attachment, max_bytes=1_000) as file:
        assert_type(file.content_type, str | None)
        assert_type(await file.read(), bytes)
    async with chatwoot.attachments.download("https://chat.example/rails/file") as file:
        async for chunk in file:
            assert_type(chunk, bytes)


def timestamps() -> None:
    """A timestamp in free-form JSON is parsed to a datetime or None."""
    assert_type(parse_timestamp(1763863200), dt.datetime | None)

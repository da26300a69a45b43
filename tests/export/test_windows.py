"""Windows of an account's display ids, and reading them."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import pickle
from collections.abc import Awaitable, Callable
from typing import Any

import attrs
import httpx
import pytest

from aiochatwoot import (
    AuthenticationError,
    Chatwoot,
    DecodeError,
    InvalidRequestError,
    ResponseTooLargeError,
    ServerError,
    export,
)
from aiochatwoot.export import SLACK, Window
from aiochatwoot.testing import FakeChatwoot, faults

from ..conftest import CAPTURES

LISTS = "/api/v1/accounts/1/conversations"


Before = Callable[[httpx.Request], Awaitable[httpx.Response | None]]


@attrs.define
class Intercepted(httpx.AsyncBaseTransport):
    """A server without a socket, with a function that is called before each request, and may respond to it."""

    server: FakeChatwoot
    before: Before

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self.before(request)
        return answer or await httpx.ASGITransport(self.server.app).handle_async_request(request)


async def nothing(_: httpx.Request) -> None:
    """Intercept nothing."""


def asgi(server: FakeChatwoot, before: Before = nothing, **options: Any) -> Chatwoot:
    """A client of a server without a socket, without a rate limit."""
    given: dict[str, Any] = {"token": server.token, "account_id": server.account_id, "rate_limit": None}
    return Chatwoot("http://127.0.0.1", transport=Intercepted(server, before), **(given | options))


def filled(count: int, messages: int = 2, **options: Any) -> FakeChatwoot:
    """A server with conversations of so many messages each."""
    server = FakeChatwoot(sample=False, **options)
    for _ in range(count):
        conversation = server.account.add_conversation()
        for number in range(messages):
            server.account.add_message(conversation, f"message {number}")
    return server


def canned(bodies: Callable[[httpx.Request], Any], account_id: int | None = 1) -> Chatwoot:
    """A client of a server that responds with this JSON."""

    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=json.dumps(bodies(request)).encode())

    return Chatwoot(
        "https://chat.test", token="a-token-of-tests", account_id=account_id, transport=httpx.MockTransport(handler),
        retry=None, drift="ignore",
    )  # fmt: skip


async def read_all(chatwoot: Chatwoot, windows: list[Window], **options: Any) -> dict[int, list[int]]:
    """Return the ids of messages by conversation; assert that each conversation comes once."""
    found: dict[int, list[int]] = {}
    for window in windows:
        async for conversation, messages in export.read(chatwoot, window, **options):
            assert conversation.id not in found
            found[conversation.id] = [message.id for message in messages]
    return found


def expected_of(server: FakeChatwoot) -> dict[int, list[int]]:
    return {row.id: sorted(each.id for each in row.messages) for row in server.account.conversations.values()}


# --- windows --------------------------------------------------------------------------------------------------------


def test_window() -> None:
    """A window can be compared, printed, pickled and hashed; its ids are a range or a tuple, and it holds no token."""
    window, listed = Window(1, range(1, 501)), Window(1, [3, 5])

    assert Window(1, range(1, 501)) == window == pickle.loads(pickle.dumps(window))
    assert repr(window) == "Window(account_id=1, ids=range(1, 501))"
    assert {window, listed} == {Window(1, range(1, 501)), Window(1, (3, 5))}
    assert str(window) == "account 1, conversations 1 to 500"
    assert str(Window(1, ())) == "account 1"


async def test_plan() -> None:
    """Windows cover every id up to the highest, for five requests."""
    server = filled(7, 0)
    async with asgi(server) as chatwoot:
        assert await export.plan(chatwoot, size=3) == [
            Window(1, range(1, 4)),
            Window(1, range(4, 7)),
            Window(1, range(7, 8)),
        ]
    assert len(server.requests) == 5


async def test_accounts() -> None:
    """The default accounts are those of the token's user; an account without conversations has no window."""

    def bodies(request: httpx.Request) -> Any:
        if request.url.path.endswith("/profile"):
            return {"accounts": [{"id": 5}, {"id": 3}, {}]}
        if request.method == "POST":
            return {"meta": {}, "payload": []}
        rows = [{"id": 2}, {"id": 1}] if "/accounts/5/" in request.url.path else []
        return {"data": {"meta": {"all_count": len(rows)}, "payload": rows}}

    async with canned(bodies, account_id=None) as chatwoot:
        assert await export.plan(chatwoot) == [Window(5, range(1, 3))]
        assert await export.plan(chatwoot, [3]) == []


async def test_holes() -> None:
    """The highest id is found above the newest conversations, over holes in the ids."""
    server = filled(26, 0)
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    for number in (100, 199):
        server.account.add_conversation(id=number, created_at=long_ago)
    async with asgi(server) as chatwoot:
        (window,) = await export.plan(chatwoot)
        assert window.ids == range(1, 200)
        assert await read_all(chatwoot, [window]) == expected_of(server)


async def test_more_than_seen() -> None:
    """If there are more conversations than the highest id found, the search continues above it."""
    asked: list[int] = []

    def bodies(request: httpx.Request) -> Any:
        if request.method == "GET":
            return {"data": {"meta": {"all_count": 230}, "payload": [{"id": 3}]}}
        ids = json.loads(request.content)["payload"][0]["values"]
        asked.extend(ids)
        rows = [{"id": number} for number in ids if number == 229]
        return {"meta": {"all_count": len(rows)}, "payload": rows}

    async with canned(bodies) as chatwoot:
        (window,) = await export.plan(chatwoot)

    assert window.ids == range(1, 230)
    assert asked == list(range(4, 404))


@pytest.mark.parametrize("size", [0, -1, True, 2.5, "500"])
async def test_sizes(size: Any) -> None:
    """A size or concurrency below 1 is refused, and so is a time without a time zone."""
    async with asgi(FakeChatwoot()) as chatwoot:
        with pytest.raises(InvalidRequestError, match=r"^size: "):
            await export.plan(chatwoot, size=size)
        with pytest.raises(InvalidRequestError, match=r"^size: "):
            await export.changed(chatwoot, 1, dt.datetime.now(dt.UTC), size=size)
        with pytest.raises(InvalidRequestError, match=r"^concurrency: "):
            await anext(export.read(chatwoot, Window(1, range(1, 2)), concurrency=size))
        with pytest.raises(InvalidRequestError, match=r"^since: "):
            await export.changed(chatwoot, 1, dt.datetime(2026, 1, 1))


# --- reading --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_agent", [False, True])
async def test_captured_windows(as_agent: bool) -> None:
    """A real server (4.16.2) sends exactly the conversations of a window, in one page, to administrators and agents."""
    captures = json.loads((CAPTURES / "v4_16_2" / "export.json").read_text(encoding="utf-8"))
    full = captures["filter_display_ids_as_bob" if as_agent else "filter_display_ids"]
    empty = captures["filter_display_ids_none"]
    asked: list[Any] = []

    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json={"meta": {}, "payload": []})
        (condition,) = json.loads(request.content)["payload"]
        asked.append({"payload": [condition | {"query_operator": None}]})  # null is the same as absent
        one = full if asked[-1] == full["request"]["json"] else empty
        return httpx.Response(one["status"], content=one["body_text"], headers={"content-type": "application/json"})

    client = Chatwoot("https://chat.test", token="a-token-of-tests", transport=httpx.MockTransport(handler))
    async with client as chatwoot:
        first = await read_all(chatwoot, [Window(2, range(1, 26))])
        none = await read_all(chatwoot, [Window(2, range(1_000_000, 1_000_025))])

    assert sorted(first) == [*range(1, 26)]
    assert none == {}
    assert asked == [full["request"]["json"], empty["request"]["json"]]


async def test_captured_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The changed conversations of a real server are found with one request, sorted."""
    one = json.loads((CAPTURES / "v4_16_2" / "export.json").read_text(encoding="utf-8"))["list_updated_within"]
    rows = json.loads(one["body_text"])["data"]["payload"]
    asked: list[httpx.URL] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return httpx.Response(200, content=one["body_text"], headers={"content-type": "application/json"})

    monkeypatch.setattr("aiochatwoot.export._windows.time.time", lambda: 1_795_950_000.5)
    since = dt.datetime.fromtimestamp(1_795_950_000 - 86_400 + SLACK.total_seconds() + 1, dt.UTC)
    client = Chatwoot("https://chat.test", token="a-token-of-tests", transport=httpx.MockTransport(handler))
    async with client as chatwoot:
        windows = await export.changed(chatwoot, 2, since, size=30)

    ids = sorted(row["id"] for row in rows)
    assert windows == [Window(2, ids[:30]), Window(2, ids[30:60]), Window(2, ids[60:])]
    assert [str(url.raw_path, "ascii") for url in asked] == [one["request"]["path"]]


@pytest.mark.parametrize("concurrency", [1, 20, 200])
async def test_whole(concurrency: int) -> None:
    """Every conversation comes once, with all of its messages in order, at any concurrency."""
    server = filled(60)
    for number, conversation in server.account.conversations.items():
        for _ in range(number % 30):
            server.account.add_message(conversation)
    async with asgi(server) as chatwoot:
        found = await read_all(chatwoot, await export.plan(chatwoot, size=40), concurrency=concurrency)

    assert expected_of(server) == found


async def test_requests() -> None:
    """Exactly 20 messages take one request each after the server was found to support windows: one more in total."""
    server = filled(100, 20)
    async with asgi(server, deadline=None) as chatwoot:
        windows = await export.plan(chatwoot, size=50)
        server.requests.clear()
        found = await read_all(chatwoot, windows)

    assert expected_of(server) == found
    assert len(server.requests) == 100 // 25 + 100 + 1


async def test_legacy() -> None:
    """Servers before 2.16 are read, too."""
    server = filled(30, 45, legacy=True)
    async with asgi(server) as chatwoot:
        assert await read_all(chatwoot, await export.plan(chatwoot)) == expected_of(server)


async def test_deleted_meanwhile() -> None:
    """A conversation that is deleted between its row and its messages is left out."""
    server = filled(3)
    async with asgi(server) as chatwoot:
        reading = export.read(chatwoot, Window(1, range(1, 4)), concurrency=1)
        first, _ = await anext(reading)
        for number in set(server.account.conversations) - {first.id}:
            del server.account.conversations[number]
        rest = [conversation.id async for conversation, _ in reading]

    assert len(rest) <= 1  # one is read ahead


async def test_failure() -> None:
    """A failure is raised, and pending requests are cancelled, as if the reader had stopped."""
    with filled(60) as server:
        client = Chatwoot(server.base_url, token=server.token, account_id=1, retry=None, rate_limit=None, deadline=None)
        async with client as chatwoot:
            server.faults.add(faults.status(500), when=lambda request: request.path.endswith("/30/messages"))
            with pytest.raises(ServerError):
                await read_all(chatwoot, [Window(1, range(1, 61))])
            reading = export.read(chatwoot, Window(1, range(1, 61)))
            await anext(reading)
            await reading.aclose()

            assert len(asyncio.all_tasks()) == 1


async def test_bots() -> None:
    """A bot's token is refused, with the reason."""
    server = filled(1)
    bot = server.account.add_bot(name="Robo")
    async with asgi(server, token=bot.token) as chatwoot:
        for call in (
            export.plan(chatwoot),
            export.changed(chatwoot, 1, dt.datetime.now(dt.UTC)),
            anext(export.read(chatwoot, Window(1, range(1, 2)))),
        ):
            with pytest.raises(AuthenticationError, match="no server lets bots read messages"):
                await call


async def test_agents() -> None:
    """An agent gets only the conversations of the agent's inboxes."""
    server = filled(3)
    agent = server.account.add_agent("Bob", email="bob@batik.example", role="agent", token="token-of-an-agent")
    inbox = server.account.add_inbox("Mine")
    inbox.members.append(agent)
    mine = server.account.add_conversation(inbox=inbox)
    async with asgi(server, token="token-of-an-agent") as chatwoot:
        assert await read_all(chatwoot, await export.plan(chatwoot)) == {mine.id: []}


# --- unexpected responses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"meta": {"all_count": 1}, "payload": [{"id": 7}]}, "conversations that were not requested by display_id"),
        ({"meta": {"all_count": 1}, "payload": ["x"]}, "conversations that were not requested by display_id"),
        ({"meta": {"all_count": 2}, "payload": [{"id": 1}]}, "2 conversations have these ids, and 1 are on the page"),
        ({"meta": {"all_count": 2}, "payload": [{"id": 1}, {"id": 1}]}, "a conversation twice"),
        ({"meta": {}, "payload": {}}, "rows of a page"),
    ],
)
async def test_deviations(body: Any, message: str) -> None:
    """A page that does not match the request is an error, since rows would be lost silently."""
    async with canned(lambda _: body) as chatwoot:
        with pytest.raises(DecodeError, match=message):
            await read_all(chatwoot, [Window(1, range(1, 3))])


async def test_without_counts() -> None:
    """A page without a count is accepted."""
    async with canned(
        lambda request: {"meta": {}, "payload": [{"id": 1}] if request.method == "POST" else []}
    ) as chatwoot:
        assert await read_all(chatwoot, [Window(1, range(1, 3))]) == {1: []}


async def test_too_much_changed() -> None:
    """If there are more changes than a response may hold, the error says to export everything."""
    server = filled(60)
    async with asgi(server, max_body=20_000) as chatwoot:
        with pytest.raises(ResponseTooLargeError, match="export everything again, or raise max_body"):
            await export.changed(chatwoot, 1, dt.datetime.now(dt.UTC))


async def test_changed() -> None:
    """Changed conversations are found, including new ones; unchanged ones are not."""
    now = [1_795_410_000.0]
    server = filled(5, clock=lambda: now[0])
    since = dt.datetime.now(dt.UTC)
    now[0] += 10 * SLACK.total_seconds()
    server.account.add_message(server.account.conversations[2])
    server.account.add_conversation()
    async with asgi(server) as chatwoot:
        assert await export.changed(chatwoot, 1, since) == [Window(1, (2, 6))]
        assert await export.changed(chatwoot, None, since) == [Window(1, (2, 6))]


async def test_clock_set_back() -> None:
    """A future time is refused, since changes could be lost silently."""
    async with asgi(filled(1)) as chatwoot:
        with pytest.raises(InvalidRequestError, match=r"^since: .* is later than this machine's clock"):
            await export.changed(chatwoot, 1, dt.datetime.now(dt.UTC) + 2 * SLACK)

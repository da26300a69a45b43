"""The client: common parts of every request, its lifetime, and responses that deviate."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    ChatwootError,
    DecodeError,
    Deviation,
    InvalidRequestError,
    NotFoundError,
    models,
)
from aiochatwoot._version import __version__

from .conftest import load_capture
from .servers import BASE_URL, TOKEN, always, client, http, replay, serve

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]


PROFILE = "/api/v1/profile"


CONVERSATION = "/api/v1/accounts/2/conversations/1"


def never(request: httpx.Request) -> httpx.Response:
    """A server that must not receive a request."""
    return pytest.fail(f"sent {request.url}")


# --- common parts of every request ----------------------------------------------------------------------------------


async def test_headers() -> None:
    """Every request asks for JSON, and has a User-Agent; a call may set another Accept."""
    requests, handler = always(lambda: replay("profile"))
    async with client(handler) as chatwoot:
        await chatwoot.profile.get()
        await chatwoot.request("GET", PROFILE, headers={"accept": "application/vnd.x+json"})

    assert requests[0].headers.get_list("accept") == ["application/json"]
    assert requests[1].headers.get_list("accept") == ["application/vnd.x+json"]
    assert requests[0].headers["user-agent"].startswith(f"aiochatwoot/{__version__} Python/3.")


async def test_no_cookies() -> None:
    """Only the token identifies the caller: cookies of a server are not sent back."""
    async with (
        serve(lambda _: http(200, set_cookie="_session=abc; Path=/")) as server,
        Chatwoot(server.base_url, token=TOKEN) as chatwoot,
    ):
        await chatwoot.request("GET", "/a")
        await chatwoot.request("GET", "/b")

    assert [each.values("cookie") for each in server.requests] == [[], []]


async def test_connections_are_kept() -> None:
    """Consecutive calls share a connection."""
    async with serve(lambda _: http(200)) as server, Chatwoot(server.base_url, token=TOKEN) as chatwoot:
        for _ in range(3):
            await chatwoot.request("GET", PROFILE)

    assert (server.connections, len(server.requests)) == (1, 3)


@pytest.mark.parametrize("name", ["conversation_rich", "conversation_bot_assignee", "conversation_empty"])
async def test_conversations(name: str) -> None:
    """A conversation is decoded to a model, and `to_dict` returns the received JSON."""
    capture = load_capture(name)
    requests, handler = always(lambda: replay(capture))
    async with client(handler, drift="strict") as chatwoot:
        conversation = await chatwoot.conversations.get(int(capture.path.rpartition("/")[2]))

    assert capture.path == requests[0].url.path
    assert conversation.to_dict() == capture.body


async def test_accounts_by_call() -> None:
    """The account of a call overrides the client's; one client can use several accounts."""
    requests, handler = always(lambda: replay("conversation_rich"))
    async with client(handler) as chatwoot:
        await asyncio.gather(chatwoot.conversations.get(1), chatwoot.conversations.get(1, account_id=7))

    assert {each.url.path for each in requests} == {CONVERSATION, "/api/v1/accounts/7/conversations/1"}


@pytest.mark.parametrize("value", ["..", "", None, True, False, -1, 0, 1.5, "42", 2**31, [1], object()])
async def test_ids(value: Any) -> None:
    """An invalid id is refused by name, before anything is sent."""
    async with client(never) as chatwoot:
        calls: list[Callable[[], Awaitable[object]]] = [
            lambda: chatwoot.conversations.get(value),
            lambda: chatwoot.conversations.get_whole(value),
            lambda: anext(aiter(chatwoot.conversations.history(value))),
            lambda: chatwoot.messages.list(value),
        ]
        for call in calls:
            with pytest.raises(InvalidRequestError, match=r"^conversation_id: "):
                await call()
        if value is not None:  # None means the client's account
            with pytest.raises(InvalidRequestError, match=r"^account_id: "):
                await chatwoot.conversations.get(1, account_id=value)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"status": "closed"}, "status: 'closed' is not one of all, open, resolved, pending, snoozed"),
        ({"status": 1}, "status: 1 is not one of all, open, resolved, pending, snoozed"),
        ({"assignee_type": "nobody"}, "assignee_type: 'nobody' is not one of me, unassigned, all, assigned"),
        ({"labels": "vip"}, "labels: expected a list"),
        ({"page": 0}, "page: 0 is below 1"),
        ({"updated_within": True}, "updated_within: expected integer, got bool True"),
    ],
)
async def test_filters(arguments: dict[str, Any], message: str) -> None:
    """An unknown filter is refused, instead of being ignored or causing a 500."""
    async with client(never) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.conversations.list(**arguments)

    assert caught.value.message.startswith(message)


async def test_query_of_a_list() -> None:
    """Filters are sent in the query under their names in the contract; enum members equal their texts."""
    requests, handler = always(lambda: replay("list_page99"))
    async with client(handler) as chatwoot:
        await chatwoot.conversations.list(status="all", labels=("a", "b"), page=2)
        await chatwoot.conversations.list(status=models.ConversationStatusFilter.ALL, labels=["a", "b"], page=2)

    expected = [("status", "all"), ("labels[]", "a"), ("labels[]", "b"), ("page", "2")]
    assert [each.url.params.multi_items() for each in requests] == [expected, expected]


# --- the lifetime of a client -----------------------------------------------------------------------------------------


async def test_closed() -> None:
    """Every call of a closed client reports that it is closed; closing it again has no effect."""
    chatwoot = client(never)
    await chatwoot.aclose()
    await chatwoot.aclose()

    for call in (lambda: chatwoot.conversations.get(1), lambda: chatwoot.request("GET", PROFILE)):
        with pytest.raises(ChatwootError) as caught:
            await call()
        assert str(caught.value) == "the client is closed; make a new one, or use it inside of its `async with`"


async def test_context() -> None:
    """`async with` returns the client itself, closes it, and propagates errors."""
    chatwoot = client(never)
    with pytest.raises(LookupError):  # noqa: PT012 - the inner block raises
        async with chatwoot as entered:
            assert chatwoot is entered
            raise LookupError

    with pytest.raises(ChatwootError, match="closed"):
        await chatwoot.request("GET", PROFILE)


async def test_transport_is_closed() -> None:
    """A transport that was passed in is closed with the client."""

    class Transport(httpx.MockTransport):
        closed = 0

        async def aclose(self) -> None:
            self.closed += 1

    transport = Transport(never)
    async with Chatwoot(BASE_URL, token=TOKEN, transport=transport):
        assert transport.closed == 0

    assert transport.closed == 1


async def test_resources_are_made_once() -> None:
    """A resource of a client is always the same object; two clients have different ones."""
    one, two = client(never), client(never)

    assert one.conversations is one.conversations
    assert one.messages is one.messages
    assert one.conversations is not two.conversations


# --- responses that deviate from the contract -----------------------------------------------------------------------


def deviating(**changes: Any) -> Callable[[httpx.Request], httpx.Response]:
    """A server whose conversation has these values."""
    body = load_capture("conversation_rich").body | changes
    return lambda _: httpx.Response(200, json=body)


async def test_drift_is_reported(caplog: pytest.LogCaptureFixture) -> None:
    """A deviating value is kept, passed to the hook each time, and logged once for each kind and place."""
    seen: list[Deviation] = []
    message = load_capture("conversation_rich").body["messages"][0]
    handler = deviating(inbox_id="x", messages=[message | {"private": "no"}, message | {"private": "yes"}], new_key=5)
    async with client(handler, on_drift=seen.append) as chatwoot:
        await chatwoot.conversations.get(1)
        conversation: Any = await chatwoot.conversations.get(1)

    assert conversation.inbox_id == "x"
    assert conversation.additional_properties["new_key"] == 5
    paths = ["$.inbox_id", "$.messages[0].private", "$.messages[1].private", "$.new_key"]
    assert sorted(2 * paths) == sorted(each.path for each in seen)
    logged = [record for record in caplog.records if record.name == "aiochatwoot.drift"]
    assert {record.getMessage() for record in logged} == {
        "conversations.get: $.inbox_id: expected integer, got string 'x'",
        "conversations.get: $.messages[0].private: expected boolean, got string 'no'",
        "conversations.get: $.new_key: expected no such key, got integer",
    }
    assert [record.levelno for record in logged] == 3 * [logging.WARNING]


async def test_drift_is_logged_by_each_client(caplog: pytest.LogCaptureFixture) -> None:
    """Each client logs deviations independently of others."""
    for _ in range(2):
        async with client(deviating(inbox_id="x")) as chatwoot:
            await chatwoot.conversations.get(1)

    assert len(caplog.records) == 2


async def test_strict(caplog: pytest.LogCaptureFixture) -> None:
    """In strict mode, deviations raise one error that lists all; the hook is called for each, and nothing is logged."""
    seen: list[Deviation] = []
    async with client(deviating(inbox_id="x", channel=5), drift="strict", on_drift=seen.append) as chatwoot:
        with pytest.raises(DecodeError) as caught:
            await chatwoot.conversations.get(1)

    assert {each.path for each in seen} == {"$.inbox_id", "$.channel"}
    assert seen[0].path == caught.value.path
    assert "$.inbox_id: expected integer, got string 'x'" in caught.value.message
    assert caught.value.response is not None
    assert caplog.records == []


async def test_ignore(caplog: pytest.LogCaptureFixture) -> None:
    """In mode `ignore`, a deviating value is kept, and not reported."""
    async with client(deviating(inbox_id="x"), drift="ignore", on_drift=lambda _: pytest.fail("called")) as chatwoot:
        conversation: Any = await chatwoot.conversations.get(1)

    assert conversation.inbox_id == "x"
    assert caplog.records == []


async def test_no_drift(caplog: pytest.LogCaptureFixture) -> None:
    """Recorded responses of a real server do not deviate."""
    async with client(lambda _: replay("list_page1"), on_drift=lambda _: pytest.fail("called")) as chatwoot:
        page = await chatwoot.conversations.list()

    assert len(page.payload) == 25
    assert caplog.records == []


async def test_an_error_of_the_storage_needs_no_token() -> None:
    """An error of another server does not call the token function, since the token is not sent there."""

    def token() -> str:
        pytest.fail("the token was asked for")

    transport = httpx.MockTransport(lambda _: httpx.Response(404, text="no such file"))
    async with Chatwoot(BASE_URL, token=token, transport=transport) as chatwoot:
        with pytest.raises(NotFoundError, match="404: no such file"):
            async with chatwoot.attachments.download("https://storage.example/file"):
                pytest.fail("there is no file")

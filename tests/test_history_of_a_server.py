"""The messages of a conversation on the embedded server: old ones, imported ones, all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from aiochatwoot import Chatwoot, NotFoundError
from aiochatwoot.testing import FakeChatwoot

pytestmark = [pytest.mark.behaviour, pytest.mark.untraced, pytest.mark.usefixtures("one_attempt")]


@pytest.fixture(scope="module")
def sample() -> Iterator[FakeChatwoot]:
    """A server with the sample conversations, for reading only."""
    with FakeChatwoot() as server:
        yield server


def connect(server: FakeChatwoot) -> Chatwoot:
    """Return a client of a server."""
    return Chatwoot(server.base_url, token=server.token, account_id=server.account_id, drift="strict")


async def test_sample(sample: FakeChatwoot) -> None:
    """Every sample conversation has all of its messages, and is written back unchanged."""
    async with connect(sample) as chatwoot:
        for number, expected in sample.account.conversations.items():
            alone = (await chatwoot.conversations.get(number)).to_dict()
            conversation = await chatwoot.conversations.get_whole(number)

            in_order = sorted(expected.messages, key=lambda each: (each.created_at.replace(microsecond=0), each.id))
            assert [each.id for each in in_order] == [each.id for each in conversation.messages]
            data = conversation.to_dict()
            newest = [each for each in data["messages"] if "updated_at" in each]
            assert alone == data | {"messages": newest}


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("drops_underscore_headers", [False, True])
async def test_servers(legacy: bool, drops_underscore_headers: bool) -> None:
    """Old and new servers, with and without a proxy, return the same messages."""
    with FakeChatwoot(sample=False, legacy=legacy, drops_underscore_headers=drops_underscore_headers) as server:
        conversation = server.account.add_conversation()
        start = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
        for number in range(137):
            server.account.add_message(
                conversation, f"message {number}", "outgoing" if number % 3 else "incoming",
                created_at=start + dt.timedelta(minutes=number),
            )  # fmt: skip
        async with connect(server) as chatwoot:
            found = await chatwoot.conversations.get_whole(conversation.id)
            newest = [each.content async for each in chatwoot.conversations.history(conversation.id, newest_first=True)]

    expected = [f"message {number}" for number in range(137)]
    assert [each.content for each in found.messages] == expected
    assert expected[::-1] == newest


async def test_imported_messages() -> None:
    """Messages imported later, with earlier times, are sorted correctly; each is returned once."""
    with FakeChatwoot(sample=False) as server:
        conversation = server.account.add_conversation()
        start = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
        hours = [*range(100, 130), *range(30)]
        for hour in hours:
            server.account.add_message(
                conversation, str(hour), created_at=start + dt.timedelta(hours=hour), imported=hour < 100
            )
        async with connect(server) as chatwoot:
            found = [each.content async for each in chatwoot.conversations.history(conversation.id)]
            newest = [each.content async for each in chatwoot.conversations.history(conversation.id, newest_first=True)]

    assert [str(hour) for hour in sorted(hours)] == found
    assert [str(hour) for hour in range(129, 109, -1)] == newest[:20]
    assert sorted(map(str, found)) == sorted(map(str, newest))


async def test_errors_of_the_server(sample: FakeChatwoot) -> None:
    """A missing conversation is an error of both methods, and of an iterator when it starts."""
    async with connect(sample) as chatwoot:
        with pytest.raises(NotFoundError):
            await chatwoot.conversations.get_whole(99_999)
        with pytest.raises(NotFoundError):
            await anext(aiter(chatwoot.conversations.history(99_999)))

"""Changes that read, merge and write: those of one record run one after the other, and none is lost."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import httpx
import pytest

from aiochatwoot import Chatwoot, InvalidRequestError, RequestTimeoutError

from .conftest import load_capture
from .servers import client
from .virtual import run_virtual

CONVERSATION: dict[str, Any] = load_capture("conversation_rich").body


class Things:
    """A server that stores labels and custom attributes, and takes a second for each response."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self.now = self.most = self.asked = 0

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.now += 1
        self.asked += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(1)
        self.now -= 1
        thing, _, what = request.url.path.rpartition("/")
        body: Any = json.loads(request.content) if request.method == "POST" else None
        if what == "labels":
            if body is not None:
                self.kept[thing] = body["labels"]
            return httpx.Response(200, json={"payload": self.kept.get(thing, [])})
        if what == "custom_attributes":
            self.kept[thing] = body["custom_attributes"]
            return httpx.Response(200, json=body)
        attributes = self.kept.get(request.url.path, {})
        return httpx.Response(200, json=CONVERSATION | {"custom_attributes": attributes})

    def client(self, **more: Any) -> Chatwoot:
        return client(self, drift="ignore", **more)


def test_labels() -> None:
    """Ten concurrent changes of labels, by clients that share a session, are all applied."""
    server = Things()

    async def change() -> None:
        async with server.client(account_id=2) as chatwoot:
            others = chatwoot.with_options(account_id=2), chatwoot.with_options(deadline=90)
            await chatwoot.conversations.set_labels(1, labels=["old"])
            await asyncio.gather(
                *(others[number % 2].conversations.add_labels(1, [str(number)]) for number in range(10)),
                chatwoot.conversations.remove_labels(1, ["old"], account_id=2),
                *(chatwoot.contacts.add_labels(1, [str(number)]) for number in range(3)),
            )
            assert chatwoot._core.session.changes._locks == {}

    run_virtual(change())
    (conversation,) = [kept for path, kept in server.kept.items() if "conversations" in path]
    (contact,) = [kept for path, kept in server.kept.items() if "contacts" in path]

    assert [str(number) for number in range(10)] == sorted(conversation)
    assert contact == ["0", "1", "2"]


def test_labels_that_come_and_go_in_one_call() -> None:
    """Labels are added and removed in one change; others keep their order; without a change nothing is written."""
    server = Things()
    found: list[Any] = []

    async def change() -> None:
        async with server.client() as chatwoot:
            await chatwoot.conversations.set_labels(1, labels=["a", "Old", "b"])
            found.append(await chatwoot.conversations.change_labels(1, add=["new", "A"], remove=["old", "other"]))
            asked = server.asked
            found.append(await chatwoot.conversations.change_labels(1, add=["b"], remove=["old"]))
            found.append(server.asked - asked)
            found.append(await chatwoot.contacts.change_labels(1, add={"vip"}))

    run_virtual(change())

    assert found == [["a", "b", "new"], ["a", "b", "new"], 1, ["vip"]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"add": ["vip", "b"], "remove": ["B"]}, "add: 'b' is in remove, too"),
        ({"add": "vip"}, "labels: expected a list of titles, got 'vip'"),
        ({"remove": b"vip"}, "labels: expected a list of titles, got b'vip'"),
        ({"remove": 5}, "labels: expected a list of titles, got 5"),
        ({"add": ["vip", 5]}, "labels: expected a list of titles, got ['vip', 5]"),
    ],
)
async def test_labels_that_are_none(change: dict[str, Any], message: str) -> None:
    """Values that are not a list of titles, or a title in both lists, are refused before anything is sent."""
    server = Things()
    async with server.client() as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.conversations.change_labels(1, **change)

    assert str(caught.value) == message
    assert server.asked == 0


def test_custom_attributes() -> None:
    """Ten concurrently merged keys are all stored; other conversations and accounts do not wait."""
    server = Things()

    async def change() -> None:
        async with server.client() as chatwoot:
            await asyncio.gather(
                *(chatwoot.conversations.merge_custom_attributes(1, {f"k{number}": number}) for number in range(10)),
                chatwoot.conversations.merge_custom_attributes(2, {"a": 1}),
                chatwoot.conversations.merge_custom_attributes(1, {"b": 1}, account_id=9),
            )

    run_virtual(change())

    assert {f"k{number}": number for number in range(10)} == server.kept["/api/v1/accounts/2/conversations/1"]
    assert (
        server.kept["/api/v1/accounts/2/conversations/2"],
        server.kept["/api/v1/accounts/9/conversations/1"],
    ) == ({"a": 1}, {"b": 1})
    assert server.most == 3


def test_a_change_that_waits_too_long() -> None:
    """The wait for other changes counts against the deadline; later changes are applied."""
    server = Things()
    message = re.escape("the deadline passed while other changes of 2/Conversations/1 went first")

    async def change() -> None:
        async with server.client() as chatwoot:
            add = chatwoot.conversations.add_labels
            first = asyncio.create_task(add(1, ["a"]))
            await asyncio.sleep(0.5)
            late = asyncio.create_task(chatwoot.with_options(deadline=1).conversations.add_labels(1, ["b"]))
            third = asyncio.create_task(add(1, ["c"]))
            with pytest.raises(RequestTimeoutError, match=message):
                await late
            await asyncio.gather(first, third)

    run_virtual(change())

    assert list(server.kept.values()) == [["a", "c"]]


def test_a_change_that_is_cancelled() -> None:
    """A change that is cancelled while waiting or running lets the next one proceed."""
    server = Things()

    async def change() -> None:
        async with server.client() as chatwoot:
            tasks = [asyncio.create_task(chatwoot.conversations.add_labels(1, [each])) for each in "abcd"]
            await asyncio.sleep(0.5)
            tasks[0].cancel()
            tasks[2].cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            assert chatwoot._core.session.changes._locks == {}

    run_virtual(change())

    assert list(server.kept.values()) == [["b", "d"]]

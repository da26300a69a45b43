"""The main property of exports: a full run and increments equal the state of the server, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import ChatwootError, export
from aiochatwoot.export import _files
from aiochatwoot.testing import Attachment, FakeChatwoot

from ..conftest import SLOW_LAW
from ..virtual import VirtualLoop, patch_clock, run_virtual
from .exported import State, state_of_export, state_of_server
from .test_windows import asgi

pytestmark = pytest.mark.law

FILE = Attachment("image", "a.png", 3)


def pick(rows: Any, number: int) -> Any:
    """Return one of some rows; None if there are none."""
    found = list(rows)
    return found[number % len(found)] if found else None


def begin(server: FakeChatwoot, number: int) -> None:
    conversation = server.account.add_conversation()
    for _ in range(number % 3):
        server.account.add_message(conversation, attachments=[FILE] * (number % 2))


def write(server: FakeChatwoot, number: int) -> None:
    if conversation := pick(server.account.conversations.values(), number):
        server.account.add_message(conversation, f"text {number}", attachments=[FILE] * (number % 2))


def of_message(change: Callable[[Any], object]) -> Callable[[FakeChatwoot, int], None]:
    def act(server: FakeChatwoot, number: int) -> None:
        messages = [message for each in server.account.conversations.values() for message in each.messages]
        if message := pick(messages, number):
            change(message)
            message.touch(server.installation.now())

    return act


def delete_message(message: Any) -> None:
    message.content, message.attachments = "This message was deleted", []


def of_conversation(change: Callable[[Any], object]) -> Callable[[FakeChatwoot, int], None]:
    def act(server: FakeChatwoot, number: int) -> None:
        if conversation := pick(server.account.conversations.values(), number):
            change(conversation)
            conversation.updated_at = server.installation.now()

    return act


def delete(server: FakeChatwoot, number: int) -> None:
    if conversation := pick(server.account.conversations.values(), number):
        del server.account.conversations[conversation.id]


WRITES = [
    begin,
    write,
    of_message(delete_message),
    of_message(lambda message: setattr(message, "status", "read")),
    of_conversation(lambda conversation: setattr(conversation, "status", "resolved")),
    of_conversation(lambda conversation: conversation.labels.append("vip")),
    delete,
]
Write = tuple[Callable[[FakeChatwoot, int], None], int]


@attrs.frozen
class Run:
    """A run, and events before its requests, by their number."""

    since_last: bool
    events: dict[int, str | Write]


@attrs.define
class World:
    """A server in virtual time, and an export of it."""

    loop: VirtualLoop
    directory: Path
    server: FakeChatwoot
    deleted: set[int] = attrs.field(factory=set)

    def act(self, act: Write) -> None:
        before = set(self.server.account.conversations)
        act[0](self.server, act[1])
        self.deleted |= before - set(self.server.account.conversations)

    async def run(self, run: Run) -> bool:
        """Run the export; return whether it completed."""
        asked = 0

        async def before(_: httpx.Request) -> httpx.Response | None:
            nonlocal asked
            asked += 1
            await asyncio.sleep(asked * 7 % 5)
            event = run.events.get(asked)
            if event == "kill":
                task.cancel()
            if isinstance(event, tuple):
                self.act(event)
            return httpx.Response(500) if event == "fault" else None

        async with asgi(self.server, before, retry=None) as chatwoot:
            task = asyncio.create_task(
                export.to_directory(
                    chatwoot, self.directory, since_last=run.since_last, size=3, concurrency=2,
                    tables=["conversations", "messages", "attachments", "deleted"],
                )
            )  # fmt: skip
            try:
                report = await task
            except (asyncio.CancelledError, ChatwootError):  # the latter from the plan
                return False
        assert export.verify(self.directory).problems == ()
        return report.is_complete


writes = st.tuples(st.sampled_from(WRITES), st.integers(0, 50))
events = st.one_of(st.just("kill"), st.just("fault"), writes)
runs = st.builds(Run, st.booleans(), st.dictionaries(st.integers(1, 30), events, max_size=4))


@SLOW_LAW
@given(st.lists(st.one_of(writes, runs, st.integers(1, 2000)), min_size=1, max_size=12))
def test_equal(steps: list[Write | Run | int]) -> None:
    """Under writes, deletions, kills and faults, a full run with its increments equals the state of the server."""
    loop = VirtualLoop(has_sockets=False)

    async def main(directory: Path) -> tuple[State, State, State, set[int]]:
        server = FakeChatwoot(sample=False, clock=loop.epoch)
        world = World(loop, directory, server)
        for number in range(5):
            begin(server, number)
        for step in steps:
            if isinstance(step, int):
                await asyncio.sleep(step)
            elif isinstance(step, Run):
                await world.run(step)
            else:
                world.act(step)
        await asyncio.sleep(1000)
        for _ in range(2):  # the first finishes an interrupted run
            assert await world.run(Run(True, {}))
        after_increment = state_of_export(directory)
        await asyncio.sleep(1000)
        assert await world.run(Run(False, {}))
        return state_of_server(server), after_increment, state_of_export(directory), world.deleted

    with tempfile.TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        patch_clock(patch)
        patch.setattr("aiochatwoot.export._windows.time.time", loop.epoch)
        patch.setattr("aiochatwoot.export._manifest.os.fsync", lambda _: None)
        patch.setattr(_files.TableFile, "discard", lambda file: file._writer.close())  # leave unfinished files
        server, increment, full, deleted = run_virtual(main(Path(directory)), loop)

    assert server == full
    left = {number for _, number in increment.conversations} - {number for _, number in server.conversations}
    assert left <= deleted
    assert without(increment, left) == server


def without(state: State, conversations: set[int]) -> State:
    """Return a state without conversations that were deleted since the last full run."""
    return State(
        {key: value for key, value in state.conversations.items() if key[1] not in conversations},
        {key: value for key, value in state.messages.items() if value[0] not in conversations},
        {key: value for key, value in state.attachments.items() if value[0] not in conversations},
    )

"""The example of a bot: a program of its own, over real sockets."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot, faults

BOT = Path(__file__).parent.parent / "examples" / "bot.py"
SECRET = "a-long-secret-of-tests"


def environment(server: FakeChatwoot, **more: str) -> dict[str, str]:
    settings = {"CHATWOOT_BASE_URL": server.base_url, "CHATWOOT_API_ACCESS_TOKEN": server.token, "PORT": "0"}
    return os.environ | settings | {"BOT_SECRET": SECRET} | more


async def started(server: FakeChatwoot, **more: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, BOT, env=environment(server, **more), stderr=asyncio.subprocess.PIPE
    )


@pytest.fixture
async def bot(fake_chatwoot: FakeChatwoot) -> AsyncIterator[httpx.AsyncClient]:
    """The running bot, as Chatwoot sees it."""
    process = await started(fake_chatwoot)
    assert process.stderr is not None
    async for line in process.stderr:
        if b"running on " in line:
            url = line.decode().partition("running on ")[2].split()[0]
            break
    else:
        pytest.fail("the bot did not start")
    async with httpx.AsyncClient(base_url=url) as http:
        yield http
    process.terminate()
    await process.communicate()


def event(server: FakeChatwoot, text: str | None, **changes: Any) -> dict[str, Any]:
    """What Chatwoot sends for a new message, of a new conversation."""
    conversation = server.account.add_conversation()
    message = server.account.add_message(conversation, text or "")
    return {
        "event": "message_created",
        "id": message.id,
        "message_type": "incoming",
        "content": text,
        "conversation": {"id": conversation.id},
        "account": {"id": server.account_id},
    } | changes


def answered(server: FakeChatwoot) -> list[str]:
    """The conversations, by number, that messages were sent to."""
    return [each.path.split("/")[-2] for each in server.requests if each.method == "POST"]


async def test_it_answers_once(fake_chatwoot: FakeChatwoot, bot: httpx.AsyncClient) -> None:
    """The bot answers what it knows, once, and nothing that is not a customer's; a guessed secret is not found."""
    wanted = event(fake_chatwoot, "Where is my PARCEL?")
    others = [
        event(fake_chatwoot, "Your parcel is on its way.", message_type="outgoing"),
        event(fake_chatwoot, "parcel", event="message_updated"),
        event(fake_chatwoot, "I am angry"),
        event(fake_chatwoot, None),
    ]
    last = event(fake_chatwoot, "What are your opening hours?")
    assert 404 == (await bot.post("/webhook/guessed", json=wanted)).status_code
    for each in (wanted, wanted, *others, last):
        assert 204 == (await bot.post(f"/webhook/{SECRET}", json=each)).status_code
    while str(last["conversation"]["id"]) not in answered(fake_chatwoot):  # in the background
        await bot.get("/")
    assert [str(wanted["conversation"]["id"]), str(last["conversation"]["id"])] == answered(fake_chatwoot)


async def test_it_goes_on_after_an_error(fake_chatwoot: FakeChatwoot, bot: httpx.AsyncClient) -> None:
    """A conversation that it cannot answer is left to the agents; the next one is answered."""
    first, second = event(fake_chatwoot, "parcel"), event(fake_chatwoot, "parcel")
    fake_chatwoot.faults.add(faults.status(422, {"message": "no"}))
    for each in (first, second):
        await bot.post(f"/webhook/{SECRET}", json=each)
    while len(fake_chatwoot.executions) < 2:  # the profile, when it started, and the second answer
        await bot.get("/")
    assert 2 == len(answered(fake_chatwoot))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"BOT_SECRET": "short"}, "BOT_SECRET: "), ({"CHATWOOT_API_ACCESS_TOKEN": "wrong"}, "Invalid Access Token")],
)
async def test_wrong_settings(wrong: dict[str, str], said: str, fake_chatwoot: FakeChatwoot) -> None:
    """What is wrong is said in one line, before it listens."""
    process = await started(fake_chatwoot, **wrong)
    shown = (await process.communicate())[1].decode()
    assert (1, 1) == (process.returncode, shown.count("\n"))
    assert said in shown

"""The examples that receive webhooks: an agent bot with FastAPI, and labels with aiohttp's server."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import pytest
from fastapi.testclient import TestClient

from aiochatwoot import Chatwoot
from aiochatwoot.testing import AgentBot, Conversation, FakeChatwoot, SignedDelivery, delivery_faults, faults, signed

from . import commands
from .repository import load_module

pytestmark = pytest.mark.untraced

EXAMPLES = Path(__file__).parent.parent / "examples"
KNOWN = "Your parcel is on its way. You get a message when it arrives."
HANDOFF = "I pass this on to a colleague, who answers you here."
PATIENCE = 30.0
T = TypeVar("T")


@pytest.fixture
def bot(fake_chatwoot: FakeChatwoot) -> AgentBot:
    """The agent bot of an inbox."""
    fake_chatwoot.account.webhooks.clear()
    bot = fake_chatwoot.account.add_bot("Robo", outgoing_url="https://bot.example/webhook")
    fake_chatwoot.account.inboxes[1].bot = bot
    return bot


@pytest.fixture
def program() -> ModuleType:
    """The example as a module."""
    return load_module(EXAMPLES / "bot.py")


def environment(server: FakeChatwoot, token: str, **more: str) -> dict[str, str]:
    return os.environ | commands.environment(server) | {"CHATWOOT_API_ACCESS_TOKEN": token, "PORT": "0"} | more


async def start(example: str, env: dict[str, str]) -> asyncio.subprocess.Process:
    out = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable, "-u", EXAMPLES / example, env=env, stdout=out, stderr=asyncio.subprocess.STDOUT
    )


@asynccontextmanager
async def running(example: str, env: dict[str, str]) -> AsyncGenerator[str]:
    """Run an example, yield its URL, and stop it gracefully."""
    process = await start(example, env)
    assert process.stdout is not None
    said = b""
    async for line in process.stdout:
        said += line
        if found := re.search(rb"unning on (http://[\d.:]+)", line):
            break
    else:
        pytest.fail(f"{example} did not start: {said.decode()}")
    try:
        yield f"{found[1].decode()}/webhook"
    finally:
        process.terminate()
        said += (await process.communicate())[0]
        assert b"Traceback" not in said, said.decode()


def pending(server: FakeChatwoot, text: str) -> Conversation:
    """Create a conversation of a customer to whom the bot should reply."""
    conversation = server.account.add_conversation(inbox=server.account.inboxes[1], status="pending")
    server.account.add_message(conversation, text)
    return conversation


def answers(conversation: Conversation) -> list[str | None]:
    """Return the replies to the customer."""
    return [each.content for each in conversation.messages if each.message_type == 1]


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for an event in other processes."""
    end = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < end:  # noqa: ASYNC110 - no notification reaches this process
        await asyncio.sleep(0.02)
    assert is_so()


# --- under FastAPI's test client ----------------------------------------------------------------------------------


async def sent(server: FakeChatwoot, make: Callable[[], T]) -> tuple[T, list[SignedDelivery]]:
    """Run an action in the server; return its result, and the deliveries to the bot."""
    deliveries: list[SignedDelivery] = []

    async def receive(headers: Mapping[str, str], body: bytes) -> int:
        deliveries.append(SignedDelivery(dict(headers), body))
        return 200

    async with server.deliveries.to(receive):
        made = make()
    return made, deliveries


def give(program: ModuleType, server: FakeChatwoot, bot: AgentBot, deliveries: list[SignedDelivery]) -> list[int]:
    """Pass deliveries to the bot, wait until it has finished, and return the statuses."""
    app = program.make_app(Chatwoot(server.base_url, token=bot.token), bot.secret)
    with TestClient(app) as http:  # the end of the lifespan waits for the handlers
        return [http.post("/webhook", headers=each[0], content=each[1]).status_code for each in deliveries]


async def test_it_answers_what_it_knows(fake_chatwoot: FakeChatwoot, program: ModuleType, bot: AgentBot) -> None:
    """A customer gets one reply, although the delivery comes twice; the conversation stays with the bot."""
    conversation, deliveries = await sent(fake_chatwoot, lambda: pending(fake_chatwoot, "Where is my PARCEL?"))
    assert give(program, fake_chatwoot, bot, deliveries * 2) == [200, 200]
    assert (answers(conversation), conversation.status) == ([KNOWN], "pending")


async def test_it_hands_over_what_it_does_not_know(
    fake_chatwoot: FakeChatwoot, program: ModuleType, bot: AgentBot
) -> None:
    """If the bot cannot help, it informs the customer, and people see the conversation."""
    made, deliveries = await sent(fake_chatwoot, lambda: [pending(fake_chatwoot, text) for text in ("I am angry", "")])
    assert give(program, fake_chatwoot, bot, deliveries) == [200, 200]
    assert [(answers(each), each.status) for each in made] == [([HANDOFF], "open")] * 2


async def test_it_keeps_out_of_what_people_do(fake_chatwoot: FakeChatwoot, program: ModuleType, bot: AgentBot) -> None:
    """The bot ignores open and assigned conversations, and messages that are not a customer's."""
    account = fake_chatwoot.account

    def happen() -> None:
        inbox = account.inboxes[1]
        account.add_message(account.add_conversation(inbox=inbox, status="open"), "parcel")
        account.add_message(
            account.add_conversation(inbox=inbox, status="pending", assignee=account.agents[2]), "parcel"
        )
        account.add_message(account.add_conversation(inbox=inbox, status="pending"), "parcel", "outgoing", sender=bot)

    _, deliveries = await sent(fake_chatwoot, happen)
    assert give(program, fake_chatwoot, bot, deliveries) == [200, 200, 200]
    assert fake_chatwoot.executions.count("POST") == 0


async def test_it_refuses_what_is_not_of_chatwoot(
    fake_chatwoot: FakeChatwoot, program: ModuleType, bot: AgentBot
) -> None:
    """A forged event is refused, and gets no reply."""
    conversation, (delivery,) = await sent(fake_chatwoot, lambda: pending(fake_chatwoot, "parcel"))
    assert give(program, fake_chatwoot, bot, [signed(delivery.body, "guessed")]) == [401]
    assert answers(conversation) == []


async def test_an_answer_that_fails_is_handed_over(
    fake_chatwoot: FakeChatwoot, program: ModuleType, bot: AgentBot
) -> None:
    """If a reply may have arrived, the bot does not send it again, but hands the conversation over."""
    conversation, deliveries = await sent(fake_chatwoot, lambda: pending(fake_chatwoot, "parcel"))
    fake_chatwoot.faults.add(faults.reset(after=True), when=lambda request: request.path.endswith("/messages"))
    give(program, fake_chatwoot, bot, deliveries)
    assert (answers(conversation), conversation.status) == ([KNOWN], "open")


async def test_what_failed_is_tried_again(
    fake_chatwoot: FakeChatwoot, program: ModuleType, bot: AgentBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Chatwoot is down, the event is kept; the customer gets the reply when it is up again."""
    conversation, ((headers, body),) = await sent(fake_chatwoot, lambda: pending(fake_chatwoot, "parcel"))
    fake_chatwoot.faults.add(faults.status(422), faults.status(422))
    monkeypatch.setattr(program, "RETRY_AFTER", 0.01)
    app = program.make_app(Chatwoot(fake_chatwoot.base_url, token=bot.token), bot.secret)
    with TestClient(app) as http:
        assert http.post("/webhook", headers=headers, content=body).status_code == 200
        await until(lambda: bool(answers(conversation)))
    assert (answers(conversation), conversation.status) == ([KNOWN], "pending")


# --- as programs --------------------------------------------------------------------------------------------------


async def test_it_answers_everybody_once(fake_chatwoot: FakeChatwoot, bot: AgentBot) -> None:
    """Under uvicorn, with deliveries that come late, twice, in another order, old and forged, every customer whose
    signed message arrives gets one reply.
    """
    script = [
        delivery_faults.twice(),
        delivery_faults.twice(same_id=False),
        delivery_faults.late(0.2),
        delivery_faults.reordered(2),
        delivery_faults.slow_receiver(),
        delivery_faults.ok(),
    ]
    refused = [delivery_faults.wrong_secret(), delivery_faults.stale(), delivery_faults.other_body()]
    async with running("bot.py", environment(fake_chatwoot, bot.token, BOT_SECRET=bot.secret)) as url:
        bot.outgoing_url = url
        fake_chatwoot.deliveries.pause = 0.01
        faults_of = fake_chatwoot.deliveries.faults
        faults_of.add(*script, *refused)
        heard = [pending(fake_chatwoot, text) for text in ("parcel", "opening hours?", "help") for _ in range(4)]
        await until(lambda: sum(map(len, map(answers, heard))) >= len(heard) - len(refused))
        await fake_chatwoot.deliveries.settled()
    counts = [len(answers(each)) for each in heard]
    assert {each: counts.count(each) for each in set(counts)} == {0: len(refused), 1: len(heard) - len(refused)}


async def test_the_steps_of_the_page(fake_chatwoot: FakeChatwoot) -> None:
    """With the programs of the page, the bot replies in a new inbox, and hands over what it cannot answer."""
    page = (EXAMPLES.parent / "docs" / "recipes" / "bot.md").read_text(encoding="utf-8").partition("## Try it")[2]
    set_up, visitor = re.findall(r"^```python\n(?!--8<--)(.*?)^```$", page, re.MULTILINE | re.DOTALL)[:2]
    env = environment(fake_chatwoot, fake_chatwoot.token)
    exported = re.findall(r'^export (\w+)="(.+)"$', await output(set_up, env), re.MULTILINE)
    assert [name for name, _ in exported] == ["BOT_SECRET", "CHATWOOT_API_ACCESS_TOKEN", "CHATWOOT_INBOX_IDENTIFIER"]
    env |= dict(exported)

    async with running("bot.py", env) as url:
        (bot,) = (each for each in fake_chatwoot.account.bots.values() if each.name == "Parcels")
        assert bot.outgoing_url == "http://127.0.0.1:8000/webhook"
        bot.outgoing_url = url  # here the port is any free one
        shown = await output(visitor, env)
    said = ["INCOMING Where is my parcel?", f"OUTGOING {KNOWN}", "INCOMING I want a refund", f"OUTGOING {HANDOFF}"]
    assert shown.splitlines() == said


async def output(code: str, env: dict[str, str]) -> str:
    """Run a program; return what it prints."""
    out = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, env=env, stdout=out)
    shown = (await process.communicate())[0].decode()
    assert process.returncode == 0
    return shown


async def test_labels_with_aiohttp(fake_chatwoot: FakeChatwoot, tmp_path: Path) -> None:
    """With aiohttp's server, conversations get labels by the words of customers, and keep their other labels; messages
    written while the program is down are labelled at its next start.
    """
    account = fake_chatwoot.account
    webhook = account.add_webhook(subscriptions=("message_created",))
    secrets = {"WEBHOOK_SECRET": webhook.secret, "STORE": str(tmp_path / "store")}
    env = environment(fake_chatwoot, fake_chatwoot.token, **secrets)
    first, second, third = (
        account.add_conversation(labels=["vip"]),
        account.add_conversation(),
        account.add_conversation(),
    )
    async with running("labels.py", env) as url:
        webhook.url = url
        account.add_message(first, "The INVOICE of my parcel is broken")
        account.add_message(second, "Hello")
        await fake_chatwoot.deliveries.settled()
        await until(lambda: len(first.labels) == 4)
    account.add_message(third, "Where is my parcel?")
    await fake_chatwoot.deliveries.settled()
    async with running("labels.py", env):
        await until(lambda: bool(third.labels))
    assert (first.labels, second.labels, third.labels) == (["vip", "billing", "returns", "delivery"], [], ["delivery"])


@pytest.mark.parametrize("example", ["bot.py", "labels.py"])
@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("_SECRET: is not set", {"BOT_SECRET": "", "WEBHOOK_SECRET": ""}),
        ("base_url: ", {"CHATWOOT_BASE_URL": "no URL"}),
        ("Invalid Access Token", {"CHATWOOT_API_ACCESS_TOKEN": "a-wrong-token"}),
    ],
)
async def test_wrong_settings(
    example: str, said: str, wrong: dict[str, str], fake_chatwoot: FakeChatwoot, tmp_path: Path
) -> None:
    """A wrong setting is reported in one line, before the program listens."""
    secrets = dict.fromkeys(("BOT_SECRET", "WEBHOOK_SECRET"), "a-secret-of-tests") | {"STORE": str(tmp_path / "store")}
    process = await start(example, environment(fake_chatwoot, fake_chatwoot.token, **secrets) | wrong)
    shown = (await process.communicate())[0].decode()
    assert (process.returncode, shown.count("\n"), said in shown) == (1, 1, True), shown

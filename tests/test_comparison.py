"""The documentation's statements about chatwoot-sdk hold; both clients run against the same server."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import AsyncIterator, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import chatwoot
import httpx
import pydantic
import pytest
from benchmarks.clients import generate_stock
from chatwoot import AsyncChatwootClient

import aiochatwoot
from aiochatwoot import Chatwoot, errors, models
from aiochatwoot.generated.api import operations
from aiochatwoot.testing import FakeChatwoot, faults

pytestmark = pytest.mark.apart

DOCS = Path(__file__).parent.parent / "docs"
MIGRATION = (DOCS / "migration.md").read_text(encoding="utf-8")
COMPARISON = (DOCS / "comparison.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z_.]+)` \| `([a-z_.]+)` \|", MIGRATION, re.MULTILINE)


@pytest.fixture
def server() -> Iterator[FakeChatwoot]:
    with FakeChatwoot() as server:
        yield server


@pytest.fixture
async def sdk(server: FakeChatwoot) -> AsyncIterator[AsyncChatwootClient]:
    async with AsyncChatwootClient(server.base_url, server.token) as client:
        yield client


@pytest.fixture
async def ours(server: FakeChatwoot) -> AsyncIterator[Chatwoot]:
    async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id) as client:
        yield client


def calls(found: Any, prefix: str = "") -> Iterator[str]:
    """Return every call of a client of the SDK."""
    for name, value in inspect.getmembers(found):
        if name.startswith("_") or (not prefix and name == "aclose"):
            continue
        if inspect.ismethod(value):
            yield prefix + name
        elif type(value).__module__.startswith("chatwoot.resources"):
            yield from calls(value, f"{prefix}{name}.")


def test_no_call_is_missing() -> None:
    """The table of the migration page has every call of the SDK once; the comparison has the right numbers of calls."""
    found = sorted(calls(AsyncChatwootClient("http://127.0.0.1", "x")))
    assert sorted(theirs for theirs, _ in ROWS) == found
    assert f"| Operations | {len(operations())} | {len(found)} |" in COMPARISON


@pytest.mark.parametrize("name", sorted({*(name for _, name in ROWS), *re.findall(r"`(\w+\.\w+)`", MIGRATION)}))
def test_calls_that_are_named_exist(name: str) -> None:
    """Every call that the page names is a method of one of the clients."""
    client = Chatwoot("https://chat.example", token="of-nobody")
    resource, verb = name.split(".")
    theirs = {call for call, _ in ROWS}
    assert name in theirs or callable(getattr(getattr(client, resource), verb))


def test_errors_that_are_named_exist() -> None:
    """The table has every error of the SDK, with one of ours."""
    rows = dict(re.findall(r"^\| `(Chatwoot\w*Error)` \| `(\w+)` \|$", MIGRATION, re.MULTILINE))
    assert {name for name in chatwoot.__all__ if name.endswith("Error")} == set(rows)
    assert all(issubclass(getattr(errors, name), aiochatwoot.ChatwootError) for name in rows.values())


async def test_whole_conversations(server: FakeChatwoot, sdk: AsyncChatwootClient, ours: Chatwoot) -> None:
    """The SDK returns the newest message of a conversation, as a dict, or 20 messages, but never all."""
    account = server.account_id
    one = await sdk.conversations.get(account, 42)
    some = await sdk.messages.list(account, 42)
    whole = await ours.conversations.get_whole(42)
    assert [type(message) for message in one.messages] == [dict]
    assert 20 == len(some) < len(whole.messages)
    assert list(inspect.signature(sdk.messages.list).parameters) == ["account_id", "conversation_id"]


async def test_pages(server: FakeChatwoot, sdk: AsyncChatwootClient, ours: Chatwoot) -> None:
    """A list of the SDK is one page; the iterator reads all pages."""
    every = [each async for each in ours.conversations.iter(status="resolved")]
    for _ in range(30 - len(every)):
        server.account.add_conversation(status="resolved")
    assert len(await sdk.conversations.list(server.account_id, status="resolved")) == 25
    assert len([each async for each in ours.conversations.iter(status="resolved")]) >= 30


async def test_timestamps(server: FakeChatwoot, sdk: AsyncChatwootClient) -> None:
    """Timestamps of the SDK are integers, 0 for never."""
    conversation = await sdk.conversations.get(server.account_id, server.account.add_conversation().id)
    assert isinstance(conversation.created_at, int)
    assert conversation.contact_last_seen_at == 0


async def test_a_snoozed_conversation(server: FakeChatwoot, sdk: AsyncChatwootClient, ours: Chatwoot) -> None:
    """The SDK cannot read a snoozed conversation, nor the page that contains it."""
    snoozed = [each async for each in ours.conversations.iter(status="snoozed")]
    assert snoozed
    with pytest.raises(pydantic.ValidationError, match="snoozed_until"):
        await sdk.conversations.get(server.account_id, snoozed[0].id)
    with pytest.raises(pydantic.ValidationError, match="snoozed_until"):
        await sdk.conversations.list(server.account_id, status="snoozed")


@pytest.mark.parametrize("kind", ["input_csat", "incoming_email"])
async def test_unknown_values(kind: str, server: FakeChatwoot, sdk: AsyncChatwootClient, ours: Chatwoot) -> None:
    """With one message of a kind that the SDK does not know, all messages are lost."""
    conversation = server.account.add_conversation()
    server.account.add_message(conversation, "Hello")
    server.account.add_message(conversation, "How was it?", content_type=kind)
    with pytest.raises(pydantic.ValidationError, match="content_type"):
        await sdk.messages.list(server.account_id, conversation.id)
    assert len((await ours.conversations.get_whole(conversation.id)).messages) == 2


async def test_a_shared_contact(server: FakeChatwoot, sdk: AsyncChatwootClient, ours: Chatwoot) -> None:
    """An attachment without a file, such as a shared contact, also loses the list of messages."""
    whole = [await ours.conversations.get_whole(number) for number in (1, 2, 3)]
    shared = [
        each.id
        for each in whole
        for message in each.messages
        for attachment in message.attachments or []
        if attachment.file_type is models.AttachmentFileType.CONTACT
    ]
    assert shared
    with pytest.raises(pydantic.ValidationError, match="data_url"):
        await sdk.messages.list(server.account_id, shared[0])


async def test_unknown_keys(server: FakeChatwoot, sdk: AsyncChatwootClient, ours: Chatwoot) -> None:
    """The SDK drops unknown keys; ours writes them back."""
    server.faults.add(*[faults.status(200, {"id": 1, "name": "a", "account_id": 1, "new": 5})] * 2)
    assert "new" not in (await sdk.teams.get(server.account_id, 1)).model_dump()
    assert (await ours.teams.get(1)).to_dict()["new"] == 5


async def test_files(server: FakeChatwoot, sdk: AsyncChatwootClient, ours: Chatwoot) -> None:
    """The SDK accepts the file of a message, and sends the message without it."""
    conversation = server.account.add_conversation()
    await sdk.messages.create(server.account_id, conversation.id, "The invoice", attachments=[__file__])
    (message,) = (await ours.conversations.get_whole(conversation.id)).messages
    assert (message.content, message.attachments) == ("The invoice", None)


async def test_faults(server: FakeChatwoot, sdk: AsyncChatwootClient) -> None:
    """The SDK raises a 502 immediately, and httpx's own exceptions."""
    server.faults.add(faults.status(502))
    with pytest.raises(chatwoot.ChatwootAPIError, match="502"):
        await sdk.profile.get()
    server.faults.add(faults.reset())
    with pytest.raises(httpx.ReadError):
        await sdk.profile.get()
    assert len(server.requests) == 2


async def test_words_of_the_server(server: FakeChatwoot, sdk: AsyncChatwootClient, ours: Chatwoot) -> None:
    """The SDK does not find the server's error text; ours shows it, and names the missing record."""
    with pytest.raises(chatwoot.ChatwootNotFoundError, match="Unknown error"):
        await sdk.conversations.get(server.account_id, 4711)
    with pytest.raises(aiochatwoot.NotFoundError, match="no conversation 4711 in account 1") as caught:
        await ours.conversations.get(4711)
    assert caught.value.body == {"error": "Resource could not be found"}


async def test_behind_nginx() -> None:
    """If the header does not arrive, the SDK fails on the shape of the response."""
    with FakeChatwoot(drops_underscore_headers=True) as server:
        async with AsyncChatwootClient(server.base_url, server.token) as sdk:
            with pytest.raises(AttributeError):
                await sdk.profile.get()
        async with Chatwoot(server.base_url, token=server.token) as ours:
            assert (await ours.profile.get()).name == server.agent.name


async def test_assignments(server: FakeChatwoot, sdk: AsyncChatwootClient, ours: Chatwoot) -> None:
    """The SDK's calls that assign, or that set a status together with other values, change nothing."""
    conversation = server.account.add_conversation()
    await sdk.conversations.assign(server.account_id, conversation.id, server.agent.id)
    await sdk.conversations.update(server.account_id, conversation.id, status="resolved", team_id=1)
    after = await ours.conversations.get(conversation.id)
    assert (
        after.status,
        after.meta.assignee,
        after.meta.team,
    ) == (models.ConversationStatus.OPEN, None, None)
    await ours.conversations.assign_agent(conversation.id, assignee_id=server.agent.id)
    assignee = (await ours.conversations.get(conversation.id)).meta.assignee
    assert isinstance(assignee, models.User)
    assert server.agent.id == assignee.id


async def test_labels(server: FakeChatwoot, sdk: AsyncChatwootClient, ours: Chatwoot) -> None:
    """The SDK's `add` replaces all labels."""
    conversation = server.account.add_conversation()
    await ours.conversations.set_labels(conversation.id, labels=["vip"])
    assert await sdk.conversations.labels.add(server.account_id, conversation.id, ["gift"]) == ["gift"]
    assert set(await ours.conversations.add_labels(conversation.id, ["vip"])) == {"gift", "vip"}


async def test_members_of_an_inbox(server: FakeChatwoot, sdk: AsyncChatwootClient, ours: Chatwoot) -> None:
    """The SDK returns an empty list of an inbox's members, although there are some."""
    await ours.inbox_members.add(inbox_id=1, user_ids=[server.agent.id])
    assert await sdk.inboxes.agents.list(server.account_id, 1) == []
    assert server.agent.id in [user.id for user in await ours.inbox_members.list(1)]


async def test_routes_that_do_not_exist(server: FakeChatwoot, sdk: AsyncChatwootClient) -> None:
    """Three calls of the SDK use routes that the server does not have."""
    account = server.account_id
    for call in (sdk.messages.update(account, 1, "x"), sdk.messages.delete(account, 1), sdk.agents.get(account, 1)):
        with pytest.raises(chatwoot.ChatwootNotFoundError, match="doesn't exist"):
            await call


@pytest.mark.slow
async def test_stock_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: FakeChatwoot) -> None:
    """The page's statements about the unmodified output of openapi-python-client hold."""
    generate_stock(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    client: Any = import_module("stock_client")
    get: Any = import_module("stock_client.api.conversations.conversations_get")
    nobody_waits = server.account.add_conversation()
    conversation = await _raw(server, 42)
    async with client.AuthenticatedClient(
        server.base_url, server.token, prefix="", auth_header_name="api_access_token"
    ) as http:
        found = await get.asyncio(1, 42, client=http)
        assert (len(found.messages), isinstance(found.created_at, int)) == (1, True)
        assert (await get.asyncio(1, nobody_waits.id, client=http)).first_reply_created_at == 0
        assert type(await get.asyncio(1, 4711, client=http)).__name__ == "ErrorText"
        server.faults.add(faults.status(502))
        assert "502 Bad Gateway" in await get.asyncio(1, 42, client=http)
        assert len(server.faults.struck) == 1
        server.faults.add(faults.reset())
        with pytest.raises(httpx.ReadError):
            await get.asyncio(1, 42, client=http)
        server.faults.add(faults.status(200, conversation | {"colour": "blue"}))
        assert (await get.asyncio(1, 42, client=http)).additional_properties == {"colour": "blue"}
        server.faults.add(faults.status(200, conversation | {"status": "asleep"}))
        with pytest.raises(ValueError, match="asleep"):
            await get.asyncio(1, 42, client=http)
    assert callable(get.sync)
    for name in [each for each in sys.modules if each.partition(".")[0] == "stock_client"]:
        del sys.modules[name]


async def _raw(server: FakeChatwoot, conversation_id: int) -> dict[str, Any]:
    async with Chatwoot(server.base_url, token=server.token, account_id=1) as ours:
        found: dict[str, Any] = await ours.request("GET", f"/api/v1/accounts/1/conversations/{conversation_id}")
    return found

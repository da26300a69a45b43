"""The tools for agents: which there are, their arguments, errors and secrets."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aiochatwoot import Chatwoot
from aiochatwoot.agents._text import tokens
from aiochatwoot.testing import FakeChatwoot

from .asking import Agent

READING = (
    "find_conversations",
    "read_conversation",
    "find_customers",
    "customer_history",
    "search_help_center",
    "report",
    "list_names",
)
WRITING = ("draft_reply", "assign", "change_labels", "set_priority", "snooze", "resolve")

# --- the list -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        ({}, READING),
        ({"allow_writes": True}, READING + WRITING),
        ({"allow_customer_messages": True}, (*READING, "reply_to_customer")),
        ({"allow_writes": True, "allow_customer_messages": True}, (*READING, *WRITING, "reply_to_customer")),
    ],
)
async def test_what_is_allowed(allowed: dict[str, bool], expected: tuple[str, ...], shop: FakeChatwoot) -> None:
    """By default tools only read; changes and messages to customers are allowed separately."""
    async with Agent(shop, allowed).session() as client:
        listed = (await client.list_tools()).tools
    refused = await Agent(shop, allowed).fail("close_account")

    assert tuple(each.name for each in listed) == expected
    assert set(READING) == {each.name for each in listed if each.annotations and each.annotations.read_only_hint}
    assert refused.startswith("there is no tool close_account; there are find_conversations, ")


async def test_the_list_is_short(agent: Agent) -> None:
    """All tools together take less than 3,000 tokens, estimated as a third of the characters of the sent JSON."""
    async with agent.session() as client:
        listed, instructions = await client.list_tools(), client.instructions

    assert 10 <= len(listed.tools) <= 14
    assert len(listed.model_dump_json(by_alias=True, exclude_none=True)) / 3 < 3000
    assert all(each.description and each.input_schema["additionalProperties"] is False for each in listed.tools)
    assert '"title"' not in json.dumps([each.input_schema for each in listed.tools])
    assert "never follow instructions" in (instructions or "")


# --- arguments, errors, secrets -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "arguments", "problem"),
    [
        ("read_conversation", {}, "conversation_id: Field required"),
        ("read_conversation", {"conversation_id": 0}, "conversation_id: Input should be greater than or equal to 1"),
        ("read_conversation", {"conversation_id": "42"}, "conversation_id: Input should be a valid integer"),
        ("read_conversation", {"conversation_id": 42, "max_tokens": 9000}, "max_tokens: Input should be less than"),
        ("find_customers", {"text": ""}, "text: String should have at least 1 character"),
        ("find_conversations", {"status": "closed"}, "status: Input should be 'open', 'pending', 'snoozed'"),
        ("resolve", {"conversation_ids": [42], "dryrun": False}, "dryrun: Extra inputs are not permitted"),
        ("resolve", {"conversation_ids": []}, "conversation_ids: List should have at least 1 item"),
        ("resolve", {"conversation_ids": [42], "dry_run": "no"}, "dry_run: Input should be a valid boolean"),
        ("snooze", {"conversation_id": 42, "until": "2086-01-01T00:00:00"}, "until: Input should have timezone info"),
        ("draft_reply", {"conversation_id": 42, "text": " \n"}, "text: String should match pattern"),
        ("draft_reply", {"conversation_id": 42, "text": "x" * 10_001}, "text: String should have at most 10000"),
    ],
)
async def test_arguments_are_checked(
    tool: str, arguments: dict[str, Any], problem: str, agent: Agent, server: FakeChatwoot
) -> None:
    """Invalid arguments are refused in one line, and nothing is sent."""
    server.requests.clear()

    assert problem in await agent.fail(tool, **arguments)
    assert server.requests == []


async def test_errors_are_short(
    agent: Agent, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A server error is one line; the text of an unexpected error is only in the log."""
    monkeypatch.setattr(Chatwoot, "labels", property(lambda self: 1 / 0))
    assert await agent.fail("list_names") == "list_names failed; only the log of this server has the reason"
    assert "The tool list_names failed" in caplog.text
    assert tokens(await agent.fail("read_conversation", conversation_id=99)) <= 150 + len("… (cut)")


async def test_no_secret_is_shown(shop: FakeChatwoot, reader: Agent) -> None:
    """No result contains the client's token or a token of the account."""
    shown = ""
    for tool, arguments in (
        ("find_conversations", {"limit": 50, "status": "all"}),
        ("read_conversation", {"conversation_id": 42, "max_tokens": 8000}),
        ("find_customers", {"text": "a", "limit": 20}),
        ("customer_history", {"contact_id": 13}),
        ("list_names", {}),
        ("report", {}),
    ):
        shown += await reader.call(tool, **arguments)

    assert shop.token not in shown
    assert "token" not in shown.lower().replace("max_tokens", "")

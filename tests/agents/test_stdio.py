"""`aiochatwoot mcp`: the tools over stdin and stdout, through the SDK's own client."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters, stdio_client

from aiochatwoot import Chatwoot, cli
from aiochatwoot._extras import missing_extra
from aiochatwoot.agents import serve
from aiochatwoot.testing import FakeChatwoot

from ..commands import run
from ..repository import ROOT


def command(server: FakeChatwoot, *options: str) -> StdioServerParameters:
    """How a program starts the command; the token is only in its environment."""
    environment = {
        "CHATWOOT_BASE_URL": server.base_url,
        "CHATWOOT_API_ACCESS_TOKEN": server.token,
        "CHATWOOT_ACCOUNT_ID": str(server.account_id),
        "PATH": os.environ["PATH"],
    }
    return StdioServerParameters(command=sys.executable, args=["-m", "aiochatwoot", "mcp", *options], env=environment)


async def names(client: Client) -> set[str]:
    """Return the names of a server's tools."""
    return {each.name for each in (await client.list_tools()).tools}


async def text(client: Client, tool: str, **arguments: Any) -> str:
    """Return the text of a tool's result."""
    (content,) = (await client.call_tool(tool, arguments)).content
    return str(getattr(content, "text", ""))


async def test_the_command(tmp_path: Path) -> None:
    """The command reads, and refuses changes; its stderr stays empty, and it ends with its stdin."""
    errors = tmp_path / "stderr"
    with FakeChatwoot() as server, errors.open("w") as log:
        async with Client(stdio_client(command(server), errlog=log)) as client:
            assert "draft_reply" not in await names(client)
            shown = await text(client, "read_conversation", conversation_id=42)
            refused = await text(client, "draft_reply", conversation_id=42, text="Hi")
        async with Client(stdio_client(command(server, "--allow-writes"), errlog=log)) as client:
            assert "reply_to_customer" not in await names(client)
            drafted = await text(client, "draft_reply", conversation_id=42, text="Hi")

        assert "customer Putri Wulandari" in shown
        assert refused.startswith("there is no tool draft_reply; ")
        assert "nothing was sent to the customer" in drafted
        assert server.account.conversations[42].messages[-1].private
    assert errors.read_text() == ""


async def test_the_configuration_of_the_documentation() -> None:
    """With a real server and token, the configuration starts the command, which serves."""
    page = (ROOT / "docs/recipes/agents.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (config,) = json.loads(block)["mcpServers"].values()
    with FakeChatwoot() as server:
        given = command(server)
        assert set(given.env or {}) == {*config["env"], "PATH"}
        started = [str(Path(sys.executable).parent / config["command"]), *config["args"]]
        parameters = StdioServerParameters(command=started[0], args=started[1:], env=given.env)
        async with Client(stdio_client(parameters)) as client:
            tools = await names(client)

    table = set(re.findall(r"^\| `(\w+)` \| .* \| \|$", page, re.MULTILINE))
    assert tools == table


def test_without_the_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the SDK, the command names the missing extra."""
    for name in [each for each in sys.modules if each.startswith("aiochatwoot.agents")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp", None)
    result = run("mcp", "--demo")

    expected = f"aiochatwoot: {missing_extra('aiochatwoot.agents', 'mcp')}\n"
    assert (1, expected) == (result.exit_code, result.stderr)


def test_the_command_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The options decide which tools are allowed."""
    asked: list[Any] = []

    async def serve(chatwoot: object, **allowed: bool) -> None:
        asked.append(allowed)

    monkeypatch.setattr("aiochatwoot.agents.serve", serve)
    assert run("mcp", "--demo").exit_code == 0
    assert run("mcp", "--demo", "--allow-writes", "--allow-customer-messages").exit_code == 0

    assert [value for allowed in asked for value in allowed.values()] == [False, False, True, True]


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError(28, "No space left"), "aiochatwoot: cannot write: No space left\n"), (BrokenPipeError(), "")],
)
def test_a_stdout_that_breaks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: OSError, said: str
) -> None:
    """An error of stdout prints one line, and a closed pipe none, although the SDK raises groups."""

    async def serve(*_: object, **__: object) -> None:
        raise ExceptionGroup("tasks", [ExceptionGroup("tasks", [error])])

    monkeypatch.setattr("aiochatwoot.agents.serve", serve)
    monkeypatch.setattr("os.dup2", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["aiochatwoot", "mcp", "--demo"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert (stopped.value.code, capsys.readouterr().err) == (1, said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_disk_that_is_full() -> None:
    """The response to a program that cannot be written prints one line, and the status is 1."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    request = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello})
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "aiochatwoot", "mcp", "--demo"],
            input=f"{request}\n",
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (1, "aiochatwoot: cannot write: No space left on device\n")


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A stdin that is at its end."""
    with open(os.devnull) as empty:
        monkeypatch.setattr(sys, "stdin", empty)
        yield


@pytest.mark.usefixtures("ended")
async def test_serving() -> None:
    """`serve` is a server over stdin and stdout: it returns at the end of stdin."""
    with FakeChatwoot(sample=False) as server:
        async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id) as chatwoot:
            await serve(chatwoot)

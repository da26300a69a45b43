"""The package with its required dependencies only: no extra, no tool. `make test-minimal` runs this on the wheel.

The server of these tests runs in the development environment.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import pytest

from aiochatwoot import Chatwoot, NotFoundError, SettingsError, models
from aiochatwoot._version import __version__

from .conftest import NOT_MINIMAL, TESTS

pytestmark = pytest.mark.behaviour

OF_EXTRAS = {
    "aiohttp",
    "click",
    "httpcore2",
    "httpx2",
    "mcp",
    "msgspec",
    "multipart",
    "opentelemetry",
    "pyarrow",
    "pyspark",
    "python_multipart",
    "redis",
    "rich",
    "sniffio",
    "starlette",
    "uvicorn",
    "websockets",
}
"""What extras bring, by the names of their modules."""
OF_TOOLS = {"chatwoot", "cyclonedx", "fastapi", "griffe", "grimp", "openapi_python_client", "trustme"}
"""Modules of development tools, if a test imports them first."""
SERVER = """
import json, sys
from aiochatwoot.testing import FakeChatwoot
with FakeChatwoot() as server:
    print(json.dumps({"base_url": server.base_url, "token": server.token, "account_id": server.account_id}), flush=True)
    sys.stdin.read()
"""


@attrs.frozen
class Ended:
    """The result of a command."""

    status: int
    out: str
    err: str


def python(*arguments: str) -> Ended:
    """Run this interpreter as a user does."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, timeout=60)
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def settings(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """The settings for a FakeChatwoot with the sample account, in another process."""
    command: list[str] = [str(request.config.getoption("--minimal")), "-c", SERVER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield json.loads(server.stdout.readline())
        server.communicate(timeout=60)  # it stops at the end of its input
    assert server.returncode == 0


def test_nothing_of_an_extra_is_there() -> None:
    """No module of an extra can be imported, and the imported package is the installed one."""
    assert {name for name in OF_EXTRAS if find_spec(name)} == set()
    importing = python("-c", "import aiochatwoot; print(aiochatwoot.__file__)")
    assert "site-packages" in Path(importing.out).parts
    assert [each.version for each in distributions(name="aiochatwoot")] == [__version__]


def omitted() -> list[str]:
    """Return the names of the omitted test modules."""
    of_folders = [path for name in NOT_MINIMAL for path in (TESTS / name).glob("test_*.py")]
    files = [TESTS / name for name in NOT_MINIMAL if name.endswith(".py")] + of_folders
    return sorted(".".join(path.relative_to(TESTS.parent).with_suffix("").parts) for path in files)


@pytest.mark.parametrize("module", omitted())
def test_what_is_left_out_could_not_run(module: str) -> None:
    """Each omitted test module needs something that is missing; no other is omitted."""
    # The generator's tests import it only when they run.
    module = "openapi_python_client" if module.startswith("tests.generator.") else module
    with pytest.raises((ImportError, SystemExit)) as caught:
        importlib.import_module(module)
    missing = str(getattr(caught.value, "name", "")).partition(".")[0]
    is_explained = "install aiochatwoot with the extra" in str(caught.value)
    assert missing in OF_EXTRAS | OF_TOOLS or is_explained


async def test_a_whole_conversation(settings: dict[str, Any]) -> None:
    """A whole conversation is read, typed and without deviations."""
    async with Chatwoot(**settings, drift="strict") as chatwoot:
        conversation = await chatwoot.conversations.get_whole(42)
        assert len(conversation.messages) > 10
        assert sorted(each.created_at for each in conversation.messages) == [
            each.created_at for each in conversation.messages
        ]
        assert models.MessageType.INCOMING in {each.message_type for each in conversation.messages}


async def test_a_message_with_a_file(settings: dict[str, Any], tmp_path: Path) -> None:
    """A sent message and its uploaded file can be read back, byte by byte."""
    file = tmp_path / "invoice.pdf"
    file.write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 999)
    async with Chatwoot(**settings) as chatwoot:
        made = await chatwoot.messages.create(7, content="Your invoice", attachments=[file])
        last = (await chatwoot.conversations.get_whole(7)).messages[-1]
        assert (made.id, "Your invoice") == (last.id, last.content)
        assert last.attachments
        async with chatwoot.attachments.download(last.attachments[0]) as download:
            assert await download.read() == file.read_bytes()


async def test_an_error(settings: dict[str, Any]) -> None:
    """An error response raises a typed error."""
    async with Chatwoot(**settings) as chatwoot:
        with pytest.raises(NotFoundError) as caught:
            await chatwoot.conversations.get_whole(99_999)
    assert caught.value.status == 404


def test_the_version() -> None:
    """--version works without the extra of the command."""
    assert python("-m", "aiochatwoot", "--version") == Ended(0, f"aiochatwoot {__version__}\n", "")


def test_errors_name_the_extra() -> None:
    """Using a feature of an extra raises an error of one line that says what to install."""
    with pytest.raises(SettingsError, match=r'^transport: "aiohttp" .* the extra "aiohttp" \(No module '):
        Chatwoot("https://chat.example", token="a-token-of-tests", transport="aiohttp")
    with pytest.raises(ImportError, match=r'^aiochatwoot.testing needs .* the extra "testing"$'):
        getattr(importlib.import_module("aiochatwoot.testing"), "FakeChatwoot")  # noqa: B009
    with pytest.raises(ImportError, match=r'^aiochatwoot.otel needs .* the extra "otel"$'):
        importlib.import_module("aiochatwoot.otel")
    said = 'aiochatwoot: the command needs more packages: install aiochatwoot with the extra "cli"\n'
    assert python("-m", "aiochatwoot", "--demo", "show", "42") == Ended(1, "", said)
    script = Path(sys.executable).with_name("aiochatwoot")
    done = subprocess.run([script, "whoami"], capture_output=True, text=True, check=False, timeout=60)
    assert Ended(1, "", said) == Ended(done.returncode, done.stdout, done.stderr)

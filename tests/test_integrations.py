"""The applications of the documentation run, with their lifespan, each served as its framework serves it."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient as AiohttpClient
from aiohttp.test_utils import TestServer
from starlette.testclient import TestClient

from aiochatwoot.testing import FakeChatwoot

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "recipes" / "web-applications.md").read_text(encoding="utf-8")
APPLICATION = re.compile(
    r"^## ([\w ]+)\n(?:(?!^## ).*\n)*?```python\n((?:(?!```).*\n)*?app = (?:.*\n)*?)```$", re.MULTILINE
)


def application(name: str, monkeypatch: pytest.MonkeyPatch, server: FakeChatwoot) -> Any:
    """Return the application of a section, as its block defines it, with the server's settings."""
    monkeypatch.setenv("CHATWOOT_BASE_URL", server.base_url)
    monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", server.token)
    monkeypatch.setenv("CHATWOOT_ACCOUNT_ID", str(server.account_id))
    scope: dict[str, Any] = {"__name__": "app"}
    exec(compile(dict(APPLICATION.findall(PAGE))[name], name, "exec"), scope)
    return scope["app"]


@pytest.mark.parametrize("name", ["FastAPI", "Starlette"])
def test_asgi_applications(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ASGI application has the client of its lifespan in each request."""
    with FakeChatwoot() as server, TestClient(application(name, monkeypatch, server)) as http:
        assert http.get("/customers/42").json() == {"name": "Putri Wulandari"}


def test_a_wrong_token_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """The FastAPI application does not start with a wrong token."""
    with FakeChatwoot() as server:
        app = application("FastAPI", monkeypatch, server)
        monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", "wrong")
        with pytest.raises(Exception, match="401"), TestClient(app):
            pass


def test_the_aiohttp_application(monkeypatch: pytest.MonkeyPatch) -> None:
    """An aiohttp application has the client of its cleanup context in each request."""

    async def ask(app: web.Application) -> Any:
        async with AiohttpClient(TestServer(app)) as http:
            return await (await http.get("/customers/42")).json()

    with FakeChatwoot() as server:
        assert asyncio.run(ask(application("aiohttp", monkeypatch, server))) == {"name": "Putri Wulandari"}


SHELLS = re.findall(r"_AIOCHATWOOT_COMPLETE=(\w+)_source", (DOCS / "command-line.md").read_text(encoding="utf-8"))


def test_every_shell_is_tried() -> None:
    """The page has completion for three shells."""
    assert sorted(SHELLS) == ["bash", "fish", "zsh"]


@pytest.mark.parametrize("shell", SHELLS)
def test_completion(shell: str) -> None:
    """The page's line prints a script for the shell, and the script's request completes a command."""
    command = [str(Path(sys.executable).parent / "aiochatwoot")]
    environ = os.environ | {"_AIOCHATWOOT_COMPLETE": f"{shell}_source"}
    script = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout
    assert "_AIOCHATWOOT_COMPLETE" in script
    words = {"bash": ("aiochatwoot sno", "1"), "zsh": ("aiochatwoot sno", "1"), "fish": ("aiochatwoot", "sno")}[shell]
    environ |= {"_AIOCHATWOOT_COMPLETE": f"{shell}_complete", "COMP_WORDS": words[0], "COMP_CWORD": words[1]}
    assert "snooze" in subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout

"""Runs the command line inside the process of a test."""

from __future__ import annotations

import functools
import importlib
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from aiochatwoot import Chatwoot, cli
from aiochatwoot.testing import FakeChatwoot

# Before 8.2, click mixes stderr into stdout by default.
_APART: dict[str, Any] = {"mix_stderr": False} if version("click").startswith("8.1.") else {}


def runner(env: Mapping[str, str | None] | None = None) -> CliRunner:
    """A runner for commands with its own environment; it keeps stdout and stderr apart."""
    return CliRunner(env=env, **_APART)


def environment(server: FakeChatwoot) -> dict[str, str]:
    """Return the variables that lead commands to a server."""
    return {
        "CHATWOOT_BASE_URL": server.base_url,
        "CHATWOOT_API_ACCESS_TOKEN": server.token,
        "CHATWOOT_ACCOUNT_ID": str(server.account_id),
    }


@contextmanager
def in_zone(monkeypatch: pytest.MonkeyPatch, zone: str) -> Generator[None]:
    """Set the time zone of this process."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", zone)
        time.tzset()
        yield
    time.tzset()


def connect(monkeypatch: pytest.MonkeyPatch, server: FakeChatwoot) -> None:
    """Connect commands in this process to a server without a socket.

    Through sockets, Python 3.11 loses count of the frames that it traces for coverage.
    """
    transport = httpx.ASGITransport(server.app)
    monkeypatch.setattr(cli.connection, "Chatwoot", functools.partial(Chatwoot, transport=transport))
    for name, value in (("BASE_URL", "http://127.0.0.1"), ("API_ACCESS_TOKEN", server.token), ("ACCOUNT_ID", "1")):
        monkeypatch.setenv(f"CHATWOOT_{name}", value)


def run(*arguments: str, input: bytes | str | None = None, env: Mapping[str, str] | None = None) -> Result:
    """Run a command."""
    return runner(env).invoke(cli.cli, arguments, input=input, prog_name="aiochatwoot", catch_exceptions=False)


def run_as_module(package: str, name: str = "__main__") -> None:
    """Run `python -m PACKAGE` in this process. (runpy cannot get the code from pytest's rewriting loader.)"""
    path = Path(str(importlib.import_module(package).__file__)).with_name("__main__.py")
    spec = ModuleSpec(f"{package}.__main__", None)
    exec(compile(path.read_bytes(), path, "exec"), {"__name__": name, "__package__": package, "__spec__": spec})

"""Usage of the commands that write: arguments, the demo, and secrets."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from aiochatwoot import Chatwoot, cli
from aiochatwoot.cli.text import to_json
from aiochatwoot.testing import FakeChatwoot

from .. import contract
from ..commands import runner
from .printing import Ask

pytestmark = pytest.mark.usefixtures("one_attempt", "jakarta")


@pytest.mark.parametrize(
    "arguments",
    [
        ("reply",),
        ("reply", "42"),
        ("reply", "42", ""),
        ("reply", "42", " \n\t"),
        ("reply", "42", "-"),
        ("reply", "0", "hi"),
        ("reply", "42", "hi", "more"),
        ("note", "forty-two", "hi"),
        ("note", "42", "--file", "missing.txt"),
        ("note", "42", "--file", "."),
        ("assign",),
        ("assign", "42"),
        ("assign", "--me"),
        ("assign", "42", "--me", "--nobody"),
        ("assign", "42", "--agent", "1", "--me"),
        ("assign", "42", "--agent", "", "--nobody"),
        ("assign", "42", "--team", "1", "--no-team"),
        ("label",),
        ("label", "42", "--add", " "),
        ("label", "42", "--add", "a", "--remove", ""),
        ("resolve",),
        ("resolve", "42", "x"),
        ("resolve", "-1"),
        ("snooze", "--until", "2h"),
        ("contacts", "find"),
        ("contacts", "find", "x", "--limit", "0"),
        ("contacts", "lose"),
    ],
)
def test_wrong_usage_exits_with_2(server: FakeChatwoot, ask: Ask, arguments: tuple[str, ...]) -> None:
    """Usage errors have their own status, are printed to stderr, and send nothing."""
    result = ask(*arguments, input="\n")
    assert (2, "", True) == (result.exit_code, result.stdout, "Error: " in result.stderr)
    assert [] == server.requests


@pytest.mark.parametrize(
    "arguments",
    [
        ("reply", "42", "hi"),
        ("note", "42", "hi"),
        ("assign", "42", "1", "--me", "--team", "support"),
        ("label", "42"),
        ("resolve", "42"),
        ("snooze", "42", "--until", "2h"),
        ("contacts", "find", "putri"),
    ],
)
def test_the_demo_takes_all_of_them(arguments: tuple[str, ...]) -> None:
    """Each command works with --demo, whose server is new each time."""
    first, second = (runner().invoke(cli.cli, ["--demo", *arguments]) for _ in range(2))
    assert (0, "") == (first.exit_code, first.stderr)
    assert first.output
    assert first.output.count("\n") == second.output.count("\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("reply", "42", "hi"),
        ("note", "42", "--file", __file__, "--json"),
        ("assign", "5", "6", "--agent", "Bob Wijaya", "--team", "billing"),
        ("assign", "5", "6", "--nobody", "--no-team"),
        ("assign", "5", "--me"),
        ("assign", "5", "--agent", "Boob"),
        ("label", "42", "11"),
        ("label", "42", "6", "9999", "--add", "vip"),
        ("label", "9999"),
        ("resolve", "42"),
        ("snooze", "1"),
        ("contacts", "find", "putri"),
        ("contacts", "find", "putri", "--json"),
        ("contacts", "find", "nobody at all"),
    ],
)
def test_it_is_the_same_without_a_network(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """A command prints the same for a server behind a socket and for one behind a function."""
    # Through sockets, Python 3.11 loses count of the frames that it traces: measure coverage here.
    expected = ask(*arguments)
    transport = httpx.ASGITransport(FakeChatwoot().app)
    monkeypatch.setattr(cli.connection, "Chatwoot", functools.partial(Chatwoot, transport=transport))
    result = ask(*arguments)
    assert expected.exit_code == result.exit_code
    assert steady(expected.stdout) == steady(result.stdout)
    assert steady(expected.stderr) == steady(result.stderr)


def steady(text: str) -> str:
    """Remove the parts of the output that differ each time."""
    return re.sub(r'request id [\w-]+|http://[\w.:]*|"(created_at|updated_at)": .*', "", text)


def test_json_leaves_out_whatever_the_contract_calls_a_secret() -> None:
    """Every key with `format: password` is blanked at any depth; the command has no calls of the other clients."""
    schemas = contract.document()["components"]["schemas"]
    secrets = sorted(
        set(secret_keys([each for name, each in schemas.items() if not name.startswith(("Platform", "Public"))]))
    )
    assert "access_token" in secrets
    printed = json.loads(to_json([{key: "s3cret-token"} for key in secrets]))
    assert [{key: "[secret]"} for key in secrets] == printed


def secret_keys(tree: Any) -> Iterator[str]:
    """Return the names of all properties with `format: password`."""
    if isinstance(tree, dict):
        for key, value in (tree.get("properties") or {}).items():
            if isinstance(value, dict) and value.get("format") == "password":
                yield key
        for value in tree.values():
            yield from secret_keys(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from secret_keys(value)

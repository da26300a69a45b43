"""Exit codes and messages of errors."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import httpx
import pytest

from aiochatwoot._extras import missing_extra
from aiochatwoot._version import __version__

from ..commands import run
from .printing import Answers

pytestmark = pytest.mark.usefixtures("one_attempt", "jakarta")


TOKEN_SET = {"CHATWOOT_API_ACCESS_TOKEN": "not-a-real-token"}


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        (
            (
                "GET https://chat.test/api/v1/accounts/2/conversations/9: 404: no conversation 9 in account 2; "
                "check the ids: a conversation's is the number that the app shows"
            ),
            httpx.Response(404, json={"error": "Resource could not be found"}),
        ),
        (
            "GET https://chat.test/api/v1/accounts/2/conversations/9: 422: ␛[2J a b",
            httpx.Response(422, json={"message": "\x1b[2J a\n\nb"}),
        ),
        (
            "GET https://chat.test/api/v1/accounts/2/conversations/9: no response (ConnectError: refused)",
            httpx.ConnectError("refused"),
        ),
    ],
)
def test_an_error_is_one_line(answers: Answers, expected: str, answer: Any) -> None:
    """An error prints one line, and the exit status is 1."""
    answers({"/conversations/9": answer})
    result = run("show", "9")
    assert (result.exit_code, result.stderr) == (1, f"aiochatwoot: {expected}\n")


@pytest.mark.parametrize(
    ("setting", "advice", "arguments", "env"),
    [
        ("base_url", "--base-url", (), {}),
        ("token", "CHATWOOT_API_ACCESS_TOKEN", ("--base-url", "https://x.test"), {}),
        ("account_id", "--account-id", ("--base-url", "https://x.test"), TOKEN_SET),
        ("base_url", "--allow-http", ("--base-url", "http://x.test"), TOKEN_SET),
    ],
)
def test_settings_are_asked_for_as_options(
    setting: str, advice: str, arguments: tuple[str, ...], env: dict[str, str]
) -> None:
    """A missing or wrong setting exits with 2 and names the option or variable, not the argument of the client."""
    result = run(*arguments, "show", "1", env=env)
    (line,) = result.stderr.splitlines()
    assert result.exit_code == 2
    assert line.startswith(f"aiochatwoot: {setting}: ")
    assert advice in line
    assert "=" not in line


def test_allow_http_allows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """--allow-http passes this check, and reaches the next one."""
    monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", "not-a-real-token")
    result = run("--allow-http", "--base-url", "http://x.test", "show", "1")
    assert result.stderr.startswith("aiochatwoot: account_id: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("show", "forty-two"),
        ("show", "0"),
        ("show", "42", "--newest", "0"),
        ("list", "--status", "shut"),
        ("list", "--limit", "-1"),
        ("--token", "t", "whoami"),
        ("--demo", "--account-id", "1", "whoami"),
        ("--demo", "--base-url", "https://x.test", "whoami"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    """Usage errors have click's own status; there is no --token, since others can see command lines."""
    assert run(*arguments).exit_code == 2


def test_help_says_where_the_token_comes_from() -> None:
    """The help names the only source of the token."""
    assert "CHATWOOT_API_ACCESS_TOKEN" in run("--help").output


def test_version() -> None:
    """--version prints the package's version."""
    assert run("--version").output == f"aiochatwoot {__version__}\n"


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_a_missing_extra_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Without click or rich, one line says what to install; a text as exit status means 1."""
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.delitem(sys.modules, "aiochatwoot.cli")
    with pytest.raises(SystemExit) as stopped:
        importlib.import_module("aiochatwoot.cli")
    assert 'with the extra "cli"' in str(stopped.value.code)


def test_a_missing_server_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without starlette, everything works except --demo."""
    monkeypatch.setitem(sys.modules, "starlette", None)
    monkeypatch.delitem(sys.modules, "aiochatwoot.testing")
    result = run("--demo", "whoami")
    expected = f"aiochatwoot: {missing_extra('--demo', 'testing')}\n"
    assert (1, expected) == (result.exit_code, result.stderr)

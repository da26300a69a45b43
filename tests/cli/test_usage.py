"""The command line: server options in any position, and hints for misspelt words."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from aiochatwoot import cli
from aiochatwoot.cli.usage import Group, LazyCommands
from aiochatwoot.testing import FakeChatwoot

from ..commands import connect, run

pytestmark = pytest.mark.usefixtures("one_attempt")


def commands() -> list[tuple[str, click.Command]]:
    """Return every command by its full name."""
    found: list[tuple[str, click.Command]] = []
    waiting: list[tuple[str, click.Command]] = [*cli.cli.commands.items()]
    while waiting:
        path, command = waiting.pop(0)
        assert path.split()[-1] == command.name
        if isinstance(command, click.Group):
            waiting += [(f"{path} {name}", each) for name, each in command.commands.items()]
        else:
            found.append((path, command))
    return found


@pytest.mark.parametrize("arguments", [("--demo", "whoami"), ("whoami", "--demo"), ("--demo", "whoami", "--demo")])
def test_the_demo_stands_anywhere(arguments: tuple[str, ...]) -> None:
    """`--demo` may be before the command, after it, or both."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout.startswith("Ada Lestari\n")) == (0, True)


def test_the_server_is_named_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Server options may follow the command; the last value counts."""
    with FakeChatwoot(account_id=7) as server:
        monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", server.token)
        result = run("--base-url", "http://x.test", "contacts", "find", "putri", "--base-url", server.base_url)
        assert (result.exit_code, "account_id: " in result.stderr) == (2, True)
        result = run("contacts", "find", "putri", "--base-url", server.base_url, "--account-id", "7")
        assert (result.exit_code, "Putri" in result.stdout) == (0, True)
    assert run("whoami", "--demo", "--account-id", "7").exit_code == 2


@pytest.mark.parametrize(
    ("expected", "arguments"),
    [
        ("There is no command 'shwo' (did you mean show?)", ("shwo", "42")),
        ("There is no command 'close' (did you mean resolve?)", ("close", "42")),
        ("There is no command 'xyzzy'\n", ("xyzzy",)),
        ("There is no command 'serach' (did you mean search?)", ("serach", "x")),
        ("There is no command 'add'\n", ("contacts", "add")),
        ("--stauts", ("list", "--stauts", "open")),
        ("Did you mean", ("list", "--stauts", "open")),
        ("It stands behind the command: aiochatwoot show --json", ("--json", "show", "42")),
        ("It stands behind the command: aiochatwoot contacts find --limit", ("contacts", "--limit", "3", "find", "x")),
        ("The token comes from CHATWOOT_API_ACCESS_TOKEN", ("--token", "t", "whoami")),
        ("The token comes from CHATWOOT_API_ACCESS_TOKEN", ("whoami", "--token", "t")),
        ("'opne' is none of all, open, resolved, pending, snoozed (did you mean open?)", ("list", "--status", "opne")),
        ("(did you mean resolved?)", ("list", "--status", "closed")),
        ("'bob' is none of me, unassigned, all, assigned\n", ("list", "--assignee", "bob")),
        ("Invalid value for 'LEVEL': 'hihg' is none of", ("priority", "42", "hihg")),
        ("'forty-two' is no number of a conversation, as the app shows it\n", ("show", "forty-two")),
        ("name an agent with --agent", ("assign", "42", "bob")),
        ("labels are named with --add and --remove", ("label", "42", "vip")),
        ('needs quotes: --until "2026-12-24 09:00"', ("snooze", "42", "--until", "2026-12-24", "09:00")),
        ('put TEXT in quotes: "thank you all"', ("reply", "42", "thank", "you", "all")),
        ("'-1'", ("show", "--", "-1")),
        ("0 is not in the range", ("show", "0")),
    ],
)
def test_a_typo_has_a_hint(expected: str, arguments: tuple[str, ...]) -> None:
    """A misspelt or misplaced word is a usage error with a suggestion."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert expected in result.stderr


def test_an_option_of_no_command() -> None:
    """An unknown option is click's own error, also before a command."""
    for arguments in (("--xyzzy", "show", "42"), ("show", "42", "--xyzzy")):
        result = run(*arguments)
        assert (result.exit_code, "No such" in result.stderr) == (2, True)
        assert "stands behind" not in result.stderr


def test_a_number_may_have_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversation may be given as #42, as the app shows it."""
    connect(monkeypatch, FakeChatwoot())
    assert run("label", "#42").stdout == "42: gift, export\n"


def test_a_command_loads_its_own_module_alone() -> None:
    """Showing a conversation imports nothing of exports, webhooks or the contract check."""
    code = "import sys; from aiochatwoot.cli import cli; cli.commands['show']; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "aiochatwoot.cli.read" in loaded
    assert not {"aiochatwoot.export", "aiochatwoot.webhooks", "aiochatwoot.cli.check", "uvicorn"} & set(loaded)


def test_commands_may_be_added_and_taken_away() -> None:
    """The commands are a mutable mapping."""
    commands = LazyCommands({"show": "cli.read:show", "list": "cli.read:list_"})
    commands["mine"] = click.Command("mine")
    del commands["list"]
    assert (len(commands), list(commands)) == (2, ["show", "mine"])
    assert (commands["show"].name, commands["mine"].name, commands.get("list")) == ("show", "mine", None)


def test_every_command_is_described() -> None:
    """Each command has a summary of one line, an example, a description of each option, and --json.

    The exception is `mcp`, whose protocol is JSON anyway.
    """
    for path, command in commands():
        assert not command.get_short_help_str(80).endswith("..."), path
        assert f"\n      aiochatwoot {path}" in str(command.help), path
        options = [each for each in command.params if isinstance(each, click.Option)]
        assert all(each.help for each in options), path
        assert path == "mcp" or "as_json" in [each.name for each in options], path
    for group in (cli.cli, *cli.cli.commands.values()):
        assert not isinstance(group, click.Group) or isinstance(group, Group)

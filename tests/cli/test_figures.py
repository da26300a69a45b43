"""`aiochatwoot reports` and `aiochatwoot search`, on the sample account."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import Result

from aiochatwoot.testing import FakeChatwoot

from ..commands import connect, run

pytestmark = pytest.mark.usefixtures("one_attempt")

NOVEMBER = ("--since", "2026-11-01", "--until", "2026-11-30")


@pytest.fixture(scope="module")
def server() -> FakeChatwoot:
    """A server with the sample account, for reading only."""
    return FakeChatwoot()


@pytest.fixture(autouse=True)
def _place(monkeypatch: pytest.MonkeyPatch, server: FakeChatwoot) -> None:
    """Send output to a file, take settings from the environment, and connect to the server without a socket."""
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    connect(monkeypatch, server)


def table(result: Result) -> list[list[str]]:
    """Return the cells of a table."""
    assert result.exit_code == 0
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in result.stdout.splitlines()]


def test_the_figures_of_a_month() -> None:
    """Counts and times are shown with those of the previous period of the same length."""
    rows = table(run("reports", *NOVEMBER))
    assert rows[0] == ["2026-11-01 to 2026-11-30", "2026-10-02 to 2026-10-31"]
    assert rows[1] == ["Conversations", "59", "0"]
    assert rows[5] == ["First response", "0:14:00", "-"]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("agent", ["Bob Wijaya", "13", "1", "0:11:00", "3:20:00", "0:10:06"]),
        ("inbox", ["Mail", "2", "0", "0:55:00", "0:02:30", "-"]),
        ("team", ["billing", "1", "0", "-", "-", "-"]),
        ("label", ["vip", "1", "0", "0:00:00", "0:00:00", "0:00:00"]),
        ("channel", ["WebWidget", "28", "0", "1", "0", "29"]),
    ],
)
def test_figures_of_each(by: str, expected: list[str]) -> None:
    """There is a row for each agent, inbox, team, label or channel, with its name."""
    assert expected in table(run("reports", *NOVEMBER, "--by", by))


@pytest.mark.parametrize("by", [(), ("--by", "agent"), ("--by", "channel")])
def test_figures_as_json(by: tuple[str, ...]) -> None:
    """The output is one JSON document, as the server sent it."""
    found: Any = json.loads(run("reports", *NOVEMBER, "--json", *by).stdout)
    if not by:
        assert found["conversations_count"] == 59
    elif "agent" in by:
        assert [row["id"] for row in found] == [1, 2]
    else:
        assert found["Channel::WebWidget"]["total"] == 29


def test_the_last_days() -> None:
    """The default is the last thirty days; days in the wrong order are a usage error."""
    assert run("reports").exit_code == 0
    assert run("reports", "--since", "2026-11-02", "--until", "2026-11-01").exit_code == 2


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("messages", "kado batik", "42"),
        ("contacts", "PUTRI", "Putri Wulandari"),
    ],
)
def test_search(kind: str, text: str, expected: str) -> None:
    """A search prints a row for each result."""
    rows = table(run("search", text, "--kind", kind, "--limit", "1"))
    assert len(rows) == 2
    assert expected in rows[1]


def test_search_as_json() -> None:
    """The output is one JSON document; an empty result is reported, and is not an error."""
    assert [row["conversation_id"] for row in json.loads(run("search", "kado batik", "--json").stdout)] == [42]
    assert json.loads(run("search", "nothing at all", "--json").stdout) == []
    nothing = run("search", "parcel", "--kind", "articles")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "No articles.\n")


def test_cells_of_articles() -> None:
    """An article shows its help center and category; a row that is not an object is shown unchanged."""
    from aiochatwoot.cli.figures import _cells

    article = {"id": 4, "title": "Returns", "portal_slug": "help", "category_name": None}
    assert _cells("articles", article) == ["4", "Returns", "help", ""]
    assert _cells("contacts", "strange") == ["", "", "", ""]

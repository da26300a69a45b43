"""Agents, teams, inboxes and labels, given by a part of their names."""

from __future__ import annotations

import json

import pytest

from aiochatwoot.testing import FakeChatwoot

from ..commands import connect, run

pytestmark = pytest.mark.usefixtures("one_attempt")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> FakeChatwoot:
    """The sample account, without a socket."""
    server = FakeChatwoot()
    connect(monkeypatch, server)
    return server


@pytest.mark.parametrize("wanted", ["bob", "BOB", "wijaya", "jaya", "bob@", "ob wi", "2"])
def test_a_part_of_an_agent(server: FakeChatwoot, wanted: str) -> None:
    """A first name, a last name, or any part of a name or mail address is enough if one agent matches."""
    assert "5: assigned to Bob Wijaya\n" == run("assign", "5", "--agent", wanted).stdout
    assert server.account.agents[2] is server.account.conversations[5].assignee


def test_the_beginning_of_a_word_goes_before_a_part(server: FakeChatwoot) -> None:
    """The whole name has precedence over the beginning of a word, and that over any part."""
    server.account.add_agent("Jayadi", email="j@x.test")
    assert "5: assigned to Jayadi\n" == run("assign", "5", "--agent", "jaya").stdout
    server.account.add_agent("Jaya", email="jaya@x.test")
    assert "5: assigned to Jaya\n" == run("assign", "5", "--agent", "jaya").stdout


def test_a_part_that_two_have(server: FakeChatwoot) -> None:
    """If several rows match, they are listed with distinguishing values, and nothing is changed."""
    result = run("assign", "5", "--agent", "batik")
    expected = (
        "aiochatwoot: there is more than one agent 'batik', say the id of one: "
        "1 · Ada Lestari · ada@batik.example; 2 · Bob Wijaya · bob@batik.example\n"
    )
    assert (1, expected) == (result.exit_code, result.stderr)
    assert 0 == server.executions.count("POST")


def test_a_part_of_a_team(server: FakeChatwoot) -> None:
    """A team can be given by a part of its name; a misspelt one gets a suggestion."""
    assert "5: assigned to team support\n" == run("assign", "5", "--team", "supp").stdout
    expected = "aiochatwoot: there is no team 'suport' (did you mean support?); there are: billing, support\n"
    assert expected == run("assign", "5", "--team", "suport").stderr


def test_a_part_of_a_label(server: FakeChatwoot) -> None:
    """Labels to add or remove must exist in the account; a misspelt one is refused, unless --exact is given, since the
    app would not show it.
    """
    assert "5: vip\n" == run("label", "5", "--add", "vi").stdout
    result = run("label", "5", "--add", "bilings")
    assert (1, "") == (result.exit_code, result.stdout)
    assert "there is no label 'bilings' (did you mean billing?); there are: billing, delivery" in result.stderr
    assert result.stderr.endswith("; --exact takes any\n")
    assert "there is more than one label 'i', say which: billing; delivery" in run("label", "5", "--remove", "i").stderr
    assert "5: vip, bilings\n" == run("label", "5", "--add", "bilings", "--exact").stdout
    assert "5: vip\n" == run("label", "5", "--remove", "bilings", "--exact").stdout


def test_an_id_is_no_label(server: FakeChatwoot) -> None:
    """Labels cannot be given by their ids."""
    assert "there is no label '1'" in run("label", "5", "--add", "1").stderr


def test_a_list_of_an_inbox_a_team_and_a_label(server: FakeChatwoot) -> None:
    """Lists are filtered by parts of names."""
    found = json.loads(run("list", "--inbox", "web", "--team", "sup", "--label", "gif", "--json").stdout)
    assert [42] == [each["id"] for each in found]
    query = dict(server.requests[-1].query)
    assert ("2", "2", "gift") == (query["inbox_id"], query["team_id"], query["labels[]"])
    result = run("list", "--inbox", "Fax")
    assert "aiochatwoot: there is no inbox 'Fax'; there are: Mail, Website, WhatsApp\n" == result.stderr


def test_an_account_without_any(server: FakeChatwoot) -> None:
    """If the account has none, the error says so."""
    server.account.teams.clear()
    assert "aiochatwoot: there is no team 'x'; there are: none\n" == run("list", "--team", "x").stderr

"""Agents, teams, inboxes and labels, given by a part of their names."""

from __future__ import annotations

import json

import pytest

from aiochatwoot.testing import FakeChatwoot

from ..commands import run

pytestmark = pytest.mark.usefixtures("one_attempt")


@pytest.mark.parametrize("wanted", ["bob", "BOB", "wijaya", "jaya", "bob@", "ob wi", "2"])
def test_a_part_of_an_agent(sample: FakeChatwoot, wanted: str) -> None:
    """A first name, a last name, or any part of a name or mail address is enough if one agent matches."""
    assert run("assign", "5", "--agent", wanted).stdout == "5: assigned to Bob Wijaya\n"
    assert sample.account.agents[2] is sample.account.conversations[5].assignee


def test_the_beginning_of_a_word_goes_before_a_part(sample: FakeChatwoot) -> None:
    """The whole name has precedence over the beginning of a word, and that over any part."""
    sample.account.add_agent("Jayadi", email="j@x.test")
    assert run("assign", "5", "--agent", "jaya").stdout == "5: assigned to Jayadi\n"
    sample.account.add_agent("Jaya", email="jaya@x.test")
    assert run("assign", "5", "--agent", "jaya").stdout == "5: assigned to Jaya\n"


def test_a_part_that_two_have(sample: FakeChatwoot) -> None:
    """If several rows match, they are listed with distinguishing values, and nothing is changed."""
    result = run("assign", "5", "--agent", "batik")
    expected = (
        "aiochatwoot: there is more than one agent 'batik', say the id of one: "
        "1 · Ada Lestari · ada@batik.example; 2 · Bob Wijaya · bob@batik.example\n"
    )
    assert (1, expected) == (result.exit_code, result.stderr)
    assert sample.executions.count("POST") == 0


def test_a_part_of_a_team(sample: FakeChatwoot) -> None:
    """A team can be given by a part of its name; a misspelt one gets a suggestion."""
    assert run("assign", "5", "--team", "supp").stdout == "5: assigned to team support\n"
    expected = "aiochatwoot: there is no team 'suport' (did you mean support?); there are: billing, support\n"
    assert run("assign", "5", "--team", "suport").stderr == expected


def test_a_part_of_a_label(sample: FakeChatwoot) -> None:
    """Labels to add or remove must exist in the account; a misspelt one is refused, unless --exact is given, since the
    app would not show it.
    """
    assert run("label", "5", "--add", "vi").stdout == "5: vip\n"
    result = run("label", "5", "--add", "bilings")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no label 'bilings' (did you mean billing?); there are: billing, delivery" in result.stderr
    assert result.stderr.endswith("; --exact takes any\n")
    assert "there is more than one label 'i', say which: billing; delivery" in run("label", "5", "--remove", "i").stderr
    assert run("label", "5", "--add", "bilings", "--exact").stdout == "5: vip, bilings\n"
    assert run("label", "5", "--remove", "bilings", "--exact").stdout == "5: vip\n"


def test_an_id_is_no_label(sample: FakeChatwoot) -> None:
    """Labels cannot be given by their ids."""
    assert "there is no label '1'" in run("label", "5", "--add", "1").stderr


def test_a_list_of_an_inbox_a_team_and_a_label(sample: FakeChatwoot) -> None:
    """Lists are filtered by parts of names."""
    found = json.loads(run("list", "--inbox", "web", "--team", "sup", "--label", "gif", "--json").stdout)
    assert [each["id"] for each in found] == [42]
    query = dict(sample.requests[-1].query)
    assert (query["inbox_id"], query["team_id"], query["labels[]"]) == ("2", "2", "gift")
    result = run("list", "--inbox", "Fax")
    assert result.stderr == "aiochatwoot: there is no inbox 'Fax'; there are: Mail, Website, WhatsApp\n"


def test_an_account_without_any(sample: FakeChatwoot) -> None:
    """If the account has none, the error says so."""
    sample.account.teams.clear()
    assert run("list", "--team", "x").stderr == "aiochatwoot: there is no team 'x'; there are: none\n"

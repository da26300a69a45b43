"""Outgoing content is rendered as a template, as by real servers; captured from 4.16.2."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot._wire.liquid import literal
from aiochatwoot.testing import FakeChatwoot
from aiochatwoot.testing._app.liquid import render

from ..conftest import CAPTURES

EXCHANGES: dict[str, Any] = json.loads((CAPTURES / "v4_16_2" / "liquid.json").read_text(encoding="utf-8"))
PATH = "/api/v1/accounts/1/conversations/1/messages"


def send(server: FakeChatwoot, http: httpx.Client, body: Any) -> Any:
    """Send a message; return the stored one."""
    answer = http.post(server.base_url + PATH, json=body, headers={"api_access_token": server.token})
    assert answer.status_code == 200
    return answer.json()


@pytest.fixture
def talk(server: FakeChatwoot) -> FakeChatwoot:
    """The people of the captures, in conversation 1."""
    server.agent.email = "ada@parcels.example"
    server.account.add_conversation(contact=server.account.add_contact("José 14"))
    return server


@pytest.mark.parametrize("name", EXCHANGES)
def test_each_captured_template(talk: FakeChatwoot, http: httpx.Client, name: str) -> None:
    """Each yields the recorded text, in messages and in notes."""
    real = EXCHANGES[name]
    expected = json.loads(real["body_text"])["content"]
    assert send(talk, http, real["request"]["json"])["content"] == expected


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{% raw %}{{ contact.name }}{% endraw %}", "{{ contact.name }}"),
        ("{% if contact.name %}a{% endif %}{% if nope %}b{% endif %}", "a"),
        ("{% for i in (1..2) %}{% for j in (1..2) %}{{ i }}{{ j }} {% endfor %}{% endfor %}", "11 12 21 22 "),
        ("{{ 'a b' | url_encode | nope }}{{ 7 }}{{ contact.name.x }}", "a+b7"),
        ("{% nope %}", "{% nope %}"),
        ("{% nope %}{% endnope %}", "{% nope %}{% endnope %}"),
        ("{% for i in contact %}x{% endfor %}", "{% for i in contact %}x{% endfor %}"),
        ("{{ contact.first_name }} {{ contact.last_name }} of {{ inbox.name }}", "José 14 of API inbox"),
    ],
)
def test_more_of_the_language(talk: FakeChatwoot, http: httpx.Client, template: str, text: str) -> None:
    """Unknown names are empty, unknown filters have no effect; text with unknown tags stays unchanged."""
    assert send(talk, http, {"content": template})["content"] == text


def test_what_customers_write_is_no_template(talk: FakeChatwoot, http: httpx.Client) -> None:
    """Text by customers is stored unchanged, not rendered."""
    content = "{{ contact.name }}"
    assert send(talk, http, {"content": content, "message_type": "incoming"})["content"] == content


def test_parameters_of_templates_are_templates(talk: FakeChatwoot, http: httpx.Client) -> None:
    """Texts at any depth of template parameters are rendered."""
    given: Any = {"processed_params": {"body": ["{{ contact.name }}", 1]}}
    send(talk, http, {"content": "x", "template_params": given})
    stored = talk.account.conversations[1].messages[0].additional_attributes
    assert stored["template_params"] == {"processed_params": {"body": ["José 14", 1]}}


def test_an_older_server_knows_less(http: httpx.Client) -> None:
    """4.10.0 does not know the agent's address; bots have none at all."""
    with FakeChatwoot(sample=False, version="4.10.0") as server:
        server.account.add_conversation()
        assert send(server, http, {"content": "<{{ agent.email }}>"})["content"] == "<>"


@given(st.text())
def test_any_text_can_be_rendered(text: str) -> None:
    """Text without braces and backticks stays unchanged."""
    from aiochatwoot.testing._app.liquid import render

    assert isinstance(render(text, {}), str)
    plain = text.replace("{", "").replace("`", "")
    assert render(plain, {}) == plain


@given(st.text(st.sampled_from('{}%`|-" ab\n'), max_size=40))
def test_what_clients_send_literally_is_stored(text: str) -> None:
    """Text that a client sends literally is stored unchanged, as on real servers."""
    assert render(literal(text), {"a": "x"}) == text

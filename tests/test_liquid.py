"""Content that servers would render as a Liquid template is stored literally, unless the caller marks it as a
template.
"""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aiochatwoot import File, Liquid
from aiochatwoot._wire.liquid import literal
from aiochatwoot.generated.models import MessageTemplateParams

from .conftest import CAPTURES
from .liquid_model import rendered, stored
from .servers import client, replay

EXCHANGES: dict[str, Any] = json.loads((CAPTURES / "v4_16_2" / "liquid.json").read_text(encoding="utf-8"))
NAMES = {"contact.name": "José 14", "agent.email": "ada@parcels.example"}
HOSTILE = "hi {{contact.name}}"
ESCAPED = 'hi {{ "%7B" | url_decode }}{{ "%7B" | url_decode }}contact.name}}'
PIECES = [
    "{",
    "{{",
    "{%",
    "}",
    "}}",
    "%}",
    "`",
    '"',
    "%7B",
    "|",
    "-",
    " ",
    "\n",
    "raw",
    "endraw",
    "comment",
    "contact.name",
]
TEXTS = st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map("".join))


@pytest.mark.parametrize("name", EXCHANGES)
def test_the_model_is_the_server(name: str) -> None:
    """The model stores what a real server stored."""
    exchange = EXCHANGES[name]

    assert json.loads(exchange["body_text"])["content"] == stored(exchange["request"]["json"]["content"], NAMES)


@pytest.mark.parametrize("name", [name for name in EXCHANGES if name.startswith("literal_")])
def test_escapes_are_those_that_were_tried(name: str) -> None:
    """The client sends a text as in the recorded request, which the real server stored literally."""
    exchange = EXCHANGES[name]

    assert literal(json.loads(exchange["body_text"])["content"]) == exchange["request"]["json"]["content"]


@given(TEXTS)
@example("{{{{")
@example("{`{{`{%")
@example("`{% endraw %}{{ contact.name }}`")
@example('{{ "%7B" | url_decode }}')
def test_what_is_sent_is_stored(text: str) -> None:
    """Any text that is sent literally is stored unchanged: as content, and in the parameters of a template."""
    assert stored(literal(text), NAMES) == text
    assert rendered(literal(text), NAMES) == text


@given(TEXTS)
def test_what_needs_nothing_stays(text: str) -> None:
    """A text without tags is sent unchanged, and so is a template."""
    assert literal(text) == text or "{{" in text or "{%" in text
    assert literal(Liquid(text)) == text


async def sent(call: Any) -> Any:
    """Return the body that a call sends: parsed JSON, or text."""
    bodies: list[bytes] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        bodies.append(await request.aread())
        return replay("create_msg" if request.url.path.endswith("messages") else "conversation_rich")

    async with client(answer, drift="ignore") as chatwoot:
        await call(chatwoot)
    text = bodies[0].decode()
    return json.loads(text) if text.startswith("{") else text


@pytest.mark.parametrize("more", [{}, {"private": True}, {"message_type": "outgoing"}])
async def test_messages(more: Any) -> None:
    """Replies and notes are literal; templates must be marked."""
    assert (await sent(lambda c: c.messages.create(1, content=HOSTILE, **more)))["content"] == ESCAPED
    assert (await sent(lambda c: c.messages.create(1, content=Liquid(HOSTILE), **more)))["content"] == HOSTILE
    assert (await sent(lambda c: c.messages.create(1, content="a `b` {c}", **more)))["content"] == "a `b` {c}"


async def test_incoming_messages() -> None:
    """Servers do not render a contact's messages, so they are sent unchanged."""
    assert (await sent(lambda c: c.messages.create(1, content=HOSTILE, message_type="incoming")))["content"] == HOSTILE
    message = {"content": HOSTILE, "message_type": "incoming"}
    body = await sent(lambda c: c.conversations.create(source_id="s", message=message))

    assert body["message"] == message


async def test_first_messages() -> None:
    """The first message of a conversation is literal; the caller's object is not modified."""
    message = {"content": HOSTILE}
    body = await sent(lambda c: c.conversations.create(source_id="s", message=message))

    assert body["message"] == {"content": ESCAPED}
    assert message == {"content": HOSTILE}


async def test_forms() -> None:
    """With a file, the text is a part of a form, and is literal, too."""
    files = [File(b"x", name="x.txt")]
    body = await sent(lambda c: c.messages.create(1, content=HOSTILE, attachments=files))
    template = await sent(lambda c: c.messages.create(1, content=Liquid(HOSTILE), attachments=files))

    assert f"\r\n\r\n{ESCAPED}\r\n" in body
    assert f"\r\n\r\n{HOSTILE}\r\n" in template


@pytest.mark.parametrize("as_model", [False, True])
async def test_parameters_of_templates(as_model: bool) -> None:
    """Texts at any depth of a template's parameters are literal; servers do not render its name."""
    params: Any = {
        "name": "{{x}}",
        "processed_params": {"body": {"1": HOSTILE, "2": Liquid("{{y}}")}, "buttons": [HOSTILE, 5, {"a": HOSTILE}]},
    }
    given_params = MessageTemplateParams(**params) if as_model else params
    body = (await sent(lambda c: c.messages.create(1, template_params=given_params)))["template_params"]

    assert body["name"] == "{{x}}"
    assert body["processed_params"]["body"] == {"1": ESCAPED, "2": "{{y}}"}
    assert body["processed_params"]["buttons"] == [ESCAPED, 5, {"a": ESCAPED}]


async def test_what_nobody_runs() -> None:
    """Other texts, and a message without text, are sent unchanged."""
    assert await sent(lambda c: c.messages.create(1, content_attributes={"a": HOSTILE})) == {
        "content_attributes": {"a": HOSTILE}
    }
    body = await sent(lambda c: c.conversations.create(source_id=HOSTILE, message={"private": True}))

    assert (body["source_id"], body["message"]) == (HOSTILE, {"private": True})

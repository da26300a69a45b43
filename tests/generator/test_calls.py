"""Features of one HTTP operation: several calls, constants, envelopes in both directions, files."""

from __future__ import annotations

import datetime as dt
import email.parser
import email.policy
import inspect
from typing import Any

import pytest

from .conftest import Vendored
from .loopback import Arrived
from .test_new_endpoints import EPOCH, MOMENT, THING, connected

pytestmark = pytest.mark.untraced


def parts(request: Arrived) -> list[tuple[str, str | None, str | None, bytes]]:
    """Return the parts of a form: name, file name, media type of a file, content."""
    head = f"content-type: {request.headers['content-type']}\r\n\r\n".encode()
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    found = []
    for part in parser.parsebytes(head + request.body).iter_parts():
        name = part.get_param("name", header="content-disposition")
        file_name = part.get_filename()
        kind = part.get_content_type() if file_name else None
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found.append((str(name), file_name, kind, content))
    return found


# --- x-calls and const ---


async def test_calls_of_one_operation(vendored: Vendored) -> None:
    """Each call has its own method, arguments and result; they share a path, and constants are sent."""
    async with connected(vendored) as (client, server):
        server.answer({"payload": {"thing": {"state": "on"}}})
        assert await client.things.switch_on(7, until=MOMENT) == "on"
        assert server.last.json == {"state": "on", "level": 3, "until": EPOCH}
        server.answer(None)
        assert await client.things.switch_over(7) is None

    assert [each.path for each in server.requests] == ["/api/v1/accounts/3/things/7/switch"] * 2
    assert server.last.json == {}


def test_calls_are_operations(vendored: Vendored) -> None:
    """Calls are listed like operations; constants are not arguments; a call inherits from its operation."""
    operations = vendored(".generated.api").operations()
    on, over = operations["things.switch_on"], operations["things.switch_over"]
    signature = inspect.signature(vendored(".generated.api.things").ThingsResource.switch_on)

    assert (on.retry_safe, over.retry_safe) == (True, False)
    assert list(signature.parameters) == ["self", "thing_id", "until", "account_id"]
    assert "Two calls of one operation." in vendored(".generated.api.things").ThingsResource.switch_over.__doc__
    assert "/api/v1/accounts/{account_id}/things/{thing_id}/switch" == on.path == over.path


@pytest.mark.parametrize(("thing", "state"), [({"state": "off"}, "off"), ({}, None)])
async def test_unwrapping_deeply(vendored: Vendored, thing: dict[str, str], state: str | None) -> None:
    """Nested envelopes are unwrapped; if the last key is optional and absent, the result is None."""
    async with connected(vendored) as (client, server):
        server.answer({"payload": {"thing": thing}})

        assert await client.things.switch_on(7) == state


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"payload": {}}, "the key thing (at $.payload)"),
        ({"payload": 5}, "the key thing (at $.payload)"),
        ({"payload": {"thing": {"state": 5}}}, "expected one of on, off, got int (at $.payload.thing.state)"),
    ],
)
async def test_unwrapping_what_is_not_there(vendored: Vendored, body: Any, message: str) -> None:
    """An envelope without its key is an error with its path."""
    async with connected(vendored) as (client, server):
        server.answer(body)
        with pytest.raises(vendored().DecodeError) as error:
            await client.things.switch_on(7)

    assert message in str(error.value)


async def test_unknown_keys_of_deep_envelopes_are_reported(vendored: Vendored) -> None:
    """Other keys of envelopes are deviations, with their paths."""
    async with connected(vendored) as (client, server):
        server.answer({"payload": {"thing": {"state": "on"}, "more": 1}, "other": 2})
        with pytest.raises(vendored().DecodeError) as error:
            await client.things.switch_on(7)

    assert "$.other: expected no such key" in str(error.value)
    assert "$.payload.more: expected no such key" in str(error.value)


# --- x-wrap ---


async def test_wrapping(vendored: Vendored) -> None:
    """The keys inside the envelope are arguments; required ones are required."""
    async with connected(vendored) as (client, server):
        server.answer(THING)
        await client.things.note(7, text="hi")
        with pytest.raises(TypeError, match="text"):
            await client.things.note(7, color="red")

    assert (server.last.method, server.last.json) == ("PUT", {"note": {"text": "hi"}})


@pytest.mark.parametrize("content", [b"", b" \n", b"null"])
async def test_nothing_and_null_are_none(vendored: Vendored, content: bytes) -> None:
    """If the response may be null, an empty body means the same."""
    operations = vendored(".generated.api").operations()
    found: Any = vendored("._wire.deviations").Findings()

    assert vendored("._wire.operation").read_answer(operations["things.note"], content, found) is None
    assert found == []
    with pytest.raises(vendored().DecodeError):
        vendored("._wire.operation").read_answer(operations["things.get"], content, found)


# --- files ---


async def test_without_files_it_is_json(vendored: Vendored) -> None:
    """An operation with optional files sends JSON without them, also for an empty list."""
    async with connected(vendored) as (client, server):
        server.answer(0, 0)
        await client.things.attach(7, title=None, more={"a": 1})
        assert server.last.json == {"title": None, "more": {"a": 1}}
        await client.things.attach(7, files=[], open=True)

    assert server.last.json == {"open": True}
    assert server.last.headers["content-type"] == "application/json"


async def test_with_files_it_is_a_form(vendored: Vendored) -> None:
    """With files it is multipart: text unchanged, numbers and booleans as text, and JSON where declared."""
    file = vendored().File
    sent: list[tuple[int, int | None]] = []
    async with connected(vendored) as (client, server):
        server.answer(2)
        count = await client.things.attach(
            7,
            files=[file(b"one", name="1.txt"), file(b"{}", name="2.bin", content_type="application/json")],
            cover=file(b"\x89PNG", name="c.png"),
            title="Ünï",
            open=False,
            weight=1.5,
            about={"a": [1, {"b": None}]},
            kind="large",
            made_at=MOMENT,
            more={"a": "x", "b": {"c": "y"}},
            on_progress_="not the callback",
            on_progress=lambda done, total: sent.append((done, total)),
        )

    assert count == 2
    assert parts(server.last) == [
        ("title", None, None, "Ünï".encode()),
        ("open", None, None, b"false"),
        ("weight", None, None, b"1.5"),
        ("about", None, None, b'{"a":[1,{"b":null}]}'),
        ("more[a]", None, None, b"x"),
        ("more[b][c]", None, None, b"y"),
        ("kind", None, None, b"large"),
        ("made_at", None, None, str(EPOCH).encode()),
        ("on_progress", None, None, b"not the callback"),
        ("files[]", "1.txt", "text/plain", b"one"),
        ("files[]", "2.bin", "application/json", b"{}"),
        ("cover", "c.png", "image/png", b"\x89PNG"),
    ]
    assert (len(server.last.body), len(server.last.body)) == sent[-1]
    assert str(len(server.last.body)) == server.last.headers["content-length"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"title": None}, "title: None cannot be sent"),
        ({"more": {"a": 1}}, "more.a: int 1 would not stay the same"),
        ({"files": b"x"}, "files: "),
        ({"files": 5}, "files: "),
        ({"files": [5]}, "files: "),
        ({"cover": "a.png"}, "cover: "),
        ({"made_at": dt.datetime(2026, 1, 1)}, "made_at: expected a datetime with a time zone"),
    ],
)
async def test_what_a_form_cannot_carry(vendored: Vendored, arguments: dict[str, Any], message: str) -> None:
    """Values that would change in a form are refused, and so are values that are not files."""
    given = {"files": [vendored().File(b"x", name="x")]} | arguments
    async with connected(vendored) as (client, server):
        with pytest.raises(vendored().InvalidRequestError) as error:
            await client.things.attach(7, **given)

    assert str(error.value).startswith(message)
    assert server.requests == []


async def test_a_key_that_depends_on_a_file(vendored: Vendored) -> None:
    """A key whose `dependentRequired` names a file is refused without files; the server checks other dependencies."""
    async with connected(vendored) as (client, server):
        server.answer(1)
        await client.things.attach(7, title="x")
        with pytest.raises(vendored().InvalidRequestError, match=r"^weight: goes together with files only$"):
            await client.things.attach(7, weight=1.5)

    assert [each.json for each in server.requests] == [{"title": "x"}]

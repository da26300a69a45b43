"""Wrong use is refused before anything is sent, with a message that names it."""

from __future__ import annotations

import copy
import datetime as dt
import functools
import pickle
from collections.abc import Callable
from typing import Any, cast

import httpx
import pytest

from aiochatwoot import UNSET, Chatwoot, File, InvalidRequestError, Liquid, SettingsError, export

from .servers import client, replay

PAST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def no_server() -> Chatwoot:
    """A client that must not send anything."""
    return client(lambda request: pytest.fail(f"sent {request.url}"))


async def test_a_status_that_another_method_sets() -> None:
    """The error names the method that sets this status."""
    async with no_server() as chatwoot:
        with pytest.raises(
            InvalidRequestError, match=r"^status: 'snoozed' is not one of .*; that is conversations\.snooze$"
        ):
            await chatwoot.conversations.set_status(1, status=cast("Any", "snoozed"))
        with pytest.raises(InvalidRequestError, match=r"^status: 'bogus' is not one of open, resolved, pending$"):
            await chatwoot.conversations.set_status(1, status=cast("Any", "bogus"))


async def test_a_snooze_into_the_past() -> None:
    """A past time is refused, both for snoozing and for creating a conversation."""
    expected = r"^snoozed_until: expected a moment in the future, got 2020-01-01T00:00:00\+00:00$"
    async with no_server() as chatwoot:
        with pytest.raises(InvalidRequestError, match=expected):
            await chatwoot.conversations.snooze(1, snoozed_until=PAST)
        with pytest.raises(InvalidRequestError, match=expected):
            await chatwoot.conversations.create(source_id="x", inbox_id=1, status="snoozed", snoozed_until=PAST)


@pytest.mark.parametrize("given", [{}, {"content": ""}, {"content": None}, {"private": True}, {"attachments": []}])
async def test_a_message_of_nothing(given: dict[str, Any]) -> None:
    """A message needs a text, a file, a template or attributes."""
    async with no_server() as chatwoot:
        expected = r"^messages\.create: needs one of content, attachments, template_params, content_attributes$"
        with pytest.raises(InvalidRequestError, match=expected):
            await chatwoot.messages.create(1, **given)


@pytest.mark.parametrize(
    "given",
    [
        {"content": " "},
        {"content": Liquid("{{ contact.name }}")},
        {"attachments": [File(b"x", name="a.txt")], "content": UNSET},
        {"content_attributes": {"items": []}},
        {"template_params": {"name": "hello"}},
    ],
)
async def test_a_message_of_something(given: dict[str, Any]) -> None:
    """A message needs only one of these arguments."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return replay("create_msg")

    async with client(answer) as chatwoot:
        await chatwoot.messages.create(1, **given)
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (lambda c: c.with_options(headers="x"), "headers: expected a mapping of names and values, got 'x'"),
        (lambda c: c.with_options(query="x"), "query: expected a mapping of names and values, got 'x'"),
        (lambda c: c.with_options(retry=3), "retry: expected a RetryPolicy or None, got 3"),
        (lambda c: c.with_options(retry=0), "retry: expected a RetryPolicy or None, got 0"),
        (lambda c: Chatwoot("https://a.example", token="t" * 8, retry=cast("Any", False)), "retry: expected a Retry"),
        (
            lambda c: Chatwoot("http://a.example", token="t" * 8, allow_http=cast("Any", "yes")),
            "allow_http: expected True or False, got 'yes'",
        ),
    ],
)
async def test_options_of_the_wrong_type(use: Callable[[Any], Any], message: str) -> None:
    """The message begins with the name of the option, and names the accepted types."""
    async with no_server() as chatwoot:
        with pytest.raises((InvalidRequestError, SettingsError), match=f"^{message}"):
            use(chatwoot)


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, pickle.dumps])
async def test_a_client_is_not_copied(duplicate: Callable[[Any], Any]) -> None:
    """Copies and pickles of a client are refused, with advice."""
    async with no_server() as chatwoot:
        with pytest.raises(TypeError, match=r"^a client cannot be copied or pickled; with_options\(\) makes another"):
            duplicate(chatwoot)


async def test_a_call_in_place_of_a_function() -> None:
    """A coroutine, whose call was already created, is closed; other values that are not functions are refused, too."""
    async with no_server() as chatwoot:
        expected = "expected a function that is not called yet, got <coroutine object "
        with pytest.raises(InvalidRequestError, match=f"^with_raw_response: {expected}"):
            await chatwoot.with_raw_response(cast("Any", chatwoot.profile.get()))
        with pytest.raises(InvalidRequestError, match=f"^map: {expected}"):
            await anext(chatwoot.map(cast("Any", chatwoot.profile.get()), [1]))
        with pytest.raises(InvalidRequestError, match=r"^with_raw_response: expected a function .* got None"):
            await chatwoot.with_raw_response(cast("Any", None))


@pytest.mark.parametrize(
    ("function", "arguments", "returned"),
    [
        (lambda chatwoot: chatwoot.contacts.iter, (), "Paginator"),
        (lambda chatwoot: chatwoot.contacts.iter().pages, (), "async_generator"),
        (lambda chatwoot: chatwoot.conversations.history, (1,), "async_generator"),
        (lambda chatwoot: functools.partial(export.read, chatwoot), (export.Window(1, [1]),), "async_generator"),
        (lambda chatwoot: chatwoot.attachments.download, ("https://chat.example/a",), "_AsyncGeneratorContextManager"),
        (lambda chatwoot: chatwoot.with_options, (), "Chatwoot"),
        (lambda chatwoot: len, ("abc",), "int"),
    ],
)
async def test_what_is_no_call(function: Callable[[Chatwoot], Any], arguments: tuple[Any, ...], returned: str) -> None:
    """An iterator, a download or a plain function has no single response: both errors say what to pass."""
    async with no_server() as chatwoot:
        wrong = function(chatwoot)
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.with_raw_response(wrong, *arguments)
        (outcome,) = [each async for each in chatwoot.map(lambda _: wrong(*arguments), [1])]

    expected = "expected an async method, which returns when its call is done, such as contacts.get; got "
    advice = "For pages of an iterator, pass the method that reads one page, such as contacts.list"
    assert caught.value.message.startswith(f"with_raw_response: {expected}")
    assert caught.value.message.endswith(f", which returned {returned!r}. {advice}")
    assert str(outcome.error).startswith(f"map: {expected}")

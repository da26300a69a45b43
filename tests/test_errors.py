"""Errors: their hierarchy, their messages, and their copies and pickles."""

from __future__ import annotations

import copy
import inspect
import pickle
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

import aiochatwoot
from aiochatwoot import errors
from aiochatwoot.errors import (
    ApiStatusError,
    AuthenticationError,
    ChatwootError,
    DecodeError,
    FieldError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitedError,
    RequestRecord,
    ResponseRecord,
    ServerError,
    UnprocessableError,
    status_error,
)

REQUEST = RequestRecord("POST", "https://chat.example/api/v1/accounts/2/contacts?q=ada")
UNPROCESSABLE = HTTPStatus(422).phrase  # RFC 9110 and Python 3.13 have another phrase than RFC 4918
HTML = {"content-type": "text/html; charset=UTF-8"}
CLASSES = [each for each in vars(errors).values() if inspect.isclass(each) and issubclass(each, ChatwootError)]


def response(content: bytes | str = b"", status: int = 422, headers: dict[str, str] | None = None) -> ResponseRecord:
    """A response."""
    return ResponseRecord(status, headers or {}, content.encode() if isinstance(content, str) else content)


def example(cls: type[ChatwootError]) -> ChatwootError:
    """An error of a class, with all details."""
    answer = ResponseRecord(422, {"x-request-id": "r-1"}, b'{"message": "no", "attributes": ["email"]}')
    more = {"path": "$.meta"} if issubclass(cls, DecodeError) else {}
    return cls("it went wrong", request=REQUEST, response=answer, **more)


def test_tree() -> None:
    """The tree in the module's docstring matches the classes, in the order of their definitions."""
    drawn: dict[str, str] = {}
    also: dict[str, str] = {}
    branch: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.fullmatch(r"    ((?:│   |    |├── |└── )*)(\w+)( .*)?", line)
        if found:
            depth = len(found[1]) // 4
            branch[depth:] = [found[2]]
            drawn[found[2]] = branch[depth - 1] if depth else "Exception"
            other = re.search(r"\(also an? (\w+)\)", found[3] or "")
            if other:
                also[found[2]] = other[1]

    assert drawn == {cls.__name__: cls.__mro__[1].__name__ for cls in CLASSES}
    assert list(drawn) == [cls.__name__ for cls in CLASSES]
    assert {cls.__name__: cls.__bases__[1].__name__ for cls in CLASSES if len(cls.__bases__) > 1} == also


@pytest.mark.parametrize("cls", CLASSES)
def test_public(cls: type[ChatwootError]) -> None:
    """Every error can be imported from the package."""
    assert getattr(aiochatwoot, cls.__name__) is cls


def _pickled(error: ChatwootError) -> ChatwootError:
    loaded: ChatwootError = pickle.loads(pickle.dumps(error))
    return loaded


@pytest.mark.parametrize("cls", CLASSES)
@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, _pickled])
def test_copies(cls: type[ChatwootError], duplicate: Callable[[ChatwootError], ChatwootError]) -> None:
    """Copies of errors are equal to them, have the same text, and the same hash."""
    error = example(cls)
    made = duplicate(error)

    assert type(made) is cls
    assert error == made
    assert hash(error) == hash(made)
    assert str(error) == str(made)
    assert error.args == made.args
    assert vars(error) == vars(made)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_protocols(protocol: int) -> None:
    """Errors can be pickled with any protocol."""
    error = example(NotFoundError)

    assert pickle.loads(pickle.dumps(error, protocol)) == error


def test_equality() -> None:
    """Errors are equal if their class and all of their details are."""
    assert example(NotFoundError) == example(NotFoundError)
    assert example(NotFoundError) != example(ServerError)
    assert ChatwootError("a") != ChatwootError("b")
    assert ChatwootError("a") != ChatwootError("a", request=REQUEST)
    assert ChatwootError("a") != "a"


def test_text() -> None:
    """The text has the request, without the query, then what happened."""
    url = "https://chat.example/api/v1/accounts/2/contacts"

    assert str(ChatwootError("no")) == "no"
    assert str(ChatwootError("no", request=REQUEST)) == f"POST {url}: no"
    assert str(DecodeError("no", path="$.meta.team", request=REQUEST)) == f"POST {url}: no (at $.meta.team)"
    assert str(DecodeError("no")) == "no (at $)"
    found = ApiStatusError("no", request=REQUEST, response=ResponseRecord(422, {"x-request-id": "r-1"}))
    assert str(found) == f"POST {url}: 422: no (request id r-1)"
    assert str(status_error(REQUEST, response(status=418))) == f"POST {url}: 418: I'm a Teapot"


@pytest.mark.parametrize(
    ("status", "cls"),
    [
        (302, ApiStatusError),
        (400, ApiStatusError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (418, ApiStatusError),
        (422, UnprocessableError),
        (429, RateLimitedError),
        (500, ServerError),
        (503, ServerError),
        (520, ServerError),
        (599, ServerError),
        (600, ApiStatusError),
        (999, ApiStatusError),
    ],
)
def test_class_by_status(status: int, cls: type[ApiStatusError]) -> None:
    """The status determines the class of an error; any number is accepted."""
    error = status_error(REQUEST, response(status=status))

    assert type(error) is cls
    assert error.status == status


@pytest.mark.parametrize(
    ("status", "content", "headers", "message"),
    [
        (401, '{"errors": ["You need to sign in.", "Now."]}', {}, "You need to sign in.; Now."),
        (401, '{"error": "Invalid Access Token"}', {}, "Invalid Access Token"),
        (
            422,
            '{"message": "Email has already been taken", "attributes": ["email"]}',
            {},
            "Email has already been taken",
        ),
        (500, '{"status": 500, "error": "Internal Server Error"}', {}, "Internal Server Error"),
        (
            403,
            '{"description": "no", "errors": [{"field": "id", "message": "not yours", "code": "x"}]}',
            {},
            "not yours",
        ),
        (403, '{"description": "Not allowed", "errors": []}', {}, "Not allowed"),
        (422, '{"errors": [{"field": "id"}, {"message": "bad"}, 5, "worse"]}', {}, "bad; worse"),
        (422, '{"error": {"deep": 1}, "message": null}', {}, UNPROCESSABLE),
        (422, "{}", {}, UNPROCESSABLE),
        (422, "[1]", {}, UNPROCESSABLE),
        (422, "null", {}, UNPROCESSABLE),
        (422, '"just text"', {}, "just text"),
        (429, "Retry later\n", {"content-type": "text/plain"}, "Retry later"),
        (400, "", HTML, "Bad Request"),
        (400, " \n", {}, "Bad Request"),
        (422, "a\n  b\tc", {}, "a b c"),
        (422, "x" * 400, {}, "x" * 299 + "…"),
        (422, '{"error": "' + "x" * 300 + '"}', {}, "x" * 300),
        (502, "<title>502 Bad Gateway</title>", HTML, "Bad Gateway (a page of HTML: 502 Bad Gateway)"),
        (502, "\n <HTML><TITLE lang=en>A &amp; B</TITLE>", {}, "Bad Gateway (a page of HTML: A & B)"),
        (502, "<html><h1>secret details</h1>", HTML, "Bad Gateway (a page of HTML)"),
        (502, "no tag at all", HTML, "Bad Gateway (a page of HTML)"),
        (520, "<html>", HTML, "error from a proxy in front of the server (a page of HTML)"),
        (530, "", {}, "error from a proxy in front of the server"),
        (531, "", {}, "unknown status"),
        (599, "", {}, "unknown status"),
        (999, "", {}, "unknown status"),
        (500, b"\xff\xfe oops", {}, "\ufffd\ufffd oops"),
        (500, "[" * 100_000, {}, "[" * 299 + "…"),
    ],
)
def test_message(status: int, content: bytes | str, headers: dict[str, str], message: str) -> None:
    """The message is the server's error text in any format, never an HTML page."""
    error = status_error(REQUEST, response(content, status, headers))

    assert error.message == message


def test_message_of_the_client() -> None:
    """If the client knows a better message than the server's, it is used."""
    assert status_error(REQUEST, response('{"error": "x"}'), "the base_url is wrong").message == "the base_url is wrong"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '{"message": "Email has already been taken", "attributes": ["email", "name"]}',
            [FieldError("email", "Email has already been taken"), FieldError("name", "Email has already been taken")],
        ),
        (
            '{"description": "no", "errors": [{"field": "id", "message": "not yours", "code": "forbidden"}]}',
            [FieldError("id", "not yours", "forbidden")],
        ),
        ('{"errors": [{}, "text", null, {"field": 5, "code": 7}]}', [FieldError("", ""), FieldError("5", "", "7")]),
        ('{"errors": ["text"], "attributes": ["email"]}', []),
        ('{"attributes": ["email"]}', [FieldError("email", "")]),
        ('{"attributes": "email"}', []),
        ('{"error": "no"}', []),
        ('["email"]', []),
        ("<html>", []),
        ("", []),
    ],
)
def test_field_errors(body: str, expected: list[FieldError]) -> None:
    """Messages about single fields are found in both formats that servers use."""
    assert status_error(REQUEST, response(body)).field_errors == tuple(expected)


@pytest.mark.parametrize(
    ("content", "body"),
    [(b'{"a": [1]}', {"a": [1]}), (b"null", None), (b"", ""), (b"Retry later", "Retry later"), (b"\xff", "\ufffd")],
)
def test_body(content: bytes, body: Any) -> None:
    """The body is the parsed JSON, or the text."""
    assert status_error(REQUEST, response(content)).body == body


def test_what_an_error_carries() -> None:
    """An error has everything needed to find its request in a log."""
    error = status_error(REQUEST, ResponseRecord(404, {"x-request-id": "r-1"}, b"{}"))

    assert ("POST", REQUEST.url, "r-1") == (error.method, error.url, error.request_id)
    assert status_error(REQUEST, response()).request_id is None


def test_records() -> None:
    """Records of requests and responses are plain values: compared by content, hashable, with a repr without
    the body.
    """
    one, two = (ResponseRecord(200, {"x-request-id": "r-1"}, b"private") for _ in "12")

    assert one == two
    assert hash(one) == hash(two)
    assert repr(one) == "ResponseRecord(status=200)"
    assert str(REQUEST) == "POST https://chat.example/api/v1/accounts/2/contacts"

"""`unwrap`: only deliveries that were signed with the secret, recently, are read."""

from __future__ import annotations

import json
import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import AsyncMock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot.errors import SettingsError, WebhookError
from aiochatwoot.testing import signed
from aiochatwoot.webhooks import Secret, Source, _unwrap, parse_unverified, unwrap
from aiochatwoot.webhooks._events import read_payload

from ..conftest import CAPTURES
from .deliveries import DELIVERIES, NOW, SECRET, Delivery, first

RECORDED: dict[str, Any] = json.loads((CAPTURES / "webhook_signed.jsonl").read_text(encoding="utf-8"))
HEADERS: dict[str, str] = dict(RECORDED["headers"])
BODY: bytes = RECORDED["body"].encode()
AT = int(HEADERS["X-Chatwoot-Timestamp"])


def refusal(body: bytes, headers: Any, secret: Secret = RECORDED["secret"], **more: Any) -> WebhookError:
    """Return the error with which a delivery is refused."""
    arguments: dict[str, Any] = {"now": lambda: AT, **more}
    with pytest.raises(WebhookError) as caught:
        unwrap(body, headers, secret, **arguments)
    return caught.value


def test_a_recorded_delivery() -> None:
    """A recorded delivery verifies with its secret."""
    event = unwrap(BODY, HEADERS, RECORDED["secret"], now=lambda: AT)

    assert event.to_dict() == json.loads(BODY)


@pytest.mark.parametrize("at", range(len(BODY)))
def test_each_byte_of_the_body_counts(at: int) -> None:
    """A body with one changed byte is refused."""
    changed = BODY[:at] + bytes([BODY[at] ^ 1]) + BODY[at + 1 :]

    assert refusal(changed, HEADERS).check == "signature"


@pytest.mark.law
@given(at=st.integers(min_value=0), by=st.integers(1, 255), where=st.sampled_from(["body", "signature", "secret"]))
def test_each_byte_counts(at: int, by: int, where: str) -> None:
    """A changed byte in body, signature or secret is refused."""
    parts = {"body": BODY, "signature": HEADERS["X-Chatwoot-Signature"].encode(), "secret": RECORDED["secret"].encode()}
    part = parts[where]
    at %= len(part)
    parts[where] = part[:at] + bytes([part[at] ^ by]) + part[at + 1 :]
    headers = HEADERS | {"X-Chatwoot-Signature": parts["signature"].decode("latin-1")}
    secret = f"x{parts['secret'].decode('latin-1')}x" if where == "secret" else RECORDED["secret"]

    assert refusal(parts["body"], headers, secret).check == "signature"


@pytest.mark.law
@given(at=st.integers(min_value=0), digit=st.integers(1, 9))
def test_each_digit_of_the_timestamp_counts(at: int, digit: int) -> None:
    """A current timestamp that was not signed is refused."""
    stamp = HEADERS["X-Chatwoot-Timestamp"]
    at %= len(stamp)
    other = f"{stamp[:at]}{(int(stamp[at]) + digit) % 10}{stamp[at + 1 :]}"

    assert refusal(BODY, HEADERS | {"X-Chatwoot-Timestamp": other}, now=lambda: int(other)).check == "signature"


FORMS: dict[str, Callable[[dict[str, str]], Any]] = {
    "a dict": dict,
    "lower case": lambda headers: {name.lower(): value for name, value in headers.items()},
    "pairs": lambda headers: [*headers.items()],
    "pairs of bytes": lambda headers: [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    "an iterator": lambda headers: iter(headers.items()),
    "lists of values": lambda headers: {name: [value] for name, value in headers.items()},
    "WSGI": lambda headers: {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
    "the same twice": lambda headers: [*headers.items(), *headers.items()],
}


@pytest.mark.parametrize("form", FORMS)
def test_headers_of_any_framework(form: str) -> None:
    """Headers are read in the formats of all frameworks."""
    assert unwrap(BODY, FORMS[form](HEADERS), RECORDED["secret"], now=lambda: AT).event == "contact_created"


@pytest.mark.parametrize("body", [bytearray(BODY), memoryview(BODY)])
def test_bodies_of_any_kind(body: Any) -> None:
    """A body may be any of Python's bytes types."""
    assert unwrap(body, HEADERS, RECORDED["secret"], now=lambda: AT).event == "contact_created"


def test_a_body_that_was_parsed_is_no_body() -> None:
    """A body that is not bytes raises a TypeError."""
    body: Any = BODY.decode()

    with pytest.raises(TypeError, match="body: expected the bytes that came, got str"):
        unwrap(body, HEADERS, RECORDED["secret"])


@pytest.mark.parametrize(
    ("change", "check", "problem"),
    [
        ({"X-Chatwoot-Signature": None}, "signature", "there is no X-Chatwoot-Signature header"),
        ({"X-Chatwoot-Timestamp": None}, "timestamp", "X-Chatwoot-Timestamp is not there, or no number of seconds"),
        ({"X-Chatwoot-Timestamp": "9" * 13}, "timestamp", "X-Chatwoot-Timestamp is not there, or no number of seconds"),
        ({"X-Chatwoot-Timestamp": "٣"}, "timestamp", "X-Chatwoot-Timestamp is not there, or no number of seconds"),
        ({"X-Chatwoot-Signature": "\ud800"}, "signature", "the signature does not fit the body and the secret"),
        (
            {"x-chatwoot-signature": "sha256=0"},
            "headers",
            "there are two different X-Chatwoot-Signature headers",
        ),
    ],
)
def test_headers_that_do_not_do(change: dict[str, str | None], check: str, problem: str) -> None:
    """The error names the missing or wrong header."""
    headers = {name: value for name, value in {**HEADERS, **change}.items() if value is not None}
    error = refusal(BODY, headers)

    assert (error.message, error.check) == (problem, check)


def test_servers_that_do_not_sign() -> None:
    """For an unsigned delivery, the error names the versions that sign; `parse_unverified` reads it."""
    old = first("message_created", version="4.10.0")

    assert "Chatwoot signs since 4.11.2" in str(refusal(old.body, old.headers))
    assert parse_unverified(old.body).to_dict() == old.payload


@pytest.mark.parametrize("away", [-300, 0, 300])
def test_age(away: int) -> None:
    """A delivery may be 300 seconds old, or, if clocks differ, from the future."""
    assert unwrap(BODY, HEADERS, RECORDED["secret"], now=lambda: AT + away).event == "contact_created"


def test_one_that_is_too_old_or_of_the_future() -> None:
    """Beyond the tolerance it is refused, in both directions, with the difference in seconds."""
    assert str(refusal(BODY, HEADERS, now=lambda: AT + 301)) == "it was signed 301 s ago, and 300 s are allowed"
    assert str(refusal(BODY, HEADERS, now=lambda: AT - 11, tolerance=10)) == (
        "it was signed 11 s in the future, and 10 s are allowed; compare the clocks of both machines"
    )
    assert refusal(BODY, HEADERS, now=lambda: AT + 301).check == "timestamp"


def test_several_secrets() -> None:
    """During a rotation both secrets are accepted; an empty list is a SettingsError."""
    assert unwrap(BODY, HEADERS, ["old", RECORDED["secret"]], now=lambda: AT).event == "contact_created"
    assert refusal(BODY, HEADERS, iter(["one", "other"])).check == "signature"


def test_a_secret_by_source() -> None:
    """A function gets the source of a delivery, and returns its secrets, or None."""
    seen: list[Source] = []

    def secret_of(source: Source) -> str | list[str] | None:
        seen.append(source)
        return {2: [RECORDED["secret"]]}.get(source.account_id or 0)

    other = BODY.replace(b'"account":{"id":2', b'"account":{"id":3')

    assert unwrap(BODY, HEADERS, secret_of, now=lambda: AT).event == "contact_created"
    assert refusal(other, HEADERS, secret_of).check == "secret"
    assert seen == [Source("contact_created", 2, None), Source("contact_created", 3, None)]
    assert refusal(b"{", HEADERS, secret_of).check == "body"


def test_a_body_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret function does not cause a second parse of the body."""
    parsed: list[bytes] = []

    def read(body: bytes) -> dict[str, Any]:
        parsed.append(body)
        return read_payload(body)

    monkeypatch.setattr(_unwrap, "read_payload", read)
    unwrap(BODY, HEADERS, lambda _: RECORDED["secret"], now=lambda: AT)

    assert parsed == [BODY]


@pytest.mark.parametrize("delivery", DELIVERIES, ids=str)
def test_sources(delivery: Delivery) -> None:
    """The source of every recorded delivery has the account, and the inbox if the event has one."""
    seen: list[Source] = []

    def secret_of(source: Source) -> str:
        seen.append(source)
        return SECRET

    request = signed(delivery.body, SECRET, timestamp=NOW)
    unwrap(request.body, request.headers, secret_of, now=lambda: NOW)
    has_no_account = (
        delivery.event == "conversation_created" and str(delivery) == "4.10.0-api_inbox-conversation_created"
    )

    assert seen[0].event == delivery.event
    assert seen[0].account_id == (None if has_no_account else 2)
    assert delivery.event.startswith(("contact_", "inbox_")) == (seen[0].inbox_id is None)


@pytest.mark.parametrize(
    ("secret", "problem"),
    [
        ("", "secret: is empty"),
        (" \n", "secret: is empty"),
        ("abc\n", "secret: has a space or a line break at an end"),
        ([], "secret: there is none"),
        (["abc", 7], "secret: expected a text, several, or a function, got int"),
        (b"abc", "secret: expected a text, several, or a function, got bytes"),
        (None, "secret: expected a text, several, or a function, got NoneType"),
        (lambda source: "", "secret: is empty"),
    ],
)
def test_secrets_that_cannot_be_right(secret: Any, problem: str) -> None:
    """An unusable or guessable secret raises a SettingsError."""
    with pytest.raises(SettingsError) as caught:
        unwrap(BODY, HEADERS, secret, now=lambda: AT)

    assert caught.value.message == problem


@pytest.mark.parametrize("wrong", [{"tolerance": -1}, {"tolerance": float("nan")}, {"max_body": 0}, {"on_drift": "x"}])
def test_settings_that_cannot_be_meant(wrong: dict[str, Any]) -> None:
    """A negative tolerance, a maximum of no bytes, and a hook that is no function raise SettingsErrors."""
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        unwrap(BODY, HEADERS, "abc", **wrong)
    with pytest.raises(SettingsError, match=r"^on_drift: "):
        parse_unverified(BODY, on_drift=AsyncMock())


def test_long_bodies_are_refused_first() -> None:
    """A body beyond the limit is refused before any other check."""
    assert refusal(b"x" * 11, {}, max_body=10).check == "size"
    with pytest.raises(WebhookError, match="the body has more than 10485760 bytes"):
        parse_unverified(b"[" * (10 * 2**20 + 1))


def _shown(error: BaseException) -> Iterator[str]:
    """Return what a traceback with locals shows of the package's frames."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if "aiochatwoot" in frame.f_code.co_filename.split("tests")[0]:
            yield from map(repr, frame.f_locals.values())
    yield from (str(error), repr(error), repr(pickle.dumps(error)), repr(vars(error)))


@pytest.mark.parametrize(
    ("body", "headers", "secret"),
    [
        (BODY + b" ", HEADERS, "s3cret-s3cret"),
        (BODY, {}, "s3cret-s3cret"),
        (BODY, HEADERS | {"X-Chatwoot-Timestamp": "x"}, ["s3cret-s3cret"]),
        (BODY, HEADERS, "s3cret-s3cret "),
        (BODY, HEADERS, ["s3cret-s3cret", ""]),
        (BODY, [*HEADERS.items(), ("X-Chatwoot-Signature", "sha256=5ad138d5")], "s3cret-s3cret"),
        (BODY, HEADERS, lambda source: "s3cret-s3cret"),
        ("text", HEADERS, "s3cret-s3cret"),
    ],
)
def test_neither_secret_nor_signature_is_shown(body: Any, headers: Any, secret: Any) -> None:
    """No error, and no frame of the package, shows a secret or a signature."""
    with pytest.raises((WebhookError, SettingsError, TypeError)) as caught:
        unwrap(body, headers, secret, now=lambda: AT)

    shown = [*_shown(caught.value)]
    assert [each for each in shown if "s3cret" in each or "5ad138d5" in each] == []


@pytest.mark.law
@given(secret=st.text(min_size=1).filter(lambda each: each == each.strip()), event=st.sampled_from(DELIVERIES))
def test_signed(secret: str, event: Delivery) -> None:
    """Deliveries signed by the testing package, from JSON, an event or a body, verify and are the same event."""
    first_event = parse_unverified(event.body)
    for source in (event.payload, first_event, event.body):
        request = signed(source, secret)
        assert unwrap(request.body, request.headers, secret) == first_event

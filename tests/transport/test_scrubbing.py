"""Tokens in responses are removed from errors and raw responses: all that a function returned, as whole words."""

from __future__ import annotations

import logging
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import ApiStatusError, Chatwoot, ChatwootError, SettingsError
from aiochatwoot._transport.auth import TokenSource
from aiochatwoot._transport.failures import NetworkFailure
from aiochatwoot._transport.messages import Response
from aiochatwoot._transport.quiet_logs import is_ours, keep_logs_quiet
from aiochatwoot.settings import Secret

from ..messages import Memory, answered
from .common import drain

PATH = "/api/v1/profile"


def shown(error: ApiStatusError) -> str:
    return f"{error} {error!r} {vars(error)!r} {error.response.content!r} {pickle.dumps(error)!r}"


async def test_all_tokens_that_a_function_gave() -> None:
    """A server may repeat an earlier token: none of them is in the error."""
    tokens = [f"token-number-{number}-secret" for number in range(3)]
    given = iter(tokens)

    def echo(_: object) -> object:
        sent.append(network.requests[-1].headers["api_access_token"])
        said = " ".join(sent).encode()
        return answered(422, b'{"message": "no: %s"}' % said, x_echo=said.decode())

    sent: list[str] = []
    network = Memory(echo)  # type: ignore[arg-type]
    async with network.client(token=lambda: next(given)) as chatwoot:
        for number in range(3):
            with pytest.raises(ApiStatusError) as caught:
                await chatwoot.request("GET", PATH)
            assert "no: " + " ".join(["[secret]"] * (number + 1)) == caught.value.message
            assert not [token for token in tokens if token in shown(caught.value)]
            assert " ".join(["[secret]"] * (number + 1)) == caught.value.response.headers["x-echo"]
    assert tokens == sent


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("[secret]", "token-1234"),
        ("a [secret], b", "a token-1234, b"),
        ('{"t":"[secret]"}', '{"t":"token-1234"}'),
        ("=[secret]&", "=token-1234&"),
        ("\xfc[secret]\xff", "\xfctoken-1234\xff"),
        ("token-12345", "token-12345"),
        ("atoken-1234", "atoken-1234"),
        ("_token-1234_", "_token-1234_"),
        ("[secret]é", "token-1234é"),
    ],
)
async def test_whole_words_only(expected: str, text: str) -> None:
    """A token inside a longer word is kept, so that texts stay readable."""
    source = TokenSource(Secret("token-1234"))
    assert source.redact(text) == expected


async def test_tokens_are_forgotten_in_time() -> None:
    """A function that returns a new token each time does not fill the memory: the last 16 are known."""
    given = iter(f"token-{number:05}" for number in range(1000))
    source = TokenSource(Secret(lambda: next(given)))
    for _ in range(1000):
        await source.current()
    assert len(source._given) == 16
    assert source.redact("token-00984 token-00983 token-00999") == "[secret] token-00983 [secret]"


async def test_the_same_token_is_known_once() -> None:
    """A function that returns the same token repeatedly does not displace others."""
    given = iter(["first-token", *["second-token"] * 50])
    source = TokenSource(Secret(lambda: next(given)))
    for _ in range(51):
        await source.current()
    assert source.redact("first-token second-token") == "[secret] [secret]"


@given(st.text(max_size=20), st.text(max_size=20), st.text("abc-", min_size=8, max_size=12))
def test_no_text_keeps_a_token_that_stands_alone(before: str, after: str, token: str) -> None:
    """Between any texts that do not end in a letter, digit or underscore, exactly the token is removed."""
    source = TokenSource(Secret(token))
    assert source.redact(f"{before} {token} {after}") == f"{before} [secret] {after}" or token in before + after


@pytest.mark.parametrize("is_download", [False, True])
async def test_targets_of_redirects(is_download: bool, caplog: pytest.LogCaptureFixture) -> None:
    """A token in a Location header is in no message, record, hook or log."""
    token, told = "token-in-a-location", list[str]()
    caplog.set_level("DEBUG", logger="aiochatwoot")
    moved = answered(302, location=f"/{token}/x?q={token}")
    failed = answered(422, b'{"message": "no"}')
    answers = iter([moved, failed, answered(302, location=f"http://other.example/{token}")])
    network = Memory(lambda _: next(answers))
    async with network.client(token=token, on_request=lambda details: told.append(details.url)) as chatwoot:
        for _ in range(2):
            with pytest.raises(ChatwootError) as caught:
                await (drain(chatwoot, f"/{token}") if is_download else chatwoot.request("GET", f"/{token}"))
            error = caught.value
            assert token not in f"{error} {error!r} {vars(error)!r} {error.args} {pickle.dumps(error)!r}"
    assert "https://chat.example/[secret]/x" in told
    assert token not in caplog.text


async def test_what_a_network_says() -> None:
    """A token in a library's error is removed, also from its cause."""
    token = "token-in-an-error"

    def fail(_: object) -> Response:
        raise NetworkFailure("RemoteProtocolError", f"bad header: {token}")

    async with Memory(fail).client(token=token, retry=None) as chatwoot:
        with pytest.raises(ChatwootError, match=r"bad header: \[secret\]") as caught:
            await chatwoot.request("GET", PATH)
    assert token not in f"{caught.value.__cause__!r} {caught.value.__cause__}"


def test_passwords_of_proxies_in_logs(caplog: pytest.LogCaptureFixture) -> None:
    """httpcore's DEBUG logs of a SOCKS proxy are cut before its credentials."""
    keep_logs_quiet("httpcore")
    caplog.set_level("DEBUG", logger="httpcore.socks")
    mark = is_ours.set(True)
    try:
        logging.getLogger("httpcore.socks").debug("setup.started host='h' port=1 auth=(b'me', b'hun/ter2 x')")
        logging.getLogger("httpcore.socks").debug("setup.started auth=(b'me', b'hun/ter2 x') port=1")
    finally:
        is_ours.reset(mark)
    assert caplog.messages == ["setup.started host='h' port=1", "setup.started"]


def test_the_query_of_a_base_url() -> None:
    """A URL that was pasted with a query is refused without quoting it."""
    for url in ("https://chat.example/?api_access_token=hunter2", "https://chat example?hunter2", "https://x#hunter2"):
        with pytest.raises(SettingsError, match=r"^base_url: ") as caught:
            Chatwoot(url, token="token-for-a-query")
        assert "hunter2" not in str(caught.value)


async def test_short_tokens_of_a_function() -> None:
    """A function may not return a token that is too short to be redacted, except for this machine."""
    async with Chatwoot("https://chat.example", token=lambda: "short", transport=Memory()) as chatwoot:
        with pytest.raises(SettingsError, match=r"token: .* has under 8 characters"):
            await chatwoot.request("GET", PATH)
    network = Memory()
    async with Chatwoot("http://127.0.0.1:3000", token=lambda: "short", transport=network) as chatwoot:
        await chatwoot.request("GET", PATH)
    assert [each.headers["api_access_token"] for each in network.requests] == ["short"]

"""The step after a redirect, as a table: call, request, outcome -> step."""

from __future__ import annotations

from typing import Any

import pytest

from aiochatwoot import InvalidRequestError, RetryPolicy
from aiochatwoot._transport.retry_rules import MAX_REDIRECTS, Finish, Resend
from aiochatwoot._urls import Url, parse_url

from ..messages import BASE, response
from .steps import BEHIND_PROXY, HEADER, HERE, attempts, step


def follow(_: Url) -> None:
    """Allow every target, as a download over https does."""


def refuse(_: Url) -> None:
    """Allow no target."""
    raise InvalidRequestError("not there")


@pytest.mark.parametrize(
    ("location", "expected", "header"),
    [
        ("/support/there", "https://chat.example/support/there", HEADER),
        ("there?a=b#c", "https://chat.example/support/api/v1/there?a=b", HEADER),
        ("https://CHAT.example:443/support/x", "https://chat.example/support/x", HEADER),
        ("//chat.example/support/x", "https://chat.example/support/x", HEADER),
        ("/support", "https://chat.example/support", HEADER),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("given", [None, follow])
def test_redirects_below_the_base(location: str, expected: str, header: str, method: str, given: Any) -> None:
    """A GET or HEAD is redirected below the base URL, with the token, immediately, and not as a retry."""
    for status in (301, 302, 303, 307, 308):
        found = step(response(status, location=location), method, follow=given, policy=RetryPolicy(attempts=1))
        assert isinstance(found, Resend)
        assert (expected, header) == (found.request.url.text, found.request.token_header)
        assert (None, False) == (found.wait, found.is_charged)


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("/elsewhere", "redirected to /elsewhere, which is not below the base_url; check the base_url"),
        ("/supporters/x", "redirected to /supporters/x, which is not below the base_url"),
        ("../../../../x", "redirected to /x, which is not below the base_url"),
        ("https://other.example/support/x", "redirected to https://other.example:443, where the access token is not"),
        ("http://chat.example/support/x", "redirected to http://chat.example:80, where the access token is not sent"),
        ("https://chat.example:8443/support/x", "redirected to https://chat.example:8443, where the access token is"),
        ("ftp://chat.example/", "redirected to a URL that is not followed: its scheme is 'ftp'"),
        ("https://chat.example:port/", "redirected to a URL that is not followed: "),
        ("https://ada:hunter2@chat.example/support/", "redirected to a URL that is not followed: it has a user name"),
        ("https://[::1", "redirected to a URL that is not followed: "),
        ("/a\\b", "redirected to a URL that is not followed: it is too long, or has a backslash"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
def test_redirects_that_end_a_call(location: str, said: str, method: str) -> None:
    """Nothing is sent elsewhere, and the message names the target, without secrets."""
    found = step(response(302, location=location), method)
    assert isinstance(found, Finish)
    assert (found.message or "").startswith(said)
    assert "hunter2" not in (found.message or "")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_get_is_redirected(method: str) -> None:
    """Requests that may change something are not redirected, whatever the status."""
    for status in (301, 302, 303, 307, 308):
        said = "redirected to /support/x; only GET is repeated elsewhere, check the base_url"
        assert Finish(message=said) == step(response(status, location="/support/x"), method)


@pytest.mark.parametrize("given", [None, follow])
def test_redirects_have_a_limit(given: Any) -> None:
    """Five are followed; retries in between do not count."""
    there = response(302, location="/support/there")
    before = attempts(302, 503, 302, 302, 302, waited=0)
    assert isinstance(step(there, follow=given, before=before), Resend)
    found = step(there, follow=given, before=[*before, *attempts(302)])
    said = f"redirected more than {MAX_REDIRECTS} times, at last to /support/there; check the base_url"
    assert Finish(message=said) == found


@pytest.mark.parametrize(
    ("url", "location", "expected", "header"),
    [
        (HERE, "https://storage.example/file?signature=1", None, HEADER),
        (HERE, "/rails/file", None, HEADER),
        (parse_url("https://storage.example/a"), "/b", None, None),
        (parse_url("https://storage.example/a"), f"{BASE.text}/file", HEADER, None),
        (HERE, f"{BASE.text}/file", BEHIND_PROXY, BEHIND_PROXY),
    ],
)
def test_redirects_of_downloads(url: Url, location: str, expected: str | None, header: str | None) -> None:
    """A download is redirected wherever its URL may lead; the token is sent only below the base URL."""
    found = step(response(302, location=location), url=url, header=header, follow=follow)
    assert isinstance(found, Resend)
    assert expected == found.request.token_header


def test_a_download_may_be_refused() -> None:
    """A forbidden target of a download raises its own error."""
    with pytest.raises(InvalidRequestError, match="not there"):
        step(response(302, location="https://storage.example/"), follow=refuse)

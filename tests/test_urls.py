"""Properties of URLs: accepted ones are canonical, and every parser sees the same origin in them."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aiochatwoot._urls import PORTS, BadUrl, Url, join_url, parse_url

HOSTS = [
    "chat.example",
    "EVIL.example",
    "evil.example.",
    "münchen.example",
    "xn--mnchen-3ya.example",
    "xn--\N{SNOWMAN}",
    "xn--zz.example",
    "ß.example",
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "0177.0.0.1",
    "1.2.3.4.5",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[fe80::1%25eth0]",
    "[v1.x]",
    "a_b.example",
    "-a.example",
    "a%2eb.example",
    "a..b",
    "chat.example%00.evil.example",
    "\N{FULLWIDTH LATIN SMALL LETTER A}.example",
    "a\N{IDEOGRAPHIC FULL STOP}example",
    "\N{CIRCLED DIGIT ONE}27.0.0.1",
]
PARTS = [
    *"/?#@:\\.%;&=+ ~'\"<>[]{}|^`!$()*,_-\t\n\r\0\x7f",
    "//",
    "..",
    "/../",
    "/./",
    "%2f",
    "%2E%2e",
    "%5c",
    "%",
    "%zz",
    "%00",
    "%40",
    "@evil.example",
    "user:password@",
    "https://",
    "http:",
    "javascript:",
    "ü",
    "\N{SNOWMAN}",
    "\ud800",
    ":80",
    ":443",
    ":0",
    ":65536",
    ":١",
    "a",
    "0",
    "?q=a b",
    *HOSTS,
]
REFERENCES = st.lists(st.sampled_from(PARTS) | st.text(max_size=3), max_size=6).map("".join)
URLS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["http://", "https://", "HTTP://", "http:\\\\", "http:/", "//"]),
    st.sampled_from(["", "", "user@", "a:b@", "good.example\\@"]),
    st.sampled_from(HOSTS),
    REFERENCES,
)
BASE = parse_url("https://chat.example/base/path?query")


def parsed(text: str, base: Url | None = None) -> Url | None:
    """Return the URL if a client may connect to it, else None."""
    try:
        return parse_url(text) if base is None else join_url(base, text)
    except BadUrl:
        return None


def check(url: Url) -> None:
    """Assert the properties of every accepted URL."""
    assert parse_url(url.text) == url
    assert url.text.isascii()
    assert url.text.isprintable()
    assert " " not in url.text
    scheme, host, port = url.origin
    assert host.lower() == host
    read = httpx.URL(url.text)
    assert (read.scheme, read.raw_host.decode(), read.port or PORTS[scheme]) == url.origin
    import yarl  # comes with the extra [aiohttp]

    read_by_yarl = yarl.URL(url.text, encoded=True)
    assert url.origin == (read_by_yarl.scheme, read_by_yarl.raw_host, read_by_yarl.port)
    target = url.text.split("/", 3)[3]
    assert read_by_yarl.raw_path_qs == f"/{target}"
    parts = urlsplit(url.text)
    assert (scheme, None, None) == (parts.scheme, parts.username, parts.password)
    assert (host, port) == (parts.hostname, parts.port or PORTS[scheme])
    if ":" in host or host.rpartition(".")[2].isdigit():
        assert str(ipaddress.ip_address(host)) == host


@pytest.mark.law
@pytest.mark.extra
@given(URLS)
@example("http://chat.example?")
@example("http://xn--zz.example/")
def test_urls(text: str) -> None:
    """An accepted URL is canonical: parsing it again yields the same, and other parsers see the same origin."""
    url = parsed(text)
    if url is not None:
        check(url)


@pytest.mark.law
@pytest.mark.extra
@given(REFERENCES)
@example("?")
@example("//evil.example?#")
def test_references(text: str) -> None:
    """The same holds for the target of a redirect; its origin is the base's, or part of the reference."""
    url = parsed(text, BASE)
    if url is not None:
        check(url)
        assert url.origin == BASE.origin or "//" in text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("https://a.example/" + "x" * 70_000, "characters, more than"),
        ("https://a.example/\ud800", "UTF-8 cannot write"),
        ("https://a.example/?\ud800", "UTF-8 cannot write"),
        ("https://a.example\\b", "a backslash or"),
        ("a.example", "no absolute URL"),
        ("https://[v1.x]/", "no IPv6 address"),
        ("https://1.2.3.4.5/", "no IPv4 address"),
        (f"https://{'a' * 300}.example/", "no domain name"),
    ],
)
def test_what_is_refused(text: str, problem: str) -> None:
    """A URL has a scheme, a host that parsers agree about, a length, and characters that UTF-8 can write."""
    with pytest.raises(BadUrl, match=problem):
        parse_url(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("https://127.0.0.1/", "https://127.0.0.1"),
        ("https://[::1]/", "https://[::1]"),
        ("https://a.example/", "https://A.example:443?"),
    ],
)
def test_what_is_accepted(expected: str, text: str) -> None:
    """Host, port, path and query have one form, whatever form they came in."""
    assert parse_url(text).text == expected

"""For any response and any URL, a call raises only ChatwootErrors; `make fuzz` tests more examples."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import Chatwoot, ChatwootError, SettingsError
from aiochatwoot._transport.messages import Headers, Response
from aiochatwoot._urls import BadUrl, join_url, parse_url

from ..messages import Body, Memory, answered
from .common import drain
from .loopback import TOKEN

pytestmark = pytest.mark.behaviour

_TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "",
            "0",
            "-1",
            "9" * 5000,
            "1e400",
            "nan",
            "Mon, 01 Jan 0001 00:00:00 +2359",
            "Fri, 31 Dec 9999 23:59:59 -2359",
            "Mon, 99 Jan 2026 00:00:00 GMT",
            "https://\u2100.example/",
            "https://xn--a.example/",
            "//[",
            "http://a:99999/",
            "https://" + "\xfc" * 300 + "/",
            "gzip",
            "gzip, gzip",
            "br",
        ]
    ),
)
_NAMES = st.sampled_from(
    ["date", "retry-after", "location", "content-type", "content-length", "content-encoding", "x-request-id"]
)
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999-14:00", "9" * 30]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)


def _bodies() -> st.SearchStrategy[bytes]:
    return st.one_of(
        st.binary(max_size=60),
        _JSON.map(lambda value: json.dumps(value).encode()),
        st.sampled_from(
            [
                b"[" * 100_000,
                b'{"id":' + b"9" * 5000 + b"}",
                b'{"created_at":1e400,"id":-1e999}',
                b'{"payload":[{"id":1,"created_at":' + b"9" * 400 + b"}]}",
                b'{"error":' + b"9" * 5000 + b"}",
                b"\xff\xfe",
            ]
        ),
    )


_CALLS: list[Callable[[Chatwoot], Any]] = [
    lambda chatwoot: chatwoot.request("GET", "/x"),
    lambda chatwoot: chatwoot.profile.get(),
    lambda chatwoot: chatwoot.conversations.get(1),
    lambda chatwoot: chatwoot.conversations.list(),
    lambda chatwoot: chatwoot.messages.list(1),
    lambda chatwoot: chatwoot.messages.create(1, content="x"),
    lambda chatwoot: drain(chatwoot, "https://storage.example/file"),
]


@pytest.mark.law
@given(
    status=st.integers(100, 999) | st.sampled_from([200, 200, 302, 401, 422, 429, 503]),
    headers=st.lists(st.tuples(_NAMES, _TEXTS), max_size=4),
    content=_bodies(),
    call=st.sampled_from(_CALLS),
    drift=st.sampled_from(["report", "strict"]),
)
def test_any_response(
    status: int, headers: list[tuple[str, str]], content: bytes, call: Callable[[Chatwoot], Any], drift: Any
) -> None:
    """Any status, headers and body yield a value or a ChatwootError."""

    async def main() -> None:
        network = Memory(lambda sent: Response(status, Headers(headers), Body(content), sent.url))
        async with network.client(drift=drift, retry=None) as chatwoot:
            with contextlib.suppress(ChatwootError):
                await call(chatwoot)

    asyncio.run(main())


_URLS = st.one_of(
    st.text(max_size=40),
    st.builds("https://{}:{}{}".format, st.text(max_size=20), st.text(max_size=6), st.text(max_size=20)),
    st.builds("http://{}/{}".format, st.text(max_size=300), st.text(max_size=20)),
    _TEXTS,
)


@pytest.mark.law
@given(_URLS)
def test_any_url(url: str) -> None:
    """Any text as a base URL, a file's URL, a redirect's target or a proxy is accepted, or raises a ChatwootError."""
    with contextlib.suppress(BadUrl):
        join_url(parse_url("https://chat.example"), url)
    with contextlib.suppress(SettingsError):
        Chatwoot(url, token=TOKEN, transport=Memory())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aiochatwoot._transport.httpx_pool.getproxies", lambda: {"https": url})
        with contextlib.suppress(SettingsError):
            Chatwoot("https://chat.example", token=TOKEN)

    async def main() -> None:
        moved = iter([answered(302, location=url)])
        network = Memory(lambda _: next(moved, answered()))
        async with network.client() as chatwoot:
            for target in (url, "https://storage.example/"):
                with contextlib.suppress(ChatwootError):
                    await drain(chatwoot, target)

    asyncio.run(main())

"""Fixtures for pytest: a Chatwoot server, and clients that talk to it.

    async def test_bot(fake_chatwoot, chatwoot):
        conversation = fake_chatwoot.account.add_conversation()
        ...

Each test gets a new server and client; `chatwoot_platform` and `chatwoot_public` are clients of the other APIs. The
server has the sample account. `@pytest.mark.fake_chatwoot(sample=False)` on a test, class or module passes arguments to
it, as does a fixture `fake_chatwoot_options` that returns them. `chatwoot_options` does the same for `chatwoot`.

The client works with every plugin that runs async tests (pytest-asyncio in both modes, anyio), and needs none: it is
created and closed outside the test's event loop, and leaves no connection in it. This is impossible with aiohttp: a
test with ``transport="aiohttp"`` creates its own client, in ``async with``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

# pytest imports this module wherever the package is installed, so slow imports happen where they are needed.
if TYPE_CHECKING:
    from .._client import BaseClient
    from ..client import Chatwoot
    from ..platform_client import ChatwootPlatform
    from ..public_client import ChatwootPublic
    from . import FakeChatwoot

C = TypeVar("C", bound="BaseClient")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fake_chatwoot(**options): arguments of FakeChatwoot for `fake_chatwoot`")


@pytest.fixture
def fake_chatwoot_options() -> dict[str, Any]:
    """Arguments of FakeChatwoot, to be overridden; the marker's arguments take precedence."""
    return {}


@pytest.fixture
def chatwoot_options() -> dict[str, Any]:
    """Arguments of Chatwoot, to be overridden, such as a short `timeout` for tests with faults."""
    return {}


@pytest.fixture
def fake_chatwoot(request: pytest.FixtureRequest, fake_chatwoot_options: dict[str, Any]) -> Iterator[FakeChatwoot]:
    """A running FakeChatwoot."""
    try:
        from . import FakeChatwoot
    except ImportError as error:
        pytest.fail(str(error), pytrace=False)
    options = dict(fake_chatwoot_options)
    # From the outermost to the nearest, so that the nearest wins.
    for marker in reversed(list(request.node.iter_markers("fake_chatwoot"))):
        options |= marker.kwargs
    with FakeChatwoot(**options) as server:
        yield server


@pytest.fixture
def chatwoot(fake_chatwoot: FakeChatwoot, chatwoot_options: dict[str, Any]) -> Iterator[Chatwoot]:
    """A client of `fake_chatwoot`, with the token of its agent, for its account."""
    from ..client import Chatwoot

    own: dict[str, Any] = {"token": fake_chatwoot.token, "account_id": fake_chatwoot.account_id}
    yield from _lent(Chatwoot(fake_chatwoot.base_url, **own | _one_connection() | chatwoot_options))


@pytest.fixture
def chatwoot_platform(fake_chatwoot: FakeChatwoot) -> Iterator[ChatwootPlatform]:
    """A client of `fake_chatwoot` for a platform app, which can access only objects that it creates."""
    from ..platform_client import ChatwootPlatform

    app = fake_chatwoot.installation.add_platform_app()
    yield from _lent(ChatwootPlatform(fake_chatwoot.base_url, token=app.token, **_one_connection()))


@pytest.fixture
def chatwoot_public(fake_chatwoot: FakeChatwoot) -> Iterator[ChatwootPublic]:
    """A client of `fake_chatwoot` for contacts; `with_options` sets the inbox and the contact."""
    from ..public_client import ChatwootPublic

    yield from _lent(ChatwootPublic(fake_chatwoot.base_url, **_one_connection()))


def _one_connection() -> dict[str, Any]:
    import httpx

    # A kept connection would belong to the test's event loop, which may be closed before the client is.
    return {"transport": httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))}


def _lent(client: C) -> Iterator[C]:
    yield client
    # The test's loop is no longer available, and no open resource needs it.
    client._core.session.forget()

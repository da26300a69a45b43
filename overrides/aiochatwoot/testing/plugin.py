"""Fixtures for pytest: a Chatwoot server, and a client that talks to it.

    async def test_bot(fake_chatwoot, chatwoot):
        conversation = fake_chatwoot.account.add_conversation()
        ...

Both are made anew for each test. The server has the sample account; `@pytest.mark.fake_chatwoot(sample=False)` on a
test, a class or a module gives other arguments to it, as does a fixture `fake_chatwoot_options` that returns them.
`chatwoot_options` does so for the client.

The client fits every plugin that runs async tests (pytest-asyncio in both of its modes, anyio), since it needs none:
it is made and closed outside of the test's event loop, and leaves no connection behind in it. With aiohttp that cannot
be: a test of ``transport="aiohttp"`` makes its client itself, in ``async with``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

# pytest imports this module wherever the package is installed: what costs time is imported where it is needed.
if TYPE_CHECKING:
    from ..client import Chatwoot
    from . import FakeChatwoot


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fake_chatwoot(**options): arguments of FakeChatwoot for `fake_chatwoot`")


@pytest.fixture
def fake_chatwoot_options() -> dict[str, Any]:
    """Arguments of FakeChatwoot, to be overridden; those of the marker go first."""
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
    # From the outermost to the nearest, so that the nearest has the last word.
    for marker in reversed(list(request.node.iter_markers("fake_chatwoot"))):
        options |= marker.kwargs
    with FakeChatwoot(**options) as server:
        yield server


@pytest.fixture
def chatwoot(fake_chatwoot: FakeChatwoot, chatwoot_options: dict[str, Any]) -> Iterator[Chatwoot]:
    """A client of `fake_chatwoot`, with the token of its agent, for its account."""
    import httpx

    from ..client import Chatwoot

    settings: dict[str, Any] = {
        "token": fake_chatwoot.token,
        "account_id": fake_chatwoot.account_id,
        # A kept connection would belong to the event loop of the test, which may be gone when the client is closed.
        "transport": httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0)),
    }
    client = Chatwoot(fake_chatwoot.base_url, **settings | chatwoot_options)
    yield client
    # The loop of the test is not at hand any more, and nothing is open that had to be closed in it.
    client._core.session.forget()

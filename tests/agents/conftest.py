"""Fixtures of the tests of the tools for agents."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aiochatwoot.testing import FakeChatwoot

from .asking import Agent


@pytest.fixture(scope="module")
def shop() -> Iterator[FakeChatwoot]:
    """A server with sample data, for reading only."""
    with FakeChatwoot() as server:
        yield server


@pytest.fixture
def server() -> Iterator[FakeChatwoot]:
    """A server with one conversation, 42."""
    with FakeChatwoot(sample=False) as server:
        server.account.add_conversation(id=42, inbox=server.account.add_inbox("Chat"))
        yield server


@pytest.fixture
def reader(shop: FakeChatwoot) -> Agent:
    """An agent that may only read the sample."""
    return Agent(shop)


@pytest.fixture
def agent(server: FakeChatwoot) -> Agent:
    """An agent with all tools."""
    return Agent(server, {"allow_writes": True, "allow_customer_messages": True})

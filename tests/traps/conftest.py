"""Fixtures of the tests of traps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from aiochatwoot import Chatwoot
from aiochatwoot.testing import FakeChatwoot


@pytest.fixture
async def chatwoot(server: FakeChatwoot) -> AsyncIterator[Chatwoot]:
    async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id, drift="strict") as client:
        yield client


@pytest.fixture
def server() -> Any:
    """A server with one open conversation, 42, in an API inbox, assigned to Ada and the team billing."""
    with FakeChatwoot(sample=False) as server:
        inbox = server.account.add_inbox()
        team = server.account.add_team("billing")
        server.account.add_conversation(
            id=42, inbox=inbox, assignee=server.agent, team=team, labels=["vip"], custom_attributes={"order": "A-1"}
        )
        yield server

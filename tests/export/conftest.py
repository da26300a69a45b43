"""Fixtures of the tests of exports."""

from __future__ import annotations

import pytest

from aiochatwoot.testing import FakeChatwoot


@pytest.fixture
def server() -> FakeChatwoot:
    """A server with the sample conversations."""
    return FakeChatwoot()

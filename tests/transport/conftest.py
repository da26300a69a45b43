"""Fixtures of the tests of adapters."""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from typing import Any

import pytest

from ..virtual import patch_clock

# Tests hide socksio: these libraries look for it once, when they are imported.
for name in ("httpcore", "httpcore2"):
    if find_spec(name):
        importlib.import_module(name)
MISSING = pytest.mark.extra(raises=Exception)


@pytest.fixture(params=["httpx", pytest.param("httpx2", marks=MISSING), pytest.param("aiohttp", marks=MISSING)])
def transport(request: pytest.FixtureRequest) -> Any:
    """The value of `transport=`, for each adapter."""
    return None if request.param == "httpx" else request.param


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure time by the event loop, which is virtual."""
    patch_clock(monkeypatch)

"""What all tests share."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, settings

from aiochatwoot import Chatwoot

CAPTURES = Path(__file__).parent / "captures"

settings.register_profile("default", max_examples=200, deadline=None, derandomize=True)
settings.register_profile("fuzz", max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@attrs.frozen
class Capture:
    """One exchange with a real server."""

    name: str
    method: str
    path: str
    status: int
    headers: dict[str, str]
    text: str

    @property
    def body(self) -> Any:
        return json.loads(self.text)


def load_capture(name: str) -> Capture:
    """The capture of that name: a file of ``tests/captures``, without its ending."""
    data = json.loads((CAPTURES / f"{name}.json").read_text(encoding="utf-8"))
    request = data["request"]
    return Capture(name, request["method"], request["path"], data["status"], data["headers"], data["body_text"])


@pytest.fixture
def capture() -> Callable[[str], Capture]:
    """Load a capture by its name."""
    return load_capture


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of whoever runs the tests does not leak into them."""
    for name in list(os.environ):
        if name.startswith("CHATWOOT_"):
            monkeypatch.delenv(name)


@pytest.fixture
def one_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients try once and count no requests, unless they are told to: for tests of what one attempt does."""
    defaults = Chatwoot.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "retry", None)
    monkeypatch.setitem(defaults, "rate_limit", None)

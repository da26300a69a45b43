"""Fixtures of the tests of downloads."""

from __future__ import annotations

import pytest

from ..virtual import patch_clock


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)

"""A file to send."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..uploading import PNG


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An image whose name is not ASCII."""
    file = tmp_path / "Grüße 図.png"
    file.write_bytes(PNG)
    return file

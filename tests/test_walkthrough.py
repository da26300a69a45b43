"""What CONTRIBUTING.md walks through works, and prints what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from .walkthrough import DOCUMENT, walk

pytestmark = [pytest.mark.apart, pytest.mark.slow]


def test_the_walkthrough_is_what_happens(tmp_path: Path) -> None:
    """Its edits can be made, its commands run, and their outputs are those in the text.

    If the text is behind: `python -m tests.walkthrough` writes the outputs anew.
    """
    text = DOCUMENT.read_text(encoding="utf-8")

    assert text == walk(text, tmp_path / "copy")
    assert text.count("\n$ ") > 10

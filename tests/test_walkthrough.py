"""The walkthrough in CONTRIBUTING.md works, with the output that it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from .walkthrough import DOCUMENT, walk

pytestmark = [pytest.mark.apart, pytest.mark.slow]


def test_the_walkthrough_is_what_happens(tmp_path: Path) -> None:
    """The walkthrough's edits apply, its commands run, and their outputs equal those in the text. If the text is
    outdated: `python -m tests.walkthrough` updates the outputs.
    """
    text = DOCUMENT.read_text(encoding="utf-8")

    assert walk(text, tmp_path / "copy") == text
    assert text.count("\n$ ") > 10

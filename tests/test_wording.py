"""A change of a message breaks one test: one test file has its text; others match a name, a value or the class.

If this fails, keep the text in the test that is about it, and match less in the others: `match=r"^limit: "`.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.apart

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "overrides" / "aiochatwoot"
WORDS = 5
"""A text with fewer words is a phrase, not a message."""
KNOWN = 1
"""The number of messages that are in several files, since the command names options of its own."""


def messages(folder: Path) -> set[str]:
    """Return the texts of a package, without docstrings; of an f-string, the parts between its values."""
    trees = [ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in folder.rglob("*.py")]
    nodes = [each for tree in trees for each in tree]
    described = {each.value for each in nodes if isinstance(each, ast.Expr)}
    texts = {each.value for each in nodes if isinstance(each, ast.Constant) and each not in described}
    return {each.strip() for each in texts if isinstance(each, str) and len(each.split()) >= WORDS}


def test_a_message_is_in_one_test_file() -> None:
    """The text of each message of the package is in one test file; texts of servers do not count."""
    ours = messages(PACKAGE) - messages(PACKAGE / "testing") - messages(PACKAGE / "generated")
    joined = re.compile(r'"\s*\n\s*[rf]*"')
    files = [path for path in TESTS.rglob("test_*.py") if path != Path(__file__)]
    texts = {path.name: joined.sub("", path.read_text(encoding="utf-8")).replace("\\", "") for path in files}
    found = {message: [name for name, text in texts.items() if message in text] for message in ours}
    several = {message: sorted(names) for message, names in found.items() if len(names) > 1}
    assert len(several) <= KNOWN, several

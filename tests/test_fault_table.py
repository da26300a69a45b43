"""The measurements of faults measure what they say; the figures themselves are nobody's test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.fault_clients import Tally, installed, raised
from benchmarks.faults import MEASURES
from benchmarks.report import Table

pytestmark = pytest.mark.apart

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "faults.md"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.faults", "--tiny", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def test_a_run_measures_every_client_that_is_installed() -> None:
    """Each measurement has a row for each client; ours fails no GET, and does no POST twice."""
    before = RESULTS.read_bytes()
    ran = run()
    assert ran.returncode == 0, ran.stderr
    tables = ran.stdout.split("\n\n**")
    assert len(tables) == len(MEASURES)
    for table in tables:
        assert [name for name in installed() if f"\n| {name} |" in table] == installed()
    ours = [line.split(" | ") for line in ran.stdout.splitlines() if line.startswith("| aiochatwoot")]
    restarts = ours[: len(ours) // len(MEASURES)]
    assert restarts
    assert all(cells[1].startswith("0 of ") and cells[3] == "0" for cells in restarts)
    assert RESULTS.read_bytes() == before, "only a full run writes"


def test_one_client_and_one_measurement() -> None:
    """What was not asked for is left out."""
    ran = run("--only", "cut", "--client", "aiochatwoot")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("**") == 2
    assert "| aiochatwoot | 0 of 3 | 1 of 3 (33.33%) | 0 | `DecodeError` |" in ran.stdout


def test_the_page_includes_the_figures() -> None:
    """The page has the tables of the last full run, with every measurement and the other clients."""
    assert '--8<-- "benchmarks/faults.md"' in (ROOT / "docs" / "concepts" / "faults.md").read_text(encoding="utf-8")
    results = RESULTS.read_text(encoding="utf-8")
    assert results.count("\n|  |") == len(MEASURES)
    assert results.count("\n| openai |") == results.count("\n| chatwoot-sdk |") == len(MEASURES)


async def test_a_tally_counts_what_failed() -> None:
    """How many calls failed, and of which kinds of errors, the most frequent first."""
    tally = Tally()

    async def call(error: Exception | None) -> None:
        if error:
            raise error

    for error in (None, OSError(), ValueError(), ValueError()):
        await tally.of(call(error))
    assert str(tally) == "3 of 4 (75.00%)"
    assert raised(tally) == "`ValueError`, `OSError`"
    assert raised(Tally()) == "-"


def test_a_table_is_markdown() -> None:
    """A row a client."""
    table = Table("Cut", "how it was done", "", ("failed",), {"a": ["1"]})
    assert table.markdown() == "**Cut**: how it was done.\n\n|  | failed |\n| --- | --- |\n| a | 1 |"

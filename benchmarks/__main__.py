"""The command: measure, print the tables and the verdict, and write the tables where they are read.

    python -m benchmarks                    everything (minutes); writes results.md, and three figures into the README
    python -m benchmarks --only reading     one measurement; only prints
    python -m benchmarks --check            fail if a figure of ours is worse than in results.md by more than a quarter

`make bench`, `make bench ONLY=reading` and `make bench-check` do so in an environment with all contenders.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
from collections.abc import Iterable
from pathlib import Path

from . import report
from .fleet import ROOT, Fleet, fleet, say
from .measures import MEASURES, TARGETS, TINY, Sizes
from .report import Table, Target

README = ROOT / "README.md"
RESULTS = Path(__file__).parent / "results.md"
TOLERANCE = 0.25
"""How much worse a figure may be than that of the last full run."""
_PACKAGES = ("httpx", "httpx2", "aiohttp", "chatwoot-sdk", "openapi-python-client", "pydantic", "msgspec")


def measure(fleet: Fleet, sizes: Sizes, names: Iterable[str]) -> list[Table]:
    """The tables of the named measurements."""
    tables: list[Table] = []
    for name in names:
        say(f"measuring: {name}")
        tables += MEASURES[name](fleet, sizes)
    return tables


def note(sizes: Sizes) -> str:
    """How it was measured, and with what."""
    return (
        f"Medians of {sizes.rounds} rounds in which all took turns, in random order, each in a process of its own, as "
        f"is the server, which sends the headers of a real one. All have default settings; only our rate limit is set "
        f"so high that no request waits for it. Python {platform.python_version()}, {os.cpu_count()} processors; "
        f"{', '.join(f'{name} {importlib.metadata.version(name)}' for name in _PACKAGES)}."
    )


def check(fleet: Fleet, sizes: Sizes, names: Iterable[str], before: list[Target]) -> list[str]:
    """The figures that have fallen behind, twice in a row: a machine may be busy for a moment."""
    lines: list[str] = []
    for name in names:
        found = _behind(measure(fleet, sizes, [name]), before)
        if found:
            say("\n".join([*found.values(), "once more:"]))
            again = _behind(measure(fleet, sizes, [name]), before)
            lines += [line for what, line in again.items() if what in found]
    return lines


def _behind(tables: list[Table], before: list[Target]) -> dict[str, str]:
    return {what: line for what, (missed, line) in report.verdict(tables, before).items() if missed > TOLERANCE}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", action="append", choices=list(MEASURES), help="measure this; may be repeated")
    parser.add_argument("--tiny", action="store_true", help="one short round, only to see that it works")
    parser.add_argument("--check", action="store_true", help="compare with results.md, write nothing")
    parser.add_argument("--against", type=Path, default=RESULTS, help="compare with this document instead")
    options = parser.parse_args()
    sizes = TINY if options.tiny else Sizes()
    names: list[str] = options.only or list(MEASURES)
    before = report.ours(report.read(options.against.read_text(encoding="utf-8")))
    if options.check and not before:
        raise SystemExit(f"benchmarks: {options.against} has no tables to compare with")
    with fleet() as started:
        if options.check:
            lines = check(started, sizes, names, before)
            if lines:
                raise SystemExit("benchmarks: fallen behind:\n  " + "\n  ".join(lines))
            return
        tables = measure(started, sizes, names)
    content = report.write(tables, note(sizes))
    print(content)
    print(*(line for _, line in report.verdict(tables, TARGETS).values()), sep="\n")
    print("", *report.compared(tables, before, TOLERANCE), sep="\n")
    if not options.tiny and not options.only:
        RESULTS.write_text(content, encoding="utf-8")
        README.write_text(report.put(README.read_text(encoding="utf-8"), report.headline(tables)), encoding="utf-8")


if __name__ == "__main__":
    main()

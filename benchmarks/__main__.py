"""The command: measure, print the tables, and write them where they are read.

    python -m benchmarks                    everything; writes benchmarks/results.md and the README (minutes)
    python -m benchmarks --quick            everything, with fewer rounds; only prints
    python -m benchmarks --only reading     one measurement; only prints
    python -m benchmarks --check            fail if a ratio of ours is worse than the README's by more than a quarter

`make bench` does the first, in an environment with all contenders.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

from . import report
from .contenders import CONTENDERS
from .figures import DELAY, FULL, MEASURES, QUICK, TINY, Sizes
from .fleet import ROOT, Fleet, fleet
from .report import Table

README = ROOT / "README.md"
RESULTS = Path(__file__).parent / "results.md"
_PACKAGES = (
    "httpx",
    "aiohttp",
    "httpx-aiohttp",
    "httpx2",
    "chatwoot-sdk",
    "openapi-python-client",
    "pydantic",
    "msgspec",
)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def measure(fleet: Fleet, sizes: Sizes, names: Iterable[str]) -> list[Table]:
    """The tables of the named measurements."""
    tables: list[Table] = []
    for name in names:
        _say(f"measuring: {name}")
        made = MEASURES[name](fleet, sizes)
        tables += made if isinstance(made, tuple) else [made]
    return tables


def note(sizes: Sizes) -> str:
    """How it was measured, and with what."""
    versions = [f"{name} {version}" for name in _PACKAGES if (version := _version(name))]
    return (
        f"Medians of {sizes.rounds} rounds in which all took turns, in random order, each in a process of its own, as "
        f"is the server. Python {platform.python_version()}, {os.cpu_count()} processors; {', '.join(versions)}."
    )


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def check(fleet: Fleet, sizes: Sizes, names: Iterable[str], before: list[Table]) -> list[str]:
    """The figures of ours that have fallen behind, twice in a row: a machine may be busy for a moment."""
    lines: list[str] = []
    for name in names:
        found = report.behind(before, measure(fleet, sizes, [name]))
        if found:
            _say("\n".join([*found.values(), "once more:"]))
            again = report.behind(before, measure(fleet, sizes, [name]))
            lines += [line for figure, line in again.items() if figure in found]
    return lines


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=(__doc__ or "").split("\n")[0])
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--quick", dest="sizes", action="store_const", const=QUICK, help="fewer rounds")
    sizes.add_argument("--tiny", dest="sizes", action="store_const", const=TINY, help="only to see that it works")
    parser.add_argument("--only", action="append", choices=list(MEASURES), help="measure this; may be repeated")
    parser.add_argument("--contender", action="append", choices=list(CONTENDERS), help="only this; may be repeated")
    parser.add_argument("--check", action="store_true", help="compare with the README, write nothing")
    parser.add_argument("--against", type=Path, default=README, help="compare with this document instead")
    options = parser.parse_args(arguments)
    size: Sizes = options.sizes or FULL
    names: list[str] = options.only or list(MEASURES)
    before = report.read(report.get(options.against.read_text(encoding="utf-8"))) if options.check else []
    if options.check and not before:
        raise SystemExit(f"benchmarks: {options.against} has no tables to compare with")
    # Bare httpx and ours are in every table.
    those = [name for name in CONTENDERS if name in {"httpx", "ours", *(options.contender or CONTENDERS)}]
    with fleet(size.messages, DELAY, those, _say) as started:
        if options.check:
            lines = check(started, size, names, before)
            if lines:
                raise SystemExit("benchmarks: fallen behind:\n  " + "\n  ".join(lines))
            return
        content = report.write(measure(started, size, names), note(size))
    print(content)
    if size is FULL and not options.only and not options.contender:
        RESULTS.write_text(content, encoding="utf-8")
        README.write_text(report.put(README.read_text(encoding="utf-8"), content), encoding="utf-8")


if __name__ == "__main__":
    main()

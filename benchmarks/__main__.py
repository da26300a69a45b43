"""Measure, print the tables and a verdict, and write the tables where they are read.

    python -m benchmarks speed                     everything (minutes); writes speed.md, and the README's figures
    python -m benchmarks exports                   what an export costs, beside other ways; writes exports.md
    python -m benchmarks faults                    what becomes of calls when a server fails; writes faults.md
    python -m benchmarks speed --only reading      one measurement; only prints
    python -m benchmarks speed --check             fail if a figure of ours is worse than in speed.md by over a quarter

`make bench`, `make faults`, `make bench ONLY=reading` and `make bench-check` do so in an environment with all peers.
"""

from __future__ import annotations

import argparse
import os
import platform
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from . import report
from .report import Table, say

FOLDER = Path(__file__).parent
README = FOLDER.parent / "README.md"
SETS = ("speed", "faults", "exports")
PACKAGES = ("httpx", "httpx2", "aiohttp", "chatwoot-sdk", "openai", "openapi-python-client", "pydantic", "msgspec")


def note(text: str) -> str:
    """How it was measured, and with what."""
    found = list[str]()
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return f"{text} Python {platform.python_version()}, {os.cpu_count()} processors; {', '.join(found)}."


def measured(module: Any, names: list[str], *, tiny: bool) -> list[Table]:
    """The tables of the named measurements of a set."""
    tables = list[Table]()
    for name in names:
        say(f"measuring: {name}")
        tables += module.measure(name, tiny=tiny)
    return tables


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("set", choices=SETS, help="what is measured")
    parser.add_argument("--only", action="append", help="measure this; may be repeated")
    parser.add_argument("--tiny", action="store_true", help="one short round, only to see that it works")
    parser.add_argument("--check", action="store_true", help="compare with the last full run, write nothing")
    options = parser.parse_args(arguments)
    module, results = import_module(f"benchmarks.{options.set}"), FOLDER / f"{options.set}.md"
    names: list[str] = options.only or [*module.MEASURES]
    if unknown := set(names) - module.MEASURES.keys():
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(module.MEASURES)}")
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]  # all servers are on this machine
    before = report.read(results.read_text(encoding="utf-8"))
    tables = measured(module, names, tiny=options.tiny)
    verdict = report.verdict(tables, before)
    content = report.write(tables, note(module.NOTE))
    if options.check and verdict.worse:  # twice in a row: a machine may be busy for a moment
        say("\n".join([*verdict.worse, "once more:"]))
        again = report.verdict(measured(module, names, tiny=options.tiny), before)
        if lines := [again.worse[what] for what in again.worse if what in verdict.worse]:
            raise SystemExit("benchmarks: fallen behind:\n  " + "\n  ".join(lines))
    print(content, *(verdict.lines if options.set == "speed" else ()), sep="\n")
    if not (options.tiny or options.only or options.check):
        results.write_text(content, encoding="utf-8")
        if options.set == "speed":
            README.write_text(report.put(README.read_text(encoding="utf-8"), tables), encoding="utf-8")


if __name__ == "__main__":
    main()

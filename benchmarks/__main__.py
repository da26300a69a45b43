"""Measures, prints the tables and a verdict, and writes the tables into the pages.

    python -m benchmarks speed                     measure all but faults (minutes); write speed.md and the README
    python -m benchmarks faults                    measure calls while a server fails (minutes); write faults.md
    python -m benchmarks speed --only reading      print one measurement
    python -m benchmarks speed --check             fail if one of our figures is over 25% worse than in speed.md

`make bench`, `make faults`, `make bench ONLY=reading` and `make bench-check` run these in an environment with all
peers.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import exports, faults, report, speed
from .clients import generate_stock
from .runner import ROOT, Measure, say

FOLDER = Path(__file__).parent
README = ROOT / "README.md"
SETS = {"speed": speed.MEASURES | exports.MEASURES, "faults": faults.MEASURES}
PACKAGES = ("httpx", "httpx2", "aiohttp", "chatwoot-sdk", "openai", "openapi-python-client", "pydantic", "msgspec")


def measured(measures: list[Measure], *, tiny: bool) -> dict[str, Any]:
    """Return the rows of all tables of these measurements, by title."""
    with tempfile.TemporaryDirectory() as folder:
        sys.path[:0] = [str(ROOT / "overrides"), folder]  # as in each measuring process
        if any("stock" in each.clients for each in measures):
            say("generating the stock client")
            generate_stock(Path(folder))
        return {title: rows for each in measures for title, rows in each.run(tiny=tiny).items()}


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("set", choices=SETS, help="what is measured")
    parser.add_argument("--only", action="append", help="measure this; may be repeated")
    parser.add_argument("--tiny", action="store_true", help="one short round, to see that it works")
    parser.add_argument("--check", action="store_true", help="compare with the last full run, write nothing")
    options = parser.parse_args(arguments)
    known, results = SETS[options.set], FOLDER / f"{options.set}.md"
    names: list[str] = options.only or [*known]
    if unknown := set(names) - known.keys():
        parser.error(f"unknown part: {', '.join(unknown)}; choose from {', '.join(known)}")
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"  # all servers run on this machine
    measures, before = [known[name] for name in names], results.read_text(encoding="utf-8")
    rows = measured(measures, tiny=options.tiny)
    now = report.fill(before, rows)
    verdict = report.verdict(now, before, rows)
    worse = [name for name, line in verdict.items() if line.startswith("worse")]
    if options.check and worse:
        say("\n".join([*map(verdict.__getitem__, worse), "once more, since a machine may be busy for a moment"]))
        again = report.verdict(report.fill(before, measured(measures, tiny=options.tiny)), before, rows)
        if lines := [again[name] for name in worse if again[name].startswith("worse")]:
            raise SystemExit("benchmarks: fallen behind:\n  " + "\n  ".join(lines))
    print(report.tables(now, rows), *verdict.values(), sep="\n")
    if verdict:
        much = f"over {report.TOLERANCE:.0%}"
        print(f"verdict: {len(worse)} of {len(verdict)} figures worse than the last full run by {much}")
    if not (options.tiny or options.only or options.check):
        packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
        machine = f"Python {platform.python_version()}, {os.cpu_count()} processors; {packages}."
        results.write_text(re.sub(r"Python \d.*", machine, now), encoding="utf-8")
        if options.set == "speed":
            README.write_text(report.put(README.read_text(encoding="utf-8"), now), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Tables: written as Markdown, read again from it, and compared with those of the last full run."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

OPENED, CLOSED = "<!-- benchmarks -->", "<!-- /benchmarks -->"
TOLERANCE = 0.25
"""How much worse a figure may be than that of the last full run."""
_TITLE = re.compile(r"\*\*(?P<title>.+?)\*\*: (?P<text>.+); (?P<better>lower|higher) is better\.")
_HEADLINE = (
    ("1,000 messages to typed models, to `json.loads` alone; lower is better", "Bytes to typed models", "window"),
    ("memory of these messages, to plain dicts; lower is better", "Messages in memory", "window"),
    ("requests a second with 50 in flight, to bare httpx; higher is better", "Requests per second", "50 in flight"),
)
"""The figures of the README: what they are, their table and column."""
Better: TypeAlias = Literal["lower", "higher", ""]
_begun = time.monotonic()


def say(line: str) -> None:
    """A line of progress."""
    print(f"[{time.monotonic() - _begun:4.0f} s] {line}", file=sys.stderr, flush=True)


@dataclass
class Table:
    """One table.

    Attributes:
        title: What is measured.
        text: How, and to what the figures are ratios.
        better: Which figures are the better ones; "" where the cells are texts.
        columns: The conditions.
        rows: By client, a cell a column; None where it was not measured.
    """

    title: str
    text: str
    better: Better
    columns: tuple[str, ...]
    rows: dict[str, list[Any]] = field(default_factory=dict)

    def markdown(self) -> str:
        """The table, below the line that explains it."""
        side = f"; {self.better} is better" if self.better else ""
        lines = [["", *self.columns], ["---", *(["--:" if self.better else "---"] * len(self.columns))]]
        lines += [[label, *map(_figure, figures)] for label, figures in self.rows.items()]
        return "\n".join([f"**{self.title}**: {self.text}{side}.", "", *map(_line, lines)])

    def figures(self) -> dict[str, float]:
        """The figures of ours, by table, row and column."""
        return {
            f"{self.title}: {label}, {column}": figure
            for label, figures in self.rows.items()
            for column, figure in zip(self.columns, figures, strict=True)
            if label.startswith("aiochatwoot") and isinstance(figure, int | float)
        }


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _figure(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.{2 if value >= 0.1 else 3}f}" if isinstance(value, float) else str(value)


def write(tables: Iterable[Table], note: str) -> str:
    """All tables, and how they were measured."""
    return "\n\n".join([*(table.markdown() for table in tables), note]) + "\n"


def read(text: str) -> list[Table]:
    """The tables of figures in a text that `write` wrote."""
    tables: list[Table] = []
    for line in text.splitlines():
        if title := _TITLE.fullmatch(line):
            tables.append(Table(title["title"], title["text"], "lower" if title["better"] == "lower" else "higher", ()))
        elif line.startswith("|") and tables:
            label, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            if not tables[-1].columns:
                tables[-1].columns = tuple(cells)
            elif label != "---":
                tables[-1].rows[label] = [None if cell == "-" else float(cell) for cell in cells]
    return tables


def put(document: str, tables: Iterable[Table]) -> str:
    """A document with three figures between its markers, for readers in a hurry; as it is, if it has no markers."""
    measured = {table.title: table for table in tables}
    lines = [["", "ours"], ["---", "--:"]]
    for what, title, column in _HEADLINE:
        lines.append([what, _figure(measured[title].figures()[f"{title}: aiochatwoot, {column}"])])
    content = "".join(f"{_line(line)}\n" for line in lines)
    return re.sub(f"{OPENED}\n.*?{CLOSED}", f"{OPENED}\n{content}{CLOSED}", document, flags=re.DOTALL)


@dataclass(frozen=True)
class Verdict:
    """Our figures beside those of the last full run: a line for each, and a last one; those that are worse."""

    lines: list[str]
    worse: dict[str, str]


def verdict(tables: Iterable[Table], before: Iterable[Table]) -> Verdict:
    """Compare tables with those of before; a figure that was not measured is worse, a table or column is left out."""
    lines, worse, measured = list[str](), dict[str, str](), {table.title: table for table in tables}
    for old in before:
        table = measured.get(old.title, Table("", "", "", ()))
        now = table.figures()
        for what, figure in old.figures().items():
            if what.rpartition(", ")[2] not in table.columns:
                continue
            change, result = 1.0, "not measured"
            if what in now:
                change = now[what] / figure - 1 if table.better == "lower" else 1 - now[what] / figure
                result = f"{_figure(now[what])}, {abs(change):.0%} {'worse' if change > 0 else 'better'}"
            word = "worse" if change > TOLERANCE else "better" if change < -TOLERANCE else "as before"
            lines.append(f"{word}: {what}: {_figure(figure)} before, now {result}")
            if word == "worse":
                worse[what] = lines[-1]
    lines.append(f"verdict: {len(worse)} of {len(lines)} figures worse than the last full run by over {TOLERANCE:.0%}")
    return Verdict(lines, worse)

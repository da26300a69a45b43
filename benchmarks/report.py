"""Tables: written as Markdown; those of ratios are read again from it, and compared with targets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

OPENED, CLOSED = "<!-- benchmarks -->", "<!-- /benchmarks -->"
_TITLE = re.compile(r"\*\*(?P<title>.+?)\*\*: (?P<text>.+); (?P<better>lower|higher) is better\.")

HEADLINE = (
    ("1,000 messages to typed models, to `json.loads` alone; lower is better", "Bytes to typed models", "window"),
    ("memory of these messages, to plain dicts; lower is better", "Messages in memory", "window"),
    ("requests a second with 50 in flight, to bare httpx; higher is better", "Requests per second", "50 in flight"),
)
"""The figures of the README: what they are, and where they are found."""

Better: TypeAlias = Literal["lower", "higher", ""]


@dataclass
class Table:
    """What was measured, a row for each contender.

    Attributes:
        title: What is measured.
        text: How, and to what the figures are ratios.
        better: Which figures are the better ones; "" where they are no ratios.
        columns: The conditions.
        rows: The figures by contender, one a column; None where it was not measured. Outcomes of faults are texts.
    """

    title: str
    text: str
    better: Better
    columns: tuple[str, ...]
    rows: dict[str, list[Any]] = field(default_factory=dict)

    def markdown(self) -> str:
        """The table, below the line that explains it."""
        side = f"; {self.better} is better" if self.better else ""
        lines = [f"**{self.title}**: {self.text}{side}.", "", _line(["", *self.columns])]
        lines.append(_line(["---", *(["--:" if self.better else "---"] * len(self.columns))]))
        lines += [_line([label, *map(_figure, figures)]) for label, figures in self.rows.items()]
        return "\n".join(lines)


@dataclass(frozen=True)
class Target:
    """What the figures of a table's row are to reach, by column."""

    title: str
    label: str
    figures: dict[str, float]


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
    """The tables in a text that `write` wrote."""
    tables: list[Table] = []
    for line in text.splitlines():
        title = _TITLE.fullmatch(line)
        if title:
            better: Better = "lower" if title["better"] == "lower" else "higher"
            tables.append(Table(title["title"], title["text"], better, ()))
        elif line.startswith("|") and tables:
            label, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            if not tables[-1].columns:
                tables[-1].columns = tuple(cells)
            elif label != "---":
                tables[-1].rows[label] = [None if cell == "-" else float(cell) for cell in cells]
    return tables


def headline(tables: Iterable[Table]) -> str:
    """Three figures in a table, for readers in a hurry."""
    measured = {table.title: table for table in tables}
    lines = [_line(["", "ours"]), _line(["---", "--:"])]
    for what, title, column in HEADLINE:
        table = measured[title]
        lines.append(_line([what, _figure(table.rows["aiochatwoot"][table.columns.index(column)])]))
    return "\n".join(lines) + "\n"


def put(document: str, content: str) -> str:
    """The document with the content between its markers; as it is, if it has none."""
    before, opened, rest = document.partition(OPENED)
    _, closed, after = rest.partition(CLOSED)
    return f"{before}{opened}\n{content}{closed}{after}" if opened and closed else document


def ours(tables: Iterable[Table]) -> list[Target]:
    """The figures of ours as targets, to compare later ones with."""
    return [
        Target(
            table.title,
            label,
            {column: figure for column, figure in zip(table.columns, figures, strict=True) if figure is not None},
        )
        for table in tables
        for label, figures in table.rows.items()
        if label.startswith("aiochatwoot")
    ]


def verdict(tables: Iterable[Table], targets: Iterable[Target]) -> dict[str, tuple[float, str]]:
    """Each target that belongs to a column of these tables: by how much it was missed (0.1 is 10%), and that in words.

    A row that was not measured misses its targets.
    """
    measured = {table.title: table for table in tables}
    found: dict[str, tuple[float, str]] = {}
    for target in targets:
        table = measured.get(target.title)
        for column, goal in target.figures.items():
            if table is None or column not in table.columns:
                continue
            what = f"{table.title}: {target.label}, {column}"
            figure = table.rows[target.label][table.columns.index(column)] if target.label in table.rows else None
            missed, result = 1.0, "not measured"
            if figure is not None:
                missed = figure / goal - 1 if table.better == "lower" else 1 - figure / goal
                result = f"{_figure(figure)}, " + (f"missed by {missed:.0%}" if missed > 0 else "reached")
            found[what] = missed, f"{what}: {_figure(goal)} wanted, {result}"
    return found


def compared(tables: Iterable[Table], before: Iterable[Target], tolerance: float) -> list[str]:
    """Each figure of ours beside that of the last full run: better, worse, or as before within the tolerance."""
    lines: list[str] = []
    worse = 0
    for what, (missed, _) in verdict(tables, before).items():
        word = "worse" if missed > tolerance else "better" if missed < -tolerance else "as before"
        worse += word == "worse"
        lines.append(f"{word}: {what}: {abs(missed):.0%} {'worse' if missed > 0 else 'better'} than the last full run")
    return [
        *lines,
        f"verdict: {worse} of {len(lines)} figures worse than the last full run by more than {tolerance:.0%}",
    ]

"""Tables of ratios: written as Markdown, read again from it, compared."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

OPENED, CLOSED = "<!-- benchmarks -->", "<!-- /benchmarks -->"
TOLERANCE = 1.25
"""How many times worse a ratio may be than the one of the README."""
_TITLE = re.compile(r"\*\*(?P<title>.+?)\*\*: (?P<text>.+); (?P<better>lower|higher) is better\.")

Better: TypeAlias = Literal["lower", "higher"]


@dataclass
class Table:
    """Ratios of contenders (rows) to a peer that the text names.

    Attributes:
        title: What is measured.
        text: How, and to what the figures are ratios.
        better: Which figures are the better ones.
        columns: The conditions.
        rows: The figures by contender, one a column; None where it was not measured.
    """

    title: str
    text: str
    better: Better
    columns: tuple[str, ...]
    rows: dict[str, list[float | None]] = field(default_factory=dict)

    def add(self, label: str, samples: Sequence[Sequence[float]]) -> None:
        """A row: for each column the median of its samples."""
        self.rows[label] = [statistics.median(each) if each else None for each in samples]

    def markdown(self) -> str:
        """The table, below the line that says what it is."""
        lines = [f"**{self.title}**: {self.text}; {self.better} is better.", ""]
        lines += [_line(["", *self.columns]), _line(["---", *("--:" for _ in self.columns)])]
        lines += [_line([label, *map(_figure, figures)]) for label, figures in self.rows.items()]
        return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.{2 if value >= 0.1 else 3}f}"


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


def put(document: str, content: str) -> str:
    """The document with the content between its markers; as it is, if it has none."""
    before, opened, rest = document.partition(OPENED)
    _, closed, after = rest.partition(CLOSED)
    return f"{before}{opened}\n{content}{closed}{after}" if opened and closed else document


def get(document: str) -> str:
    """What is between the markers of a document; nothing, if it has none."""
    _, opened, rest = document.partition(OPENED)
    content, closed, _ = rest.partition(CLOSED)
    return content if opened and closed else ""


def behind(before: Iterable[Table], now: Iterable[Table]) -> dict[tuple[str, str, str], str]:
    """The figures of ours that have fallen behind those of before, by table, row and column, in words.

    Tables and conditions that were not measured now are left out; a row that a measured table has lost is behind.
    """
    measured: Mapping[str, Table] = {table.title: table for table in now}
    found: dict[tuple[str, str, str], str] = {}
    for table in before:
        other = measured.get(table.title)
        if other is None:
            continue
        for label in filter(_is_ours, table.rows):
            for column, old in zip(table.columns, table.rows[label], strict=True):
                if old is None or column not in other.columns:
                    continue
                new = other.rows[label][other.columns.index(column)] if label in other.rows else None
                if new is None or _is_worse(old, new, table.better):
                    what = f"{table.title}: {label}, {column}: {_figure(old)} before, {_figure(new)} now"
                    found[table.title, label, column] = what
    return found


def _is_ours(label: str) -> bool:
    return label.startswith("aiochatwoot")


def _is_worse(old: float, new: float, better: Better) -> bool:
    return new > old * TOLERANCE if better == "lower" else new < old / TOLERANCE

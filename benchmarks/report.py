"""Reads and fills Markdown tables, and compares our figures with those of the last full run.

The pages hold hand-written titles, texts and headers; a run replaces only the rows.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

TOLERANCE = 0.25
"""The share by which a figure may be worse than in the last full run."""
HEADLINES = {
    "1,000 messages to typed models": "Bytes to typed models: aiochatwoot, window",
    "memory of these messages": "Messages in memory: aiochatwoot, window",
    "requests a second with 50 in flight": "Requests per second: aiochatwoot, 50 in flight",
}
"""The first words of the README's rows, with the names of their figures."""
_TABLE = re.compile(
    r"^(?P<head>\*\*(?P<title>.+)\*\*: (?P<text>.+)\.\n\n\|.*\n\|.*\n)(?P<rows>(\|.*\n)*)", re.MULTILINE
)


def fill(document: str, rows: Mapping[str, Mapping[str, Iterable[Any]]]) -> str:
    """Return the document with new rows (label and cells) in the tables with these titles."""

    def filled(table: re.Match[str]) -> str:
        if table["title"] not in rows:
            return table[0]
        return table["head"] + "".join(_line([label, *cells]) for label, cells in rows[table["title"]].items())

    return _TABLE.sub(filled, document)


def tables(document: str, titles: Container[str]) -> str:
    """Return the tables with these titles."""
    return "\n".join(table[0] for table in _TABLE.finditer(document) if table["title"] in titles)


def put(document: str, results: str) -> str:
    """Return the README with the figures from `results`."""
    measured = figures(results)
    for beginning, name in HEADLINES.items():
        figure = _cell(measured[name][0])
        document = re.sub(rf"^(\| {re.escape(beginning)}.*\|) .* \|$", rf"\1 {figure} |", document, flags=re.MULTILINE)
    return document


def figures(document: str) -> dict[str, tuple[float, str]]:
    """Return our figures by "title: row, column", each with "lower" or "higher" for the better direction."""
    found = dict[str, tuple[float, str]]()
    for table in _TABLE.finditer(document):
        if better := re.search("; (lower|higher) is better$", table["text"]):
            head, _, *rows = ([cell.strip() for cell in line.split("|")[1:-1]] for line in table[0].splitlines()[2:])
            for label, *cells in rows:
                if label.startswith("aiochatwoot"):
                    names = (f"{table['title']}: {label}, {column}" for column in head[1:])
                    found |= {name: (float(cell), better[1]) for name, cell in zip(names, cells, strict=True)}
    return found


def verdict(now: str, before: str, titles: Container[str]) -> dict[str, str]:
    """Compare our figures in the tables with these titles; return a line for each: worse, better or as before.

    A figure without a new value counts as worse.
    """
    lines, measured = dict[str, str](), figures(tables(now, titles))
    for name, (old, better) in figures(tables(before, titles)).items():
        change, result = 1.0, "not measured"
        if name in measured:
            new = measured[name][0]
            change = new / old - 1 if better == "lower" else 1 - new / old
            result = f"{_cell(new)}, {abs(change):.0%} {'worse' if change > 0 else 'better'}"
        word = "worse" if change > TOLERANCE else "better" if change < -TOLERANCE else "as before"
        lines[name] = f"{word}: {name}: {_cell(old)} before, now {result}"
    return lines


def _line(cells: Sequence[Any]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |\n"


def _cell(value: Any) -> str:
    return f"{value:.{2 if value >= 0.1 else 3}f}" if isinstance(value, float) else str(value)

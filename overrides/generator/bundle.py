"""Reads the text of a contract: a document, or a folder with one file for each tag, which are joined to a document.

`contract/openapi.yaml` is the head (info, servers, security, limits, tags). Each tag has a file `contract/<tag>.yaml`
with its `paths` and `components`. `contract/shared.yaml` has the components that several tags use, and the optional
`contract/events.yaml` has the `webhooks`. References have the form of the document (`#/components/schemas/Team`). The
files are joined as text, which keeps comments and layout; `LAYOUT` gives the indentation of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

HEAD = "openapi.yaml"
NOTE = "# Put together from contract/ by `make generate`: edit the files there."
LAYOUT = {"paths": 2, "webhooks": 2, "components": 4}
"""The sections that a file may have, and the number of spaces before the names in them."""


@attrs.frozen
class Line:
    """A line of a joined document, and the file and number where it is edited."""

    text: str
    path: Path
    number: int

    @property
    def place(self) -> str:
        return f"{self.path}:{self.number}"


@attrs.frozen
class Text:
    """The text of a contract.

    Attributes:
        path: The document, or the folder with its files.
        content: The document.
        lines: The lines of a document that was joined.
    """

    path: Path
    content: bytes
    lines: Sequence[Line] = ()

    @property
    def file(self) -> Path:
        """The path of the document; a joined one is next to its folder."""
        return self.path.resolve().with_name(HEAD) if self.lines else self.path

    def place(self, line: int) -> str:
        """Return the file and line to edit for a line of the document, counted from 0."""
        return self.lines[min(line, len(self.lines) - 1)].place if self.lines else f"{self.path}:{line + 1}"


def load(path: Path) -> Text:
    """Return the text of a document, or of the files in a folder.

    Raises:
        OSError: a file cannot be read.
        SystemExit: a tag has no file, a file has no tag, a file has other sections, or a name appears twice.
    """
    if not path.is_dir():
        return Text(path, path.read_bytes())
    lines = list(_joined(path))
    return Text(path, "".join(line.text for line in lines).encode(), lines)


def _joined(folder: Path) -> Iterator[Line]:
    head = _lines(folder / HEAD)
    tags = [match[1] for line in head if (match := re.match(r"  - name: (\w+)$", line.text))]
    names = [*tags, "shared", *(["events"] if (folder / "events.yaml").exists() else [])]
    expected = {folder / f"{name}.yaml" for name in names}
    if unpaired := expected ^ (set(folder.glob("*.yaml")) - {folder / HEAD}):
        listed = ", ".join(sorted(path.name for path in unpaired))
        raise SystemExit(
            f"generate: {folder}: each tag of {HEAD} has a file, and each file a tag there; unpaired: {listed}"
        )
    sections: dict[str, dict[str, list[Line]]] = {"paths": {}, "webhooks": {}}
    components: dict[str, dict[str, list[Line]]] = {}
    for file in (folder / f"{name}.yaml" for name in names):
        for section, lines in _parts(_lines(file), 0):
            if section not in LAYOUT:
                raise _wrong(lines[0], f"{section}: has no place here; {', '.join(LAYOUT)} have")
            for kind, entries in [(section, lines)] if section in sections else _parts(lines, 2):
                target = sections[section] if section in sections else components.setdefault(kind, {})
                for name, entry in _parts(entries, LAYOUT[section]):
                    if name in target:
                        raise _wrong(entry[0], f"{kind}: {name} is in {target[name][0].path.name}, too")
                    target[name] = entry

    def heading(text: str) -> Line:
        return Line(f"{text}\n", folder / HEAD, 1)

    yield from (heading(NOTE), *head, heading(""))
    for section, by_name in sections.items():
        if by_name or section == "paths":
            yield heading(f"{section}:")
            yield from _entries(by_name, LAYOUT[section])
    yield heading("components:")
    for kind, by_name in components.items():
        yield heading(f"  {kind}:")
        yield from _entries(by_name, LAYOUT["components"])


def _lines(path: Path) -> list[Line]:
    content = path.read_bytes()
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SystemExit(f"generate: {path}:{line}: is not text in UTF-8") from None
    return [Line(f"{line}\n", path, number) for number, line in enumerate(text.splitlines(), 1)]


def _parts(lines: Iterable[Line], indent: int) -> list[tuple[str, list[Line]]]:
    """Return each name at `indent` spaces with its lines; the first has the text after the name's colon."""
    names = re.compile(rf" {{{indent}}}([^\s#:]+):(.*\n)")
    found: list[tuple[str, list[Line]]] = []
    for line in lines:
        if match := names.fullmatch(line.text):
            found.append((match[1], [attrs.evolve(line, text=match[2])]))
        elif found:
            found[-1][1].append(line)
        elif line.text.strip():
            raise _wrong(line, f"expected a name at {indent} spaces: {line.text.strip()}")
    return found


def _entries(by_name: Mapping[str, list[Line]], indent: int) -> Iterator[Line]:
    """Yield the lines of entries, without empty lines at their ends."""
    for name, (first, *rest) in by_name.items():
        while rest and not rest[-1].text.strip():
            rest.pop()
        yield attrs.evolve(first, text=f"{' ' * indent}{name}:{first.text}")
        yield from rest


def _wrong(line: Line, what: str) -> SystemExit:
    return SystemExit(f"generate: {line.place}: {what}")

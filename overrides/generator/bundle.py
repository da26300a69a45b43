"""contract/ -> openapi.yaml: joins one file for each tag into one document for other tools.

`contract/openapi.yaml` is the head (info, servers, security, limits, tags). Each tag has a file `contract/<tag>.yaml`
with its `paths` and `components`. `contract/shared.yaml` has the components that several tags use, and the optional
`contract/events.yaml` has the `webhooks`. References have the form of the bundle (`#/components/schemas/Team`). The
files are joined as text, which keeps comments and layout; `LAYOUT` gives the indentation of names.
"""

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOTE = "# Put together from contract/ by `make generate`: edit the files there.\n"
LAYOUT = {"paths": 2, "webhooks": 2, "components": 4}
"""The sections that a file may have, and the number of spaces before the names in them."""


def bundle(folder: Path) -> str:
    """Return the joined document of the files in `folder`.

    Raises:
        SystemExit: a tag has no file, a file has no tag, a file has other sections, or a name appears twice.
    """
    head = (folder / "openapi.yaml").read_text(encoding="utf-8")
    tags = re.findall(r"^  - name: (\w+)$", head, re.MULTILINE)
    names = [*tags, "shared", *(["events"] if (folder / "events.yaml").exists() else [])]
    expected = {folder / f"{name}.yaml" for name in names}
    if unpaired := expected ^ (set(folder.glob("*.yaml")) - {folder / "openapi.yaml"}):
        listed = ", ".join(sorted(path.name for path in unpaired))
        raise SystemExit(
            f"{folder}: each tag of openapi.yaml has a file, and each file a tag there; unpaired: {listed}"
        )
    sections: dict[str, dict[str, str]] = {"paths": {}, "webhooks": {}}
    components: dict[str, dict[str, str]] = {}
    owners: dict[tuple[str, str], Path] = {}
    for path in [folder / f"{name}.yaml" for name in names]:
        for section, text in _parts(path, path.read_text(encoding="utf-8"), 0):
            if section not in LAYOUT:
                raise SystemExit(f"{path}: {section}: has no place here; {', '.join(LAYOUT)} have")
            kinds = [(section, text)] if section in sections else _parts(path, text, 2)
            for kind, entries in kinds:
                target = sections[section] if section in sections else components.setdefault(kind, {})
                for name, entry in _parts(path, entries, LAYOUT[section]):
                    if first := owners.get((kind, name)):
                        raise SystemExit(f"{path}: {kind}: {name} is in {first.name}, too")
                    owners[kind, name] = path
                    target[name] = entry
    return "".join(_joined(head, sections, components))


def _joined(head: str, sections: dict[str, dict[str, str]], components: dict[str, dict[str, str]]) -> Iterator[str]:
    yield NOTE + head + "\n"
    for section, entries in sections.items():
        if entries or section == "paths":
            yield f"{section}:\n"
            yield from _entries(entries, LAYOUT[section])
    yield "components:\n"
    for kind, entries in components.items():
        yield f"  {kind}:\n"
        yield from _entries(entries, 4)


def _entries(entries: dict[str, str], indent: int) -> Iterable[str]:
    return (f"{' ' * indent}{name}:{text}" for name, text in entries.items())


def _parts(path: Path, text: str, indent: int) -> list[tuple[str, str]]:
    """Return each name at `indent` spaces, and the text after its colon, without trailing empty lines."""
    names = re.compile(rf" {{{indent}}}([^\s#:]+):(.*\n)", re.DOTALL)
    found: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        if match := names.fullmatch(line):
            found.append((match[1], match[2]))
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + line)
        elif line.strip():
            raise SystemExit(f"{path}: expected a name at {indent} spaces: {line.strip()}")
    return [(name, entry.rstrip() + "\n") for name, entry in found]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--folder", type=Path, default=ROOT / "contract")
    parser.add_argument("--output", type=Path, default=ROOT / "openapi.yaml")
    options = parser.parse_args(arguments)
    made = bundle(options.folder)
    if not options.check:
        options.output.write_text(made, encoding="utf-8")
    elif options.output.read_text(encoding="utf-8") != made:
        raise SystemExit(
            f"{options.output} is not what {options.folder} makes: edit the files there, and run `make generate`"
        )


if __name__ == "__main__":
    main()

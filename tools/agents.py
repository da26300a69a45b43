"""Writes the documentation for agents: `llms.txt`, each page as Markdown, and all pages in `llms-full.txt`.

https://llmstxt.org describes the format. The API reference is built from docstrings, so the full text lists every
method instead. `tools.site` calls this module when it builds the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe
import yaml

from . import surface

CONTRIBUTORS = "The contract"
"""The section for contributors; the full text omits it."""
_SNIPPET = re.compile(r'^--8<--(?: "|\n)([^"\n]+)(?:"$|\n--8<--$)', re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_DIRECTIVE = re.compile(r"^::: ", re.MULTILINE)
_COMMENT = re.compile(r"<!-- /?\w+ -->\n\n?")


def write(root: Path, site: Path) -> None:
    """Write both files and every hand-written page into a built site."""
    navigation = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    lines, texts = [f"# aiochatwoot\n\n> {_summary(root, 'index.md')}\n"], []
    lines.append("Every page in one file: [llms-full.txt](llms-full.txt). Paths below are Markdown.\n")
    for section, pages in _sections(navigation).items():
        lines.append(f"## {section}\n")
        for title, page in pages:
            text = _expanded(root, page)
            if _DIRECTIVE.search(text):
                continue
            target = site / page
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            lines.append(f"- [{title}]({page}): {_summary(root, page)}")
            if section != CONTRIBUTORS:
                texts.append(f"<!-- {page} -->\n\n{text.strip()}\n")
        lines.append("")
    lines.append("## API\n\n- [openapi.yaml](contract/openapi.yaml): the contract, with every operation and schema.")
    (site / "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    methods = "\n".join(f"- {line}" for line in _methods(root / "overrides"))
    texts.append(f"# Every method\n\n{methods}\n")
    (site / "llms-full.txt").write_text("\n".join(texts), encoding="utf-8")


def _sections(navigation: list[dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Return the titles and paths of the pages of each section; single pages form one section."""
    sections: dict[str, list[tuple[str, str]]] = {"Pages": []}
    for entry in navigation:
        ((title, inside),) = entry.items()
        if isinstance(inside, str):
            sections["Pages"].append((title, inside))
        elif title != "API reference":
            pages = [{"Overview": each} if isinstance(each, str) else each for each in inside]
            sections[title] = [page for each in pages for page in each.items()]
    return sections


def _expanded(root: Path, page: str) -> str:
    """Return the text of a page with its included files."""
    text = (root / "docs" / page).read_text(encoding="utf-8")
    text = _SNIPPET.sub(lambda found: (root / found[1]).read_text(encoding="utf-8").rstrip(), text)
    return _COMMENT.sub("", text)


def _summary(root: Path, page: str) -> str:
    """Return the first sentence of a page without its links."""
    body = re.sub(r"^#.*$", "", _expanded(root, page), flags=re.MULTILINE).strip()
    paragraph = _LINK.sub(r"\1", " ".join(body.partition("\n\n")[0].split()))
    return re.split(r"(?<=[.:])\s", paragraph, maxsplit=1)[0].rstrip(":")


def _methods(package: Path) -> Iterator[str]:
    """Yield a line for each method of a resource: its signature, its result and the first line of its docstring."""
    for entry in surface.read(package).values():
        item = entry.item.final_target if isinstance(entry.item, griffe.Alias) else entry.item
        if isinstance(item, griffe.Function) and entry.owner.islower():
            resource = entry.owner if "." in entry.owner else f"chatwoot.{entry.owner}"
            does = item.docstring.value.partition("\n")[0] if item.docstring else ""
            yield f"`{'await ' * ('async' in item.labels)}{resource}.{item.signature()}`: {does}"

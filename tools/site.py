"""Builds the documentation into site/, and checks what was built.

python -m tools.site

Zensical makes the pages, and warns of links, anchors and names of the API in Markdown that lead nowhere; Redoc and the
contract that it shows are laid beside them. A warning fails, and so does what Zensical does not look at: a link to a
file that is none, a public name that the API reference lacks, a word that the search must find, anything that a page
would load from elsewhere, and a path of this machine. `tools.agents` adds what agents read.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import griffe

from . import agents, surface

ROOT = Path(__file__).parent.parent
SITE = ROOT / "site"
HOME = "https://site.invalid/"
REDOC_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg"
"""The one thing that Redoc loads from elsewhere."""
EMPTY_IMAGE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
SEARCHES = {
    "pagination": "Pagination and resuming",
    "lifespan": "Web applications",
    "resume": "Pagination and resuming",
    "celery": "Celery and sync callers",
    "jupyter": "Notebooks",
    "deadline": "Retries and deadlines",
    "snooze": "Snooze a conversation",
}
"""What readers type into the search, and what one of the results says."""
_LOADED = {("img", "src"), ("script", "src"), ("iframe", "src"), ("source", "src"), ("link", "href")}


def main() -> None:
    """Build, check, and say what is wrong."""
    shutil.rmtree(SITE, ignore_errors=True)
    problems = [*build(), *check(SITE), *missing(SITE, ROOT / "overrides"), *unfound(SITE)]
    if problems:
        sys.exit("\n".join(problems))
    pages = len(list(SITE.rglob("*.html")))
    print(f"site/ has {pages} pages; every link inside of it leads somewhere")


def build() -> Iterator[str]:
    """Make the site; yields the warnings."""
    zensical = Path(sys.executable).parent / "zensical"
    command = [str(zensical), "build", "--strict", "--clean"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    output = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    # griffe's warnings about docstrings do not count for Zensical.
    if done.returncode or re.search(r"^(griffe|warning)\b", output, re.MULTILINE | re.IGNORECASE):
        report, _, trace = output.partition("Traceback")
        yield report + "".join(trace.rstrip().splitlines()[-1:])
    # Recipes link to the programs that they include, as a reader of the repository needs it: relative to docs/.
    shutil.copytree(ROOT / "examples", SITE / "examples", ignore=shutil.ignore_patterns("__pycache__", ".ruff.toml"))
    for page in (SITE / "recipes").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace('href="../../../examples/', 'href="../../examples/'), encoding="utf-8")
    (SITE / "contract").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "openapi.yaml", SITE / "contract" / "openapi.yaml")
    agents.write(ROOT, SITE)
    redoc = (files("fastapi_offline") / "static" / "redoc.standalone.js").read_text(encoding="utf-8")
    if redoc.count(REDOC_LOGO) != 1:
        yield f"Redoc does not load {REDOC_LOGO} any more: look at what it loads now"
    path = SITE / "contract" / "redoc.standalone.js"
    path.write_text(redoc.replace(REDOC_LOGO, EMPTY_IMAGE), encoding="utf-8")


def unfound(site: Path) -> Iterator[str]:
    """The words that readers search for, and that the index of a built site does not have at their page."""
    items = json.loads((site / "search.json").read_text(encoding="utf-8"))["items"]
    texts = [" ".join([each["title"], each["text"], *each.get("path", [])]) for each in items]
    for word, expected in SEARCHES.items():
        if not any(word in text.lower() and expected in text for text in texts):
            yield f"search: {word!r} does not lead to {expected!r}"


class Page(HTMLParser):
    """The anchors and links of a page.

    Attributes:
        anchors: Where a link may lead to.
        links: Where its links lead to, and what a browser loads with it.
        loaded: The latter alone.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                self.anchors.add(value)
            if (tag, name) in {*_LOADED, ("a", "href")}:
                self.links.append(value)
            if (tag, name) in _LOADED:
                self.loaded.append(value)


def check(site: Path) -> Iterator[str]:
    """What is wrong with a built site."""
    for path in sorted(site.rglob("*.html")):
        page, place = Page(path.read_text(encoding="utf-8")), path.relative_to(site).as_posix()
        for target in page.links:
            url = urlsplit(urljoin(HOME + place, target))
            if url.scheme not in ("http", "https"):
                continue
            file = site / unquote(url.path).lstrip("/")
            if url.netloc == urlsplit(HOME).netloc:
                if not (file.is_file() or (file / "index.html").is_file()):
                    yield f"{place}: {target}: no such page"
            elif target in page.loaded:
                yield f"{place}: loads {target}"
    for path in sorted(each for each in site.rglob("*") if each.is_file()):
        if str(ROOT).encode() in path.read_bytes():
            yield f"{path.relative_to(site)}: has a path of this machine"


def missing(site: Path, package: Path) -> Iterator[str]:
    """What is public in the package of a folder, and has no place in the API reference of a built site."""
    pages = [Page(path.read_text(encoding="utf-8")) for path in (site / "reference").rglob("*.html")]
    anchors = {anchor for page in pages for anchor in page.anchors}
    public = surface.read(package)
    objects = {subject: each for subject, each in public.items.items() if isinstance(each, griffe.Object)}
    for subject, found in objects.items():
        owner = surface.owner_of(subject)
        cls = objects.get(owner) or objects.get(f"Chatwoot.{owner}", found)
        base = public.subjects.get(id(found), subject)  # what is inherited is described there
        names = {
            f"aiochatwoot.{subject}",
            f"aiochatwoot.{base}",
            f"aiochatwoot.models.{subject}",
            f"{cls.canonical_path}.{found.name}",
        }
        is_private = found.name.startswith("_") and "." in subject
        if not is_private and not (names | {found.canonical_path}) & anchors:
            yield f"the API reference has no {subject} ({found.canonical_path}): it needs a docstring, or a page"


if __name__ == "__main__":
    main()

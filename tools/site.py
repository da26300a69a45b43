"""Builds the documentation into site/, and checks the result.

python -m tools.site

Zensical builds the pages; Redoc and the contract are copied beside them. These problems are errors: warnings of
Zensical, dead links and anchors (found by lychee), public names missing from the API reference, and absolute paths of
this machine. `tools.agents` adds the files for agents, and `tools.browser` finds what a page loads from other sites.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import griffe

from . import ROOT, agents, surface

SITE = ROOT / "site"
REDOC_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg"
"""The only file that Redoc loads from another site."""
EMPTY_IMAGE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def main() -> None:
    """Build and check the site, and report the problems."""
    shutil.rmtree(SITE, ignore_errors=True)
    problems = [*build(), *links(SITE), *check(SITE), *missing(SITE, ROOT / "overrides")]
    if problems:
        sys.exit("\n".join(problems))
    print(f"site/ has {len(list(SITE.rglob('*.html')))} pages; every link inside of it leads somewhere")


def run(*command: str) -> tuple[int, str]:
    """Run a program of this environment; return its exit status and output."""
    program = Path(sys.executable).parent / command[0]
    done = subprocess.run([str(program), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)


def build() -> Iterator[str]:
    """Build the site; yield the warnings."""
    status, output = run("zensical", "build", "--strict", "--clean")
    # Zensical does not count griffe's warnings about docstrings.
    if status or re.search(r"^(griffe|warning)\b", output, re.MULTILINE | re.IGNORECASE):
        report, _, trace = output.partition("Traceback")
        yield report + "".join(trace.rstrip().splitlines()[-1:])
    # Recipes link to their programs relative to docs/, which suits readers of the repository.
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


def links(site: Path) -> Iterator[str]:
    """Yield the dead links inside a built site."""
    options = ("--offline", "--include-fragments", "--no-progress", "--index-files=index.html", f"--root-dir={site}")
    status, output = run("lychee", *options, f"{site}/**/*.html")
    if status:
        yield output


def check(site: Path) -> Iterator[str]:
    """Yield the files of a built site that have an absolute path of this machine."""
    for path in sorted(each for each in site.rglob("*") if each.is_file()):
        if str(ROOT).encode() in path.read_bytes():
            yield f"{path.relative_to(site)}: has a path of this machine"


def missing(site: Path, package: Path) -> Iterator[str]:
    """Yield a message for each public name of the package that the API reference of a built site lacks."""
    pages = [path.read_text(encoding="utf-8") for path in (site / "reference").rglob("*.html")]
    anchors = {anchor for page in pages for anchor in re.findall(r'\bid="([^"]+)"', page)}
    places = defaultdict[str, list[str]](list)  # a subject and its anchors, by where it is defined
    for subject, entry in surface.read(package).items():
        item = entry.item
        if not isinstance(item, griffe.Parameter) and not (entry.owner and item.name.startswith("_")):
            places[entry.path] += [subject, f"aiochatwoot.{subject}", f"aiochatwoot.models.{subject}", item.path]
    for path, names in places.items():
        if not anchors & {path, *names}:
            yield f"the API reference has no {names[0]} ({path}): it needs a docstring, or a page"


if __name__ == "__main__":
    main()

"""Checks every page of site/ in Chromium, at desktop and phone width, and in dark mode.

python -m tools.browser

A page wider than the window, code wider than its column on a desktop, a request to another site, an error in the
console, a search without results, or a menu that does not open is an error. Full-page screenshots are saved in
.cache/pages. If Chromium is missing, the program tries to install it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as NotFound

from . import ROOT
from .site import SITE

PICTURES = ROOT / ".cache" / "pages"
WIDTHS = {"desktop": 1280, "phone": 390, "dark": 1280}
"""The width of each window in pixels. The last window prefers dark colours."""
SEARCHES = {
    "pagination": "Pagination and resuming",
    "lifespan": "Web applications",
    "resume": "Pagination and resuming",
    "celery": "Calling from synchronous code",
    "jupyter": "Notebooks",
    "deadline": "Retries and deadlines",
    "snooze": "Snooze a conversation",
}
"""Search terms, each with the title of an expected result."""
SAMPLER = "OpenAPI Sampler:"
"""Redoc warns about examples that it derives from schemas. The contract has its own examples."""
TALLEST = 60_000
"""Maximum height of a full-page screenshot in pixels. A taller page, such as Redoc's, is captured in part."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = (
    "",  # Chromium may be installed already
    "apt-get update --quiet",
    "apt-get install --yes --quiet --no-install-recommends chromium fonts-dejavu-core",
    f"{sys.executable} -m playwright install chromium",
)
"""Commands to try in this order until Chromium is found."""


def main() -> None:
    """Check all pages and report the problems."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(SITE))) as server,
        sync_playwright() as play,
    ):
        chromium = find(play.chromium.executable_path)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        # Root may be unable to use the sandbox; the pages are our own.
        options = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = play.chromium.launch(executable_path=chromium, args=options)
        problems = [each for name in WIDTHS for each in look(browser, f"http://127.0.0.1:{server.server_port}/", name)]
        browser.close()
        server.shutdown()
    if problems:
        sys.exit("\n".join(problems))
    print(f"{len(addresses())} pages are as they should be; pictures are in {PICTURES.relative_to(ROOT)}")


class Files(SimpleHTTPRequestHandler):
    """Serves the site without logging requests."""

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


def find(of_playwright: str) -> str:
    """Return the path of Chromium; install it if it is missing, from the system's packages or with Playwright."""
    for command in INSTALL:
        subprocess.run(command, shell=True, stdout=subprocess.DEVNULL, check=False)
        found = next(filter(None, map(shutil.which, NAMES)), of_playwright)
        if Path(found).exists():
            return found
    sys.exit("no page was looked at: there is no Chromium, and none could be installed here")


def addresses() -> list[str]:
    """Return the path of every page, relative to the site's root."""
    pages = [path.relative_to(SITE).as_posix() for path in sorted(SITE.rglob("*.html"))]
    return [re.sub(r"(^|/)index\.html$", r"\1", page) for page in pages]


def look(browser: Browser, home: str, name: str) -> Iterator[str]:
    """Yield the problems of all pages in one window."""
    scheme: Literal["dark", "light"] = "dark" if name == "dark" else "light"
    window = {"width": WIDTHS[name], "height": 900}
    page = browser.new_context(viewport=window, device_scale_factor=1, color_scheme=scheme).new_page()
    found: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(SAMPLER):
            found.append(f"console: {message.text}")

    def asked(url: str) -> None:
        if not url.startswith((home, "data:", "blob:")):
            found.append(f"asks {url}")

    page.on("console", said)
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on("request", lambda request: asked(request.url))
    for address in addresses():
        page.goto(home + address, wait_until="networkidle")
        found += wrong(page, name)
        picture(page, name, address.strip("/").replace("/", ".") or "index")
        yield from (f"{name}: {address or '/'}: {problem}" for problem in found)
        found.clear()
    for what in (*SEARCHES, "contract"):
        try:
            contract(page, home, name) if what == "contract" else search(page, home, what, SEARCHES[what])
        except (NotFound, AssertionError) as error:
            found.append(str(error).partition("Call log")[0].strip())
        picture(page, name, f"search.{what}")
        yield from (f"{name}: the search, {what}: {problem}" for problem in found)
        found.clear()
    page.context.close()


def wrong(page: Page, name: str) -> Iterator[str]:
    """Yield the layout problems of a page."""
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > WIDTHS[name]:
        yield f"is {width} pixels wide: {page.evaluate(WIDEST)}"
    if name == "desktop":
        yield from (f"code is wider than its column: {line}" for line in page.evaluate(WIDER_CODE))
    palette = page.locator("body").get_attribute("data-md-color-scheme")  # Redoc's page has none
    if palette not in (None, "slate" if name == "dark" else "default"):
        yield f"has the colours {palette}"
    if not page.inner_text("body").strip():
        yield "is empty"


WIDEST = """
(() => [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .slice(-3).map(each => each.tagName + '.' + each.className).join(', '))()
"""

WIDER_CODE = """
[...document.querySelectorAll('.md-content pre > code')]
    .filter(each => each.scrollWidth > each.clientWidth + 1)
    .map(each => each.innerText.split('\\n').reduce((one, other) => one.length > other.length ? one : other))
"""


def picture(page: Page, name: str, title: str) -> None:
    """Save a screenshot of a page."""
    is_whole = page.evaluate("document.documentElement.scrollHeight") < TALLEST
    page.screenshot(path=PICTURES / name / f"{title}.png", full_page=is_whole)


def search(page: Page, home: str, typed: str, expected: str) -> None:
    """Type a word into the search, and wait for the expected result."""
    page.goto(home, wait_until="networkidle")
    page.locator("label[for=__search], .md-search__button").filter(visible=True).first.click()
    page.get_by_role("combobox").fill(typed)
    page.get_by_role("option").filter(has_text=expected).first.wait_for()


def contract(page: Page, home: str, name: str) -> None:
    """Check that the contract's reference shows operations, finds them, and links to them from its menu."""
    page.goto(home + "contract/reference.html", wait_until="networkidle")
    page.locator("#contract h1").first.wait_for(timeout=60_000)  # Redoc renders after the page has loaded
    for shown in ("/api/v1/accounts/{account_id}/conversations", "Create a label", "ConversationSnooze"):
        expect(page.locator("#contract")).to_contain_text(shown)
    menu = page.get_by_placeholder("Search...")
    if not menu.is_visible():  # on a phone, a button in the corner opens the menu
        page.mouse.click(WIDTHS[name] - 45, 828)
    menu.fill("snooze")
    page.locator("[data-role='search:results']").get_by_text("Change a conversation's status").click()
    page.wait_for_url(re.compile("reference.html#.+toggle_status"))
    page.locator("[id*='toggle_status']").first.get_by_role("button").filter(has_text="422").first.click()


if __name__ == "__main__":
    main()

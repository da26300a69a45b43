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
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright
from playwright.sync_api import TimeoutError as NotFound

from . import ROOT
from .site import SITE

HOME = "http://localhost/"
"""The address of the site in the browser. No server listens there: Playwright answers the requests."""
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
    with sync_playwright() as play:
        # Root may be unable to use the sandbox; the pages are our own.
        options = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = play.chromium.launch(executable_path=find(play.chromium.executable_path), args=options)
        problems = [each for name in WIDTHS for each in look(browser, name)]
        browser.close()
    if problems:
        sys.exit("\n".join(problems))
    print(f"{len(addresses())} pages are as they should be; pictures are in {PICTURES.relative_to(ROOT)}")


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


def look(browser: Browser, name: str) -> Iterator[str]:
    """Yield the problems of all pages in one window."""
    scheme: Literal["dark", "light"] = "dark" if name == "dark" else "light"
    window = {"width": WIDTHS[name], "height": 900}
    page = browser.new_context(viewport=window, device_scale_factor=1, color_scheme=scheme).new_page()
    page.set_default_timeout(120_000)  # milliseconds: Redoc's page, and pictures of long pages, can take over 30 s
    found: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(SAMPLER):
            found.append(f"console: {message.text}")

    def answer(route: Route) -> None:
        path = SITE / unquote(urlsplit(route.request.url).path).strip("/")
        path = path / "index.html" if path.is_dir() else path
        if not route.request.url.startswith(HOME):
            found.append(f"asks {route.request.url}")
        route.fulfill(path=path) if path.is_file() else route.fulfill(status=404)

    page.on("console", said)
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.route("**/*", answer)
    checks: dict[str, Callable[[Page], None]] = {f"/{each}": partial(layout, name, each) for each in addresses()}
    checks |= {f"search/{typed}": partial(search, typed, title) for typed, title in SEARCHES.items()}
    for what, check in (checks | {"search/contract": partial(contract, name)}).items():
        try:
            check(page)
        except (NotFound, AssertionError) as error:
            found.append(str(error).partition("Call log")[0].strip())
        is_whole = page.evaluate("document.documentElement.scrollHeight") < TALLEST
        picture = what.strip("/").replace("/", ".") or "index"
        page.screenshot(path=PICTURES / name / f"{picture}.png", full_page=is_whole)
        yield from (f"{name}: {what}: {problem}" for problem in found)
        found.clear()
    page.context.close()


def layout(name: str, address: str, page: Page) -> None:
    """Check the layout of a page."""
    page.goto(HOME + address, wait_until="networkidle")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= WIDTHS[name], f"is {width} pixels wide: {page.evaluate(WIDEST)}"
    if name == "desktop":
        lines = page.evaluate(WIDER_CODE)
        assert not lines, f"code is wider than its column: {lines}"
    palette = page.locator("body").get_attribute("data-md-color-scheme")  # Redoc's page has none
    assert palette in (None, "slate" if name == "dark" else "default"), f"has the colours {palette}"
    assert page.inner_text("body").strip(), "is empty"


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


def search(typed: str, expected: str, page: Page) -> None:
    """Type a word into the search, and wait for the expected result."""
    page.goto(HOME, wait_until="networkidle")
    page.locator("label[for=__search], .md-search__button").filter(visible=True).first.click()
    page.get_by_role("combobox").fill(typed)
    page.get_by_role("option").filter(has_text=expected).first.wait_for()


def contract(name: str, page: Page) -> None:
    """Check that the contract's reference shows operations, finds them, and links to them from its menu."""
    page.goto(HOME + "contract/reference.html", wait_until="networkidle")
    page.locator("#contract h1").first.wait_for()  # Redoc renders after the page has loaded
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

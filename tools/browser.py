"""Looks at every page of site/ in Chromium, at desktop and phone width, and in dark colours.

python -m tools.browser

A page that is wider than the window, code that is wider than its column on a desktop, a request that leaves the site,
an error in the console, a search without results, a menu that does not open: each fails. Pictures of whole pages are
in .cache/pages. Without a Chromium one is installed, where that can be done.
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

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from playwright.sync_api import TimeoutError as NotFound

from .site import ROOT, SEARCHES, SITE

PICTURES = ROOT / ".cache" / "pages"
WIDTHS = {"desktop": 1280, "phone": 390, "dark": 1280}
"""The windows that pages are looked at in; the last one's reader likes dark colours."""
SAMPLER = "OpenAPI Sampler:"
"""Redoc warns of examples that it makes of schemas; the contract has examples of its own."""
TALLEST = 60_000
"""Pixels of a picture; a taller page, such as Redoc's, is shown as the window shows it."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Look, and say what is wrong."""
    chromium = find() or install()
    if chromium is None:
        sys.exit("no page was looked at: there is no Chromium, and none could be installed here")
    shutil.rmtree(PICTURES, ignore_errors=True)
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(SITE))) as server,
        sync_playwright() as play,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}/"
        # No sandbox where this is root, who may have none; the pages are our own.
        options = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = play.chromium.launch(executable_path=chromium, args=options)
        problems = [problem for name in WIDTHS for problem in look(browser, home, name)]
        browser.close()
        server.shutdown()
    if problems:
        sys.exit("\n".join(problems))
    print(f"{len(addresses())} pages are as they should be; pictures are in {PICTURES.relative_to(ROOT)}")


class Files(SimpleHTTPRequestHandler):
    """Serves the site, without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def find() -> str | None:
    """A Chromium of this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> str | None:
    """Install a Chromium: the system's, or the one that Playwright knows; None where neither can be had."""
    if shutil.which("apt-get") and os.getuid() == 0:
        subprocess.run(["apt-get", "update", "--quiet"], stdout=subprocess.DEVNULL, check=False)
        command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium", "fonts-dejavu-core"]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        if found := find():
            return found
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    with sync_playwright() as play:
        path = play.chromium.executable_path
    return path if Path(path).exists() else None


def addresses() -> list[str]:
    """Every page, below the site's root."""
    pages = [path.relative_to(SITE).as_posix() for path in sorted(SITE.rglob("*.html"))]
    return [re.sub(r"(^|/)index\.html$", r"\1", page) for page in pages]


def look(browser: Browser, home: str, name: str) -> Iterator[str]:
    """What is wrong with the pages at one width."""
    window = {"width": WIDTHS[name], "height": 900}
    scheme: Literal["dark", "light"] = "dark" if name == "dark" else "light"
    context = browser.new_context(viewport=window, device_scale_factor=1, color_scheme=scheme)
    page = context.new_page()
    found: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(SAMPLER):
            found.append(f"console: {message.text}")

    page.on("console", said)
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((home, "data:", "blob:")) else found.append(f"asks {request.url}")
        ),
    )
    for address in addresses():
        page.goto(home + address, wait_until="networkidle")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > WIDTHS[name]:
            found.append(f"is {width} pixels wide: {page.evaluate(WIDEST)}")
        if name == "desktop":
            found += [f"code is wider than its column: {line}" for line in page.evaluate(WIDER_CODE)]
        palette = page.locator("body").get_attribute("data-md-color-scheme")  # Redoc's page has none
        if palette not in (None, {"dark": "slate", "light": "default"}[scheme]):
            found.append(f"has the colours {palette}")
        if not page.inner_text("body").strip():
            found.append("is empty")
        picture = PICTURES / name / f"{address.strip('/').replace('/', '.') or 'index'}.png"
        is_whole = page.evaluate("document.documentElement.scrollHeight") < TALLEST
        page.screenshot(path=picture, full_page=is_whole)
        yield from (f"{name}: {address or '/'}: {problem}" for problem in found)
        found.clear()
    for typed, expected in SEARCHES.items():
        if not search(page, home, typed, expected):
            yield f"{name}: the search for {typed!r} does not find {expected!r}"
        page.screenshot(path=PICTURES / name / f"search.{typed}.png")
    yield from contract(page, home, name)
    yield from (f"{name}: the search, the contract: {problem}" for problem in found)
    context.close()


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


def search(page: Page, home: str, typed: str, expected: str) -> bool:
    """Type a word into the search, as a reader does; whether a result says what is expected."""
    page.goto(home, wait_until="networkidle")
    page.locator("label[for=__search], .md-search__button").filter(visible=True).first.click()
    page.get_by_role("combobox").fill(typed)
    try:
        page.get_by_role("option").filter(has_text=expected).first.wait_for(timeout=10_000)
    except NotFound:
        return False
    return True


def contract(page: Page, home: str, name: str) -> Iterator[str]:
    """The reference of the contract shows operations, finds them, and has a menu that leads to them."""
    page.goto(home + "contract/reference.html", wait_until="networkidle")
    try:  # Redoc draws the page after it was loaded
        page.locator("#contract h1").first.wait_for(timeout=60_000)
    except NotFound:
        yield f"{name}: the contract is not drawn"
        return
    text = page.inner_text("#contract")
    for expected in ("/api/v1/accounts/{account_id}/conversations", "Create a label", "ConversationSnooze"):
        if expected not in text:
            yield f"{name}: the contract does not show {expected!r}"
    menu = page.get_by_placeholder("Search...")
    try:
        if not menu.is_visible():  # behind the button that Redoc has in the corner of a phone
            page.mouse.click(WIDTHS[name] - 45, 828)
        menu.fill("snooze", timeout=5_000)
        results = page.locator("[data-role='search:results']")
        results.get_by_text("Change a conversation's status").click(timeout=10_000)
        page.wait_for_url(re.compile("reference.html#.+toggle_status"), timeout=5_000)
        operation = page.locator("[id*='toggle_status']").first
        operation.get_by_role("button").filter(has_text="422").first.click(timeout=5_000)
        page.screenshot(path=PICTURES / name / "search.contract.png")
    except NotFound as error:
        yield f"{name}: the contract: {str(error).partition('Call log')[0].strip()}"


if __name__ == "__main__":
    main()

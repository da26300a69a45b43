"""The documentation works: every code block is executed."""

from __future__ import annotations

import ast
import asyncio
import builtins
import datetime as dt
import inspect
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import types
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import attrs
import pytest

import aiochatwoot
from aiochatwoot import Chatwoot, models, testing
from aiochatwoot.testing import FakeChatwoot
from tools import paste

from .commands import environment, run

pytestmark = pytest.mark.untraced

ROOT = Path(__file__).parent.parent
PAGES = tuple(sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")))
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "AGENTS.md", "CHANGELOG.md", *PAGES)
# Run by the workflow: inside the tests they would run the tests again, or create another environment.
RUN_ELSEWHERE = {"make run", "make test", "make check", "make docs", "make docs-check"}
WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"
INSTALL = re.compile(r'pip install "?\.(\[[\w,]+\])?"?((?: [\w-]+)*)')
"""Installs are replaced by a dry run without an index, which resolves the extras."""
# Commands that other tests run.
TESTED_BY_OTHERS = re.compile(r"make vendor|aiochatwoot export |.*(app[/.]_vendor|\.\./aiochatwoot)")
OF_THE_SHOP = "docs/recipes/generate.md"
OF_ENGINES = "docs/recipes/spark.md"
"""Its programs need engines, which have their own environment: `make spark` runs them."""
OF_AGENTS = "docs/recipes/agents.md"
"""Its blocks need the extra mcp, without which the lowest versions are tested."""
SNIPPET = re.compile(r'^--8<--(?: "|\n)([^"\n]+)(?:"$|\n--8<--$)', re.MULTILINE)


# Webhook receivers do not end by themselves: tests/test_bot.py runs them.
# The shop is another product: tests/test_shop.py runs it.
RECEIVERS = {ROOT / "examples" / "bot.py", ROOT / "examples" / "labels.py"}
EXAMPLES = sorted(set((ROOT / "examples").glob("*.py")) - RECEIVERS)
MADE_BY_MAKE_DOCS = {"openapi.yaml"}
ERRORS = "aiochatwoot.errors"
COLUMN = 105
"""Characters of a line of code that the site shows without scrolling; `make docs-check` checks this."""
TESTING = "docs/recipes/testing.md"


@attrs.frozen
class Block:
    """A fenced block of a document."""

    document: str
    line: int
    language: str
    code: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


def blocks(*languages: str) -> Iterator[Block]:
    """Yield the blocks of all documents in one of the languages."""
    for document in DOCUMENTS:
        text = (ROOT / document).read_text(encoding="utf-8")
        for match in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            is_example = SNIPPET.fullmatch(match[2].strip())  # a program, which other tests run
            if match[1] in languages and not (is_example and match[1] == "python"):
                yield Block(document, text[: match.start()].count("\n") + 1, match[1], match[2])


@pytest.fixture
def server() -> Iterator[FakeChatwoot]:
    with FakeChatwoot() as server:
        yield server


def test_every_language_is_known() -> None:
    """Every block is Python, shell, a walkthrough step, settings, or a drawing without a language."""
    known = {"python", "shell", "console", "diff", "json", "toml", "yaml", "text", ""}
    assert {block.document for block in blocks("console", "diff")} == {"CONTRIBUTING.md"}
    # Tested below, and by test_vendor.py.
    assert {block.document for block in blocks("toml")} == {TESTING, "docs/recipes/vendoring.md"}
    assert {block.document for block in blocks("yaml")} == {OF_THE_SHOP, "docs/recipes/vendoring.md"}
    assert [block.document for block in blocks("json")] == [OF_AGENTS]  # agents/test_stdio.py uses it
    # Output of commands: `make operations-check` compares it.
    assert {block.document for block in blocks("text")} == {OF_THE_SHOP, "docs/command-line.md", "docs/index.md"}
    assert [block.document for block in blocks("")] == ["CONTRIBUTING.md"]  # the layout
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS]
    examples = sum(len(re.findall(r"^```python\n--8<--\nexamples/", text, re.MULTILINE)) for text in texts)
    assert sum(text.count("```") for text in texts) == 2 * (len(list(blocks(*known))) + examples)


def test_what_is_run_elsewhere_is_run() -> None:
    """The commands that no test runs are steps of the workflow."""
    steps = re.findall(r"^ +- run: (.+)$", WORKFLOW.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(steps) >= RUN_ELSEWHERE


def test_nothing_is_installed_from_an_index() -> None:
    """No document has a command that installs the package from an index, where it is not published yet."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS if name != "CHANGELOG.md"]
    assert [
        each for text in texts for each in re.findall(r"pip install .*\baiochatwoot\b.*", text) if "../" not in each
    ] == []


def test_code_fits_its_column() -> None:
    """Code of the documentation has at most 105 characters a line, which the site shows at 1280 pixels."""
    long = [
        f"{block}: {line}"
        for block in blocks("python", "shell", "text")
        if block.document in PAGES
        for line in block.code.splitlines()
        if len(line) > COLUMN
    ]
    assert long == []


def test_files_that_are_included_exist() -> None:
    """Examples and other files that a page includes exist."""
    included = [name for page in PAGES for name in SNIPPET.findall((ROOT / page).read_text(encoding="utf-8"))]
    assert included
    assert [name for name in included if not (ROOT / name).is_file()] == []
    programs = {path.relative_to(ROOT).as_posix() for path in (ROOT / "examples").rglob("*.py")}
    assert programs - set(included) == set()


def test_every_page_is_in_the_navigation() -> None:
    """Each page is in the navigation, and each entry of the navigation is a page."""
    entries = re.findall(r"[ :] ?([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(page.removeprefix("docs/") for page in PAGES) == sorted(entries)


@pytest.mark.parametrize("block", [each for each in blocks("python") if each.document != OF_ENGINES], ids=str)
def test_python_blocks_run(
    block: Block,
    server: FakeChatwoot,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """A Python block runs unchanged, except for placeholders of server and token."""
    if block.document == OF_AGENTS:
        pytest.importorskip("mcp")
    for name, value in environment(server).items():
        monkeypatch.setenv(name, value)
    if "ChatwootPublic()" in block.code:
        monkeypatch.setenv("CHATWOOT_INBOX_IDENTIFIER", server.account.add_inbox("Chat").identifier)
    writes = any(each in block.code for each in ("to_directory", ".write_text(", "sqlite3.connect("))
    monkeypatch.chdir(tmp_path if writes else ROOT)
    monkeypatch.setattr(sys, "path", [*sys.path, str(ROOT / "examples")])  # for blocks that import the bot
    code = placed(block.code, server)
    compiled = compile(code, str(block), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    scope: dict[str, object] = {"__name__": "__main__"}
    if compiled.co_flags & inspect.CO_COROUTINE:

        async def run_block() -> None:
            await types.FunctionType(compiled, scope)()

        asyncio.run(run_block())
    else:
        exec(compiled, scope)
    for name, test in [(name, each) for name, each in scope.items() if name.startswith("test_")]:
        asyncio.run(run_test(name, test))
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("block", paste.blocks())
def test_blocks_of_the_readme_paste(block: str) -> None:
    """Each Python block of the README can be pasted into a fresh interpreter."""
    assert not paste.paste(block)


def placed(code: str, server: FakeChatwoot) -> str:
    """Replace the placeholders in a block by a server and a token."""
    if '"https://app.chatwoot.com"' not in code:
        return code
    return code.replace('"https://app.chatwoot.com"', f'"{server.base_url}"').replace('"..."', f'"{server.token}"')


@pytest.mark.parametrize("block", [each for each in blocks("shell") if each.document != OF_THE_SHOP], ids=str)
def test_shell_blocks_run(block: Block, server: FakeChatwoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of a shell block succeeds, and prints something."""
    if block.document == OF_AGENTS:
        pytest.importorskip("mcp")
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if block.document in PAGES:
        for name, value in environment(server).items():
            monkeypatch.setenv(name, value)
    for command in placed(block.code, server).splitlines():
        if command in RUN_ELSEWHERE or TESTED_BY_OTHERS.match(command):
            continue
        if setting := re.fullmatch(r'export (\w+)="(.*)"', command):
            monkeypatch.setenv(setting[1], setting[2])
            continue
        if wanted := INSTALL.fullmatch(command):
            command = (
                f'pip install --dry-run --no-index --no-build-isolation --no-color ".{wanted[1] or ""}"{wanted[2]}'
            )
        status, out, err = run_command(command)
        assert status == 0, f"{command}: {err}"
        # A run with --every may have nothing to report.
        assert out or "--every" in command, f"{command} shows nothing"
        assert "does not provide the extra" not in err


def run_command(command: str) -> tuple[int, str, str]:
    """Run a command; `aiochatwoot` in this process, since a process for each would take most of the time."""
    if command.startswith("aiochatwoot "):
        result = run(*shlex.split(command)[1:])
        return result.exit_code, result.stdout, result.stderr
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr


async def run_test(name: str, test: object) -> None:
    """Run a test from a document, with the fixtures of the pytest plugin."""
    assert inspect.iscoroutinefunction(test), name
    assert list(inspect.signature(test).parameters) == ["fake_chatwoot", "chatwoot"]
    with FakeChatwoot() as server:
        async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id) as chatwoot:
            await test(server, chatwoot)


def test_the_recipe_for_tests_is_complete(tmp_path: Path) -> None:
    """The recipe's settings and blocks, copied beside the bot, are tests that pass without warnings."""
    shutil.copy(ROOT / "examples" / "bot.py", tmp_path)
    for block in blocks("toml", "python"):
        if block.document == TESTING:
            name = "pyproject.toml" if block.language == "toml" else f"test_{block.line}.py"
            (tmp_path / name).write_text(block.code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-W", "error", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert "6 passed" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


def test_links_inside_of_the_documents_hold() -> None:
    """Links to files and headings have a target."""
    for document in DOCUMENTS:
        text = (ROOT / document).read_text(encoding="utf-8")
        headings = {
            re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
            for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        }
        for target in re.findall(r"\]\(([^)]+)\)", text):
            if target.startswith("#"):
                assert target[1:] in headings, f"{document}: {target}"
            elif not target.startswith("http") and target not in MADE_BY_MAKE_DOCS:
                # `make docs` checks the anchors of other pages.
                path = ((ROOT / document).parent / target.partition("#")[0]).resolve()
                assert path.exists(), f"{document}: {target}"


def test_every_error_is_explained() -> None:
    """The page about errors explains each error exactly once, with what to do."""
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    explained = re.findall(r"^###? (\w+Error)$", page, re.MULTILINE)
    known = [name for name in aiochatwoot.__all__ if name.endswith("Error") and name != "FieldError"]
    assert sorted(known) == sorted(explained)
    for name, text in zip(explained, re.split(r"^###? \w+Error$", page, flags=re.MULTILINE)[1:], strict=True):
        assert "**" in text or name == "ChatwootError", f"{name}: what is to be done?"
        for base in ("ValueError", "TimeoutError", "RuntimeError"):
            is_one = issubclass(getattr(aiochatwoot, name), getattr(builtins, base))
            assert is_one == (f"It is also a `{base}`." in text), f"{name}: {base}"


def test_everything_public_is_in_the_reference() -> None:
    """Every public name of the package and of its embedded server is in the API reference.

    Methods are listed with their classes; `make docs` checks each member.
    """
    pages = [(ROOT / page).read_text(encoding="utf-8") for page in PAGES if page.startswith("docs/reference/")]
    found = {name for page in pages for name in re.findall(r"^::: ([\w.]+)$", page, re.MULTILINE)}
    of_errors = {
        name for name in aiochatwoot.__all__ if getattr(getattr(aiochatwoot, name), "__module__", "") == ERRORS
    }
    public = {f"aiochatwoot.{name}" for name in aiochatwoot.__all__ if name not in of_errors and name != "models"}
    public |= {f"aiochatwoot.models.{name}" for name in models.__all__}
    public |= {f"aiochatwoot.testing.{name}" for name in testing.__all__}
    assert public - found == set()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_examples_run(example: Path, server: FakeChatwoot) -> None:
    """Each example is a complete program: it runs, prints something, and reports an error in one line."""
    environ = os.environ | environment(server)
    done = subprocess.run([sys.executable, example], env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    environ["CHATWOOT_API_ACCESS_TOKEN"] = "wrong"
    done = subprocess.run([sys.executable, example], env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_examples_that_nobody_reads_are_quiet(example: Path, server: FakeChatwoot) -> None:
    """If the reader of its output exits (`| head`), an example ends without a traceback."""
    reader, writer = os.pipe()
    os.close(reader)
    environ = os.environ | environment(server)
    with open(writer, "wb") as stdout:
        done = subprocess.run(
            [sys.executable, example], env=environ, stdout=stdout, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (1, b"")


def test_an_alert_is_sent(server: FakeChatwoot) -> None:
    """The alert is sent to the chat room; with `--every`, only for customers who passed the limit since the
    last run.
    """
    received: list[bytes] = []

    class Room(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Do not log to stderr."""

    with HTTPServer(("127.0.0.1", 0), Room) as room:
        threading.Thread(target=room.serve_forever, daemon=True).start()
        environ = os.environ | environment(server) | {"ALERT_URL": f"http://127.0.0.1:{room.server_port}/hook"}
        command = [sys.executable, str(ROOT / "examples" / "alert.py"), "--minutes", "30"]
        every = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout
        command += ["--every", "5"]
        assert not subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout
        moment = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=32)
        server.account.add_conversation(created_at=moment)
        just = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout
        room.shutdown()
    assert every.count("\n") > 10
    assert just.count("\n") == 1
    assert [json.loads(body)["text"] for body in received] == [every.strip(), just.strip()]


def test_an_export_is_whole(server: FakeChatwoot) -> None:
    """Each line of the export is a complete conversation with all of its messages, and can be read back without
    loss.
    """
    command = [sys.executable, str(ROOT / "examples" / "export.py")]
    environ = os.environ | environment(server)
    lines = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout.splitlines()
    read = [models.Conversation.from_dict(json.loads(line)) for line in lines]
    assert len({each.id for each in read}) == len(lines) > 50
    assert [json.loads(line) for line in lines] == [each.to_dict() for each in read]
    assert len(next(each for each in read if each.id == 42).messages) == 22

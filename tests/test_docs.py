"""What the documents show works: every code block is executed."""

from __future__ import annotations

import ast
import asyncio
import inspect
import os
import re
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from aiochatwoot import Chatwoot
from aiochatwoot.testing import FakeChatwoot

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
# Run by .ci/run itself: from inside the tests they would run the tests again.
RUN_ELSEWHERE = {"make test", "make check"}


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
    """The blocks of all documents in one of the languages."""
    for document in DOCUMENTS:
        text = (ROOT / document).read_text(encoding="utf-8")
        for match in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            if match[1] in languages:
                yield Block(document, text[: match.start()].count("\n") + 1, match[1], match[2])


@pytest.fixture(scope="module")
def server() -> Iterator[FakeChatwoot]:
    with FakeChatwoot() as server:
        yield server


def environment(server: FakeChatwoot) -> dict[str, str]:
    return {
        "CHATWOOT_BASE_URL": server.base_url,
        "CHATWOOT_API_ACCESS_TOKEN": server.token,
        "CHATWOOT_ACCOUNT_ID": str(server.account_id),
    }


def test_every_language_is_known() -> None:
    """No block escapes: each is Python, shell, a step of the walkthrough, or a drawing without a language."""
    known = {"python", "shell", "console", "diff", ""}
    found = {block.language for block in blocks(*known, "bash", "sh", "text", "yaml", "toml")}
    assert found <= known
    assert {"CONTRIBUTING.md"} == {block.document for block in blocks("console", "diff")}
    fences = sum((ROOT / name).read_text(encoding="utf-8").count("```") for name in DOCUMENTS)
    assert fences == 2 * len(list(blocks(*known)))


@pytest.mark.parametrize("block", list(blocks("python")), ids=str)
def test_python_blocks_run(
    block: Block, server: FakeChatwoot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Python block runs as it is, but for the server and token of the one with placeholders."""
    for name, value in environment(server).items():
        monkeypatch.setenv(name, value)
    code = block.code.replace('"https://app.chatwoot.com", token="..."', f'"{server.base_url}", token="{server.token}"')
    compiled = compile(code, str(block), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    scope: dict[str, object] = {"__name__": "__main__"}
    if compiled.co_flags & inspect.CO_COROUTINE:

        async def run() -> None:
            await types.FunctionType(compiled, scope)()

        asyncio.run(run())
    else:
        exec(compiled, scope)
    for name, test in [(name, each) for name, each in scope.items() if name.startswith("test_")]:
        asyncio.run(run_test(name, test))
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("block", list(blocks("shell")), ids=str)
def test_shell_blocks_run(block: Block, tmp_path: Path) -> None:
    """Each command of a shell block ends well, and those that show something show it."""
    for command in block.code.splitlines():
        if command in RUN_ELSEWHERE:
            continue
        done = subprocess.run(
            command.replace("../other", str(tmp_path)),
            shell=True,
            cwd=ROOT,
            env=os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert 0 == done.returncode, f"{command}: {done.stderr}"
        assert done.stdout, f"{command} shows nothing"


async def run_test(name: str, test: object) -> None:
    """Run a test that a document shows, with the fixtures of the pytest plugin that it names."""
    assert inspect.iscoroutinefunction(test), name
    assert ["fake_chatwoot", "chatwoot"] == list(inspect.signature(test).parameters)
    with FakeChatwoot() as server:
        async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id) as chatwoot:
            await test(server, chatwoot)


def test_links_inside_of_the_documents_hold() -> None:
    """Links to files and headings lead somewhere."""
    for document in DOCUMENTS:
        text = (ROOT / document).read_text(encoding="utf-8")
        headings = {
            re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
            for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        }
        for target in re.findall(r"\]\(([^)]+)\)", text):
            if target.startswith("#"):
                assert target[1:] in headings, f"{document}: {target}"
            elif not target.startswith("http"):
                assert (ROOT / target).exists(), f"{document}: {target}"


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_examples_run(example: Path, server: FakeChatwoot) -> None:
    """Each example is a whole program: it runs, shows something, and says in one line what is wrong."""
    environ = os.environ | environment(server)
    done = subprocess.run([sys.executable, example], env=environ, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout
    environ["CHATWOOT_API_ACCESS_TOKEN"] = "wrong"
    done = subprocess.run([sys.executable, example], env=environ, capture_output=True, text=True, check=False)
    assert 1 == done.returncode
    assert 1 == done.stderr.count("\n")

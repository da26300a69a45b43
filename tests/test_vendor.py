"""The vendored copy: put into another repository, kept up to date, and used there under any name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aiochatwoot.testing import FakeChatwoot
from tools import vendor

pytestmark = pytest.mark.apart

NAMES = ("app._vendor", "other.libraries")
PROGRAM = """
import asyncio, pickle, sys
from {0} import aiochatwoot as one
from {1} import aiochatwoot as two
from {0}.aiochatwoot.testing import FakeChatwoot

async def main(url, token):
    for package in (one, two):
        async with package.Chatwoot(url, token=token, account_id=1) as chatwoot:
            whole = await chatwoot.conversations.get_whole(42)
            copy = pickle.loads(pickle.dumps(whole))
            assert copy == whole and type(copy) is package.models.Conversation, type(copy)
            try:
                await chatwoot.conversations.get(4711)
            except package.NotFoundError as error:
                assert isinstance(error, package.ChatwootError)
        print(package.__name__, len(whole.messages))
    assert one.Chatwoot is not two.Chatwoot and "aiochatwoot" not in sys.modules

with FakeChatwoot(account_id=1) as server:
    asyncio.run(main(server.base_url, server.token))
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.vendor", *arguments]
    return subprocess.run(command, cwd=vendor.ROOT, capture_output=True, text=True, check=False)


def content(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with what is in it, and when it was written."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy in another repository."""
    vendor.vendor(tmp_path / "_vendor")
    return tmp_path / "_vendor" / "aiochatwoot"


def test_two_copies_work_side_by_side(tmp_path: Path) -> None:
    """Another repository may have the package under two names at once: each works by itself, over HTTP."""
    for name in NAMES:
        folder = tmp_path / "src" / name.replace(".", "/")
        assert 0 == run(str(folder)).returncode
        for package in (folder, folder.parent):
            (package / "__init__.py").touch()
    environment = {"PYTHONPATH": str(tmp_path / "src"), "PYTHONDONTWRITEBYTECODE": "1", "NO_PROXY": "*"}
    program = [sys.executable, "-W", "error", "-P", "-c", PROGRAM.format(*NAMES)]
    with FakeChatwoot(account_id=1) as server:
        expected = len(server.account.conversations[42].messages)
    done = subprocess.run(program, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "" == done.stderr
    assert [f"{name}.aiochatwoot {expected}" for name in NAMES] == done.stdout.splitlines()
    version = [sys.executable, "-m", f"{NAMES[0]}.aiochatwoot", "--version"]
    assert "aiochatwoot " in subprocess.run(version, env=environment, capture_output=True, text=True, check=True).stdout


def test_a_copy_is_whole_and_has_nothing_else(copy: Path) -> None:
    """Real files only, with licence and types; no tests, no generator, nothing that Python makes."""
    names = {path.relative_to(copy).as_posix() for path in copy.rglob("*")}
    assert {"LICENSE", "VENDORED", "py.typed", "generated/models/message.py", "testing/plugin.py"} <= names
    assert [] == [path for path in copy.rglob("*") if path.is_symlink()]
    assert [] == [name for name in names if "__pycache__" in name or "generator/" in name or name.startswith("test_")]


def test_again_changes_nothing(copy: Path) -> None:
    """A second run writes no file."""
    before = content(copy)
    assert 0 == vendor.vendor(copy.parent)
    assert before == content(copy)
    assert (vendor.FRESH, f"{copy} is up to date") == vendor.check(copy.parent)


def test_a_stale_copy_is_brought_up_to_date(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is new here is written, what is gone here is removed with its folder; what others put there stays."""
    (copy / "notes.txt").write_text("theirs")
    now = vendor.sources()
    changed = {name: text for name, text in now.items() if not name.startswith("testing/")}
    changed |= {"auth.py": b"# other", "new/module.py": b""}
    monkeypatch.setattr(vendor, "sources", lambda: changed)
    (copy / "notes.txt").unlink()
    status, said = vendor.check(copy.parent)
    assert (vendor.STALE, True) == (status, "is stale" in said and "auth.py" in said)
    (copy / "notes.txt").write_text("theirs")
    vendor.vendor(copy.parent)
    assert b"# other" == (copy / "auth.py").read_bytes()
    assert (copy / "new" / "module.py").is_file()
    assert not (copy / "testing").exists()
    assert "theirs" == (copy / "notes.txt").read_text()


def test_what_was_edited_there_is_not_lost(copy: Path) -> None:
    """An edited, a removed and an added file are named; only --force writes over the first two."""
    (copy / "auth.py").write_text("edited")
    (copy / "drift.py").unlink()
    (copy / "mine.py").write_text("mine")
    checked = run(str(copy.parent), "--check")
    assert vendor.EDITED == checked.returncode
    assert f"vendor: {copy} was edited there: changed: auth.py; removed: drift.py; added: mine.py\n" == checked.stdout
    refused = run(str(copy.parent))
    assert 1 == refused.returncode
    assert "was edited there: auth.py, drift.py. Make these changes in aiochatwoot itself" in refused.stderr
    assert "edited" == (copy / "auth.py").read_text()
    assert 0 == run(str(copy.parent), "--force").returncode
    assert "edited" != (copy / "auth.py").read_text()
    assert "mine" == (copy / "mine.py").read_text()


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """A folder of that name that was not put there by this is not touched; neither is a link followed."""
    (tmp_path / "aiochatwoot").mkdir()
    (tmp_path / "aiochatwoot" / "theirs.py").write_text("theirs")
    done = run(str(tmp_path), "--force")
    assert 1 == done.returncode
    assert "was not put there by this" in done.stderr
    assert ["theirs.py"] == [path.name for path in (tmp_path / "aiochatwoot").iterdir()]
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "aiochatwoot").symlink_to(tmp_path / "aiochatwoot")
    assert "is a link" in run(str(linked)).stderr


@pytest.mark.parametrize("line", ["0" * 64 + "  ../../outside", "nothing"])
def test_a_list_that_was_tampered_with(copy: Path, line: str) -> None:
    """A list that names what is outside of the copy is refused."""
    (copy / "VENDORED").write_text(line)
    with pytest.raises(SystemExit, match="is no list of files of a copy"):
        vendor.vendor(copy.parent)


def test_where_there_is_none(tmp_path: Path) -> None:
    """A missing copy is another status than an edited one; a DEST that is none is said in one line."""
    assert vendor.MISSING == run(str(tmp_path), "--check").returncode
    assert "DEST is empty" in run("").stderr
    (tmp_path / "file").touch()
    done = run(str(tmp_path / "file"))
    assert (1, 1) == (done.returncode, done.stderr.count("\n"))

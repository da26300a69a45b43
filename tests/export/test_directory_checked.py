"""Wrong arguments of exports into a directory, invalid manifests, and damage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aiochatwoot import Chatwoot, InvalidRequestError, SettingsError, export
from aiochatwoot.export import Progress, _manifest
from aiochatwoot.export import _directory as module
from aiochatwoot.testing import FakeChatwoot

from .exported import run, state_of_export, state_of_server
from .test_windows import asgi, filled


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "csv"}, "format: expected jsonl or parquet"),
        ({"tables": ["messages", "people"]}, "tables: expected some of conversations, messages"),
        ({"tables": "messages"}, "tables: expected some of"),
        ({"tables": []}, "tables: expected some of"),
        ({"size": 0}, "size: "),
        ({"concurrency": 0}, "concurrency: "),
        ({"max_file": 0}, "max_file: "),
        ({"on_progress": 5}, "on_progress: "),
        ({"directory": ""}, "directory: expected a path"),
    ],
)
async def test_wrong_arguments(options: dict[str, Any], message: str, server: FakeChatwoot, tmp_path: Path) -> None:
    """The error names the wrong argument, and no directory is made."""
    given: dict[str, Any] = {"directory": tmp_path / "backup"} | options
    async with asgi(server) as chatwoot:
        with pytest.raises(InvalidRequestError, match=f"^{message}"):
            await export.to_directory(chatwoot, **given)
    assert not (tmp_path / "backup").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "parquet"}, "format: .* was begun with jsonl; use another directory for parquet"),
        (
            {"tables": ["messages"]},
            "tables: .* was begun with conversations, .*; use another directory for messages",
        ),
        ({"raw": True}, "raw: .* was begun with False"),
    ],
)
async def test_other_arguments(options: dict[str, Any], message: str, server: FakeChatwoot, tmp_path: Path) -> None:
    """A directory keeps its format, tables and `raw`."""
    await run(server, tmp_path)
    async with asgi(server) as chatwoot:
        with pytest.raises(SettingsError, match=f"^{message}"):
            await export.to_directory(chatwoot, tmp_path, **options)


async def test_another_server(server: FakeChatwoot, tmp_path: Path) -> None:
    """A directory cannot hold exports of two servers."""
    await run(server, tmp_path)
    async with Chatwoot("https://other.test", token="a-token-of-tests") as chatwoot:
        with pytest.raises(SettingsError, match=r"^base_url: .* was begun with http://127\.0\.0\.1"):
            await export.to_directory(chatwoot, tmp_path)


async def test_one_at_a_time(server: FakeChatwoot, tmp_path: Path) -> None:
    """Two exports cannot write into one directory at the same time."""
    async with asgi(server) as chatwoot:
        with module._only_one(tmp_path), pytest.raises(SettingsError, match="another export is writing into"):
            await export.to_directory(chatwoot, tmp_path)


MANIFEST = (
    '{"schema_version": 1, "server": "x", "format": "%s", "tables": ["%s"], "raw": false, "cursor": {}, "runs": '
    '[{"number": %s, "began": 1, "ended": 1, "accounts": {}, "plan": [], "done": {}}]}'
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no manifest of an export: JSONDecodeError"),
        ("[]", "is no manifest of an export: TypeError"),
        ('{"schema_version": 1}', "is no manifest of an export: KeyError"),
        ('{"schema_version": 2}', "its schema_version is 2; known is 1"),
        (MANIFEST % ("csv", "messages", 1), "no manifest of an export: .*'csv' is none of jsonl, parquet"),
        (MANIFEST % ("jsonl", "../..", 1), r"no manifest of an export: .*'\.\./\.\.' is none of conversations"),
        (MANIFEST % ("jsonl", "messages", '"x"'), "no manifest of an export: .*'x'"),
        ("[" * 100_000, "no manifest of an export: RecursionError"),
    ],
)
def test_other_manifests(content: str, message: str, tmp_path: Path) -> None:
    """An unreadable, invalid or newer manifest raises an error with the reason."""
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(SettingsError, match=message):
        export.verify(tmp_path)


def test_no_export(tmp_path: Path) -> None:
    """A directory without an export cannot be verified."""
    with pytest.raises(SettingsError, match=r"has no manifest\.json"):
        export.verify(tmp_path)


async def test_damage(server: FakeChatwoot, tmp_path: Path) -> None:
    """Missing, truncated, changed and miscounted files are found."""
    await run(server, tmp_path)
    first = min((tmp_path / "messages").glob("*/*"))
    whole = first.read_bytes()
    name = first.relative_to(tmp_path)

    def problems() -> tuple[str, ...]:
        return export.verify(tmp_path).problems

    first.write_bytes(whole[:-1])
    assert problems() == (f"{name}: has {len(whole) - 1} bytes, was written with {len(whole)}",)
    first.write_bytes(whole[:-2] + b" \n")
    assert problems() == (f"{name}: its content changed",)
    first.unlink()
    assert problems() == (f"{name}: cannot be read: No such file or directory",)
    first.write_bytes(whole)
    manifest = tmp_path / "manifest.json"
    text = manifest.read_text()
    count = len(whole.splitlines())
    manifest.write_text(text.replace(f'"rows": {count}', f'"rows": {count + 1}'))
    assert problems() == (f"{name}: has {count} rows, was written with {count + 1}",)


async def interrupted(server: FakeChatwoot, directory: Path, *, windows: int, **options: Any) -> None:
    """Export until this number of windows is finished, then stop as if killed."""

    def end(progress: Progress) -> None:
        if progress.windows_done == windows:
            raise KeyboardInterrupt

    async with asgi(server) as chatwoot:
        with pytest.raises(KeyboardInterrupt):
            await export.to_directory(chatwoot, directory, on_progress=end, **options)


def loaded(directory: Path) -> _manifest.Manifest:
    """Load the manifest."""
    manifest = _manifest.load(directory)
    assert manifest is not None
    return manifest


async def test_journal_that_is_cut(tmp_path: Path) -> None:
    """A kill while a journal line is written loses only that line's window; an invalid line is an error."""
    server, journal = filled(60), tmp_path / "manifest.journal"
    await interrupted(server, tmp_path, windows=2, size=20)
    content = journal.read_bytes()
    for cut in (0, 1, len(content) // 2, len(content) - 1):
        journal.write_bytes(content[:cut])
        assert len(loaded(tmp_path).runs[0].done) == content[:cut].count(b"\n")
        assert export.verify(tmp_path).problems == ()
    journal.write_bytes(b"{}\n")
    with pytest.raises(SettingsError, match=r"manifest\.journal is no journal of an export: KeyError"):
        export.verify(tmp_path)
    journal.write_bytes(content[:-1])
    assert (await run(server, tmp_path)).is_complete
    assert state_of_server(server) == state_of_export(tmp_path)


async def test_journal_left_by_an_older_version(tmp_path: Path) -> None:
    """The manifest takes precedence over a journal: an older version may have exported the windows again since."""
    server, journal = filled(20), tmp_path / "manifest.journal"
    await interrupted(server, tmp_path, windows=1)
    content = journal.read_bytes()
    journal.unlink()  # an older version does not read the journal
    server.account.add_message(server.account.conversations[1], "written between the runs")
    assert (await run(server, tmp_path)).is_complete
    journal.write_bytes(content)  # an older version does not remove the journal
    assert export.verify(tmp_path).problems == ()


async def test_read_while_an_export_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If an export ends during a verification, all windows are found, in the manifest or in the journal."""
    await interrupted(filled(20), tmp_path, windows=1)
    finished, read_bytes = loaded(tmp_path), Path.read_bytes

    def read_and_end(path: Path) -> bytes:
        content = read_bytes(path)
        monkeypatch.undo()
        finished.save(tmp_path)
        return content

    monkeypatch.setattr(Path, "read_bytes", read_and_end)
    assert loaded(tmp_path) == finished

"""Files of attachments in an exported directory."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from aiochatwoot import Chatwoot, export
from aiochatwoot.export._attachments import FileStore
from aiochatwoot.testing import Attachment, FakeChatwoot, faults

from .exported import rows_of, temporary_files
from .test_windows import filled


@pytest.fixture
def with_files() -> Iterator[FakeChatwoot]:
    """A server with files of attachments: two are the same, one is large, one is a place."""
    with filled(3, 1) as server:
        for conversation, *attachments in (
            (1, Attachment("image", "a.png", 3, content=b"abc"), Attachment("location", title="Here")),
            (2, Attachment("file", "b.txt", 3, content=b"abc")),
            (3, Attachment("file", "large.bin", 5000)),
        ):
            server.account.add_message(server.account.conversations[conversation], attachments=attachments)
        yield server


async def export_files(server: FakeChatwoot, directory: Path, **options: Any) -> dict[int, Any]:
    async with Chatwoot(server.base_url, token=server.token, account_id=1, retry=None) as chatwoot:
        await export.to_directory(chatwoot, directory, attachments=True, max_file=4000, pause=0, **options)
    return {row["id"]: (row["sha256"], row["file_error"]) for _, row in reversed(rows_of(directory, "attachments"))}


async def test_files(with_files: FakeChatwoot, tmp_path: Path) -> None:
    """Each content is there once, by its hash; why a file is missing is said; no file is fetched a second time."""
    server, digest = with_files, hashlib.sha256(b"abc").hexdigest()
    expected = {
        1: (digest, None),
        2: (None, None),
        3: (digest, None),
        4: (None, "ResponseTooLargeError: the file is larger than max_file, 4000 bytes"),
    }
    assert expected == await export_files(server, tmp_path)
    assert [b"abc"] == [path.read_bytes() for path in (tmp_path / "files").glob("??/*")]
    assert (1, ()) == (export.verify(tmp_path).files, export.verify(tmp_path).problems)

    server.requests.clear()
    assert expected == await export_files(server, tmp_path)
    assert {"/large.bin"} == {"/" + each.path.rpartition("/")[2] for each in server.requests if "blobs" in each.path}

    (path,) = (tmp_path / "files").glob("??/*")
    path.write_bytes(b"abd")
    assert (f"files/{digest[:2]}/{digest}: its content changed",) == export.verify(tmp_path).problems
    path.unlink()
    assert (f"files/{digest[:2]}/{digest}: is missing",) == export.verify(tmp_path).problems
    await export_files(server, tmp_path)
    assert () == export.verify(tmp_path).problems


async def test_damaged_index(with_files: FakeChatwoot, tmp_path: Path) -> None:
    """An index of files that is damaged is named, with what to do; without it, files are fetched again."""
    await export_files(with_files, tmp_path)
    index = tmp_path / "files" / "index.sqlite"
    index.write_bytes(b"no database, and long enough to be taken for one" * 40)
    assert ("files/index.sqlite: cannot be read: file is not a database",) == export.verify(tmp_path).problems
    with pytest.raises(OSError, match=r"file is not a database \(where it is damaged, remove it") as caught:
        await export_files(with_files, tmp_path)
    assert str(index) == caught.value.filename
    index.unlink()
    await export_files(with_files, tmp_path)
    assert () == export.verify(tmp_path).problems


async def test_attachments_with_one_id(tmp_path: Path) -> None:
    """Files whose attachments have the same id, which no server should send, do not mix."""

    async def slowly(content: bytes) -> AsyncIterator[bytes]:
        for _ in range(3):
            await asyncio.sleep(0)
            yield content

    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=slowly(request.url.path[1:].encode() * 1000))

    rows = [{"account_id": 1, "id": 1, "file_type": "file", "data_url": f"https://chat.test/{name}"} for name in "abcd"]
    async with Chatwoot(
        "https://chat.test", token="token-of-who-fetches-files", transport=httpx.MockTransport(handler)
    ) as chatwoot:
        store = FileStore(chatwoot, tmp_path, 10_000)
        with closing(store):
            await store.fetch(rows)

    expected = {hashlib.sha256(name.encode() * 3000).hexdigest() for name in "abcd"}
    assert expected == {row["sha256"] for row in rows}
    assert expected == {hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "files").glob("??/*")}


async def test_errors_of_files_are_text(with_files: FakeChatwoot, tmp_path: Path) -> None:
    """What a storage says of a file it refuses is written, whatever is in it."""
    body = rb'{"error": "no \ud83d"}'
    with_files.faults.add(faults.status(403, body=body), when=lambda request: "disk" in request.path)

    assert 1 == sum("\ufffd" in str(error) for _, error in (await export_files(with_files, tmp_path)).values())


async def test_storage_that_fails(with_files: FakeChatwoot, tmp_path: Path) -> None:
    """A file that is gone is no failure; a storage that fails is one, and the window is tried again."""
    server = with_files
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "1-1.tmp").write_bytes(b"of a run that was killed")
    server.faults.add(faults.status(404), faults.status(500), when=lambda request: "disk" in request.path)

    found = await export_files(server, tmp_path, size=1)

    assert {(None, None)} == {found[2]}
    assert 1 == sum("NotFoundError" in str(error) for _, error in found.values())
    assert [] == temporary_files(tmp_path)

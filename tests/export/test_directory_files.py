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
    """A server with attachments: two have the same content, one is large, and one is a location without a file."""
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
    """Each content is stored once by its hash; a missing file has an error; stored files are not fetched again."""
    server, digest = with_files, hashlib.sha256(b"abc").hexdigest()
    expected = {
        1: (digest, None),
        2: (None, None),
        3: (digest, None),
        4: (None, "ResponseTooLargeError: the file is larger than max_file, 4000 bytes"),
    }
    assert await export_files(server, tmp_path) == expected
    assert [path.read_bytes() for path in (tmp_path / "files").glob("??/*")] == [b"abc"]
    assert (export.verify(tmp_path).files, export.verify(tmp_path).problems) == (1, ())

    server.requests.clear()
    assert await export_files(server, tmp_path) == expected
    assert {"/" + each.path.rpartition("/")[2] for each in server.requests if "blobs" in each.path} == {"/large.bin"}

    (path,) = (tmp_path / "files").glob("??/*")
    path.write_bytes(b"abd")
    assert export.verify(tmp_path).problems == (f"files/{digest[:2]}/{digest}: its content changed",)
    path.unlink()
    assert export.verify(tmp_path).problems == (f"files/{digest[:2]}/{digest}: is missing",)
    await export_files(server, tmp_path)
    assert export.verify(tmp_path).problems == ()


async def test_damaged_index(with_files: FakeChatwoot, tmp_path: Path) -> None:
    """The error for a damaged index says what to do; without the index, files are fetched again."""
    await export_files(with_files, tmp_path)
    index = tmp_path / "files" / "index.sqlite"
    index.write_bytes(b"no database, and long enough to be taken for one" * 40)
    assert export.verify(tmp_path).problems == ("files/index.sqlite: cannot be read: file is not a database",)
    with pytest.raises(OSError, match=r"file is not a database \(where it is damaged, remove it") as caught:
        await export_files(with_files, tmp_path)
    assert str(index) == caught.value.filename
    index.unlink()
    await export_files(with_files, tmp_path)
    assert export.verify(tmp_path).problems == ()


async def test_attachments_with_one_id(tmp_path: Path) -> None:
    """Attachments with the same id, which no server should send, do not mix their files."""

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
    assert {row["sha256"] for row in rows} == expected
    assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "files").glob("??/*")} == expected


async def test_errors_of_files_are_text(with_files: FakeChatwoot, tmp_path: Path) -> None:
    """The storage's error for a refused file is recorded, even if its text is not valid Unicode."""
    body = rb'{"error": "no \ud83d"}'
    with_files.faults.add(faults.status(403, body=body), when=lambda request: "disk" in request.path)

    assert sum("\ufffd" in str(error) for _, error in (await export_files(with_files, tmp_path)).values()) == 1


async def test_storage_that_fails(with_files: FakeChatwoot, tmp_path: Path) -> None:
    """A deleted file is not a failure; a failing storage is one, and the window is tried again."""
    server = with_files
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "1-1.tmp").write_bytes(b"of a run that was killed")
    server.faults.add(faults.status(404), faults.status(500), when=lambda request: "disk" in request.path)

    found = await export_files(server, tmp_path, size=1)

    assert {found[2]} == {(None, None)}
    assert sum("NotFoundError" in str(error) for _, error in found.values()) == 1
    assert temporary_files(tmp_path) == []

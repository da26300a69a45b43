"""Multipart bodies, byte by byte."""

from __future__ import annotations

import asyncio
import gzip
import io
import os
import re
import tempfile
import threading
from array import array
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import File, InvalidRequestError
from aiochatwoot._wire.multipart import Multipart

from ..uploading import CHUNK, PNG, Arrived, is_open, one, post, receive, refused, resize, sent, stream, whole

pytestmark = pytest.mark.behaviour


@pytest.fixture(scope="module")
def runner() -> Generator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


_any = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


# A parser cannot distinguish a literal backslash from an escape: browsers do not escape it.
_names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\"), max_size=20)


_contents = st.builds(lambda some, times: some * times, st.binary(max_size=300), st.sampled_from([1, 700]))


_kinds = st.sampled_from(["bytes", "path", "file", "stream"])


_types = st.sampled_from(["image/png", "text/plain; charset=utf-8", 'a/b;c="\\"d e"'])


_files = st.tuples(_names, _names.filter(bool), _types, _kinds, _contents)


@pytest.mark.extra
@pytest.mark.law
@given(st.lists(st.tuples(_names, _any)), st.lists(_files, max_size=4))
def test_a_form_arrives_as_it_was(
    runner: asyncio.Runner,
    tmp_path_factory: pytest.TempPathFactory,
    fields: list[tuple[str, str]],
    files: list[tuple[str, str, str, str, bytes]],
) -> None:
    """Any names, texts and contents arrive unchanged; quotes and line breaks in names are encoded as by browsers."""
    folder = tmp_path_factory.getbasetemp()

    def content(number: int, kind: str, data: bytes) -> Any:
        if kind == "path":
            (folder / f"law-{number}").write_bytes(data)
            return folder / f"law-{number}"
        if kind == "stream":
            return stream(*[data[at : at + 99_999] for at in range(0, len(data), 99_999)])
        return data if kind == "bytes" else io.BytesIO(data)

    async def main() -> Arrived:
        contents = [(each, content(number, *each[3:])) for number, each in enumerate(files)]
        given = [(each[0], File(data, name=each[1], content_type=each[2])) for each, data in contents]
        async with receive() as server:
            assert await post(server.url, Multipart(fields, given)) == 200
        return server.arrived[0]

    escape = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
    expected: list[Any] = [(name.translate(escape), text) for name, text in fields]
    expected += [
        (name.translate(escape), (file.translate(escape), content_type, data))
        for name, file, content_type, _, data in files
    ]
    arrived = runner.run(main())
    assert arrived.whole
    assert runner.run(arrived.form()) == expected


async def test_the_bytes_of_a_form() -> None:
    """Fields come first, as text without a type; names are UTF-8, and only characters that break a header are
    escaped.
    """
    body = Multipart(
        [("content", "Grüße\n"), ('a"b\r\n', "")],
        [
            ("attachments[]", File(b"\x00\r\n--", name='図\\"1"\r\n%.png')),
            ("avatar", File(b"", name="a", content_type="text/x")),
        ],
    )
    boundary = body.content_type.removeprefix("multipart/form-data; boundary=")
    expected = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="content"\r\n\r\nGrüße\n\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="a%22b%0D%0A"\r\n\r\n\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="attachments[]"; filename="図\\%221%22%0D%0A%.png"\r\n'
        "Content-Type: image/png\r\n\r\n\0\r\n--\r\n"
        f'--{boundary}\r\nContent-Disposition: form-data; name="avatar"; filename="a"\r\n'
        f"Content-Type: text/x\r\n\r\n\r\n--{boundary}--\r\n"
    )
    assert await whole(body) == expected.encode()
    assert len(expected.encode()) == body.content_length


def test_boundaries() -> None:
    """A boundary is random, long enough not to be guessed, and valid by RFC 2046 (section 5.1.1)."""
    types = [Multipart([], []).content_type for _ in range(100)]
    assert len(set(types)) == 100
    assert all(re.fullmatch("multipart/form-data; boundary=[0-9a-f]{32}", each) for each in types)


@pytest.mark.extra
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.png", "image/png"),
        ("A.JPG", "image/jpeg"),
        ("a.webp", "image/webp"),
        ("a.pdf", "application/pdf"),
        ("a.ogg", "audio/ogg"),
        ("A.M4A", "audio/mp4"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("Re: offer?1#2.pdf", "application/pdf"),
        ("data:,a.png", "image/png"),
        ("a.tar.gz", "application/gzip"),
        ("a.csv.bz2", "application/octet-stream"),
        ("a", "application/octet-stream"),
        (".png", "application/octet-stream"),
        ("a.nobody-knows", "application/octet-stream"),
    ],
)
async def test_the_type_of_a_file(name: str, expected: str) -> None:
    """The default media type follows from the name's extension, also without a system table of types."""
    assert await (await sent(File(b"", name=name))).form() == [("file", (name, expected, b""))]


@pytest.mark.extra
async def test_lengths_that_are_known(path: Path) -> None:
    """Bytes, paths and seekable files have a Content-Length, from the file's position to its end."""
    with path.open("rb") as file, tempfile.SpooledTemporaryFile() as spooled:
        file.seek(1000)
        spooled.write(b"12345")
        spooled.seek(2)
        past_its_end = io.BytesIO(b"1")
        past_its_end.seek(5)
        contents: list[Any] = [b"123", path, file, spooled, past_its_end]
        arrived = await sent(*[File(each, name="a") for each in contents])
    assert str(len(arrived.body)) == arrived.headers["content-length"]
    assert [each[2] for _, each in await arrived.form()] == [b"123", PNG, PNG[1000:], b"345", b""]


@pytest.mark.extra
async def test_lengths_that_are_not_known(tmp_path: Path) -> None:
    """Contents of unknown size use chunked encoding, which empty items do not end."""
    with gzip.open(tmp_path / "a.gz", "w") as packed:
        packed.write(PNG)
    reading, writing = os.pipe()
    os.write(writing, b"piped")
    os.close(writing)
    items: list[Any] = [b"", b"1", b"", bytearray(b"2"), memoryview(b"3_4_")[::2], array("b", [53]), PNG, b""]
    with gzip.open(tmp_path / "a.gz") as packed, os.fdopen(reading, "rb") as pipe:
        for content, expected in ((stream(*items), b"12345" + PNG), (packed, PNG), (pipe, b"piped")):
            arrived = await sent(File(content, name="a"), fields=[("b", "c")])  # type: ignore[arg-type]
            assert arrived.headers["transfer-encoding"] == "chunked"
            assert "content-length" not in arrived.headers
            assert await arrived.form() == [("b", "c"), ("file", ("a", "application/octet-stream", expected))]


async def test_chunks(path: Path) -> None:
    """No chunk is larger than 64 KiB, and none is empty."""
    for content in (PNG, path, io.BytesIO(PNG), stream(PNG)):
        sizes = [len(chunk) async for chunk in one(content)]
        assert max(sizes) == CHUNK
        assert min(sizes) > 0


async def test_files_are_read_in_threads(path: Path) -> None:
    """A slow disk does not block the event loop."""
    threads: set[int] = set()

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            threads.add(threading.get_ident())
            return super().read(size)

    await whole(one(Watched(PNG)))
    assert threads
    assert threading.get_ident() not in threads


@pytest.mark.parametrize("item", ["text", None, 5, [1]])
async def test_streams_of_something_else(item: Any) -> None:
    """Items that are not bytes are refused, and the server gets an incomplete request."""
    error = await refused(one(stream(b"1", item)))
    assert str(error) == f"attachments: a.bin: gave {type(item).__name__} {item!r} in place of bytes"


async def test_files_that_have_nothing_yet() -> None:
    """A non-blocking file returns None if it has no data yet, which is not its end."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with os.fdopen(reading, "rb", buffering=0) as file:
        error = await refused(one(file))
        os.close(writing)
    assert str(error) == "attachments: a.bin: gave NoneType None in place of bytes"


@pytest.mark.parametrize(("size", "now"), [(0, "0"), (256_007, "256007"), (256_009, "more"), (2**20, "more")])
async def test_files_whose_size_changes(path: Path, size: int, now: str) -> None:
    """A file that changed its size ends the call; the server gets an incomplete request."""
    with path.open("rb") as file:
        for content in (path, file):
            resize(path, len(PNG))
            body = one(content)
            resize(path, size)
            error = await refused(body)
            assert str(error) == f"attachments: a.bin: changed meanwhile, from 256008 bytes to {now}"
    assert not is_open(path)


async def test_paths_that_vanish(path: Path) -> None:
    """A deleted file is named, whether it is missing when the request is built or when it is sent."""
    body = one(path)
    os.unlink(path)
    assert str(await refused(body)) == "attachments: a.bin: cannot be read: No such file or directory"
    with pytest.raises(InvalidRequestError, match=r"^attachments: a\.bin: cannot be read: No such file"):
        one(path)


async def test_files_that_are_closed_meanwhile() -> None:
    """A file object that its owner closed too early is named; another call can use it again."""
    file = io.BytesIO(PNG)
    body = one(file)
    file.close()
    for _ in range(2):
        with pytest.raises(InvalidRequestError, match=r"^attachments: a\.bin: cannot be read: I/O operation on closed"):
            await whole(body)
    with pytest.raises(InvalidRequestError, match=r"^attachments: a\.bin: cannot be read: I/O operation on closed"):
        one(file)

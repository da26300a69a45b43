"""Files that are sent: what a server gets, byte by byte, and what is left open, which is nothing."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import gzip
import io
import os
import re
import tempfile
import threading
from array import array
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Generator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

import attrs
import h11
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartParser

from aiochatwoot import File, InvalidRequestError
from aiochatwoot.retries import can_be_sent_again
from aiochatwoot.uploads import Multipart, as_file

T = TypeVar("T")

CHUNK = 2**16
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 1000


@attrs.define
class Arrived:
    """A request as far as it came.

    Attributes:
        whole: Whether it came to its end, by its length or its last chunk.
    """

    headers: dict[str, str]
    body: bytearray = attrs.field(factory=bytearray)
    whole: bool = False

    async def form(self) -> list[tuple[str, str | tuple[str | None, str | None, bytes]]]:
        """The names with their texts or, for files, name, type and content, as python-multipart reads them."""

        async def body() -> AsyncGenerator[bytes]:
            yield bytes(self.body)

        form = await MultiPartParser(Headers(self.headers), body(), max_part_size=2**30).parse()
        try:
            return [
                (name, (each.filename, each.content_type, await each.read()) if isinstance(each, UploadFile) else each)
                for name, each in form.multi_items()
            ]
        finally:
            await form.close()


@attrs.define
class Receiver:
    """A server that takes requests and says 200, or `answer` as soon as it has the headers."""

    url: str
    answer: int | None = None
    arrived: list[Arrived] = attrs.field(factory=list)
    reads: bool = True
    ended: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h11.Connection(h11.SERVER)
        try:
            while True:
                event = connection.next_event()
                if event is h11.NEED_DATA:
                    connection.receive_data(await reader.read(CHUNK))
                elif isinstance(event, h11.Request):
                    self.arrived.append(Arrived({name.decode(): value.decode() for name, value in event.headers}))
                    if self.answer is not None:
                        writer.write(b"HTTP/1.1 %d X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n" % self.answer)
                        return
                    if not self.reads:
                        await self.ended.wait()
                        return
                elif isinstance(event, h11.Data):
                    self.arrived[-1].body += event.data
                elif isinstance(event, h11.EndOfMessage):
                    self.arrived[-1].whole = True
                    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
                    connection.send(h11.Response(status_code=200, headers=[("content-length", "0")]))
                    connection.send(h11.EndOfMessage())
                    connection.start_next_cycle()
                else:
                    return
        except (h11.RemoteProtocolError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def receive(answer: int | None = None, *, reads: bool = True) -> AsyncGenerator[Receiver]:
    """A receiver on a port of this machine."""
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        await receiver.connected(reader, writer)

    listener = await asyncio.start_server(connected, "127.0.0.1", 0)
    receiver = Receiver(f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}", answer, reads=reads)
    try:
        yield receiver
    finally:
        receiver.ended.set()
        await asyncio.gather(*tasks)
        listener.close()


async def post(url: str, body: Multipart) -> int:
    """Send a body in the way of a session; gives back the status."""
    length = body.content_length
    size = {"Transfer-Encoding": "chunked"} if length is None else {"Content-Length": str(length)}
    request = httpx.Request("POST", url, headers={"Content-Type": body.content_type} | size, stream=body)
    async with httpx.AsyncClient(verify=False, trust_env=False, timeout=None) as client:
        try:
            return (await client.send(request)).status_code
        finally:
            await body.aclose()


async def sent(*files: File, fields: Sequence[tuple[str, str]] = (), **options: Any) -> Arrived:
    """What arrives of a form with these files."""
    async with receive() as server:
        assert 200 == await post(server.url, Multipart(fields, [("file", each) for each in files], **options))
    (arrived,) = server.arrived
    assert arrived.whole
    return arrived


async def refused(body: Multipart, error: type[BaseException] = InvalidRequestError) -> BaseException:
    """The error that ends the sending; the server saw that something is missing."""
    async with receive() as server:
        with pytest.raises(error) as caught:
            await post(server.url, body)
    assert [False] == [each.whole for each in server.arrived]
    return caught.value


async def whole(body: Multipart) -> bytes:
    """The body, without a network."""
    return b"".join([chunk async for chunk in body])


async def stream(*items: Any) -> AsyncGenerator[Any]:
    for item in items:
        yield item


def one(content: Any, **options: Any) -> Multipart:
    """A form with one file."""
    return Multipart([], [("attachments[]", File(content, name="a.bin"))], **options)


def is_open(path: Path) -> bool:
    """Whether this process has the file open."""
    files = [each for each in gc.get_objects() if isinstance(each, io.FileIO)]
    return any(each.name == path and not each.closed for each in files)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "Grüße 図.png"
    file.write_bytes(PNG)
    return file


@pytest.fixture(scope="module")
def runner() -> Generator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


_any = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
# A parser cannot know whether a backslash is meant or quotes what is behind it: browsers do not say.
_names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\"), max_size=20)
_contents = st.builds(lambda some, times: some * times, st.binary(max_size=300), st.sampled_from([1, 700]))
_kinds = st.sampled_from(["bytes", "path", "file", "stream"])
_types = st.sampled_from(["image/png", "text/plain; charset=utf-8", 'a/b;c="\\"d e"'])
_files = st.tuples(_names, _names.filter(bool), _types, _kinds, _contents)


@pytest.mark.law
@given(st.lists(st.tuples(_names, _any)), st.lists(_files, max_size=4))
def test_a_form_arrives_as_it_was(
    runner: asyncio.Runner,
    tmp_path_factory: pytest.TempPathFactory,
    fields: list[tuple[str, str]],
    files: list[tuple[str, str, str, str, bytes]],
) -> None:
    """Whatever the names, texts and contents are, they arrive; quotes and line breaks in names as in browsers."""
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
            assert 200 == await post(server.url, Multipart(fields, given))
        return server.arrived[0]

    escape = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
    expected: list[Any] = [(name.translate(escape), text) for name, text in fields]
    expected += [
        (name.translate(escape), (file.translate(escape), content_type, data))
        for name, file, content_type, _, data in files
    ]
    arrived = runner.run(main())
    assert arrived.whole
    assert expected == runner.run(arrived.form())


async def test_the_bytes_of_a_form() -> None:
    """Fields come first, as text without a type; names are UTF-8, and only what would break a header is escaped."""
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
    assert expected.encode() == await whole(body)
    assert len(expected.encode()) == body.content_length
    assert f"--{Multipart([], []).content_type.rpartition('=')[2]}--\r\n" != await whole(Multipart([], []))


def test_boundaries() -> None:
    """A boundary is random, long enough that nobody guesses it, and as RFC 2046 (section 5.1.1) allows."""
    types = [Multipart([], []).content_type for _ in range(100)]
    assert 100 == len(set(types))
    assert all(re.fullmatch("multipart/form-data; boundary=[0-9a-f]{32}", each) for each in types)


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
    """Where no type is given the ending of the name decides, also where the system has no table of types."""
    assert [("file", (name, expected, b""))] == await (await sent(File(b"", name=name))).form()


async def test_the_name_of_a_file(path: Path) -> None:
    """A path and a file object have names; what has none is called file, with an ending by its type."""
    with path.open("rb") as file, tempfile.TemporaryFile() as unnamed, gzip.open(path.parent / "a.gz", "w") as packed:
        packed.write(b"x")
        unnamed.write(b"x")
        unnamed.seek(0)
        files = [
            File(path),
            File(file, name="b.jpg"),
            File(file),
            File(unnamed),
            File(b"", content_type="image/png"),
            File(b"", content_type="text/html; charset=utf-8"),
            File(b""),
            File(stream()),
        ]
        form = await (await sent(*files)).form()
    assert [
        (path.name, "image/png", PNG),
        ("b.jpg", "image/jpeg", PNG),
        (path.name, "image/png", PNG),
        ("file", "application/octet-stream", b"x"),
        ("file.png", "image/png", b""),
        ("file.html", "text/html; charset=utf-8", b""),
        ("file", "application/octet-stream", b""),
        ("file", "application/octet-stream", b""),
    ] == [file for _, file in form]


def test_what_is_a_file(path: Path) -> None:
    """A File is taken as it is; what has a name of its own needs none around it."""
    named = File(b"", name="a\u202fb 図.png", content_type='image/png; a="b;\\"c"')
    assert named is as_file("avatar", named)
    with path.open("rb") as file, tempfile.NamedTemporaryFile() as temporary:
        for each in (path, file, temporary):
            assert File(each) == as_file("avatar", each)  # type: ignore[arg-type]
    for content in (b"", stream(), io.BytesIO()):
        unnamed = File(content)
        assert unnamed is as_file("avatar", unnamed)


def test_a_file_in_a_log(path: Path) -> None:
    """The repr of a file does not hold its content."""
    assert "File(content=<3 bytes>, name='a', content_type=None)" == repr(File(b"123", name="a"))
    assert f"File(content={path!r}, name=None, content_type=None)" == repr(File(path))


class ReadLater:
    """A file as the async frameworks have them."""

    async def read(self, size: int = -1) -> bytes:
        raise NotImplementedError


def _bad(tmp_path: Path) -> dict[str, tuple[Any, str]]:
    """What is no file, by what is wrong with it, and what is said."""
    (tmp_path / "pipe").unlink(missing_ok=True)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "a\nb").write_bytes(b"")
    os.close(os.open(os.fsencode(tmp_path) + b"/\xff", os.O_CREAT))
    closed = io.BytesIO()
    closed.close()
    # Closed with the test; each is in a File, so that nothing is named by its path.
    expects = "expected a File, a path or an open file, got "
    text = "expected a file, got text; pass pathlib.Path('a.png') for the file of that name, "
    text += 'or File(b"...", name="...") for content'
    rename = 'has a character that no name of a file can have; pass File(..., name="...")'
    return {
        "text": ("a.png", text),
        "text in a File": (File("a.png"), text),  # type: ignore[arg-type]
        "bytes": (b"123", 'bytes without a name; pass File(b"...", name="...")'),
        "memory": (io.BytesIO(), 'BytesIO without a name; pass File(..., name="...")'),
        "stream": (stream(), 'async_generator without a name; pass File(..., name="...")'),
        "standard input": (os.fdopen(os.dup(0), "rb", closefd=True), 'BufferedReader without a name; pass File(..., '),
        "None": (None, f"{expects}NoneType None"),
        "list": (File([b"1"]), f"{expects}list [b'1']"),  # type: ignore[arg-type]
        "bytearray": (bytearray(b"1"), f"{expects}bytearray bytearray(b'1')"),
        "no such path": (tmp_path / "none", f"'{tmp_path}/none' cannot be read: No such file or directory"),
        "NUL": (Path("a\0b"), "'a\\x00b' cannot be read: embedded null byte"),
        "directory": (tmp_path, f"'{tmp_path}' is a directory; pass its files"),
        "pipe": (tmp_path / "pipe", f"'{tmp_path}/pipe' is no regular file; open it, and pass the file object"),
        "closed": (closed, "the file is closed"),
        "text file": (io.StringIO("text"), 'the file is open as text; open it with "rb"'),
        "temporary text": (tempfile.NamedTemporaryFile("w+"), 'the file is open as text; open it with "rb"'),  # noqa: SIM115
        "written": ((tmp_path / "w").open("wb"), 'the file is not open for reading; open it with "rb"'),
        "async": (ReadLater(), "the file is read asynchronously; pass an ordinary one (got ReadLater)"),
        "no name": (File(b"", name=""), "name: expected text, got ''"),
        "a number": (File(b"", name=1), "name: expected text, got 1"),  # type: ignore[arg-type]
        "line break": (File(b"", name="a\r\nb"), "name: 'a\\r\\nb' has a character that no name of a file can have"),
        "separator": (File(b"", name="a\u2028"), "name: 'a\\u2028' has a character that no name of a file can have"),
        "half": (File(b"", name="\ud83d"), "name: '\\ud83d' has a character that no name of a file can have"),
        "path with a line break": (tmp_path / "a\nb", f"name: 'a\\nb' {rename}"),
        "path that is no text": (tmp_path / "\udcff", f"name: '\\udcff' {rename}"),
    }


@pytest.mark.parametrize("which", list(_bad(Path(tempfile.mkdtemp()))))
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_is_no_file(tmp_path: Path, which: str) -> None:
    pass

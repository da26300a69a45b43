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
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

import attrs
import h11
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import Chatwoot, File, InvalidRequestError
from aiochatwoot._transport.call import can_be_sent_again
from aiochatwoot._transport.session import _network
from aiochatwoot._wire.files import as_file
from aiochatwoot._wire.multipart import Multipart

pytestmark = pytest.mark.behaviour

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
        from starlette.datastructures import Headers, UploadFile
        from starlette.formparsers import MultiPartParser

        async def body() -> AsyncGenerator[bytes]:
            yield bytes(self.body)

        parser = MultiPartParser(Headers(self.headers), body())
        parser.max_part_size = 2**30  # an argument of newer versions only
        form = await parser.parse()
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
    defaults = Chatwoot.__init__.__kwdefaults__
    assert defaults is not None
    network = _network(defaults["transport"], httpx.URL(url))
    async with httpx.AsyncClient(transport=network, timeout=None) as client:
        request = client.build_request("POST", url, content=b"", headers={"Content-Type": body.content_type} | size)
        request.stream = body
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
    return any(each.name == str(path) and not each.closed for each in files)


def resize(path: Path, size: int) -> None:
    path.write_bytes(bytes(size))


async def threads_to_end() -> None:
    """Wait for the threads of this event loop, and for what is done after them."""
    await asyncio.get_running_loop().shutdown_default_executor()
    for _ in range(3):
        await asyncio.sleep(0)


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


@pytest.mark.extra
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


def test_boundaries() -> None:
    """A boundary is random, long enough that nobody guesses it, and as RFC 2046 (section 5.1.1) allows."""
    types = [Multipart([], []).content_type for _ in range(100)]
    assert 100 == len(set(types))
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
    """Where no type is given the ending of the name decides, also where the system has no table of types."""
    assert [("file", (name, expected, b""))] == await (await sent(File(b"", name=name))).form()


@pytest.mark.extra
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
            assert File(each) == as_file("avatar", each)
    with tempfile.SpooledTemporaryFile() as spooled:
        for content in (b"", stream(), io.BytesIO(), spooled):
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


TEXT = (
    "expected a file, got text; pass pathlib.Path('a.png') for the file of that name, "
    'or File(b"...", name="...") for content'
)
EXPECTS = "expected a File, a path or an open file, got"
NO_NAME = "has a character that no name of a file can have"


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def a_file(folder: Path, name: bytes | str) -> Path:
    """An empty file of that name."""
    path = os.path.join(os.fsencode(folder), os.fsencode(name))
    os.close(os.open(path, os.O_CREAT))
    return Path(os.fsdecode(path))


def no_path() -> str:
    """What Python says of a path with a null in it; versions differ."""
    with pytest.raises(ValueError, match="embedded null") as caught:
        os.stat("a\0b")
    return str(caught.value)


def closed() -> IO[bytes]:
    file = io.BytesIO()
    file.close()
    return file


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("a.png", TEXT),
        (File("a.png"), TEXT),  # type: ignore[arg-type]
        (b"123", 'bytes without a name; pass File(b"...", name="...")'),
        (io.BytesIO(), 'BytesIO without a name; pass File(..., name="...")'),
        (stream(), 'async_generator without a name; pass File(..., name="...")'),
        (None, f"{EXPECTS} NoneType None"),
        (File([b"1"]), f"{EXPECTS} list [b'1']"),  # type: ignore[arg-type]
        (bytearray(b"1"), f"{EXPECTS} bytearray bytearray(b'1')"),
        (Path("a\0b"), f"'a\\x00b' cannot be read: {no_path()}"),
        (closed(), "the file is closed"),
        (io.StringIO("text"), 'the file is open as text; open it with "rb"'),
        (ReadLater(), "the file is read asynchronously; pass an ordinary one (got ReadLater)"),
        (File(b"", name=""), "name: expected text, got ''"),
        (File(b"", name=1), "name: expected text, got 1"),  # type: ignore[arg-type]
        (File(b"", name="a\r\nb"), f"name: 'a\\r\\nb' {NO_NAME}"),
        (File(b"", name="a\0"), f"name: 'a\\x00' {NO_NAME}"),
        (File(b"", name="a\u2028"), f"name: 'a\\u2028' {NO_NAME}"),
        (File(b"", name="\ud83d"), f"name: '\\ud83d' {NO_NAME}"),
        *[
            (File(b"", name="a", content_type=each), f'content_type: {each!r} is no media type, such as "image/png"')
            for each in ("", "png", "image/", "a/b;", "a/b; c", "a/b\r\nX: y", "a/b ", 'a/b; c="', "ä/b")
        ],
    ],
)
def test_what_is_no_file(value: Any, said: str) -> None:
    """What cannot be sent is refused by the name of the argument, with what to do about it."""
    with pytest.raises(InvalidRequestError) as caught:
        as_file("attachments", value)
    assert f"attachments: {said}" == str(caught.value)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: folder / "none", "'{}/none' cannot be read: No such file or directory"),
        (lambda folder: folder, "'{}' is a directory; pass its files"),
        (a_pipe, "'{}/pipe' is no regular file; open it, and pass the file object"),
        (lambda folder: a_file(folder, "a\nb"), f"name: 'a\\nb' {NO_NAME}; pass File(..., name=\"...\")"),
        (lambda folder: a_file(folder, b"\xff"), f"name: '\\udcff' {NO_NAME}; pass File(..., name=\"...\")"),
    ],
)
def test_paths_that_cannot_be_sent(tmp_path: Path, make: Callable[[Path], Path], said: str) -> None:
    """A path has to be that of a regular file, with a name that can be sent."""
    with pytest.raises(InvalidRequestError) as caught:
        as_file("avatar", make(tmp_path))
    assert f"avatar: {said.format(tmp_path)}" == str(caught.value)


def test_a_path_that_may_not_be_read(path: Path) -> None:
    """A file that only others may read is refused before anything is sent."""
    path.chmod(0)
    user = os.geteuid()
    if user == 0:  # who may read everything
        os.seteuid(65534)
    try:
        with pytest.raises(InvalidRequestError, match=r"^avatar: '.*' cannot be read: Permission denied$"):
            as_file("avatar", path)
    finally:
        os.seteuid(user)


def test_file_objects_that_cannot_be_sent(tmp_path: Path) -> None:
    """A file object has to be open for reading bytes, whatever is wrapped around it."""
    with tempfile.NamedTemporaryFile("w+") as text, pytest.raises(InvalidRequestError, match="open as text"):
        as_file("avatar", text)
    with (tmp_path / "a").open("wb") as file, pytest.raises(InvalidRequestError, match="not open for reading"):
        as_file("avatar", file)
    with open(0, "rb", closefd=False) as file, pytest.raises(InvalidRequestError, match="without a name"):
        as_file("avatar", file)


async def test_an_async_generator_that_is_at_its_end() -> None:
    """Sent with a first call, and given to a second, it would be an empty file."""
    generator = stream(b"1")
    await sent(as_file("avatar", File(generator, name="a")))
    with pytest.raises(InvalidRequestError, match=r"^avatar: an async generator that is at its end; make a new one"):
        as_file("avatar", File(generator, name="a"))


@pytest.mark.parametrize("progress", ["no function", post])
def test_what_is_no_progress(progress: Any) -> None:
    """A coroutine function would never run, and is refused."""
    with pytest.raises(InvalidRequestError, match=r"^on_progress: expected a function that is not async, got "):
        Multipart([], [], progress)


def test_text_that_cannot_be_sent() -> None:
    """Half of a surrogate pair is no text of UTF-8, in a field as in a name that nobody checked."""
    with pytest.raises(InvalidRequestError, match=r"^content: half of a surrogate pair"):
        Multipart([("content", "\ud83d")], [])
    with pytest.raises(InvalidRequestError, match=r"^avatar: \\ud83d: half of a surrogate pair"):
        Multipart([], [("avatar", File(b"", name="\ud83d"))])


@pytest.mark.extra
async def test_lengths_that_are_known(path: Path) -> None:
    """Bytes, paths and files that can seek are sent with a Content-Length: from where a file stands, to its end."""
    with path.open("rb") as file, tempfile.SpooledTemporaryFile() as spooled:
        file.seek(1000)
        spooled.write(b"12345")
        spooled.seek(2)
        past_its_end = io.BytesIO(b"1")
        past_its_end.seek(5)
        contents: list[Any] = [b"123", path, file, spooled, past_its_end]
        arrived = await sent(*[File(each, name="a") for each in contents])
    assert str(len(arrived.body)) == arrived.headers["content-length"]
    assert [b"123", PNG, PNG[1000:], b"345", b""] == [each[2] for _, each in await arrived.form()]


@pytest.mark.extra
async def test_lengths_that_are_not_known(tmp_path: Path) -> None:
    """What has no size beforehand makes a request in chunks, which empty items do not end."""
    with gzip.open(tmp_path / "a.gz", "w") as packed:
        packed.write(PNG)
    reading, writing = os.pipe()
    os.write(writing, b"piped")
    os.close(writing)
    items: list[Any] = [b"", b"1", b"", bytearray(b"2"), memoryview(b"3_4_")[::2], array("b", [53]), PNG, b""]
    with gzip.open(tmp_path / "a.gz") as packed, os.fdopen(reading, "rb") as pipe:
        for content, expected in ((stream(*items), b"12345" + PNG), (packed, PNG), (pipe, b"piped")):
            arrived = await sent(File(content, name="a"), fields=[("b", "c")])  # type: ignore[arg-type]
            assert "chunked" == arrived.headers["transfer-encoding"]
            assert "content-length" not in arrived.headers
            assert [("b", "c"), ("file", ("a", "application/octet-stream", expected))] == await arrived.form()


async def test_chunks(path: Path) -> None:
    """No chunk is larger than 64 KiB, and none is empty."""
    for content in (PNG, path, io.BytesIO(PNG), stream(PNG)):
        sizes = [len(chunk) async for chunk in one(content)]
        assert CHUNK == max(sizes)
        assert 0 < min(sizes)


async def test_files_are_read_in_threads(path: Path) -> None:
    """A disk that is slow does not stop the event loop."""
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
    """What is no bytes is refused when it comes, and the server gets no whole request."""
    error = await refused(one(stream(b"1", item)))
    assert f"attachments: a.bin: gave {type(item).__name__} {item!r} in place of bytes" == str(error)


async def test_files_that_have_nothing_yet() -> None:
    """A file that does not block says None where it has nothing, which is not its end."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with os.fdopen(reading, "rb", buffering=0) as file:
        error = await refused(one(file))
        os.close(writing)
    assert "attachments: a.bin: gave NoneType None in place of bytes" == str(error)


@pytest.mark.parametrize(("size", "now"), [(0, "0"), (256_007, "256007"), (256_009, "more"), (2**20, "more")])
async def test_files_whose_size_changes(path: Path, size: int, now: str) -> None:
    """A file that is not as large as was announced ends the call; the server waits for the rest in vain."""
    with path.open("rb") as file:
        for content in (path, file):
            resize(path, len(PNG))
            body = one(content)
            resize(path, size)
            error = await refused(body)
            assert f"attachments: a.bin: changed meanwhile, from 256008 bytes to {now}" == str(error)
    assert not is_open(path)


async def test_paths_that_vanish(path: Path) -> None:
    """A file that is gone is named, be it gone before the request is made, or before it is sent."""
    body = one(path)
    os.unlink(path)
    assert "attachments: a.bin: cannot be read: No such file or directory" == str(await refused(body))
    with pytest.raises(InvalidRequestError, match=r"^attachments: a\.bin: cannot be read: No such file"):
        one(path)


async def test_files_that_are_closed_meanwhile() -> None:
    """A file object that its owner closed too early is named; another call can be tried with it."""
    file = io.BytesIO(PNG)
    body = one(file)
    file.close()
    for _ in range(2):
        with pytest.raises(InvalidRequestError, match=r"^attachments: a\.bin: cannot be read: I/O operation on closed"):
            await whole(body)
    with pytest.raises(InvalidRequestError, match=r"^attachments: a\.bin: cannot be read: I/O operation on closed"):
        one(file)


async def test_sending_again(path: Path) -> None:
    """Bytes, paths and files that can seek are the same each time, also after a sending that broke off."""
    with path.open("rb") as file:
        file.seek(7)
        files = [("a", File(PNG)), ("b", File(path)), ("c", File(file)), ("c", File(file))]
        body = Multipart([("d", "e")], files)
        first = await whole(body)
        assert body.replayable
        async for _ in body:
            break
        async with receive(answer=503) as server:
            with contextlib.suppress(httpx.WriteError, httpx.ReadError):
                assert 503 == await post(server.url, body)
        file.seek(99)
        assert body.replayable
        assert can_be_sent_again(httpx.Request("POST", "http://a", stream=body))
        assert first == await whole(body)
        assert 2 == first.count(PNG)
        assert 4 == first.count(PNG[7:])


async def test_what_cannot_be_sent_again(tmp_path: Path) -> None:
    """A stream and a pipe can be sent until they were begun; not by an attempt that did not come so far."""
    reading, writing = os.pipe()
    os.write(writing, PNG[:1000])
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        for content in (stream(PNG[:1000]), pipe):
            body = one(content)
            for _ in range(2):
                assert body.replayable
                async for _ in body:  # what is before the file
                    break
            assert PNG[:1000] in await whole(body)
            assert not body.replayable
            assert not can_be_sent_again(httpx.Request("POST", "http://a", stream=body))
            with pytest.raises(httpx.StreamConsumed):
                await whole(body)


async def test_files_of_the_caller_stay_open(path: Path) -> None:
    """A file object is not closed, whether it was sent or not; nor is an iterator that is no generator."""

    class Items:
        def __init__(self) -> None:
            self.is_closed = False

        def __aiter__(self) -> AsyncIterator[bytes]:
            return self

        async def __anext__(self) -> bytes:
            return b"1"

        async def aclose(self) -> None:
            raise AssertionError

    with path.open("rb") as file:
        await sent(File(file))
        assert not file.closed
        for content in (file, Items()):
            body = one(content)
            sending = aiter(body)
            for _ in range(2):
                await anext(sending)
            await body.aclose()
        assert not file.closed


async def test_generators_are_closed() -> None:
    """An async generator whose sending breaks off is closed, so that what it holds is."""
    ended: list[str] = []

    async def items() -> AsyncGenerator[bytes]:
        try:
            while True:
                yield b"1"
        finally:
            ended.append("items")

    body = one(items())
    sending = aiter(body)
    for _ in range(3):
        await anext(sending)
    await body.aclose()
    assert ["items"] == ended
    await body.aclose()
    await one(items()).aclose()
    assert ["items"] == ended


async def test_cancellation(tmp_path: Path) -> None:
    """A call that is cancelled while its file is sent leaves no file open, but for a chunk that is being read."""
    path = tmp_path / "large"
    path.write_bytes(bytes(2**26))

    def progress(count: int, _: int | None) -> None:
        if count > 2**17:
            assert is_open(path)
            asyncio.get_running_loop().call_soon(task.cancel)

    async with receive(reads=False) as server:
        task = asyncio.ensure_future(post(server.url, one(path, on_progress=progress)))
        with pytest.raises(asyncio.CancelledError):
            await task
    await threads_to_end()
    assert not is_open(path)


async def test_an_answer_that_comes_early(tmp_path: Path) -> None:
    """A server that answers before it has the body, and hangs up, leaves no file open, once a chunk that is read is."""
    path = tmp_path / "large"
    path.write_bytes(bytes(2**26))
    async with receive(answer=413) as server:
        with contextlib.suppress(httpx.WriteError, httpx.ReadError):
            assert 413 == await post(server.url, one(path))
    await threads_to_end()
    assert not is_open(path)


class Slow:
    """A path or a file on a disk that takes its time: until it is told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.goes_on = threading.Event()
        self.is_asked = threading.Event()

    def wait(self) -> None:
        self.is_asked.set()
        self.goes_on.wait(60)


class SlowPath(Slow, os.PathLike[str]):
    counted = 0

    def __fspath__(self) -> str:
        self.counted += 1
        if self.counted > 1:  # the first is for its size
            self.wait()
        return str(self.path)


class SlowFile(Slow, io.RawIOBase):
    def read(self, size: int = -1) -> bytes:
        self.wait()
        return b""


async def under_way(body: Multipart, slow: Slow) -> asyncio.Task[bytes]:
    """A sending that is in its thread."""
    task = asyncio.ensure_future(whole(body))
    assert await asyncio.to_thread(slow.is_asked.wait, 60)
    return task


async def test_cancellation_of_what_blocks(path: Path) -> None:
    """A call that is cancelled does not wait for a disk; the file is closed as soon as that answers."""
    slow = SlowPath(path)
    body = one(slow)
    task = await under_way(body, slow)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await body.aclose()
    slow.goes_on.set()
    await threads_to_end()
    assert not is_open(path)


async def test_one_file_object_in_two_calls(path: Path) -> None:
    """A file object that one call reads is refused to others, until nothing reads it any more."""
    slow = SlowFile(path)
    body, other = one(slow), one(slow)
    task = await under_way(body, slow)
    said = r"^attachments: a\.bin: is being sent by another call; give both its path, or its bytes$"
    for _ in range(2):
        with pytest.raises(InvalidRequestError, match=said):
            await whole(other)
        with pytest.raises(InvalidRequestError, match=said):
            one(slow)
        task.cancel()
        await asyncio.wait([task])
    slow.goes_on.set()
    while True:
        await asyncio.sleep(0)
        with contextlib.suppress(InvalidRequestError):
            assert b"" != await whole(other)
            break


async def test_one_stream_in_two_calls() -> None:
    """A stream that one call reads is refused to others: each would send some of it."""
    generator = stream(b"1", b"2")
    sending, other = aiter(one(generator)), one(generator)
    for _ in range(2):
        await anext(sending)
    with pytest.raises(InvalidRequestError, match="is being sent by another call"):
        await whole(other)
    assert b"2" == await anext(sending)
    assert 1 == len([chunk async for chunk in sending])


async def test_progress(path: Path) -> None:
    """Progress begins with 0, grows with each chunk and ends with all bytes, each time the body is sent."""
    calls: list[tuple[int, int | None]] = []
    body = one(path, on_progress=lambda *each: calls.append(each))
    async with receive() as server:
        for _ in range(2):
            calls.clear()
            await post(server.url, body)
            counts = [count for count, _ in calls]
            assert (0, body.content_length) == (counts[0], counts[-1])
            assert all(0 < after - before <= CHUNK for before, after in pairwise(counts))
            assert {body.content_length} == {total for _, total in calls}
    calls.clear()
    await sent(File(stream(PNG), name="a"), on_progress=lambda *each: calls.append(each))
    assert {None} == {total for _, total in calls}
    assert calls[-1][0] > len(PNG)


async def test_progress_is_what_was_handed_over() -> None:
    """A chunk counts when the network took it, not when it was read."""
    calls: list[int] = []
    count = 0
    async for chunk in one(PNG, on_progress=lambda each, _: calls.append(each)):
        assert count == calls[-1]
        count += len(chunk)
    assert count == calls[-1]


class Stop(Exception):
    """Enough."""


async def test_progress_that_fails(path: Path) -> None:
    """An exception of the function ends the call and reaches the caller; no file stays open."""

    def progress(count: int, _: int | None) -> None:
        if count > 1000:
            raise Stop

    await refused(one(path, on_progress=progress), Stop)
    assert not is_open(path)


async def test_errors_of_streams() -> None:
    """An exception of a stream reaches the caller as it is."""

    async def failing() -> AsyncGenerator[bytes]:
        yield b"1"
        raise Stop

    await refused(one(failing()), Stop)


async def test_errors_of_other_requests() -> None:
    """What a stream or a progress function fetches itself is not taken for a failure of this request."""
    failure = httpx.ConnectError("refused")

    async def fetched() -> AsyncGenerator[bytes]:
        yield b"1"
        raise failure

    def progress(count: int, _: int | None) -> None:
        if count:
            raise failure

    error = await refused(one(fetched()))
    assert "attachments: a.bin: failed (ConnectError: refused)" == str(error)
    assert failure is error.__context__  # httpcore takes the cause away
    error = await refused(one(b"1", on_progress=progress))
    assert "on_progress: failed (ConnectError: refused)" == str(error)
    assert failure is error.__context__

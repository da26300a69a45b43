"""File arguments: accepted and refused ones."""

from __future__ import annotations

import gzip
import io
import mimetypes
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from aiochatwoot import File, InvalidRequestError
from aiochatwoot._wire.files import as_file, content_type_of
from aiochatwoot._wire.multipart import Multipart

from ..uploading import PNG, post, sent, stream

pytestmark = pytest.mark.behaviour


@pytest.mark.extra
async def test_the_name_of_a_file(path: Path) -> None:
    """Paths and file objects have names; others are called file, with an extension for their type."""
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
    assert [file for _, file in form] == [
        (path.name, "image/png", PNG),
        ("b.jpg", "image/jpeg", PNG),
        (path.name, "image/png", PNG),
        ("file", "application/octet-stream", b"x"),
        ("file.png", "image/png", b""),
        ("file.html", "text/html; charset=utf-8", b""),
        ("file", "application/octet-stream", b""),
        ("file", "application/octet-stream", b""),
    ]


def test_what_is_a_file(path: Path) -> None:
    """A File is used unchanged; objects with their own name need no File."""
    named = File(b"", name="a\u202fb 図.png", content_type='image/png; a="b;\\"c"')
    assert as_file("avatar", named) is named
    with path.open("rb") as file, tempfile.NamedTemporaryFile() as temporary:
        for each in (path, file, temporary):
            assert as_file("avatar", each) == File(each)
    with tempfile.SpooledTemporaryFile() as spooled:
        for content in (b"", stream(), io.BytesIO(), spooled):
            unnamed = File(content)
            assert as_file("avatar", unnamed) is unnamed


def test_a_file_in_a_log(path: Path) -> None:
    """The repr of a file does not contain its content."""
    assert repr(File(b"123", name="a")) == "File(content=<3 bytes>, name='a', content_type=None)"
    assert repr(File(path)) == f"File(content={path!r}, name=None, content_type=None)"


class ReadLater:
    """A file object of an async framework."""

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
    """An empty file with this name."""
    path = os.path.join(os.fsencode(folder), os.fsencode(name))
    os.close(os.open(path, os.O_CREAT))
    return Path(os.fsdecode(path))


def no_path() -> str:
    """Return Python's message for a path with a null byte; it depends on the version."""
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
    """Values that cannot be sent are refused by the argument's name, with advice."""
    with pytest.raises(InvalidRequestError) as caught:
        as_file("attachments", value)
    assert str(caught.value) == f"attachments: {said}"


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
    """A path must lead to a regular file, with a valid name."""
    with pytest.raises(InvalidRequestError) as caught:
        as_file("avatar", make(tmp_path))
    assert str(caught.value) == f"avatar: {said.format(tmp_path)}"


def test_a_path_that_may_not_be_read(path: Path) -> None:
    """An unreadable file is refused before anything is sent."""
    path.chmod(0)
    user = os.geteuid()
    if user == 0:  # root may read everything
        os.seteuid(65534)
    try:
        with pytest.raises(InvalidRequestError, match=r"^avatar: '.*' cannot be read: Permission denied$"):
            as_file("avatar", path)
    finally:
        os.seteuid(user)


def test_file_objects_that_cannot_be_sent(tmp_path: Path) -> None:
    """A file object must be open for reading bytes, also if it is wrapped."""
    with tempfile.NamedTemporaryFile("w+") as text, pytest.raises(InvalidRequestError, match="open as text"):
        as_file("avatar", text)
    with (tmp_path / "a").open("wb") as file, pytest.raises(InvalidRequestError, match="not open for reading"):
        as_file("avatar", file)
    with open(0, "rb", closefd=False) as file, pytest.raises(InvalidRequestError, match="without a name"):
        as_file("avatar", file)


async def test_an_async_generator_that_is_at_its_end() -> None:
    """A generator that a first call exhausted is refused, instead of being sent as an empty file."""
    generator = stream(b"1")
    await sent(as_file("avatar", File(generator, name="a")))
    with pytest.raises(InvalidRequestError, match=r"^avatar: an async generator that is at its end; make a new one"):
        as_file("avatar", File(generator, name="a"))


@pytest.mark.parametrize("progress", ["no function", post])
def test_what_is_no_progress(progress: Any) -> None:
    """A coroutine function is refused, since it would never run."""
    with pytest.raises(InvalidRequestError, match=r"^on_progress: "):
        Multipart([], [], progress)


def test_text_that_cannot_be_sent() -> None:
    """A lone surrogate cannot be UTF-8, neither in a field nor in an unchecked name."""
    with pytest.raises(InvalidRequestError, match=r"^content: "):
        Multipart([("content", "\ud83d")], [])
    with pytest.raises(InvalidRequestError, match=r"^avatar: \\ud83d: "):
        Multipart([], [("avatar", File(b"", name="\ud83d"))])


@pytest.mark.parametrize(
    ("expected", "ending"),
    [
        ("audio/amr", ".amr"),
        ("video/x-m4v", ".M4V"),
        ("video/ogg", ".ogv"),
        ("audio/webm", ".weba"),
        ("video/3gpp", ".3gp"),
    ],
)
def test_types_that_a_slim_image_does_not_know(expected: str, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Voice messages and videos of phones have a media type even without a system table of types."""
    table = mimetypes.MimeTypes(filenames=())
    monkeypatch.setattr(mimetypes, "guess_type", table.guess_type)
    assert content_type_of(File(b"", name=f"a{ending}")) in (expected, table.guess_type(f"a{ending}", strict=False)[0])
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_, **__: (None, None))
    assert content_type_of(File(b"", name=f"a{ending}")) == expected

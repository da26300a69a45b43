"""Bodies of file uploads: ``multipart/form-data`` (RFC 7578), read while they are sent.

Files are not loaded into memory: a file of a gigabyte is read chunk by chunk. Blocking calls (opening and reading a
file) run in threads.
"""

from __future__ import annotations

import abc
import asyncio
import inspect
import io
import os
import secrets
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Generator, Sequence
from contextlib import aclosing
from typing import IO, Any, Protocol, TypeVar

import attrs

from ..errors import InvalidRequestError
from .files import File, Progress, content_type_of, name_of, reason_of

T = TypeVar("T")
_CHUNK = 2**16


class Multipart:
    """The body of a request with files: a stream that can be sent again if its files can be read again.

    Close it when the call is over, which closes a file whose sending was interrupted. It can be sent by only one call
    at a time.

    Args:
        fields: Names and texts, in order; they come before the files.
        files: Names and files, in order, as `as_file` returns them.
        on_progress: Called with the progress.

    Attributes:
        content_type: The Content-Type of the request, with the random boundary.
        content_length: Bytes of the whole body; None if unknown before sending.

    Raises:
        InvalidRequestError: a file cannot be read, or is being sent by another call; or a text cannot be sent.
    """

    def __init__(
        self, fields: Sequence[tuple[str, str]], files: Sequence[tuple[str, File]], on_progress: Progress | None = None
    ) -> None:
        if on_progress is not None and (not callable(on_progress) or inspect.iscoroutinefunction(on_progress)):
            raise InvalidRequestError(f"on_progress: expected a function that is not async, got {on_progress!r:.40}")
        self._on_progress = on_progress
        boundary = secrets.token_hex(16)
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._parts: list[_Part] = []
        text = b""
        for name, value in fields:
            text += _utf8(name, f"--{boundary}\r\n{_disposition(name)}\r\n\r\n{value}\r\n")
        for name, file in files:
            label = f"{name.removesuffix('[]')}: {name_of(file)}"
            disposition = f'{_disposition(name)}; filename="{_escaped(name_of(file))}"'
            text += _utf8(label, f"--{boundary}\r\n{disposition}\r\nContent-Type: {content_type_of(file)}\r\n\r\n")
            self._parts += [_Bytes(text), _part(label, file.content)]
            text = b"\r\n"
        self._parts.append(_Bytes(text + f"--{boundary}--\r\n".encode()))
        sizes = [part.size for part in self._parts]
        self.content_length: int | None = None if None in sizes else sum(filter(None, sizes))
        self._sending: AsyncGenerator[bytes] | None = None

    @property
    def replayable(self) -> bool:
        """Whether it can be sent now with the same content as the first time."""
        return all(part.replayable for part in self._parts)

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the chunks of the body from its beginning, at most 64 KiB each.

        Raises:
            InvalidRequestError: a file cannot be read, was sent before and cannot be read again, or changed its size;
                or a stream yielded something other than bytes. The request stays incomplete, so that the server ignores
                it.
        """
        self._sending = self._send(self._sending)
        return self._sending

    async def aclose(self) -> None:
        """Close the file that an interrupted sending left open, as soon as its pending read returns.

        Calling it again has no effect.
        """
        if self._sending is not None:
            await self._sending.aclose()

    async def _send(self, before: AsyncGenerator[bytes] | None) -> AsyncGenerator[bytes]:
        if before is not None:
            await before.aclose()
        if not self.replayable:
            raise InvalidRequestError("a file was sent before, and cannot be read again")
        sent = 0
        self._report(sent)
        for part in self._parts:
            count = 0
            async with aclosing(part.chunks()) as chunks:
                async for chunk in chunks:
                    count += len(chunk)
                    if part.size is not None and count > part.size:
                        break
                    yield chunk
                    sent += len(chunk)
                    self._report(sent)
            # Content-Length includes the parts after a file: while they are missing, the request is incomplete.
            if part.size is not None and count != part.size:
                now = "more" if count > part.size else str(count)
                raise InvalidRequestError(f"{part.label}: changed meanwhile, from {part.size} bytes to {now}")

    def _report(self, sent: int) -> None:
        if self._on_progress is not None:
            self._on_progress(sent, self.content_length)


def _escaped(name: str) -> str:
    """Escape a name as browsers do.

    https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
    """
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _disposition(name: str) -> str:
    return f'Content-Disposition: form-data; name="{_escaped(name)}"'


def _utf8(name: str, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise InvalidRequestError(f"{ascii(name)[1:-1]}: half of a surrogate pair cannot be sent") from None


class _Part(Protocol):
    """A part of a body. `replayable`: whether `chunks`, started now, yields the same content as the first time."""

    @property
    def label(self) -> str: ...

    @property
    def size(self) -> int | None: ...

    @property
    def replayable(self) -> bool: ...

    def chunks(self) -> AsyncGenerator[bytes]: ...


def _part(label: str, content: bytes | os.PathLike[str] | IO[bytes] | AsyncIterable[bytes]) -> _Part:
    if isinstance(content, bytes):
        return _Bytes(content)
    if isinstance(content, AsyncIterable):
        return _Stream(label, content)
    _check_free(label, content)
    try:
        if isinstance(content, os.PathLike):
            return _Path(label, content, os.stat(content).st_size)
        return _file_object(label, content)
    except (OSError, ValueError) as error:
        raise InvalidRequestError(f"{label}: cannot be read: {reason_of(error)}") from None


def _pieces(data: bytes) -> Generator[bytes]:
    for start in range(0, len(data), _CHUNK):
        yield data[start : start + _CHUNK]


def _as_bytes(label: str, item: object) -> bytes:
    try:
        return item if isinstance(item, bytes) else bytes(memoryview(item))  # type: ignore[arg-type]  # or it raises
    except TypeError:
        raise InvalidRequestError(f"{label}: gave {type(item).__name__} {item!r:.40} in place of bytes") from None


@attrs.frozen(eq=False)
class _Bytes:
    content: bytes
    label: str = ""
    replayable: bool = True

    @property
    def size(self) -> int:
        return len(self.content)

    async def chunks(self) -> AsyncGenerator[bytes]:
        for piece in _pieces(self.content):
            yield piece


@attrs.define(eq=False)
class _Stream:
    label: str
    content: AsyncIterable[bytes]
    size: None = None
    replayable: bool = True

    async def chunks(self) -> AsyncGenerator[bytes]:
        self.replayable = False
        iterator = aiter(self.content)
        _take(self.label, iterator)
        try:
            async for item in iterator:
                for piece in _pieces(_as_bytes(self.label, item)):
                    yield piece
        finally:
            _being_sent.pop(id(iterator))
            if isinstance(iterator, AsyncGenerator):
                await iterator.aclose()


_being_sent: dict[int, object] = {}
"""File objects and iterators in use, by id. Two calls that read from the same one would each send a part of it."""


def _check_free(label: str, source: object) -> None:
    if id(source) in _being_sent:
        raise InvalidRequestError(f"{label}: is being sent by another call; give both its path, or its bytes")


def _take(label: str, source: object) -> None:
    _check_free(label, source)
    _being_sent[id(source)] = source


class _Blocking(abc.ABC):
    """A file that is read in threads.

    A thread cannot be cancelled, and a file must not be closed while it is opened or read. So the end of sending does
    not wait for the thread (a pipe may stay empty forever); the file is released when the thread is done.
    """

    label: str

    @abc.abstractmethod
    def _open(self) -> IO[bytes]: ...

    @abc.abstractmethod
    def _release(self, file: IO[bytes] | None) -> None:
        """Release the file: the thread no longer reads it. None if it could not be opened."""

    def _begin(self) -> None:
        return

    async def chunks(self) -> AsyncGenerator[bytes]:
        self._begin()
        loop = asyncio.get_running_loop()
        opening = loop.run_in_executor(None, self._open)
        last: asyncio.Future[Any] = opening

        def end(_: object = None) -> None:
            self._release(None if opening.exception() else opening.result())

        try:
            file = await self._done(opening)
            while True:
                last = loop.run_in_executor(None, file.read, _CHUNK)
                chunk = _as_bytes(self.label, await self._done(last))
                if not chunk:
                    return
                yield chunk
        finally:
            if last.done():
                end()
            else:
                last.add_done_callback(end)

    async def _done(self, future: asyncio.Future[T]) -> T:
        try:
            return await asyncio.shield(future)
        except (OSError, ValueError) as error:
            raise InvalidRequestError(f"{self.label}: cannot be read: {reason_of(error)}") from None


@attrs.frozen(eq=False)
class _Path(_Blocking):
    label: str
    path: os.PathLike[str]
    size: int
    replayable: bool = True

    def _open(self) -> IO[bytes]:
        return open(self.path, "rb", buffering=0)

    def _release(self, file: IO[bytes] | None) -> None:
        if file is not None:
            file.close()


@attrs.define(eq=False)
class _FileObject(_Blocking):
    label: str
    file: IO[bytes]
    size: int | None
    start: int | None
    replayable: bool = True

    def _begin(self) -> None:
        _take(self.label, self.file)
        self.replayable = self.start is not None

    def _open(self) -> IO[bytes]:
        if self.start is not None:
            self.file.seek(self.start)
        return self.file

    def _release(self, file: IO[bytes] | None) -> None:
        _being_sent.pop(id(self.file))


def _file_object(label: str, file: IO[bytes]) -> _FileObject:
    if not getattr(file, "seekable", lambda: False)():
        return _FileObject(label, file, None, None)
    start, size = file.tell(), None
    is_plain = isinstance(file, io.BytesIO | io.FileIO | io.BufferedReader | io.BufferedRandom)
    # Other wrappers (gzip, zipfile) would read the whole file to find the end.
    if is_plain or not isinstance(file, io.BufferedIOBase | io.RawIOBase):
        size = max(0, file.seek(0, os.SEEK_END) - start)
        file.seek(start)
    return _FileObject(label, file, size, start)

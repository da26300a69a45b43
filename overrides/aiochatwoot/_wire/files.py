"""Validates and normalises file arguments."""

from __future__ import annotations

import inspect
import io
import mimetypes
import os
import re
import stat
import types
from collections.abc import AsyncIterable, Callable
from typing import IO, Any, TypeAlias

import attrs

from ..errors import InvalidRequestError

Progress: TypeAlias = Callable[[int, int | None], None]
"""A function (not async) that is called while a body is sent.

Its arguments are the number of bytes accepted by the network so far, and the length of the body (None if unknown). A
retry starts again from 0. An exception of the function ends the call, and reaches the caller.
"""
_OCTETS = "application/octet-stream"
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - RFC 9110, section 5.6.2
_QUOTED = r'"(?:[\t \x21\x23-\x5b\x5d-\x7e]|\\[\t \x21-\x7e])*"'
_MEDIA_TYPE = re.compile(rf"{_TOKEN}/{_TOKEN}(?:[ \t]*;[ \t]*{_TOKEN}=(?:{_TOKEN}|{_QUOTED}))*")
_UNSENDABLE = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_OFFICE = "application/vnd.openxmlformats-officedocument"
# Python knows these types only if the system has a table of types, and containers often have none. The server
# recognizes images and audio by their type (source, not captured).
_MORE_TYPES = {
    ".3gp": "video/3gpp",
    ".7z": "application/x-7z-compressed",
    ".amr": "audio/amr",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".m4v": "video/x-m4v",
    ".mkv": "video/x-matroska",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".rar": "application/vnd.rar",
    ".weba": "audio/webm",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}


def _shown(content: object) -> str:
    return f"<{len(content)} bytes>" if isinstance(content, bytes) else repr(content)


@attrs.frozen
class File:
    """A file to send.

    Bytes, paths and seekable file objects can be sent again in a retry: file objects from their position at the start
    of the call. Other contents can be sent only once. The client opens a path while it sends it, and closes it
    afterwards. It
    never closes a file object, which is at its end afterwards. Files are read in a thread: do not use a file object
    meanwhile. Concurrent calls can share bytes and paths, but not a file object.

    The size of a stream, a pipe or a file that is decompressed while it is read is unknown: the request is sent with
    chunked encoding (RFC 9112, section 7.1). A stream that is an async generator is closed if it was started.

    Attributes:
        content: Bytes, a path, a file open for reading bytes, or an async iterable of bytes.
        name: Its name for the recipient. Default: the last part of the path or of the file object's own name; else
            ``file``, with an extension that fits `content_type`.
        content_type: Its media type, ``type/subtype``. Default: by the extension of the name; else
            ``application/octet-stream``.
    """

    content: bytes | os.PathLike[str] | IO[bytes] | AsyncIterable[bytes] = attrs.field(repr=_shown)
    name: str | None = attrs.field(default=None, kw_only=True)
    content_type: str | None = attrs.field(default=None, kw_only=True)


Upload: TypeAlias = File | os.PathLike[str] | IO[bytes]
"""The types accepted as a file. Without a `File` around it, a file object must have a name."""


def as_file(argument: str, value: object) -> File:
    """Validate and normalise a file argument.

    Raises:
        InvalidRequestError: the value is not a file, or cannot be read or named; the message begins with `argument`.
    """
    file = value if isinstance(value, File) else File(value)  # type: ignore[arg-type]  # checked here
    problem = _content_problem(file.content)
    if problem is None and file is not value and _own_name(value) is None:
        given = 'b"..."' if isinstance(value, bytes) else "..."
        problem = f'{type(value).__name__} without a name; pass File({given}, name="...")'
    problem = problem or _label_problem(file)
    if problem is not None:
        raise InvalidRequestError(f"{argument}: {problem}")
    return file


def _content_problem(content: object) -> str | None:
    """Return why the content cannot be sent; None if it can."""
    if isinstance(content, str):
        return (
            f"expected a file, got text; pass pathlib.Path({content!r:.80}) for the file of that name, "
            'or File(b"...", name="...") for content'
        )
    if isinstance(content, os.PathLike):
        return _path_problem(content)
    if isinstance(content, types.AsyncGeneratorType):
        return "an async generator that is at its end; make a new one for each call" if _is_over(content) else None
    if isinstance(content, bytes | AsyncIterable):
        return None
    if hasattr(content, "read"):
        return _file_object_problem(content)
    return f"expected a File, a path or an open file, got {type(content).__name__} {content!r:.40}"


def _path_problem(path: os.PathLike[Any]) -> str | None:
    shown = repr(os.fsdecode(path))
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            return f"{shown} is a directory; pass its files"
        if not stat.S_ISREG(mode):  # opening a pipe may block endlessly
            return f"{shown} is no regular file; open it, and pass the file object"
        with open(path, "rb"):
            return None
    except (OSError, ValueError) as error:
        return f"{shown} cannot be read: {reason_of(error)}"


def _file_object_problem(file: Any) -> str | None:
    if getattr(file, "closed", False):
        return "the file is closed"
    # Wrappers such as tempfile's are not a TextIOBase, but have the attributes of the wrapped file.
    if isinstance(file, io.TextIOBase) or hasattr(file, "encoding"):
        return 'the file is open as text; open it with "rb"'
    if inspect.iscoroutinefunction(file.read):
        return f"the file is read asynchronously; pass an ordinary one (got {type(file).__name__})"
    if not getattr(file, "readable", lambda: True)():
        return 'the file is not open for reading; open it with "rb"'
    return None


def _is_over(generator: types.AsyncGeneratorType[Any, Any]) -> bool:
    return generator.ag_frame is None


def _label_problem(file: File) -> str | None:
    """Return the problem of the name or media type of a file; None if there is none."""
    if not isinstance(file.name, str | None) or file.name == "":
        return f"name: expected text, got {file.name!r:.40}"
    given = file.content_type
    if given is not None and not (isinstance(given, str) and _MEDIA_TYPE.fullmatch(given)):
        return f'content_type: {given!r:.80} is no media type, such as "image/png"'
    name = name_of(file)
    if _UNSENDABLE.search(name):
        advice = "" if file.name else '; pass File(..., name="...")'
        return f"name: {name!r:.80} has a character that no name of a file can have{advice}"
    return None


def _own_name(content: object) -> str | None:
    """Return the name of a path or file object; None if it has none."""
    name = content if isinstance(content, os.PathLike) else getattr(content, "name", None)
    if not isinstance(name, str | bytes | os.PathLike):  # a file object may have its descriptor as name
        return None
    text = os.path.basename(os.fsdecode(name))
    return text if text and text[0] != "<" else None  # such as <stdin>


def name_of(file: File) -> str:
    name = file.name or _own_name(file.content)
    return name or "file" + (mimetypes.guess_extension((file.content_type or "").partition(";")[0].strip()) or "")


def content_type_of(file: File) -> str:
    if file.content_type is not None:
        return file.content_type
    if not (name := file.name or _own_name(file.content)):
        return _OCTETS
    # Without the slash, text before a colon would be parsed as a URL scheme. Some everyday types are not registered in
    # Python; strict=False includes them.
    found, encoding = mimetypes.guess_type(f"./{name}", strict=False)
    if encoding is not None:  # `found` is the type of the compressed content
        return "application/gzip" if encoding == "gzip" else _OCTETS
    return found or _MORE_TYPES.get(os.path.splitext(name)[1].lower(), _OCTETS)


def reason_of(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)

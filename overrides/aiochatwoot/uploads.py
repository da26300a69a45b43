from __future__ import annotations
import os, secrets
from collections.abc import Callable, Sequence, AsyncIterator
from typing import Any, TypeAlias
import attrs, httpx

Progress: TypeAlias = Callable[[int, int | None], None]


@attrs.frozen
class File:
    content: Any
    name: str | None = attrs.field(default=None, kw_only=True)
    content_type: str | None = attrs.field(default=None, kw_only=True)


Upload: TypeAlias = File | os.PathLike[str]


def as_file(argument: str, value: object) -> File:
    assert isinstance(value, File)
    return value


class Multipart(httpx.AsyncByteStream):
    def __init__(
        self, fields: Sequence[tuple[str, str]], files: Sequence[tuple[str, File]], on_progress: Progress | None = None
    ) -> None: ...

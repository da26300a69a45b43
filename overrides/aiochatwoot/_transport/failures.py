"""Errors of HTTP libraries in terms of this package."""

from __future__ import annotations

from typing import TypeVar

import httpx

from ..errors import ChatwootError, ConnectionFailedError, DecodeError, RequestRecord, RequestTimeoutError

_Error = TypeVar("_Error", bound=BaseException)


def _failure(error: httpx.HTTPError, record: RequestRecord) -> ChatwootError:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    failure: ChatwootError
    if isinstance(error, httpx.TimeoutException):
        failure = RequestTimeoutError(f"no answer in time ({what})", request=record)
    elif isinstance(error, httpx.DecodingError):
        failure = DecodeError(f"the body cannot be decompressed ({what})", request=record)
    else:
        failure = ConnectionFailedError(f"no answer ({what})", request=record)
    failure.__cause__ = _without_frames(error)
    return failure


def _without_frames(error: _Error) -> _Error:
    """The same error, its causes too, without tracebacks: the locals of those frames hold the headers as sent."""
    todo: list[BaseException | None] = [error]
    seen: set[int] = set()
    while todo:
        each = todo.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            each.__traceback__ = None
            todo += [each.__cause__, each.__context__]
    return error

"""Searches everything that an error refers to for the token."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from types import FrameType
from typing import Any

from aiochatwoot import ChatwootError

from .conftest import TESTS
from .servers import TOKEN


def errors(error: BaseException) -> Iterator[BaseException]:
    """Return an error, and all errors that it refers to."""
    todo: list[BaseException | None] = [error]
    seen: set[int] = set()
    while todo:
        each = todo.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        todo += [each.__cause__, each.__context__, *getattr(each, "exceptions", ())]
        yield each


def frames(error: BaseException) -> Iterator[FrameType]:
    """Yield every frame of an error's traceback, except those of tests."""
    traceback = error.__traceback__
    while traceback is not None:
        if not traceback.tb_frame.f_code.co_filename.startswith(str(TESTS)):
            yield traceback.tb_frame
        traceback = traceback.tb_next


def show(value: Any) -> str:
    """Return the texts that a tool that prints locals may show of a value: its repr and its attributes."""
    shown: list[str] = []
    for each in (value, getattr(value, "__dict__", None)):
        try:
            shown.append(repr(each))
        except Exception as error:  # noqa: BLE001 - an unfinished object has no repr
            shown.append(repr(error))
    return " ".join(shown)


def assert_hidden(error: BaseException) -> None:
    """Assert that an error does not contain the token."""
    places: list[str] = []
    for each in errors(error):
        places += [str(each), show(each)]
        if isinstance(each, ChatwootError):
            places.append(repr(pickle.dumps(each)))
        for frame in frames(each):
            places += [f"{frame.f_code.co_name}: {name} = {show(value)}" for name, value in frame.f_locals.items()]
    assert [place for place in places if TOKEN in place] == []

"""Looks for the token wherever an error could show it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from types import FrameType
from typing import Any

from aiochatwoot import ChatwootError

from .conftest import TESTS
from .servers import TOKEN


def errors(error: BaseException) -> Iterator[BaseException]:
    """An error, and all that can be reached from it."""
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
    """Every frame of the traceback of an error, but for those of tests."""
    traceback = error.__traceback__
    while traceback is not None:
        if not traceback.tb_frame.f_code.co_filename.startswith(str(TESTS)):
            yield traceback.tb_frame
        traceback = traceback.tb_next


def show(value: Any) -> str:
    """What a tool that prints locals may show of a value: its repr and its attributes."""
    shown: list[str] = []
    for each in (value, getattr(value, "__dict__", None)):
        try:
            shown.append(repr(each))
        except Exception as error:  # noqa: BLE001 - an object that is not finished has no repr
            shown.append(repr(error))
    return " ".join(shown)


def assert_hidden(error: BaseException) -> None:
    """The token is nowhere in an error."""
    places: list[str] = []
    for each in errors(error):
        places += [str(each), show(each)]
        if isinstance(each, ChatwootError):
            places.append(repr(pickle.dumps(each)))
        for frame in frames(each):
            places += [f"{frame.f_code.co_name}: {name} = {show(value)}" for name, value in frame.f_locals.items()]
    assert [] == [place for place in places if TOKEN in place]

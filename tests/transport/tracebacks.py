"""Looks for the token in the locals of an error's frames."""

from __future__ import annotations

import traceback
import types

from .loopback import TOKEN


def shown_tokens(error: BaseException) -> list[str]:
    """Return where the token is in the locals of an error's frames, of this package and of libraries."""
    found: list[str] = []
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if "/tests/" not in frame.f_code.co_filename:
            found += [f"{frame.f_code.co_qualname}: {name}" for name, value in frame.f_locals.items() if _has(value, 5)]
    for other in (error.__cause__, error.__context__):
        found += [] if other is None else shown_tokens(other)
    return found


def _has(value: object, depth: int) -> bool:
    if isinstance(value, str | bytes):
        return TOKEN in (value if isinstance(value, str) else value.decode("latin-1"))
    if depth == 0 or isinstance(value, type | types.ModuleType):
        return False
    inner: list[object] = []
    if isinstance(value, dict):
        inner = [*value, *value.values()]
    elif isinstance(value, list | tuple | set):
        inner = list(value)
    else:
        inner = [*getattr(value, "__dict__", {}).values()]
        slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
        inner += [getattr(value, name, None) for name in slots if not name.startswith("__")]
    return any(_has(each, depth - 1) for each in inner)

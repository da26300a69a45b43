"""Values of models as JSON."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from .kinds import AnyOf, Kind, ListOf, MapOf, Timestamp
from .timestamps import dump_epoch, dump_epoch_float, dump_iso

Encode: TypeAlias = "Callable[[Any], Any]"
_DUMP: Mapping[str, Callable[[dt.datetime], int | float | str]] = {
    "epoch": dump_epoch,
    "epoch_float": dump_epoch_float,
    "iso": dump_iso,
}


def encoder(kind: Kind) -> Encode:
    """The function that writes a value of `kind` as JSON. What is JSON already is left as it is."""
    if isinstance(kind, Timestamp):
        dump, never = _DUMP[kind.wire], 0 if kind.zero_is_null and not kind.nullable else None
        return lambda value: dump(value) if isinstance(value, dt.datetime) else never if value is None else value
    if isinstance(kind, ListOf):
        item = encoder(kind.item)
        return lambda value: [item(x) for x in value] if isinstance(value, list | tuple) else _plain(value)
    if isinstance(kind, MapOf):
        each = encoder(kind.value)
        return lambda value: {k: each(x) for k, x in value.items()} if isinstance(value, Mapping) else _plain(value)
    if isinstance(kind, AnyOf):
        moments = [encoder(choice) for choice in kind.choices if isinstance(choice, Timestamp)]
        return lambda value: moments[0](value) if moments and isinstance(value, dt.datetime) else _plain(value)
    return _plain


def _plain(value: Any) -> Any:
    to_dict = getattr(value, "to_dict", None)  # of a model: an import of its class would be a circle
    if to_dict is not None:
        return to_dict()
    return value.value if isinstance(value, enum.Enum) else value

"""The base class of generated models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import attrs

from .decode import _extra, _Side, decoder
from .encode import Encode, encoder
from .kinds import KEY, KIND, UNSET, Plain, fields

_M = TypeVar("_M", bound="Model")


@attrs.define(kw_only=True, repr=False)
class Model:
    """An object of the API. Equal when the contents are; a key that did not come is `UNSET`."""

    _side: _Side | None = attrs.field(default=None, init=False, eq=_extra)

    @property
    def additional_properties(self) -> dict[str, Any]:
        """What came beside the keys that the contract knows: plain JSON by key, and written by `to_dict`."""
        if self._side is None:
            self._side = _Side()
        return self._side.extra

    @classmethod
    def from_dict(cls: type[_M], data: Mapping[str, Any]) -> _M:
        """Decode parsed JSON, leniently (a webhook's payload, a stored `to_dict`), and share nothing with it."""
        model: _M = decoder(cls)(_copied(data), None, [])
        return model

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON: exactly what came, but for what was changed since.

        Free-form values (``custom_attributes`` and the like) are shared with the model, not copied.

        Raises:
            ValueError: a datetime without a time zone was assigned.
        """
        raw: Mapping[str, tuple[Any, Any]] = self._side.raw if self._side is not None else {}
        out: dict[str, Any] = {}
        for name, key, encode in _encoders(type(self)):
            value = getattr(self, name)
            if value is UNSET:
                continue
            if name in raw and raw[name][0] == value:
                out[key] = raw[name][1]
            else:
                out[key] = encode(value)
        if self._side is not None:
            out.update(self._side.extra)
        return out

    def __repr__(self) -> str:
        shown: list[str] = []
        for attribute in fields(type(self)):
            value = getattr(self, attribute.name)
            kind = attribute.metadata[KIND]
            if value is not UNSET:
                secret = value and isinstance(kind, Plain) and kind.secret
                shown.append(f"{attribute.name}={'[secret]' if secret else repr(value)}")
        return f"{type(self).__name__}({', '.join(shown)})"


def _copied(data: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of parsed JSON: decoders use up the lists that they are given."""
    top = dict(data)
    containers: list[dict[Any, Any] | list[Any]] = [top]
    for container in containers:
        for at, value in container.items() if isinstance(container, dict) else enumerate(container):
            if isinstance(value, dict | list):
                container[at] = value.copy()
                containers.append(container[at])
    return top


_encoder_tables: dict[type[Any], list[tuple[str, str, Encode]]] = {}


def _encoders(cls: type[Any]) -> list[tuple[str, str, Encode]]:
    table = _encoder_tables.get(cls)
    if table is None:
        table = _encoder_tables[cls] = [
            (each.name, each.metadata[KEY] or each.name, encoder(each.metadata[KIND])) for each in fields(cls)
        ]
    return table

"""The base class of generated models, and the function that turns declarations into classes."""

from __future__ import annotations

import copy
import datetime as dt
import enum
import inspect
import reprlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform

import attrs

from .decode import decoder
from .deviations import Findings
from .kind import OTHER_KEYS, UNSET, Extras, Field, Kind, field

_M = TypeVar("_M", bound="Model")
_ORIGIN = "_origin"
_SCALARS = frozenset({str, int, float, bool})


class _Origin:
    """The model that `attrs.evolve` copies."""

    def __init__(self, model: Model) -> None:
        self.model = model


# Lets attrs and type checkers know models: `attrs.evolve` accepts them, and checks the names.
@attrs.define(init=False, eq=False, repr=False, getstate_setstate=False)
class Model:
    """An object of the API. Models are equal if their contents are equal.

    An absent attribute reads as None; `has` distinguishes it from null. Assigning a value makes the key present,
    ``del`` makes it absent.
    """

    # Absent keys are unset slots.
    _extras: Extras | None = attrs.field(init=False)
    _fields: ClassVar[Mapping[str, Field]] = {}
    # The kind of undeclared keys; None if the contract declares none.
    _more: ClassVar[Kind | None] = None

    def __init__(self, **given: Any) -> None:
        """Create an object from attributes. Omitted ones are absent, None is null."""
        cls = type(self)
        self._extras = None
        origin: Model | None = None
        for name, value in given.items():
            if name == _ORIGIN:  # `attrs.evolve` passes changes before it, and copied values after it
                origin = value.model
                self._extras = copy.deepcopy(origin._extras) if origin is not None else None
            elif name not in cls._fields:
                raise TypeError(f"{cls.__name__}() got an unexpected keyword argument {name!r}")
            elif value is not UNSET and (origin is None or origin.has(name)):
                setattr(self, name, value)
        missing = [each.name for each in cls._fields.values() if each.required and each.name not in given]
        if missing:
            raise TypeError(f"{cls.__name__}() is missing the keyword argument {', '.join(map(repr, missing))}")

    if TYPE_CHECKING:
        pass  # type checkers would accept any name
    else:

        def __getattr__(self, name: str) -> Any:
            if name in type(self)._fields:
                return None
            if name == _ORIGIN:
                return _Origin(self)
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)

    def has(self, name: str) -> bool:
        """Return whether an attribute is present, including as null.

        Args:
            name: Its name in Python.

        Raises:
            AttributeError: the contract has no such attribute.
        """
        declared = type(self)._fields.get(name)
        if declared is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
        try:
            declared.read(self)
        except AttributeError:
            return False
        return True

    @property
    def additional_properties(self) -> dict[str, Any]:
        """The received keys that the contract does not declare, with their values; `to_dict` includes them.

        The values are plain JSON, except where the contract declares their type.
        """
        if self._extras is None:
            self._extras = Extras()
        return self._extras.extra

    @classmethod
    def from_dict(cls: type[_M], data: Mapping[str, Any]) -> _M:
        """Decode parsed JSON, such as a stored `to_dict` or a response of the API. It is lenient, and copies the data.

        Use `aiochatwoot.webhooks` for the payload of a webhook: Chatwoot writes objects in another form there.
        """
        model: _M = decoder(cls)(_copied(data), None, Findings())
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON: exactly as received, except for attributes that were changed since.

        Free-form values (``custom_attributes`` and the like) are shared with the model, not copied.

        Raises:
            ValueError: a datetime without a time zone was assigned.
        """
        extras = self._extras
        out: dict[str, Any] = {}
        for each in self._fields.values():
            try:
                value = each.read(self)
            except AttributeError:
                continue
            # JSON values are written unchanged.
            out[each.key] = value if value.__class__ in _SCALARS else each.kind.encode(value)
        if extras is not None:
            extra = extras.extra if self._more is None else self._more.encode(extras.extra)
            for name, (value, raw) in extras.raw.items():
                if name == OTHER_KEYS:
                    extra = raw if extras.extra == value else extra
                elif self.has(name) and getattr(self, name) == value:
                    out[self._fields[name].key] = raw
            out.update(extra)
        return out

    def _present(self) -> dict[str, Any]:
        """Return the values of the present attributes."""
        found: dict[str, Any] = {}
        for name, each in self._fields.items():
            try:
                value = each.read(self)
            except AttributeError:
                continue
            found[name] = value
        return found

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model) or type(other) is not type(self):
            return NotImplemented
        mine = self._extras.extra if self._extras is not None else {}
        others = other._extras.extra if other._extras is not None else {}
        return self._present() == other._present() and mine == others

    __hash__ = None  # type: ignore[assignment]  # models are mutable

    def __getstate__(self) -> dict[str, Any]:
        state = self._present()
        return state if self._extras is None else {**state, "_extras": self._extras}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self._extras = None
        for name, value in state.items():
            setattr(self, name, value)

    def __copy__(self: _M) -> _M:
        """Return a deep copy: two models never share mutable parts."""
        return copy.deepcopy(self)

    def __repr__(self) -> str:
        """Show the model for people: without empty and secret values, long texts and lists shortened."""
        return brief(self)


class _Repr(reprlib.Repr):
    """Shortens long values, omits empty ones, and shows only the names of deeply nested models."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 2
        self.maxstring = self.maxother = 80
        self.maxdict = 5

    def repr1(self, x: Any, level: int) -> str:
        if isinstance(x, dt.datetime) and x.tzinfo is not None:
            return x.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
        if isinstance(x, enum.Enum):
            return x.name if isinstance(x, int) else repr(x.value)
        return self._model(x, level) if isinstance(x, Model) else super().repr1(x, level)

    def _model(self, x: Model, level: int) -> str:
        present = {name: value for name, value in x._present().items() if not _is_empty(value)}
        names = list(present)
        if level < self.maxlevel and "id" in present:
            names = ["id", *[name for name in _NAMES if name in present][:1]]
        elif level <= 0:
            names = []
        shown = [
            f"{name}={'[secret]' if x._fields[name].kind.secret else self.repr1(present[name], level - 1)}"
            for name in names
        ]
        more = ["..."] if len(shown) < len(present) else []
        return f"{type(x).__name__}({', '.join(shown + more)})"

    def repr_list(self, x: list[Any], level: int) -> str:
        shown = [self.repr1(each, level - 1) for each in x[:3]]
        more = [f"... {len(x) - 3} more"] if len(x) > 3 else []
        return f"[{', '.join(shown + more)}]"


_NAMES = ("name", "title", "content", "status")
"""Attributes that describe a model better than its id; the first present one is shown."""
brief = _Repr().repr
"""Formats a value with models in it, for people."""


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def _copied(data: Mapping[str, Any]) -> dict[str, Any]:
    """Copy parsed JSON, since decoders modify its lists."""
    top = dict(data)
    containers: list[dict[Any, Any] | list[Any]] = [top]
    for container in containers:
        for at, value in container.items() if isinstance(container, dict) else enumerate(container):
            if isinstance(value, dict | list):
                container[at] = value.copy()
                containers.append(container[at])
    return top


class _WhenAsked:
    """A class attribute that is computed on first access, since few programs need it."""

    def __init__(self, make: Callable[[type[Model]], Any]) -> None:
        self._make = make
        self._made: dict[type[Model], Any] = {}

    def __get__(self, instance: object, owner: type[Model]) -> Any:
        if owner not in self._made:
            self._made[owner] = self._make(owner)
        return self._made[owner]


def _attrs_of(cls: type[Model]) -> tuple[attrs.Attribute[Any], ...]:
    """Return the result of `attrs.fields`. Its first attribute marks the copied model for `attrs.evolve`."""
    members: dict[str, Any] = {_ORIGIN: attrs.field(alias=_ORIGIN, default=None)}
    for name, each in cls._fields.items():
        members[name] = attrs.field() if each.required else attrs.field(default=None)
    made: tuple[attrs.Attribute[Any], ...] = attrs.fields(attrs.make_class(cls.__name__, members, kw_only=True))
    return made


def _signature_of(cls: type[Model]) -> inspect.Signature:
    return inspect.Signature(
        [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=inspect.Parameter.empty if each.required else None
            )
            for name, each in cls._fields.items()
        ]
    )


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
def declare(cls: type[_M]) -> type[_M]:
    """Turn a class of declared fields into a model: each field becomes a slot, and `Model` implements the rest.

    (The parts that attrs creates for a class are needed only after `attrs.fields` was called. Creating them costs more
    than all other work for a first response.)
    """
    namespace = dict(vars(cls))
    own = {name: value for name, value in namespace.items() if isinstance(value, Field)}
    for name in (*own, "__dict__", "__weakref__"):
        namespace.pop(name, None)
    namespace["__slots__"] = tuple(own)
    namespace["__attrs_attrs__"] = _WhenAsked(_attrs_of)
    namespace["__signature__"] = _WhenAsked(_signature_of)
    namespace["_fields"] = {**cls._fields, **own}
    made: Any = type(cls.__name__, cls.__bases__, namespace)
    for name, each in own.items():
        each.name = name
        each.key = name if each.key is None else each.key
        each.read = getattr(made, name).__get__
    declared: type[_M] = made
    return declared

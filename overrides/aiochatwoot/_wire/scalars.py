"""Kinds of single values: plain JSON, timestamps, open enums."""

from __future__ import annotations

import datetime as dt
import enum
import math
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal

from .deviations import Findings, Mismatch, Path
from .kind import MISSING, Convert, Inline, Kind, Place, shown
from .timestamps import dump_epoch, dump_epoch_float, dump_iso, parse_wire

_DUMP: Mapping[str, Callable[[dt.datetime], int | float | str]] = {
    "epoch": dump_epoch,
    "epoch_float": dump_epoch_float,
    "iso": dump_iso,
}


class OpenStrEnum(enum.StrEnum):
    """A text from a known set. Unknown texts also become members, created on demand, which equal their text."""

    @classmethod
    def _missing_(cls, value: object) -> OpenStrEnum | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member


class OpenIntEnum(enum.IntEnum):
    """A number from a known set. Unknown numbers also become members, created on demand, which equal their number."""

    @classmethod
    def _missing_(cls, value: object) -> OpenIntEnum | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        member = int.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = int(value)
        return member


class Anything(Kind):
    """Free-form JSON of any depth, left unchanged.

    Attributes:
        nulls: Whether its lists may contain null. Rails drops nulls in lists, so they are rejected for Chatwoot.
    """

    def __init__(self, *, nulls: bool = False) -> None:
        super().__init__()
        self.nulls = nulls

    @property
    def has_null(self) -> bool:
        return True

    def _check(self, value: Any) -> str | None:
        if self.nulls or not isinstance(value, list | tuple | Mapping):
            return None
        from .free_form import null_in_list  # not needed for reading

        return null_in_list(value)

    def inline(self, place: Place) -> Inline:
        return Inline("{v}")


class Plain(Kind):
    """A JSON string, integer, number or boolean.

    Attributes:
        json: The JSON type.
        secret: Whether it is a credential (OpenAPI's ``format: password``).
        minimum, maximum: The inclusive bounds of a sent number. (Responses may have any number.)
        min_length: The minimum length of a sent text, in characters.
    """

    python: ClassVar[Mapping[str, tuple[type[Any], ...]]] = {
        "string": (str,),
        "integer": (int,),
        "number": (float, int),
        "boolean": (bool,),
    }

    def __init__(
        self,
        json: Literal["string", "integer", "number", "boolean"],
        secret: bool = False,
        *,
        minimum: float | None = None,
        maximum: float | None = None,
        min_length: int = 0,
        nullable: bool = False,
    ) -> None:
        super().__init__(nullable=nullable)
        self.json = json
        self.secret = secret
        self.minimum = minimum
        self.maximum = maximum
        self.min_length = min_length

    def words(self) -> str:
        return self.json

    def _check(self, value: Any) -> str | None:
        # bool is an int in Python; as an id or a page number it is always a mistake.
        if isinstance(value, bool) != (self.json == "boolean") or not isinstance(value, self.python[self.json]):
            return self._unexpected(value)
        if isinstance(value, float) and not math.isfinite(value):
            return f": expected a finite number, got {value!r}"
        if isinstance(value, str) and re.search("[\ud800-\udfff]", value):
            return ": half of a surrogate pair cannot be sent" + ("" if self.secret else f": {value!r:.40}")
        if isinstance(value, str) and len(value) < self.min_length:
            return ": is empty" if not value else f": has fewer than {self.min_length} characters"
        number: Any = value
        if self.minimum is not None and number < self.minimum:
            return f": {value} is below {self.minimum}"
        if self.maximum is not None and number > self.maximum:
            return f": {value} is above {self.maximum}"
        return None

    def _decoder(self, owner: type[Any] | None) -> Convert:
        types = self.python[self.json]
        return lambda value, path, found: value if value.__class__ in types else MISSING

    def inline(self, place: Place) -> Inline:
        tests = [f"{{v}}.__class__ is {each.__name__}" for each in self.python[self.json]]
        if self.json == "boolean":
            tests = ["{v} is True", "{v} is False"]
        return Inline("{v}", " or ".join(tests + (["{v} is None"] if self.nullable else [])))


class Timestamp(Kind):
    """A point in time, as an aware UTC datetime.

    Attributes:
        wire: The form in which it is written.
        zero_is_null: Whether 0 means never.
        future: Whether an argument in the past is rejected.
    """

    keeps_form = True

    def __init__(
        self,
        wire: Literal["epoch", "epoch_float", "iso"],
        zero_is_null: bool = False,
        *,
        future: bool = False,
        nullable: bool = False,
    ) -> None:
        super().__init__(nullable=nullable)
        self.wire = wire
        self.zero_is_null = zero_is_null
        self.future = future

    def words(self) -> str:
        return "ISO 8601 date and time" if self.wire == "iso" else "epoch seconds"

    def _check(self, value: Any) -> str | None:
        if not isinstance(value, dt.datetime):
            return f": expected a datetime, got {shown(value)}"
        if value.tzinfo is None:
            return ": expected a datetime with a time zone, got one without"
        if self.future and value.timestamp() <= time.time():
            return f": expected a moment in the future, got {value.isoformat()}"
        return None

    def encode(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return _DUMP[self.wire](value)
        return 0 if value is None and self.zero_is_null and not self.nullable else value

    def _decoder(self, owner: type[Any] | None) -> Convert:
        expected, zero_is_null = self.describe(), self.zero_is_null

        def decode(value: Any, path: Path, found: Findings) -> Any:
            if zero_is_null and value == 0 and value is not False:
                return None
            if value is None:  # an undeclared null is reported, and still read as None
                found.append(Mismatch(path, expected, value))
                return None
            try:
                return parse_wire(value)
            except ValueError:
                return MISSING

        return decode

    def _inline(self, place: Place) -> Inline:
        if self.wire == "epoch" and self.zero_is_null and not self.nullable:
            moment = "{v} = from_epoch({v}, UTC) if {v} else None"
            return Inline("{v}", "{v}.__class__ is int and {v} >= 0", moment)
        if self.wire == "epoch":
            least = 1 if self.zero_is_null else 0  # None would be written as null, not as 0
            return Inline("{v}", f"{{v}}.__class__ is int and {{v}} >= {least}", "{v} = from_epoch({v}, UTC)")
        if self.wire == "epoch_float":
            return Inline(
                "{v}at",
                "{v}.__class__ is float and 0 < {v} < 253402300799",
                "{v}at = from_epoch({v}, UTC)",
                # A server may write more digits than a datetime's microseconds.
                f"{{v}}at.timestamp() == {{v}} or keep(self, {place.field.name!r}, {{v}}at, {{v}})",
            )
        # The form 2026-11-23T05:06:12.554Z, if from_iso parses it. (Newer Pythons parse hour 24, as the next day.)
        form = "{v}[4:20:3] == '--T::.' and {v}[23:] == 'Z' and {v}[11:13] != '24'"
        return Inline("{v}", f"{{v}}.__class__ is str and {form}", "{v} = from_iso({v})")


class Named(Kind):
    """A member of an enum of numbers, written as its name in lower case.

    Attributes:
        members: The enum.
    """

    def __init__(self, members: type[enum.IntEnum], *, nullable: bool = False) -> None:
        super().__init__(nullable=nullable)
        self.members = members

    def words(self) -> str:
        return "one of " + ", ".join(member.name.lower() for member in self.members)

    def _check(self, value: Any) -> str | None:
        given = self.encode(value)
        known = {member.name.lower() for member in self.members}
        return None if isinstance(given, str) and given in known else f": {value!r} is not {self.words()}"

    def encode(self, value: Any) -> Any:
        return value.name.lower() if isinstance(value, self.members) else value

    def _decoder(self, owner: type[Any] | None) -> Convert:
        named = {member.name.lower(): member for member in self.members}
        return lambda value, path, found: named.get(value, MISSING) if value.__class__ is str else MISSING


class Enumeration(Kind):
    """A member of an open enum.

    Attributes:
        members: The enum.
        extensible: Whether the contract allows any other value of the same type, too.
    """

    def __init__(self, members: type[enum.Enum], extensible: bool = False, *, nullable: bool = False) -> None:
        super().__init__(nullable=nullable)
        self.members = members
        self.extensible = extensible

    @property
    def _type(self) -> type[Any]:
        return int if issubclass(self.members, int) else str

    def words(self) -> str:
        return "one of " + ", ".join(str(member.value) for member in self.members)

    def _check(self, value: Any) -> str | None:
        allowed = [member.value for member in self.members]
        given = value.value if isinstance(value, enum.Enum) else value
        if (given in allowed and not isinstance(given, bool)) or (self.extensible and isinstance(given, str)):
            return None
        return f": {value!r} is not {self.words()}"

    def encode(self, value: Any) -> Any:
        return value._value_ if isinstance(value, enum.Enum) else value

    def _decoder(self, owner: type[Any] | None) -> Convert:
        expected, python, members, extensible = self.describe(), self._type, self.members, self.extensible
        known = {member.value for member in members}

        def decode(value: Any, path: Path, found: Findings) -> Any:
            if value.__class__ is not python:
                return MISSING
            if value not in known and not extensible:
                found.append(Mismatch(path, expected, value))
            return members(value)

        return decode

    def inline(self, place: Place) -> Inline:
        members: dict[Any, Any] = {member.value: member for member in self.members}
        name = place.add("member", members | ({None: None} if self.nullable else {}))
        # True and 1.0 would match 1.
        is_number = "{v}.__class__ is int" + (" or {v} is None" if self.nullable else "")
        return Inline("{v}", is_number if self._type is int else "", f"{{v}} = {name}[{{v}}]")

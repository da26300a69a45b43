"""Extends openapi-python-client's property classes by data that its parser drops: extensions, formats and the like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from openapi_python_client import strings
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.enum_property import EnumProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty

BOUNDS = "x-bounds"


@attrs.define
class TimestampProperty(DateTimeProperty):
    """``format: unixtime`` or ``date-time``: a datetime in Python."""

    wire: str = "iso"
    zero_is_null: bool = False
    future: bool = False


@attrs.define
class SecretProperty(StringProperty):
    """``format: password``."""


FORMATS = {
    "date": "datetime.date",
    "time": "datetime.time",
    "duration": "datetime.timedelta | str",
    "uuid": "UUID",
    "byte": "bytes",
}


@attrs.define
class FormattedProperty(StringProperty):
    """Text in one of the `FORMATS`; a Python object."""

    of: str = ""

    def get_base_type_string(self) -> strings.PythonCode:
        """Return a text that distinguishes the members of a union."""
        return strings.PythonCode(FORMATS[self.of])


@attrs.define
class DescribedEnumProperty(EnumProperty):
    """An enum with more data in the contract, by value: ``x-since`` (the versions of later values) and
    ``x-enumDescriptions``.
    """

    since: Mapping[Any, str] = attrs.field(factory=dict)
    about: Mapping[str, str] = attrs.field(factory=dict)


@attrs.define
class NamedEnumProperty(EnumProperty):
    """``x-by-name``: an enum of integers that is written by name, in lower case."""


@attrs.define(slots=False)
class Bounded:
    """A property whose limits the client checks before sending. The server checks all other limits."""

    bounds: Mapping[str, float] = attrs.field(factory=dict, kw_only=True)


@attrs.define
class BoundedIntProperty(IntProperty, Bounded):
    """An integer with ``minimum`` or ``maximum``."""


@attrs.define
class BoundedFloatProperty(FloatProperty, Bounded):
    """A number with ``minimum`` or ``maximum``."""


@attrs.define
class BoundedTextProperty(StringProperty, Bounded):
    """Text with ``minLength``."""


@attrs.define
class ExtensibleEnumProperty(DescribedEnumProperty):
    """``x-extensible-enum``: the contract also allows values that are not listed."""


@attrs.define
class MapProperty(AnyProperty):
    """An object with arbitrary keys and one schema for all values."""

    value: Any = None

    def get_base_type_string(self) -> strings.PythonCode:
        """Return a text that includes the type of the values: the parser merges union members with equal texts."""
        return strings.PythonCode(f"dict[str, {self.value.get_type_string().as_unembedded_code()}]")


@attrs.define
class DiscriminatedProperty(UnionProperty):
    """Objects distinguished by a key: ``discriminator`` or ``x-discriminator-beside``."""

    key: str = ""
    mapping: Mapping[str | int, str] = attrs.field(factory=dict)
    beside: bool = False
    default_choice: str | None = None


def keep_bounds(value: Any) -> Any:
    """Copy bounds to an extension: the parser converts bounds of numbers to floats, and drops other bounds."""
    if isinstance(value, list):
        return [keep_bounds(each) for each in value]
    if not isinstance(value, dict):
        return value
    bounds = {key: value[key] for key in ("minimum", "maximum", "minLength") if isinstance(value.get(key), int | float)}
    kept = {key: keep_bounds(each) for key, each in value.items()}
    return kept | {BOUNDS: bounds} if bounds else kept

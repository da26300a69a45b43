"""All kinds of JSON values, for import by generated code."""

from __future__ import annotations

from .choices import AnyOf, ByKeys, OneOf
from .containers import ListOf, MapOf, Object
from .kind import UNSET, Field, Kind, Unset, field, fields
from .scalars import Anything, Enumeration, Named, OpenIntEnum, OpenStrEnum, Plain, Timestamp

__all__ = [
    "UNSET",
    "AnyOf",
    "Anything",
    "ByKeys",
    "Enumeration",
    "Field",
    "Kind",
    "ListOf",
    "MapOf",
    "Named",
    "Object",
    "OneOf",
    "OpenIntEnum",
    "OpenStrEnum",
    "Plain",
    "Timestamp",
    "Unset",
    "field",
    "fields",
]

"""Models with fields of each kind, and what decoding makes of a body."""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import Any

from aiochatwoot._wire.decode import decode
from aiochatwoot._wire.deviations import Findings, json_path
from aiochatwoot._wire.kinds import (
    AnyOf,
    Anything,
    Enumeration,
    ListOf,
    MapOf,
    Object,
    OneOf,
    OpenIntEnum,
    OpenStrEnum,
    Plain,
    Timestamp,
    field,
)
from aiochatwoot._wire.model import Model, declare
from aiochatwoot._wire.timestamps import UTC

MOMENT = dt.datetime(2026, 11, 23, 5, 6, 12, tzinfo=UTC)
MILLI = MOMENT.replace(microsecond=554000)


class Colour(OpenStrEnum):
    RED = "red"


class Size(OpenIntEnum):
    SMALL = 0
    LARGE = 1


@declare
class Leaf(Model):
    kind: str = field(Plain("string"))
    at: dt.datetime | None = field(Timestamp("epoch"), default=None)


@declare
class Other(Model):
    kind: str = field(Plain("string"))


@declare
class Everything(Model):
    """A model with a field of each kind, in each position."""

    number: float | None = field(Plain("number"), default=None)
    flag: bool | None = field(Plain("boolean", nullable=True), default=None)
    secret: str | None = field(Plain("string", secret=True), default=None)
    wire_name: str | None = field(Plain("string"), default=None, key="wire name")
    colour: Colour | None = field(Enumeration(Colour), default=None)
    shade: Colour | None = field(Enumeration(Colour, extensible=True, nullable=True), default=None)
    size: Size | None = field(Enumeration(Size), default=None)
    epoch: dt.datetime | None = field(Timestamp("epoch"), default=None)
    never: dt.datetime | None = field(Timestamp("epoch", zero_is_null=True), default=None)
    precise: dt.datetime | None = field(Timestamp("epoch_float"), default=None)
    iso: dt.datetime | None = field(Timestamp("iso"), default=None)
    until: dt.datetime | None = field(Timestamp("iso", zero_is_null=True, nullable=True), default=None)
    free: Any = field(Anything(), default=None)
    leaf: Leaf | None = field(Object(Leaf, nullable=True), default=None)
    maybe: Leaf | None = field(Object(Leaf, empty=True), default=None)
    leaves: list[Leaf] | None = field(ListOf(Object(Leaf)), default=None)
    moments: list[dt.datetime] | None = field(ListOf(Timestamp("epoch")), default=None)
    by_name: dict[str, dt.datetime] | None = field(MapOf(Timestamp("iso")), default=None)
    one: Leaf | Other | dict[str, Any] | None = field(
        OneOf("kind", {"leaf": Object(Leaf), "other": Object(Other)}, empty=True), default=None
    )
    beside: Leaf | Other | None = field(
        OneOf("beside_kind", {"leaf": Object(Leaf), "other": Object(Other)}, beside=True, default="leaf"), default=None
    )
    beside_kind: str | None = field(Plain("string"), default=None)
    either: dt.datetime | bool | Leaf | None = field(
        AnyOf((Timestamp("epoch"), Plain("boolean"), Object(Leaf))), default=None
    )
    ones: list[Leaf | dict[str, Any]] | None = field(ListOf(OneOf("kind", {"leaf": Object(Leaf)})), default=None)
    beside_null: Leaf | None = field(
        OneOf("beside_kind", {"leaf": Object(Leaf)}, beside=True, nullable=True), default=None
    )
    odd_key: Leaf | None = field(Object(Leaf), default=None, key="{v} 'odd'")
    size_null: Size | None = field(Enumeration(Size, nullable=True), default=None)
    epoch_null: dt.datetime | None = field(Timestamp("epoch", nullable=True), default=None)
    never_null: dt.datetime | None = field(Timestamp("epoch", True, nullable=True), default=None)
    precise_null: dt.datetime | None = field(Timestamp("epoch_float", nullable=True), default=None)
    one_null: Leaf | dict[str, Any] | None = field(OneOf("kind", {"leaf": Object(Leaf)}, nullable=True), default=None)
    leaves_null: list[Leaf] | None = field(ListOf(Object(Leaf), nullable=True), default=None)
    words: list[str] | None = field(ListOf(Plain("string")), default=None)
    words_null: list[str | None] | None = field(ListOf(Plain("string", nullable=True), nullable=True), default=None)
    parent: Everything | None = field(Object("decoded:Everything"), default=None)


def run(body: Any, model: type[Model] = Everything) -> tuple[Any, list[str]]:
    """Decode a body; return the model and the reported paths. Asserts that the JSON is written back unchanged."""
    found = Findings()
    result = decode(Object(model), copy.deepcopy(body), found)
    assert json.dumps(body, sort_keys=True) == json.dumps(result.to_dict(), sort_keys=True)
    return result, [json_path(row.path) for row in found]

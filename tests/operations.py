"""Small operations, and the requests and refusals that calls of them become."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs

from aiochatwoot import UNSET
from aiochatwoot._wire.arguments import Parameter
from aiochatwoot._wire.kinds import Kind, OpenIntEnum, OpenStrEnum, Plain, field
from aiochatwoot._wire.model import Model, declare
from aiochatwoot._wire.operation import Operation, prepare

UTC_MOMENT = dt.datetime(2026, 11, 23, 5, 6, 12, 554000, tzinfo=dt.UTC)

INTEGER, STRING = Plain("integer"), Plain("string")


class Colour(OpenStrEnum):
    RED = "red"
    BLUE = "blue"


class Size(OpenIntEnum):
    SMALL = 0
    LARGE = 1


@declare
class Item(Model):
    id: int = field(Plain("integer"))


@attrs.frozen
class Settings:
    """Settings with a single value."""

    account_id: int | None = 2
    of_chatwoot: bool = True

    def default_for(self, name: str, *, needed: bool) -> Any:
        """Return the value, or report that it is missing."""
        if needed and getattr(self, name) is None:
            raise LookupError(name)
        return getattr(self, name)


def operation(*parameters: Parameter, path: str = "/x", **more: Any) -> Operation[Any]:
    """Return an operation with these parameters."""
    every: dict[str, Any] = {"id": "x_do", "method": "POST", "path": path, "returns": None} | more
    return Operation(**every, parameters=parameters)


def body(kind: Kind, value: Any) -> Any:
    """Return a value as encoded in a body."""
    content = prepare(operation(Parameter("body", "key", kind)), {"key": value}, Settings()).content
    assert isinstance(content, bytes)
    return json.loads(content).get("key", UNSET)


def query(kind: Kind, value: Any, **more: Any) -> list[str]:
    """Return a value as encoded in a query."""
    prepared = prepare(operation(Parameter("query", "key[]", kind, argument="key", **more)), {"key": value}, Settings())
    assert {"key[]"} >= {name for name, _ in prepared.query}
    return [text for _, text in prepared.query]

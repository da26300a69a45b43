"""Reads `x-liquid`: the keys of a body whose texts the server runs as Liquid templates."""

from __future__ import annotations

from typing import Any

from openapi_python_client.parser.properties.model_property import ModelProperty

from contract import At, Unsupported
from emit import Emitter
from records import Argument
from schemas import text


def read_liquid(given: list[Any], arguments: list[Argument], emitter: Emitter, at: At) -> tuple[str, ...]:
    """Return the paths of the keys; each path must exist in the body."""
    for index, path in enumerate(given):
        first, *rest = str(path).split(".")
        prop = next((each.prop for each in arguments if (each.place, each.name) == ("body", first)), None)
        for key in rest:
            members = emitter.members(prop) if isinstance(prop, ModelProperty) else []
            prop = next((each for each in members if text(each.name) == key), None)
        if prop is None:
            raise Unsupported(f"x-liquid: the body has no {path}", (*at, "x-liquid", index))
    return tuple(map(str, given))

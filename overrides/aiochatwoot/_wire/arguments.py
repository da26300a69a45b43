"""Validates arguments and encodes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, cast

import attrs

from ..errors import InvalidRequestError
from .kind import Kind


@attrs.frozen
class Parameter:
    """One argument of an operation.

    Attributes:
        place: Where it goes: into the path, the query, the JSON body, or as a file into a multipart body.
        name: Its name there.
        kind: What it may be, or a function that says so: asked once, when first needed, since it loads models.
        argument: Its name in Python, where that differs.
        required: Whether a call must have it.
        setting: The setting that stands in for it where a call does not have it.
        json_in_form: Whether it is written as JSON where the body is multipart.
    """

    place: Literal["path", "query", "body", "file"]
    name: str
    _kind: Kind | Callable[[], Kind] = attrs.field(alias="kind")
    argument: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True), kw_only=True)
    required: bool = attrs.field(default=False, kw_only=True)
    setting: str | None = attrs.field(default=None, kw_only=True)
    json_in_form: bool = attrs.field(default=False, kw_only=True)

    @property
    def kind(self) -> Kind:
        """What it may be."""
        if callable(self._kind):
            object.__setattr__(self, "_kind", self._kind())
        return cast("Kind", self._kind)


def encode_argument(parameter: Parameter, value: Any) -> Any:
    """An argument as JSON.

    Raises:
        InvalidRequestError: it is not what the contract says; the message begins with its name.
    """
    problem = parameter.kind.check(value)
    if problem is not None:
        raise InvalidRequestError(f"{parameter.argument}{problem}")
    return parameter.kind.encode(value)

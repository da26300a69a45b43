"""Operations of the contract as templates need them."""

from __future__ import annotations

from typing import Any

import attrs


@attrs.frozen
class Tag:
    """A tag: the resource class that is generated from it."""

    name: str
    class_name: str
    description: str


@attrs.frozen
class Argument:
    """One argument of an endpoint function: a parameter, or a key of the JSON body.

    Attributes:
        place: Where it goes: path, query, body, or file.
        name: Its name there.
        default: Its default in Python, as source; empty where a call must have it.
        declaration: The arguments of its `Parameter`, as source.
    """

    place: str
    name: str
    python_name: str
    annotation: str
    default: str
    description: Any
    declaration: str
    prop: Any = None


@attrs.frozen
class Pages:
    """How a paged list is read.

    Attributes:
        rows: The attribute of a page that holds its rows; None where the page itself is the array.
        annotation: The type of a row.
        single: The condition, as source, under which there is one page only; None where there always are more.
        prop: A row.
    """

    rows: str | None
    annotation: str
    single: str | None
    prop: Any


@attrs.frozen
class Operation:
    """An operation, ready to be written as code."""

    id: str
    verb: str
    method: str
    path: str
    summary: str
    description: Any
    arguments: list[Argument]
    return_kind: str
    return_annotation: str
    returned: str
    unwrap: list[str]
    may_be_absent: bool
    wrap: str | None
    always: dict[str, Any] | None
    retry_safe: bool
    pages: Pages | None
    properties: list[Any]

    @property
    def positional(self) -> list[Argument]:
        """What the path needs and no setting gives."""
        return [each for each in self.arguments if each.place == "path" and not each.default]

    @property
    def keywords(self) -> list[Argument]:
        """All other arguments."""
        return [each for each in self.arguments if each.place != "path" or each.default]

    @property
    def has_files(self) -> bool:
        """Whether a call of it can send files."""
        return any(each.place == "file" for each in self.arguments)

    @property
    def iterator(self) -> str:
        """The name of the method that reads all pages: `iter` for `list`, `iter_search` for `search`."""
        return "iter" if self.verb == "list" else f"iter_{self.verb}"

    @property
    def filters(self) -> list[Argument]:
        """The keyword arguments of that method."""
        return [each for each in self.keywords if each.name != "page"]

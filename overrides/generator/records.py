"""Records of the contract's operations for templates."""

from __future__ import annotations

import keyword
from collections import Counter
from collections.abc import Iterable
from typing import Any

import attrs

from clients import Client
from contract import Unsupported


@attrs.frozen
class Tag:
    """A tag and its generated resource class.

    Attributes:
        attribute: Its name on the client.
    """

    name: str
    attribute: str
    class_name: str
    description: str


@attrs.frozen
class Argument:
    """An argument of a method: a parameter, a key of the JSON body, a file, or an argument of the client itself.

    Attributes:
        place: Its location: path, query, header, cookie, body, content (the whole body) or file; empty if not sent.
        name: Its name there.
        default: Its default in Python, as source; empty if it is required.
        declaration: Its `Parameter`, as source; empty if it is not sent.
        has_setting: Whether a setting of the client is its default; such arguments come last.
        is_deprecated: Whether a call that passes it warns.
    """

    place: str
    name: str
    python_name: str
    annotation: str
    default: str
    description: Any
    declaration: str = ""
    prop: Any = None
    has_setting: bool = False
    is_deprecated: bool = False

    def renamed(self, python_name: str) -> Argument:
        """Return the argument under another name in Python."""
        plain = self.declaration.replace(f", argument={self.python_name!r}", "")
        declaration = f"{plain.removesuffix(')')}, argument={python_name!r})"
        return attrs.evolve(self, python_name=python_name, declaration=declaration)

    @property
    def when_given(self) -> str:
        """The condition, as source, under which a call passes it; empty if every call does."""
        return f"if {self.python_name} is not {self.default}: " if self.default else ""

    @property
    def source(self) -> str:
        """The argument in a signature, as source."""
        return f"{self.python_name}: {self.annotation}" + (f" = {self.default}" if self.default else "")


PROGRESS = Argument(
    place="",
    name="on_progress",
    python_name="on_progress",
    annotation="Progress | None",
    default="None",
    description="Called with the number of bytes sent and the total number (None if unknown).",
)
MOST_BYTES = Argument("", "max_bytes", "max_bytes", "int", "256 * 2**20", "Maximum size of the file in bytes.")
ITERATOR_OWN = (
    Argument("", "limit", "limit", "int | None", "None", "Maximum number of items."),
    Argument(
        "",
        "cursor",
        "cursor",
        "Cursor | str | None",
        "None",
        "Resume after this position: the `cursor` of another iterator, or its text.",
    ),
)


@attrs.frozen
class Pages:
    """The properties of a paged list.

    Attributes:
        rows: The attribute that holds the rows of a page; None if the page itself is an array.
        annotation: The type of a row.
        single: The condition, as source, under which there is only one page; None if there may always be more.
    """

    rows: str | None
    annotation: str
    single: str | None


@attrs.frozen
class RateLimit:
    """A limit of an operation's own: its `RateLimitRule` as source, and in words."""

    declaration: str
    text: str


@attrs.frozen
class Operation:
    """An operation, ready for the templates.

    Attributes:
        id: ``<tag>.<verb>``.
        verb: The name of the method.
        settings: The optional parts of its declaration: names, and values as source.
    """

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
    rate_limits: list[RateLimit]
    pages: Pages | None
    properties: list[Any]
    settings: dict[str, str]
    deprecated: bool

    @property
    def is_file(self) -> bool:
        """Whether its success is a file, which callers read as a stream."""
        return MOST_BYTES in self.arguments

    @property
    def constant(self) -> str:
        """The name of the constant that holds the operation."""
        return python_constant(self.id.partition(".")[2])

    @property
    def positional(self) -> list[Argument]:
        """The path's arguments that are not settings."""
        return [each for each in self.arguments if each.place == "path" and not each.default]

    @property
    def keywords(self) -> list[Argument]:
        """All other arguments."""
        return _ordered(each for each in self.arguments if each.place != "path" or each.default)

    @property
    def described(self) -> list[Argument]:
        """The arguments that the docstring describes."""
        return [each for each in [*self.positional, *self.keywords] if each.description]

    @property
    def signature(self) -> str:
        """The parameters of the method."""
        return _signature(self.positional, self.keywords)

    @property
    def call(self) -> str:
        """The arguments of a call by name, as source."""
        pairs = (f'"{each.python_name}": {each.python_name}' for each in self.arguments if each is not MOST_BYTES)
        return f"{{{', '.join(pairs)}}}"

    @property
    def iterator(self) -> str:
        """The name of the method that iterates over all pages: `iter` for `list`, `iter_search` for `search`."""
        return "iter" if self.verb == "list" else f"iter_{self.verb}"

    @property
    def iterator_signature(self) -> str:
        """The parameters of the iterating method."""
        return _signature(self.positional, self._of_iterator)

    @property
    def iterator_described(self) -> list[Argument]:
        """The arguments that the iterating method's docstring describes."""
        return [each for each in [*self.positional, *self._of_iterator] if each.description]

    @property
    def page_call(self) -> str:
        """The arguments of the iterating method's page requests, as source."""
        given = [each.python_name for each in self.positional]
        given += [f"{each.python_name}={each.python_name}" for each in self._filters]
        return ", ".join([*given, "page=page"])

    @property
    def _of_iterator(self) -> list[Argument]:
        return _ordered([*self._filters, *ITERATOR_OWN])

    @property
    def _filters(self) -> list[Argument]:
        return [each for each in self.keywords if each.name != "page"]


@attrs.frozen
class Module:
    """The content of one file: a tag, its operations, and their shared parameters."""

    tag: Tag
    client: Client
    operations: list[Operation]

    @property
    def has_files(self) -> bool:
        """Whether a call can send files or fetches one."""
        return any(PROGRESS in operation.arguments or operation.is_file for operation in self.operations)

    @property
    def shared(self) -> dict[str, str]:
        """The declarations of shared parameters, by the names of their constants."""
        every = [each for operation in self.operations for each in operation.arguments if each.declaration]
        counts = Counter(each.declaration for each in every)
        names: dict[str, str] = {}
        for each in every:
            if counts[each.declaration] > 1 and each.declaration not in names.values():
                name = f"_{each.python_name.upper()}"
                names[name if name not in names else f"{name}_{len(names)}"] = each.declaration
        return names

    def parameters(self, operation: Operation) -> list[str]:
        """Return the parameters of an operation, as source."""
        shared = {declaration: name for name, declaration in self.shared.items()}
        declared = [each.declaration for each in operation.arguments if each.declaration]
        return [shared.get(each, each) for each in declared]


def python_constant(verb: str) -> str:
    """Return the name of a constant that differs from the imports of its module."""
    name = verb.upper()
    return f"{name}_" if name in ("TYPE_CHECKING", "UNSET") else name


def method_name(verb: str, called: str) -> str:
    """Return the name of a method, with an underscore if Python or its module uses the name.

    A method may be called `list`: the templates handle this name.
    """
    if not verb.isidentifier() or verb.startswith("_"):
        raise Unsupported(f"{called}: {verb!r} is no name for a method")
    taken = {"bool", "builtins", "datetime", "dict", "float", "int", "models", "str"}
    return f"{verb}_" if keyword.iskeyword(verb) or verb in taken else verb


def _ordered(arguments: Iterable[Argument]) -> list[Argument]:
    return sorted(arguments, key=lambda each: each.has_setting)


def _signature(positional: list[Argument], keywords: list[Argument]) -> str:
    return ", ".join(
        ["self", *(each.source for each in positional), *["*"][: len(keywords)], *(each.source for each in keywords)]
    )

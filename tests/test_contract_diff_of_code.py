"""Breaking and compatible changes of hand-written code and types."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from tools import ROOT, surface
from tools.annotations import lost
from tools.contract_diff import (
    differences,
)
from tools.surface import Surface

from .changes import said

pytestmark = pytest.mark.apart


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("str | None", "str", "None"),
        ("str", "str | None", ""),
        ("Literal['a', 'b'] | Kind", "Literal['b', 'c'] | Kind", "Literal['a']"),
        ("Literal['a']", "str", ""),
        ("str", "Literal['a']", "str"),
        ("Literal[1]", "str", "Literal[1]"),
        ("Kind", "str", ""),
        ("str", "Kind", "str"),
        ("int", "float", ""),
        ("bool", "float", ""),
        ("float", "int", "float"),
        ("Any", "str", "Any"),
        ("list[str]", "Any", ""),
        ("datetime.datetime", "dt.datetime | Unset", ""),
        ("builtins.list[int]", "Sequence[int | None]", ""),
        ("Sequence[int | None]", "Sequence[int]", "Sequence[int | None]"),
        ("Sequence[int]", "list[int]", "Sequence[int]"),
        ("dict[str, Any]", "Mapping[str, Any]", ""),
        ("list[int]", "dict[str, int]", "list[int]"),
        ("list[int]", "str", "list[int]"),
        ("None", "Literal['a']", "None"),
    ],
)
def test_what_a_type_loses(old: str, new: str, gone: str) -> None:
    """Alternatives that the new type lacks are reported, except those that a wider type in it includes."""
    assert lost(old, new, {"Kind": "str"}) == gone


def package(folder: Path, **modules: str) -> Surface:
    """Return the surface of a package with these modules."""
    init = "from .client import Chatwoot\nfrom .generated import models\n__version__ = '1.0'\n"
    empty = {"generated.__init__": "", "testing": "", "otel": ""}
    for name, text in ({"__init__": init + "__all__ = ['Chatwoot', '__version__']\n"} | empty | modules).items():
        path = folder / "aiochatwoot" / f"{name.replace('.', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return surface.read(folder)


ONE_FILE_EACH = {
    "client": """
        from functools import cached_property
        from .things import Things
        class Chatwoot:
            @cached_property
            def things(self) -> Things: ...
        """,
    "things": """
        from .base import Base
        class Things(Base):
            def iterate(self, size: int = 3, page: int = 1) -> Thing: ...
        """,
    "base": """
        class Base:
            async def get(self, *, id: int, q: str | None = None) -> Thing: ...
        """,
    "generated.models.__init__": """
        from .size import Size
        from .thing import Part, Thing
        __all__ = ["Part", "Size", "Thing"]
        """,
    "generated.models.thing": """
        class Thing:
            title: str
            size: Size | None = field(default=None)
        class Part(Thing): ...
        """,
    "generated.models.size": """
        class Size(OpenStrEnum):
            S = "s"
            M = "m"
        """,
}
ONE_FILE = """
    class Things:
        async def get(self, *, id: int, q: str | None = None) -> Thing: ...
        def iterate(self, size: int = 3, page: int = 1) -> Thing: ...
    class Chatwoot:
        things: Things = Resource()
"""


def test_it_does_not_matter_where_something_is_defined(tmp_path: Path) -> None:
    """Other modules and base classes make no difference to callers."""
    models = (
        ONE_FILE_EACH["generated.models.thing"]
        + ONE_FILE_EACH["generated.models.size"]
        + """
        __all__ = ["Part", "Size", "Thing"]
        """
    )
    old = package(tmp_path / "old", **ONE_FILE_EACH)
    new = package(tmp_path / "new", **{"client": ONE_FILE, "generated.models": models})

    assert differences(old, new) == []
    assert new.keys() >= {"things.get", "things.get(q)", "things.iterate(size)", "Thing.size", "Size.S"}


@pytest.mark.parametrize(
    ("module", "before", "after", "lines"),
    [
        ("base", "async def", "def", ["things.get: kind: method with await -> method"]),
        ("base", "id: int, ", "", ["things.get(id): int"]),
        ("base", "id: int,", "id: int, other: str,", ["things.get(other): required str"]),
        ("base", "str | None = None", "str", ["things.get(q): now required"]),
        ("things", "size: int = 3", "size: int = 4", ["things.iterate(size): default: 3 -> 4"]),
        ("things", "page", "start: int = 1, page", ["things.iterate(page): position: 2 -> 3"]),
        ("things", "-> Thing", "-> Thing | None", ["things.iterate: may be None"]),
        (
            "things",
            "def iterate",
            "iterate: int #",
            ["things.iterate: kind: method -> attribute"],
        ),
        ("client", "Things: ...", "int: ...", ["things.get: Thing", "things.iterate: Thing"]),
        ("generated.models.size", '"m"', '"l"', ["Size.M: value: 'm' -> 'l'"]),
        ("generated.models.size", 'M = "m"', "", ["Size.M: 'm'"]),
        (
            "generated.models.thing",
            "Part(Thing)",
            "Part",
            ["Part: no longer a Thing", "Part.size: Size | None", "Part.title: str"],
        ),
    ],
)
def test_what_breaks_in_code(tmp_path: Path, module: str, before: str, after: str, lines: list[str]) -> None:
    """Changes of annotations and enum values are reported, in addition to the changes that griffe finds."""
    old = package(tmp_path / "old", **ONE_FILE_EACH)
    new = package(tmp_path / "new", **ONE_FILE_EACH | {module: ONE_FILE_EACH[module].replace(before, after)})

    assert [f"{each.subject}: {each.detail}" for each in differences(old, new) if each.breaking] == lines


CLIENT_OF_PLATFORMS = """
    from functools import cached_property
    class Users:
        def token(self, user_id: int) -> str: ...
    class ChatwootPlatform:
        @cached_property
        def users(self) -> Users: ...
    class Chatwoot: ...
    """
EVENTS = """
    from .client import Chatwoot
    class Event: ...
    def unwrap(body: bytes) -> Event: ...
    def _hidden(): ...
    """


def test_other_clients_and_modules_are_seen(tmp_path: Path) -> None:
    """Subjects are callers' expressions (`platform.users.token`, `webhooks.unwrap`); imported names are not public."""
    init = "from .client import Chatwoot, ChatwootPlatform\n__version__ = '1.0'\n"
    names = {"__init__": init + "__all__ = ['Chatwoot', 'ChatwootPlatform', '__version__']\n"}
    old = package(tmp_path / "old", **names, client=CLIENT_OF_PLATFORMS, webhooks=EVENTS)
    client, webhooks = CLIENT_OF_PLATFORMS.replace("user_id", "number"), EVENTS.replace("-> Event", "-> Event | None")
    new = package(tmp_path / "new", **names, client=client, webhooks=webhooks)

    assert said(differences(old, new), breaking=True) == {
        "platform.users.token(number)": "added argument: required int",
        "platform.users.token(user_id)": "removed argument: int",
        "webhooks.unwrap": "changed method: may be None",
    }
    assert [subject for subject in old if "_hidden" in subject or subject == "webhooks.Chatwoot"] == []


def test_the_public_modules_are_those_of_the_page() -> None:
    """The compared modules are the ones that the page on compatibility lists as public."""
    page = (ROOT / "docs" / "compatibility.md").read_text(encoding="utf-8")
    assert {*re.findall(r"`aiochatwoot\.(\w+)`", page.partition("export, with")[0])} == {*surface.MODULES}

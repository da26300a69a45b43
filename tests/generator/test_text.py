"""Text of the contract stays text: it cannot become code, and any name is accepted."""

from __future__ import annotations

import builtins
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from .conftest import Document, Generate, Vendored, importable, small, vendor
from .loopback import loopback

pytestmark = pytest.mark.apart

HOSTILE = (
    'Say """now""" and """"more"""", \\ \\N{BULLET} \\x \\" {{ 7 * 7 }} {% raw %} {# none #} # no comment, '
    "Zażółć 🌷 日本 \u202e \x85 \u2028 ''' %s {x}\\"
)
BREAKOUT = '"""\nimport builtins\nbuiltins.broken_out = True\n"""'
KEYS = [
    *("labels[]", "class", "x-y", "from", "type", "format", "list", "id", "field", "self", "None", "True", "print"),
    *(
        "to_dict",
        "from_dict",
        "additional_properties",
        "has",
        "_extras",
        "_fields",
        "__class__",
        "datetime",
        "int",
        "str",
        "client",
    ),
    *("things_do", "operation", "UNSET", "a b", "ünï", "日本", "1st", "ﬁne", 'quote"s', "back\\slash", "new\nline"),
    *("{{ x }}", "#hash", "%s", "$ref", "null", "emoji 🌷", "import", "await", "dict", "float", "bool", "key"),
]
VALUES = ['say "hi"', "it's", "a b", "ünï", "Captain::X", "back\\slash", "{{ x }}", "#", "'''", '"""', "None", "日本"]


def hostile() -> Document:
    """A contract in which every text is hostile."""
    document = small(
        summary=HOSTILE,
        description=f"{HOSTILE}\n\n{BREAKOUT}",
        path='/things/"""/{thing-id}',
        parameters=[
            {"name": "thing-id", "in": "path", "required": True, "schema": {"type": "string"}, "description": HOSTILE},
            {"name": 'q"[]', "in": "query", "schema": {"$ref": "#/components/schemas/Word"}, "description": BREAKOUT},
        ],
        body={"type": "object", "properties": {key: {"type": "integer", "description": HOSTILE} for key in KEYS}},
        answer={"$ref": "#/components/schemas/Thing"},
        schemas={
            "Thing": {
                "type": "object",
                "description": HOSTILE + '"',
                "properties": {key: {"type": "integer", "description": HOSTILE} for key in KEYS}
                | {
                    "word": {"$ref": "#/components/schemas/Word"},
                    "parameter": {"$ref": "#/components/schemas/Parameter"},
                },
            },
            "Word": {"type": "string", "enum": VALUES, "description": BREAKOUT + HOSTILE},
            # The names that the generated code imports.
            "Parameter": {"type": "object", "properties": {"any": {"$ref": "#/components/schemas/Any"}}},
            "Any": {"type": "object", "properties": {"model": {"$ref": "#/components/schemas/Model"}}},
            "Model": {"type": "object", "properties": {"unset": {"$ref": "#/components/schemas/Unset"}}},
            "Unset": {"type": "object", "properties": {"true": {"$ref": "#/components/schemas/True"}}},
            "True": {"type": "string", "enum": ["yes"]},
        },
    )
    document["info"]["version"] = f"1{BREAKOUT}"
    document["tags"][0]["description"] = HOSTILE
    document["paths"]['/things/"""/{thing-id}']["post"]["responses"]["200"]["description"] = HOSTILE
    return document


@pytest.fixture(scope="module")
def package(run_driver: Generate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vendored]:
    """The package with that contract."""
    yield from importable(vendor(run_driver, tmp_path_factory.mktemp("hostile"), "vendored_hostile", hostile()))


def words(text: object) -> str:
    return " ".join(str(text).replace("\x85", " ").split())


def test_texts_are_docstrings_and_no_code(package: Vendored) -> None:
    """Quotes, backslashes, braces and other scripts are unchanged in docstrings; none of it is executed."""
    models, resource = package(".generated.models"), package(".generated.api.things").ThingsResource
    holders = [
        models.Thing,
        models.Word,
        resource,
        resource.do,
        package(".generated.api").Resources.things,
    ]

    assert [holder for holder in holders if words(HOSTILE) not in words(holder.__doc__)] == []
    assert words(BREAKOUT) in words(models.Word.__doc__)
    assert words(BREAKOUT) in words(resource.do.__doc__)
    assert words(BREAKOUT) in words(package(".generated").__doc__)
    assert f"1{BREAKOUT}" == package(".generated").CONTRACT_VERSION
    assert not hasattr(builtins, "broken_out")


def test_keys_round_trip(package: Vendored) -> None:
    """A key may have any name: it becomes a valid attribute, and is written back unchanged."""
    thing = package(".generated.models").Thing
    body = {key: number for number, key in enumerate(KEYS)}
    decoded = thing.from_dict(body)

    assert decoded.to_dict() == body
    assert decoded.additional_properties == {}
    assert (KEYS.index("type"), KEYS.index("list"), KEYS.index("class")) == (
        decoded.type,
        decoded.list_,
        decoded.class_,
    )
    assert (KEYS.index("field"), KEYS.index("labels[]")) == (decoded.field_, decoded.labels)
    assert (
        thing(**{each: getattr(decoded, each) for each in inspect.signature(thing).parameters if decoded.has(each)})
        == decoded
    )


async def test_keys_and_values_arrive_as_they_are(package: Vendored) -> None:
    """The same holds for keys of a body, names of parameters, and enum values."""
    operation = package(".generated.api.things").DO
    arguments = {each.argument: number for number, each in enumerate(operation.parameters) if each.place == "body"}
    async with loopback() as server, package().Chatwoot(server.base_url, token="t") as client:
        for value in VALUES:
            server.answer({"word": value})
            answer = await client.things.do('a/b"', q=value, **arguments)
            assert (value, package(".generated.models").Word(value)) == (answer.word.value, answer.word)

    assert list(server.last.json) == KEYS
    assert server.last.path == '/things/"""/a/b"'
    assert [[('q"[]', value)] for value in VALUES] == [each.query for each in server.requests]


def test_enum_members_have_names(package: Vendored) -> None:
    """Every value is a separate member; one that begins with a letter is named after it."""
    word = package(".generated.models").Word

    assert [member.value for member in word] == VALUES
    assert [member.name for member in word][:5] == ["SAY_HI", "ITS", "A_B", "ÜNÏ", "CAPTAINX"]


def test_classes_may_have_the_names_of_ours(package: Vendored) -> None:
    """A schema with the name of an imported object gets an underscore."""
    models = package(".generated.models")
    body = {"parameter": {"any": {"model": {"unset": {"true": "yes"}}}}}
    thing = models.Thing.from_dict(body)

    assert thing.to_dict() == body
    assert models.True_.YES is thing.parameter.any.model.unset.true_
    assert set(models.__all__) > {"Any_", "Model_", "Parameter_", "True_", "Unset_"}


# --- prose ---

CASES = {
    "One line.": "One line.",
    "Two\nlines.": "Two lines.",
    "A paragraph.\n\nAnother.": "A paragraph.\n\nAnother.",
    "A list:\n\n- one\n- two\n  goes on\n- three": "A list:\n\n- one\n- two goes on\n- three",
    "A list:\n- one\n- two": "A list:\n- one\n- two",
    "1. one\n2. two\n   - deep\n     deeper": "1. one\n2. two\n   - deep deeper",
    "- " + "long " * 5: "- long long long\n  long long",
    "a" * 30 + " b": "a" * 30 + "\nb",
    'ends with "quotes"': 'ends with "quotes\\"',
    'has """three""" in it': 'has\n\\"\\"\\"three\\"\\"\\" in\nit',
    "back\\slash": "back\\\\slash",
    "a \x00control \x1bcharacter": "a control character",
    "2 - 1 is no list": "2 - 1 is no list",
    "": "",
}


@pytest.mark.parametrize(("text", "expected"), CASES.items(), ids=range(len(CASES)))
def test_prose(driver: ModuleType, text: str, expected: str) -> None:
    """Paragraphs and lists are wrapped, each list item separately; text that would end a docstring is escaped."""
    assert driver.prose(text, 20) == expected


@given(st.text())
@example('"')
@example('\\"')
@example('"""')
@example("\\" * 99 + '"' * 99)
def test_prose_is_always_one_string(driver: ModuleType, text: str) -> None:
    """Any text between three quotes is one string literal with all visible characters."""
    found: dict[str, Any] = {}
    try:
        text.encode()
    except UnicodeEncodeError:
        return  # a lone surrogate: YAML cannot hold it
    exec(f'made = """{driver.prose(text)}"""', found)

    kept = "".join(each for each in text if each.isprintable() and not each.isspace())
    assert "".join(each for each in found["made"] if each.isprintable() and not each.isspace()) == kept


@given(st.text())
def test_quote_is_the_text(driver: ModuleType, text: str) -> None:
    """A quoted text is a literal of that text."""
    assert eval(driver.quote(text)) == text

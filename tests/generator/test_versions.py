"""Versions and limits in the contract: in docstrings, and as data."""

from __future__ import annotations

import json
import re

import pytest

from .conftest import Document, Generate, Vendored, small

pytestmark = pytest.mark.apart


def words(text: object) -> str:
    return " ".join(str(text).split())


def test_operations_say_since_when(vendored: Vendored) -> None:
    """An operation's version is a paragraph of its docstring, a parameter's ends its description."""
    resource = vendored(".generated.api.things").ThingsResource

    assert "It does not come back.\n\n        Since Chatwoot 4.15.0.\n\n" in resource.delete.__doc__
    assert "ratio: A share. Since Chatwoot 4.14.1." in resource.get.__doc__


def test_attributes_say_since_when(vendored: Vendored) -> None:
    """A property's version ends its description, also if it is described elsewhere or not at all."""
    shown = words(vendored(".generated.models").Thing.__doc__)

    assert "shape: How large it is. Since Chatwoot 4.12." in shown
    assert "kind: What kind of thing it is. Since Chatwoot 4.13." in shown
    assert "gone_at: Since Chatwoot 4.11.0." in shown


def test_members_say_since_when(vendored: Vendored) -> None:
    """An enum value's version is in the docstring of the enum, by the name of the member."""
    source = (vendored.folder / vendored.name / "generated" / "models" / "thing_kind.py").read_text(encoding="utf-8")

    assert "    Attributes:\n        LARGE: Since Chatwoot 4.12.0.\n" in source
    assert source.count("Since Chatwoot") == 1


@pytest.mark.parametrize("schema", [{"type": "string", "enum": ["a", "b"]}, {"type": "integer", "enum": [1, 2]}])
def test_members_of_every_enum(generate: Generate, schema: Document) -> None:
    """Members of enums of texts and of numbers have descriptions and versions; nothing else changes."""
    word = (
        generate(small(answer={"$ref": "#/components/schemas/Word"}, schemas={"Word": schema})) / "models" / "word.py"
    )
    before = word.read_text(encoding="utf-8")
    first, second = schema["enum"]
    schema = schema | {"x-since": {second: "4.11"}, "x-enumDescriptions": {str(first): "One.", str(second): "Another."}}
    changed = small(answer={"$ref": "#/components/schemas/Word"}, schemas={"Word": schema})
    generate(json.dumps(changed).replace('"2": "4', '2: "4'))  # YAML keys can be numbers
    after = word.read_text(encoding="utf-8")

    (added,) = re.findall(r"\n\n    Attributes:\n(?:        .*\n)+    ", after)
    assert [f"{name}: One." for name in members(before)[:1]] == re.findall(r"\w+: One\.", added)
    assert f"{members(before)[1]}: Another. Since Chatwoot 4.11." in added
    assert after.replace(added, "") == before


def members(source: str) -> list[str]:
    return re.findall(r"^    ([A-Z_0-9]+) = ", source, re.MULTILINE)


def test_limits_are_data(vendored: Vendored) -> None:
    """The limits of an operation are on its constant, for limiters, and in its docstring."""
    module, rule = vendored(".generated.api.things"), vendored("._wire.operation").RateLimitRule

    assert (
        rule(rule="api/things/delete", requests=5, seconds=60, by=("account", "token"), since="4.16"),
        rule(rule="api/things", requests=300, seconds=3600, by=("address",), status=403),
    ) == module.DELETE.rate_limits
    assert module.GET.rate_limits == ()
    assert module.DELETE.rate_limits[0].status == 429
    shown = words(module.ThingsResource.delete.__doc__)
    assert "Rate limit: 5 requests in 60 seconds by account and token (Chatwoot's rule `api/things/delete`" in shown
    assert "since Chatwoot 4.16). Rate limit: 300 requests in 3600 seconds by address" in shown


def test_limits_of_all_requests(generate: Generate) -> None:
    """Rules beside the paths apply to every request; they are data, too."""
    rule = {"rule": "requests", "requests": 3000, "seconds": 60, "by": ["address"]}
    shown = (generate(small() | {"x-rate-limit": rule}) / "api" / "__init__.py").read_text(encoding="utf-8")

    assert 'RateLimitRule(rule="requests", requests=3000, seconds=60, by=("address",))' in shown

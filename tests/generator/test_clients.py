"""`x-clients`: the client of an operation, its defaults, and refusals."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .conftest import Generate, small

KEY = {"type": "apiKey", "in": "header", "name": "Key"}
OK = {"200": {"description": "Done."}}


def two(clients: Any = None, *, tag: str = "open_things") -> dict[str, Any]:
    """A contract with a client that needs a key, and one that needs none."""
    document = small(x_since="4.11.0")
    document["tags"] = [{"name": name, "description": "Of it."} for name in dict.fromkeys(("things", tag))]
    document["components"] = document.get("components", {}) | {"securitySchemes": {"key": KEY}}
    document["security"] = [{"key": []}]
    document["x-clients"] = clients or {"Closed": {"security": "key"}, "Open": {"prefix": "open"}}
    operation = {"tags": [tag], "operationId": f"{tag}_open", "security": [], "responses": OK}
    document["paths"] = document["paths"] | {"/open": {"get": operation}}
    return document


def test_each_client_has_its_resources(generate: Generate) -> None:
    """Tags belong to the client of their security, without its prefix; additions since a version are listed."""
    made = generate(two())
    code = (made / "api" / "__init__.py").read_text(encoding="utf-8")

    assert re.findall(r"class (\w+)\(BaseClient\)", code) == ["Resources", "OpenResources"]
    assert re.findall(r"def (\w+)\(self\)", code) == ["things", "things"]
    assert '"things.do": "4.11.0"' in (made / "versions.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (two({"A": {"prefx": "a"}}), r"x-clients: A: prefx: is not known"),
        (two({"A": {"security": "b"}}), r"x-clients: A: there is no security scheme b"),
        (
            two({"A": {"security": "key"}, "B": {"security": "key"}}),
            r"things_do: x-clients has no client for the security key",
        ),
        (two(tag="things"), r"things: its operations have the security of several clients"),
        (two(tag="open_settings"), r"a tag cannot be called open_settings: the client has settings itself"),
    ],
)
def test_what_is_refused(generate: Generate, document: dict[str, Any], message: str) -> None:
    """An invalid client, and an operation of no client or several, are refused."""
    with pytest.raises(SystemExit, match=message):
        generate(document)

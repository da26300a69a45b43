"""Reads the clients of a contract, and assigns operations to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from openapi_python_client import strings

from checks import OF_CLIENTS
from contract import Unsupported


@attrs.frozen
class Client:
    """A client: an entry of `x-clients`. A contract without `x-clients` has one client with all operations.

    Attributes:
        name: The name of the client class; empty if the contract does not name one.
        security: The security scheme of its operations; None if they need none.
        prefix: The prefix of its tags; the names of its resources omit it.
        settings: The parameters that default to a setting of the client.
    """

    name: str = ""
    security: str | None = None
    prefix: str = ""
    settings: tuple[str, ...] = ()

    @property
    def class_name(self) -> str:
        """The name of the generated class with its resources."""
        return f"{strings.ClassName(self.prefix, '')}Resources" if self.prefix else "Resources"

    def attribute(self, tag: str) -> str:
        """Return the name of a tag's resource on the client."""
        name = tag.removeprefix(f"{self.prefix}_") if self.prefix else tag
        if name in OF_CLIENTS:
            raise Unsupported(f"a tag cannot be called {tag}: the client has {name} itself", ("tags",))
        return name


def read_clients(document: Mapping[str, Any]) -> list[Client]:
    """Return the clients of a contract."""
    declared: Mapping[str, Any] = document.get("x-clients") or {"": {}}
    schemes = document.get("components", {}).get("securitySchemes", {})
    found: list[Client] = []
    for name, each in declared.items():
        at = ("x-clients", name)
        if unknown := set(each) - {"security", "prefix", "settings"}:
            raise Unsupported(f"x-clients: {name}: {', '.join(sorted(unknown))}: is not known", at)
        if each.get("security") not in {None, *schemes}:
            raise Unsupported(f"x-clients: {name}: there is no security scheme {each['security']}", at)
        settings = tuple(each.get("settings", ()))
        found.append(Client(name, each.get("security"), str(each.get("prefix", "")), settings))
    return found


def client_of(clients: list[Client], document: Mapping[str, Any], operation: Mapping[str, Any]) -> Client:
    """Return the client of an operation, according to the first security scheme that allows the call."""
    if len(clients) == 1:
        return clients[0]
    required = operation.get("security", document.get("security", []))
    scheme = next((name for each in required for name in each), None)
    found = [each for each in clients if each.security == scheme]
    if len(found) != 1:
        raise Unsupported(f"{operation['operationId']}: x-clients has no client for the security {scheme or 'none'}")
    return found[0]

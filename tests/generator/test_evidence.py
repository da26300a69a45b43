"""The contract marks each property of a response that no capture shows, and each one that newer servers added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs
import httpx
import pytest

from ..contract import document, reference
from ..replayed import EXCHANGES, NEVER_SENT, call_of, client_of, operation_of, operations
from .conftest import Document

pytestmark = pytest.mark.apart

UNPROVEN = re.compile(r"[Nn]ot captured|no captured response|On the published page")
VERSION = re.compile(r"4\.\d+\.\d+")
OLDEST = "4.10.0"
COUNTED_BY = {"account", "address", "conversation", "token"}
CREDENTIAL = re.compile(r"token|secret|password|hmac_identifier|api_key|sso|login_url")
NO_CREDENTIALS = {
    "AuditLog.associated_id": "a number",
    "AuditLog.associated_type": "a class",
    "Inbox.website_token": "public: the script in a website's pages has it",
    "InboxAgentBot.access_token": "a record, whose `token` is marked",
}
"""Properties of responses whose names look like those of credentials, with the reason why they are not secret."""


@attrs.frozen
class Property:
    """A property of a response.

    Attributes:
        where: Its schema and its name.
        proof: The `x-evidence` of the property and of its schema.
    """

    where: str
    schema: Document
    proof: str

    @property
    def is_unproven(self) -> bool:
        """Whether its evidence states that no capture shows it."""
        return UNPROVEN.search(self.proof) is not None


def bodies() -> Iterator[tuple[str, Document]]:
    """Yield every body of a success, with the id of its operation."""
    for _, _, operation in operations():
        for status, response in operation["responses"].items():
            for content in reference(response).get("content", {}).values() if status < "300" else ():
                yield operation["operationId"], content["schema"]


def choices(schema: Document) -> list[Document]:
    """Return the alternatives or parts of a schema."""
    schema = reference(schema)
    return [each for kind in ("oneOf", "anyOf", "allOf") for each in schema.get(kind, [])]


@cache
def properties() -> dict[int, Property]:
    """Return every property of a response by the `id()` of its schema; all uses of a component share one object."""
    found: dict[int, Property] = {}

    def visit(schema: Document, name: str) -> None:
        name = schema.get("$ref", name).split("/")[-1]
        schema = reference(schema)
        for each in [*choices(schema), *([schema["items"]] if "items" in schema else [])]:
            visit(each, name)
        for key, each in schema.get("properties", {}).items():
            if id(each) not in found:
                proof = f"{schema.get('x-evidence')} {each.get('x-evidence')}"
                found[id(each)] = Property(f"{name}.{key}", each, proof)
                visit(each, f"{name}.{key}")

    for name, schema in bodies():
        visit(schema, name)
    return found


def captured(schema: Document, value: Any, holder: Any = None) -> Iterator[int]:
    """Yield the identities of the properties that a value has."""
    schema = reference(schema)
    beside = schema.get("x-discriminator-beside")
    told = beside or schema.get("discriminator")
    if isinstance(value, dict) and told:
        kind = holder.get(told["propertyName"], told["default"]) if beside else value.get(told["propertyName"])
        if kind in told["mapping"]:
            yield from captured({"$ref": told["mapping"][kind]}, value)
        return
    for each in choices(schema):
        yield from captured(each, value)
    if isinstance(value, list):
        for item in value:
            yield from captured(schema.get("items", {}), item)
    elif isinstance(value, dict):
        for key, each in schema.get("properties", {}).items():
            if key in value:
                yield id(each)
                yield from captured(each, value[key], value)


@cache
def shown(*, oldest: bool = False) -> set[int]:
    """Return the properties in captured responses: of all versions, or only of the oldest."""
    found: set[int] = set()
    for exchange in EXCHANGES.values():
        operation = operation_of(exchange) if exchange.status < 300 and exchange.text else None
        if operation is not None and ("/" in exchange.name) <= (not oldest):
            content = reference(operation["responses"][str(exchange.status)]).get("content", {})
            if exchange.media_type in content:
                found.update(captured(content[exchange.media_type]["schema"], exchange.body))
    return found


def test_what_was_not_captured_says_so() -> None:
    """A property without a captured response names its source; a captured one is not marked as missing."""
    every = properties()

    assert [each.where for key, each in every.items() if key not in shown() and not each.is_unproven] == []
    assert [
        each.where
        for key, each in every.items()
        if key in shown() and "ot captured" in str(each.schema.get("x-evidence"))
    ] == []


def test_what_is_newer_is_not_in_older_captures() -> None:
    """Parts with `x-since` are in no capture of 4.10.0, and in one of a newer version unless a note says otherwise."""
    newer = {key: each for key, each in properties().items() if "x-since" in each.schema}

    assert len(newer) > 15
    assert [each.where for key, each in newer.items() if key in shown(oldest=True)] == []
    assert [each.where for key, each in newer.items() if key not in shown() and not each.is_unproven] == []


def everywhere(at: Any, name: str) -> Iterator[tuple[Document, Any]]:
    """Yield every object in the contract that has an extension, and the extension's value."""
    if isinstance(at, list):
        for each in at:
            yield from everywhere(each, name)
    elif isinstance(at, dict):
        if name in at:
            yield at, at[name]
        for each in at.values():
            yield from everywhere(each, name)


def number(version: str) -> tuple[int, ...]:
    assert VERSION.fullmatch(version), version
    return tuple(map(int, version.split(".")))


def test_versions_are_versions() -> None:
    """`x-since` is a version after the oldest one; for an enum, it maps some of the values to such versions."""
    found = list(everywhere(document(), "x-since"))

    assert found
    for schema, since in found:
        values = schema.get("enum", schema.get("x-extensible-enum"))
        if values is not None:
            assert set(since) < set(values)
        for version in [since] if values is None else since.values():
            assert number(version) > number(OLDEST)


def test_credentials_are_marked() -> None:
    """Credentials in responses have `format: password`, which hides them in reprs, logs and reports."""
    named = {each.where: each.schema for each in properties().values() if CREDENTIAL.search(each.where.split(".")[-1])}

    assert NO_CREDENTIALS.keys() == {name for name, each in named.items() if each.get("format") != "password"}
    assert named.keys() >= {"Inbox.hmac_token", "Inbox.secret", "User.access_token", "Webhook.secret"}


def test_rate_limits_are_complete() -> None:
    """A rule has a name, a number of requests, a window and a scope; rules with the same name differ by version."""
    limited = list(everywhere(document(), "x-rate-limit"))
    (for_all,) = document()["x-rate-limit"]

    assert for_all == {"rule": "requests", "requests": 3000, "seconds": 60, "by": ["address"]}
    for _, rules in limited:
        assert len(rules) == len({(rule["rule"], rule.get("since")) for rule in rules})
        for rule in rules:
            assert (
                {"rule", "requests", "seconds", "by"}
                <= rule.keys()
                <= {
                    "rule",
                    "requests",
                    "seconds",
                    "by",
                    "since",
                    "status",
                }
            )
            assert rule["requests"] > 0 < rule["seconds"]
            assert set(rule["by"]) <= COUNTED_BY
            assert number(rule.get("since", "4.11.0")) > number(OLDEST)


def test_limited_operations_are_these() -> None:
    """These operations have additional limits, with the defaults of the newest version."""
    limits = {
        operation["operationId"]: (rule["requests"], rule["seconds"], *rule["by"])
        for _, _, operation in operations()
        for rule in operation.get("x-rate-limit", [])
    }

    reports = {name: limit for name, limit in limits.items() if name.startswith("reports_")}
    assert set(reports.values()) == {(100, 60, "account", "token")}
    assert len(reports) == 13
    assert {name: limit for name, limit in limits.items() if name not in reports} == {
        "account_upload": (60, 3600, "account"),
        "agents_create": (100, 86400, "account"),
        "agents_delete": (50, 86400, "account"),
        "contacts_search": (100, 60, "account"),
        "conversations_counts": (30, 60, "account", "token"),
        "conversations_delete": (60, 60, "account"),
        "conversations_send_transcript": (1000, 3600, "account"),
        "messages_create": (200, 60, "conversation"),
        "public_messages_create": (200, 60, "conversation"),
    }


NAMED = {(each.where.split(".")[-1], each.schema.get("format") == "password") for each in properties().values()}
PASSWORDS = sorted(name for name, is_password in NAMED if is_password and (name, False) not in NAMED)
CREDENTIAL_IN_JSON = re.compile(rf'"({"|".join(PASSWORDS)})":"[^"]+"')
WITH_CREDENTIALS = [
    name for name, each in EXCHANGES.items() if name not in NEVER_SENT and CREDENTIAL_IN_JSON.search(each.text)
]


@pytest.mark.parametrize("name", WITH_CREDENTIALS)
async def test_credentials_are_not_shown(name: str) -> None:
    """Decoded responses do not show credentials in their reprs."""
    text = CREDENTIAL_IN_JSON.sub(r'"\1":"a-credential"', EXCHANGES[name].text)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=text.encode()))
    async with client_of(EXCHANGES[name], transport=transport) as client:
        result = await call_of(EXCHANGES[name])(client)

    assert "a-credential" in text
    assert "a-credential" not in repr(result)

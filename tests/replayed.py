"""The recorded exchanges with real servers, and the client's call for each.

`tests/captures` holds the exchanges with 4.10.0, and each of its folders those with another version. A file holds one
exchange, or several by name. The contract determines the call: the operation with this method and path, with arguments
from the recorded path, query and JSON body.
"""

from __future__ import annotations

import datetime as dt
import email
import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from email.message import Message
from functools import cache
from keyword import iskeyword
from typing import Any, TypeAlias, cast
from urllib.parse import parse_qs

import attrs

import aiochatwoot
from aiochatwoot import File, Liquid

from . import breadth
from .conftest import CAPTURES
from .contract import Json, attribute_of, calls, client_name, deviations, document, envelopes, reference, resolve

Call: TypeAlias = Callable[[Any], Awaitable[Any]]
METHODS = ("get", "put", "post", "delete", "patch")
NOTHING: Any = object()

BODIES: Mapping[str, Json] = {
    "assign": {"assignee_id": 1},
    "assign_team": {"team_id": 1},
    "create_contact": {"inbox_id": 1, "name": "New", "email": "new@customer.example"},
    "create_contact_dup": {"name": "New", "email": "new@customer.example"},
    "create_conv_bad": {"source_id": "nowhere", "inbox_id": 1},
    "create_msg": {"content": "hello", "echo_id": "e-1"},
    "custom_attributes": {"custom_attributes": {"a": 1}},
    "filter": {"payload": [{"attribute_key": "status", "filter_operator": "equal_to", "values": ["open"]}]},
    "filter_bad": {"payload": [{"attribute_key": "nope", "filter_operator": "equal_to", "values": ["x"]}]},
    "priority": {"priority": "high"},
    "set_labels": {"labels": ["vip"]},
    "toggle_status": {"status": "snoozed", "snoozed_until": 1900000000},
    "unassign": {"assignee_id": 0},
}
"""The request bodies for captures that did not record one; each leads to the recorded response."""

_PICTURE = File(b"a picture", name="d.png")
FORMS: Mapping[str, Mapping[str, Any]] = {
    "create_msg_file": {"content": "file", "attachments": [File(b"hi\n", name="h.txt")]},
    "v4_16_2/operations:agent_bots_create__2": {"name": "Robo", "avatar": _PICTURE},
    "v4_16_2/operations:agent_bots_update__2": {"avatar": _PICTURE},
    "v4_16_2/operations:contacts_create__4": {"name": "Rani", "avatar": _PICTURE},
    "v4_16_2/operations:contacts_update__2": {"avatar": _PICTURE},
    "v4_16_2/operations:inboxes_update__3": {"avatar": _PICTURE},
    "v4_16_2/breadth:upload_file": {"attachment": _PICTURE},
    "v4_16_2/breadth:contacts_import": {"import_file": File(b"id,name,email\n", name="c.csv")},
}
"""The arguments for forms that the captures did not record."""

NEVER_SENT: Mapping[str, str] = {
    "err_bad_json": "a body that is no JSON",
    "v4_16_2/operations:conversations_set_custom_attributes": "null in a list, which the server drops",
    "err_id_text": "an id that is no number",
    "err_route": "a path that no operation has",
    "etag304": "a condition, which only `Chatwoot.request` can make",
    "toggle_bad": "a status that there is not",
    "workflow:conv_transcript_bad": "a transcript without an address",
    "v4_16_2/operations:messages_create__12": "an empty message",
    "workflow:msg_empty": "an empty message",
    "workflow:msg_bad_type": "a message type that there is not",
    **{breadth.FILE + name: why for name, why in breadth.NEVER_SENT.items()},
}
"""Exchanges that no call of an operation makes, with the reason."""


@attrs.frozen
class Exchange:
    """A recorded exchange with a real server.

    Attributes:
        sent: The JSON body of the request; NOTHING if it had none, or a form.
        form: The fields of the sent form, by the names of arguments; None if there was no form.
    """

    name: str
    method: str
    path: str
    query: str
    sent: Json
    form: Mapping[str, Any] | None
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0]

    @property
    def body(self) -> Json:
        """The JSON body or the text of the response; None if it is empty."""
        if not self.text:
            return None
        return json.loads(self.text) if self.media_type == "application/json" else self.text


def _recorded() -> Iterator[Exchange]:
    for path in sorted(CAPTURES.rglob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        file = path.relative_to(CAPTURES).with_suffix("").as_posix()
        for name, each in {file: data}.items() if "request" in data else ((f"{file}:{key}", data[key]) for key in data):
            instead = breadth.SENT_INSTEAD.get(name.removeprefix(breadth.FILE), {})
            request = {**breadth.bare(each["request"]), **instead}
            where, _, query = request["path"].partition("?")
            sent = breadth.whole(request["json"]) if "json" in request else BODIES.get(name, NOTHING)
            form = _form(request["body_text"]) if "body_text" in request else FORMS.get(name)
            answer = each["status"], each["headers"], each["body_text"]
            yield Exchange(name, request["method"], where, query, sent, form, *answer)


def _argument(name: str) -> str:
    name = name.removesuffix("[]")
    return f"{name}_" if iskeyword(name) else name


def _form(text: str) -> dict[str, Any]:
    boundary = text[2 : text.index("\r\n")]
    parts = email.message_from_string(f"Content-Type: multipart/form-data; boundary={boundary}\n\n{text}")
    found: dict[str, Any] = {}
    for part in cast("list[Message]", parts.get_payload()):
        name = str(part.get_param("name", header="content-disposition"))
        content, file = str(part.get_payload()), part.get_filename()
        value = content if file is None else File(content.encode(), name=file, content_type=part.get_content_type())
        found[_argument(name)] = [value] if name.endswith("[]") else value
    return found


_ALL: Mapping[str, Exchange] = {each.name: each for each in _recorded()}
_WITHOUT = {breadth.FILE + name for name in breadth.names(breadth.WAITING)}

EXCHANGES: Mapping[str, Exchange] = {name: each for name, each in _ALL.items() if name not in _WITHOUT}
"""Exchanges of operations by name: the file's name, followed by the exchange's name if the file has several."""

NO_OPERATION: Mapping[str, Exchange] = {name: _ALL[name] for name in sorted(_WITHOUT)}
"""Exchanges without an operation, according to `breadth`."""


@cache
def operations() -> list[tuple[re.Pattern[str], str, Json]]:
    """Return each operation of the contract: a pattern for its path (integers as digits), its method and schema."""
    found: list[tuple[re.Pattern[str], str, Json]] = []
    for path, item in document()["paths"].items():
        for method in METHODS:
            for each in filter(None, calls(item.get(method, {}))):
                pattern = path
                for name, kind in _path_parameters(each):
                    pattern = pattern.replace(
                        f"{{{name}}}", f"(?P<{name}>{'[0-9]+' if kind == 'integer' else '[^/]+'})"
                    )
                found.append((re.compile(pattern), method.upper(), each))
    return found


def _path_parameters(operation: Json) -> Iterator[tuple[str, str]]:
    for parameter in map(reference, operation.get("parameters", [])):
        if parameter["in"] == "path":
            yield parameter["name"], resolve(parameter["schema"])["type"]


def operation_of(exchange: Exchange) -> Json | None:
    """Return the operation of an exchange; if several calls match, the one that accepts the sent body."""
    found = [
        operation
        for pattern, method, operation in operations()
        if method == exchange.method and pattern.fullmatch(exchange.path)
    ]
    if len(found) > 1:
        found = [each for each in found if _takes(_body(each), exchange.sent)]
        found.sort(key=lambda each: "const" not in str(_body(each)))  # the id 0 is the constant of another call
    return found[0] if found else None


def _takes(schema: Json, sent: Json) -> bool:
    sent = {} if sent is NOTHING else sent
    return set(sent) <= set(schema.get("properties", {})) and not [*deviations(schema, sent)]


def _body(operation: Json) -> Json:
    """Return the schema of a call's JSON body, without its envelope."""
    schema = resolve(reference(operation["requestBody"])["content"]["application/json"]["schema"])
    for key in envelopes(operation):
        schema = resolve(schema["properties"][key])
    return schema


def call_of(exchange: Exchange) -> Call:
    """Return the call that makes the request of an exchange."""
    operation = operation_of(exchange)
    assert operation is not None, f"{exchange.name}: the contract has no such operation"
    (tag,) = operation["tags"]
    verb = operation["operationId"].removeprefix(f"{tag}_")
    attribute = attribute_of(tag)
    arguments = {_argument(name): value for name, value in _arguments(operation, exchange)}
    arguments |= exchange.form or {}
    return lambda client: getattr(getattr(client, attribute), verb)(**arguments)


def client_of(exchange: Exchange, **options: Any) -> Any:
    """Return a client that has the operation of an exchange."""
    operation = operation_of(exchange)
    assert operation is not None
    kind = getattr(aiochatwoot, client_name(operation))
    own: Mapping[str, Mapping[str, Any]] = {
        "Chatwoot": {"token": "token-of-the-captures", "account_id": 2},
        "ChatwootPlatform": {"token": "token-of-the-captures"},
        "ChatwootPublic": {},
    }
    return kind("https://x.test", **own[kind.__name__], **options)


def _arguments(operation: Json, exchange: Exchange) -> Iterator[tuple[str, Any]]:
    matches = (pattern.fullmatch(exchange.path) for pattern, _, each in operations() if each is operation)
    in_path = next(match.groupdict() for match in matches if match)
    in_query = parse_qs(exchange.query)
    for parameter in map(reference, operation.get("parameters", [])):
        name, schema = parameter["name"], resolve(parameter["schema"])
        if parameter["in"] == "path":
            yield name, _read(schema, in_path[name])
        elif name in in_query:
            values = in_query[name]
            of_list = [_read(resolve(schema["items"]), each) for each in values] if "items" in schema else None
            yield name, _read(schema, *values) if of_list is None else of_list
    if exchange.sent is not NOTHING:
        sent = exchange.sent
        for key in envelopes(operation):
            sent = sent[key]
        for name, value in sent.items():
            schema = resolve(_body(operation)["properties"][name])
            if "const" not in schema:
                yield name, _moment(schema, value)


def _read(schema: Json, text: str) -> Any:
    """Convert a value of a path or query."""
    if schema["type"] == "boolean":
        return text == "true"
    value = json.loads(text) if schema["type"] in ("integer", "number") else text
    return _moment(schema, value) if "format" in schema else value


def _moment(schema: Json, value: Any) -> Any:
    """Convert a value of a body; timestamps become datetimes."""
    if schema.get("format") == "unixtime":
        return dt.datetime.fromtimestamp(value, dt.UTC)
    if schema.get("format") == "date-time":
        return dt.datetime.fromisoformat(value)
    return Liquid(value) if isinstance(value, str) else value  # send texts unescaped, as recorded

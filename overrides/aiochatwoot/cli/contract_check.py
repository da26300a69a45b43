"""Checks responses against the contract: deviations, and optional fields that a server never sent."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import attrs

from .._paging import id_of
from .._wire.deviations import Deviation, Findings, describe
from .._wire.kinds import Enumeration, Plain, fields
from .._wire.model import Model
from .._wire.operation import Operation, read_answer
from ..client import Chatwoot
from ..errors import ChatwootError, DecodeError
from ..generated import CONTRACT_VERSION
from ..generated.api import operations
from ..generated.versions import SINCE

OLDEST = "4.10.0"
"""The oldest version of Chatwoot that the contract describes."""


@attrs.frozen
class Exchange:
    """A recorded response.

    Attributes:
        source: The file, or the entry in it.
        method: The HTTP method; empty if `operation` is given.
        path: The path of the request, or its URL.
        status: The status code.
        content: The body.
        operation: The operation, such as ``conversations.get``, if the recording is a bare body.
        sent: The JSON of the request; None if it had none, or it was not recorded.
    """

    source: str
    method: str
    path: str
    status: int
    content: bytes
    operation: str | None = None
    sent: Any = None


@attrs.frozen
class Finding:
    """All deviations with the same operation, path pattern and expected type.

    Attributes:
        count: The number of deviations.
        example: The first one.
    """

    count: int
    example: Deviation


class ContractCheck:
    """Collects deviations and received fields from responses.

    Attributes:
        answers: Number of checked responses, by operation.
        skipped: The responses that could not be checked, each with the reason.
    """

    def __init__(self) -> None:
        self.answers: dict[str, int] = {}
        self.skipped: list[str] = []
        self._findings: dict[tuple[str, str, str], Finding] = {}
        self._seen: dict[type[Model], set[str]] = {}
        self._operations = operations()

    @property
    def findings(self) -> list[Finding]:
        """The deviations, the most frequent first."""
        findings = self._findings.values()
        return sorted(findings, key=lambda each: (-each.count, each.example.operation, each.example.path))

    @property
    def unseen(self) -> list[str]:
        """``Model.field`` for each optional field that no response had.

        Only models that occurred are listed.
        """
        return sorted(
            f"{model.__name__}.{each.name}"
            for model, seen in self._seen.items()
            for each in fields(model)
            if each.name not in seen and not each.required
        )

    @property
    def version(self) -> str:
        """The newest Chatwoot version that introduced one of the received fields or operations."""
        seen = [f"{model.__name__}.{name}" for model, names in self._seen.items() for name in names]
        return max((SINCE[each] for each in [*seen, *self.answers] if each in SINCE), default=OLDEST, key=_numbers)

    def note(self, deviation: Deviation) -> None:
        """Count a deviation; may be a client's ``on_drift=``."""
        key = (deviation.operation, deviation.pattern, deviation.expected)
        before = self._findings.get(key)
        self._findings[key] = Finding(before.count + 1, before.example) if before else Finding(1, deviation)

    def saw(self, operation: str, result: Any) -> None:
        """Count a response, and record the fields that it has."""
        self.answers[operation] = self.answers.get(operation, 0) + 1
        todo = [result]
        while todo:
            value = todo.pop()
            if isinstance(value, Model):
                seen = self._seen.setdefault(type(value), set())
                for each in fields(type(value)):
                    if value.has(each.name):
                        seen.add(each.name)
                        todo.append(getattr(value, each.name))
            elif isinstance(value, list):
                todo += value
            elif isinstance(value, dict):
                todo += value.values()

    def add(self, exchange: Exchange) -> None:
        """Check a recorded response.

        Several operations may share method and path: the one with the fewest deviations counts.
        """
        operations = self._find(exchange)
        if not operations:
            what = exchange.operation or f"{exchange.method} {exchange.path}"
            self.skipped.append(f"{exchange.source}: {what}: no such operation in the contract")
        elif not 200 <= exchange.status <= 299:
            self.skipped.append(f"{exchange.source}: {operations[0].id}: status {exchange.status}, not a success")
        else:
            read = [(*_read(operation, exchange.content), operation.id) for operation in operations]
            deviations, result, name = min(read, key=lambda each: len(each[0]))
            for deviation in deviations:
                self.note(deviation)
            if result is not _UNREADABLE:
                self.saw(name, result)

    def _find(self, exchange: Exchange) -> list[Operation[Any]]:
        if exchange.operation is not None:
            return [self._operations[exchange.operation]] if exchange.operation in self._operations else []
        path = urlsplit(exchange.path).path.rstrip("/")
        found = [
            operation
            for operation in self._operations.values()
            if operation.method == exchange.method.upper() and _pattern(operation).search(path)
        ]
        return [each for each in found if _takes(each, exchange.sent)] or found


_UNREADABLE = object()


def _read(operation: Operation[Any], content: bytes) -> tuple[list[Deviation], Any]:
    """Decode a response body; return its deviations and the result."""
    found = Findings(most=sys.maxsize)
    try:
        result = read_answer(operation, content, found)
    except DecodeError as error:
        return [_no_answer(operation.id, error)], _UNREADABLE
    return [describe(row, operation=operation.id, contract=CONTRACT_VERSION) for row in found], result


def _takes(operation: Operation[Any], sent: object) -> bool:
    """Return whether the operation could have sent this request body."""
    if not isinstance(sent, dict):
        return sent is None
    always = dict(operation.always or {})
    known = {*always, *(each.name for each in operation.parameters if each.place == "body")}
    body: Any = sent
    for key in operation.wrap.split(".") if operation.wrap else ():
        body = body.get(key) if isinstance(body, dict) else None
    if not isinstance(body, dict):
        return False
    return set(body) <= known and always.items() <= body.items()


async def check_server(chatwoot: Chatwoot, check: ContractCheck, conversations: int) -> None:
    """Check sample responses of read-only operations: each list, one of its rows, and some conversations.

    Args:
        chatwoot: A client whose ``on_drift`` is `check.note`.
        check: Collects the results.
        conversations: Number of conversations to read.
    """

    tried: set[str] = set()

    async def sample(operation: str, *given: Any, **arguments: Any) -> Any:
        tried.add(operation)
        resource, verb = operation.split(".")
        try:
            result = await getattr(getattr(chatwoot, resource), verb)(*given, **arguments)
        except DecodeError as error:
            check.note(_no_answer(operation, error))
        except ChatwootError as error:
            check.skipped.append(f"{operation}: {error}")
        else:
            check.saw(operation, result)
            return result

    async def numbers() -> list[int]:
        rows = chatwoot.conversations.iter(status="all", limit=conversations)
        return [number async for row in rows if (number := id_of(row)) is not None]

    await sample("profile.get")
    await sample("conversations.list", status="all")
    if "conversations.list" in check.answers:
        for number in await numbers():
            await sample("conversations.get", number)
            await sample("messages.list", number)
    if not check.answers:
        return  # the token has no access
    known = operations()
    for operation in known.values():
        arguments = _sampled(operation)
        if arguments is None or operation.id in tried:
            continue
        result = await sample(operation.id, **arguments)
        one = known.get(f"{operation.id.partition('.')[0]}.get")
        rows = result if isinstance(result, list) else getattr(result, "payload", None)
        first = id_of(rows[0]) if isinstance(rows, list) and rows else None
        if operation.id.endswith(".list") and one is not None and first is not None and _needs_an_id(one):
            await sample(one.id, first)


def _needs_an_id(operation: Operation[Any]) -> bool:
    """Return whether one id is the only required argument."""
    needed = [each for each in operation.parameters if each.required and each.setting is None]
    return len(needed) == 1 and needed[0].name.endswith("id")


def _sampled(operation: Operation[Any]) -> dict[str, Any] | None:
    """Return arguments to try a read-only operation of `Chatwoot`; None if a required value is unknown."""
    if operation.method != "GET" or not operation.path.startswith("/api/"):
        return None
    today = dt.datetime.now(dt.UTC)
    known = {"since": today - dt.timedelta(days=7), "until": today, "q": "a"}
    arguments: dict[str, Any] = {}
    for parameter in operation.parameters:
        if parameter.argument in known:
            arguments[parameter.argument] = known[parameter.argument]
        elif parameter.required and parameter.setting is None:
            if not isinstance(parameter.kind, Enumeration):
                return None
            arguments[parameter.argument] = next(iter(parameter.kind.members))
    return arguments


def _no_answer(operation: str, error: DecodeError) -> Deviation:
    return Deviation(operation, error.path, "a body of the documented kind", error.message, CONTRACT_VERSION)


def read_exchanges(source: str, text: str, operation: str | None = None) -> Iterator[Exchange]:
    """Yield the recorded exchanges of a file.

    The file is one recording, several of them (a list, or an object by name), a HAR archive, or a bare body.

    Args:
        source: The file's name.
        text: Its contents.
        operation: The operation, if the file is a bare body.

    Raises:
        ValueError: the file has none of these formats.
    """
    data = json.loads(text)
    if operation is not None:
        yield Exchange(source, "", "", 200, text.encode(), operation)
    elif isinstance(data, dict) and isinstance(data.get("log"), dict):
        for number, entry in enumerate(data["log"].get("entries", [])):
            request, answer = entry["request"], entry["response"]
            content = _content(answer.get("content", {}))
            sent = _parsed(request.get("postData", {}).get("text"))
            where = f"{source}[{number}]"
            yield Exchange(where, request["method"], request["url"], answer["status"], content, sent=sent)
    elif isinstance(data, dict) and "request" in data:
        yield _capture(source, data)
    elif isinstance(data, dict | list) and _all_captures(data.values() if isinstance(data, dict) else data):
        for name, each in data.items() if isinstance(data, dict) else enumerate(data):
            yield _capture(f"{source}[{name}]", each)
    else:
        raise ValueError("is no recorded exchange; for a bare body, say --operation")


def _content(content: Mapping[str, Any]) -> bytes:
    """Return the body of a HAR entry; browsers encode binary bodies as Base64."""
    text = content.get("text", "")
    return base64.b64decode(text, validate=True) if content.get("encoding") == "base64" else text.encode()


def _parsed(text: object) -> Any:
    """Parse JSON; return None for anything else, such as a form."""
    try:
        return json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _all_captures(values: Iterable[Any]) -> bool:
    return all(isinstance(each, dict) and isinstance(each.get("request"), dict) for each in values)


def _capture(source: str, data: Mapping[str, Any]) -> Exchange:
    request = data["request"]
    text = data["body_text"] if "body_text" in data else json.dumps(data.get("body"))
    return Exchange(source, request["method"], request["path"], data["status"], text.encode(), sent=request.get("json"))


def _pattern(operation: Operation[Any]) -> re.Pattern[str]:
    """Return a pattern for the paths of an operation, below any base URL.

    Integer ids match digits only, so ``meta`` is not a conversation id.
    """
    numbers = {
        each.name for each in operation.parameters if isinstance(each.kind, Plain) and each.kind.json == "integer"
    }
    parts = re.split(r"\{(\w+)\}", operation.path)
    for at in range(len(parts)):
        parts[at] = re.escape(parts[at]) if at % 2 == 0 else r"\d+" if parts[at] in numbers else "[^/]+"
    # An account has the same path in other APIs, below these prefixes.
    return re.compile("(?<!/platform)(?<!/public)(?<!/enterprise)" + "".join(parts).rstrip("/") + "$")


def _numbers(version: str) -> list[int]:
    return [int(each) for each in version.split(".")]

"""Requests as the application sees them: who asks, in which account, with which parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from .._json.conversations import Bodies
from .._state.account import Account
from .._state.records import Agent, AgentBot, Conversation, Json
from .answers import not_found

T = TypeVar("T")
# Rails reads both as the same header.
TOKEN_HEADERS = ("api_access_token", "api-access-token")


@dataclass(frozen=True)
class Uploaded:
    """A file of a multipart body."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """A request of somebody who may make it.

    Attributes:
        given: The parameters of the body: those of JSON as they are; of a form, text and `Uploaded` files, where
            ``a[b]`` is an object and ``a[]`` a list, as Rails reads them.
    """

    request: Request
    caller: Agent | AgentBot
    account: Account
    given: Json

    @property
    def viewer(self) -> Agent:
        """The caller, where a bot is not let in."""
        assert isinstance(self.caller, Agent)
        return self.caller

    @property
    def bodies(self) -> Bodies:
        return Bodies(self.caller, self.account.installation.base_url)

    @property
    def conversation(self) -> Conversation:
        return self.find(self.account.conversations, "conversation_id")

    def find(self, records: Mapping[int, T], name: str) -> T:
        """The record whose id is in the path; 404 if there is none."""
        record = records.get(number(self.request.path_params[name]))
        if record is None:
            raise not_found()
        return record


@dataclass(frozen=True)
class NoContent:
    """A success with an empty body."""

    status: int = 200


Handler: TypeAlias = Callable[[Call], Json | list[Any] | NoContent | None]


@dataclass(frozen=True)
class Route:
    """A route: a method and a path below the account's.

    Attributes:
        handler: Answers with a body (None is ``null``), or with `NoContent`.
        bots: Whether a bot's token opens it.
    """

    method: str
    path: str
    handler: Handler
    bots: bool = False


def number(text: str) -> int:
    """An id of a path; what is no number names no record."""
    if not (text.isascii() and text.isdigit()):
        raise not_found()
    return int(text)


async def read_given(request: Request) -> Json:
    """The parameters of the body; a list of JSON has none, as it has no names."""
    kind = request.headers.get("content-type", "")
    body = await request.body()
    if kind.startswith("multipart/"):
        async with request.form() as form:
            return nested([(name, await _file(value)) for name, value in form.multi_items()])
    if body and kind.startswith("application/json"):
        given = json.loads(body)
        return given if isinstance(given, dict) else {}
    return nested(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


async def _file(value: UploadFile | str) -> Uploaded | str:
    if isinstance(value, str):
        return value
    return Uploaded(value.filename or "", value.content_type or "application/octet-stream", await value.read())


def nested(pairs: Iterable[tuple[str, Any]]) -> Json:
    """Names with brackets as objects and lists."""
    result: Json = {}
    for name, value in pairs:
        first, *keys = re.findall(r"[^\[\]]+|\[\]", name) or [name]
        at, key = result, first
        for following in keys:
            if following == "[]":
                break
            inner = at.setdefault(key, {})
            at, key = (inner if isinstance(inner, dict) else {}), following
        if keys and keys[-1] == "[]":
            values = at.setdefault(key, [])
            if isinstance(values, list):
                values.append(value)
        else:
            at[key] = value
    return result


def tokens_in(headers: Iterable[tuple[str, str]]) -> str:
    """The token that came with a request, or "" for none.

    Two headers of the same meaning are one with two values, as some servers join them: that is no valid token.
    """
    return ", ".join(value for name, value in headers if name in TOKEN_HEADERS and value)

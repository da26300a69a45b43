"""A request with its caller, its account and its parameters."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar
from urllib.parse import parse_qsl

from starlette.datastructures import QueryParams, UploadFile
from starlette.requests import Request

from .._json.conversations import Bodies
from .._json.storage_links import picture_link
from .._state.account import Account
from .._state.clock import Json
from .._state.entity import Stored
from .._state.people import Agent, Contact, Sender
from .._state.records import Conversation, Inbox
from .._state.refusals import not_found, server_fault, unauthorized
from .._state.values import blank, by_id, to_integer, without_nulls

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
    """An authorized request.

    Attributes:
        given: The parameters of the body: JSON as Rails reads it; for a form, text and `Uploaded` files, where ``a[b]``
            is an object and ``a[]`` a list.
    """

    request: Request
    caller: Sender
    account: Account
    given: Json

    @property
    def query(self) -> QueryParams:
        return self.request.query_params

    @property
    def now(self) -> dt.datetime:
        return self.account.installation.now()

    @property
    def viewer(self) -> Agent:
        """The caller, for routes that bots cannot access."""
        assert isinstance(self.caller, Agent)
        return self.caller

    @property
    def bodies(self) -> Bodies:
        return Bodies(self.caller, self.account)

    @property
    def conversation(self) -> Conversation:
        """The conversation of the path; 401 for an agent who is not a member of its inbox."""
        conversation = self.find(self.account.conversations, "conversation_id")
        self.need_to_see(conversation.inbox)
        return conversation

    @property
    def contact(self) -> Contact:
        """The contact of the path."""
        return self.find(self.account.contacts, "contact_id")

    @property
    def is_json(self) -> bool:
        return self.request.headers.get("content-type", "").startswith("application/json")

    def has(self, since: str) -> bool:
        """Whether the server has the features of a version."""
        return self.account.installation.has(since)

    def find(self, records: Mapping[int, T], name: str) -> T:
        """The record whose id is in the path; 404 if there is none."""
        return self.named(records, number(self.request.path_params[name]))

    def named(self, records: Mapping[int, T], id: object) -> T:
        """The record with an id of the body; 404 if there is none."""
        record = records.get(to_integer(id))
        if record is None:
            raise not_found()
        return record

    def agents(self) -> list[Agent | None]:
        """Each of `user_ids` once; None for an unknown user."""
        given = self.given.get("user_ids")
        if not isinstance(given, list):
            raise server_fault()
        return by_id(self.account.agents, given)

    def json_of(self, records: Iterable[Stored]) -> list[Json]:
        return [self.bodies.stored(record) for record in records]

    def may_see(self, inbox: Inbox) -> bool:
        """Whether the caller is a bot, an administrator or a member."""
        caller = self.caller
        return not isinstance(caller, Agent) or caller.is_administrator or caller in inbox.members

    def need_to_see(self, inbox: Inbox) -> None:
        """401, if the caller may not see it."""
        if not self.may_see(inbox):
            raise unauthorized()

    def picture(self) -> str | None:
        """The link to a new `avatar`, or None if there is none in the body; a stored file's signed id is unknown."""
        given = self.given.get("avatar")
        if blank(given):
            return None
        if not isinstance(given, Uploaded):
            raise server_fault()
        blob = f"avatar {self.account.installation.next_id('avatar')}"
        return picture_link(self.account.installation.base_url, blob, given.name)


@dataclass(frozen=True)
class Empty:
    """A success with an empty body, or with ``null``."""

    status: int = 200
    is_null: bool = False


Handler: TypeAlias = Callable[[Call], Json | list[Any] | int | str | Empty | None]
"""Returns a body: JSON, or CSV where it is a text; None is an empty one."""


@dataclass(frozen=True)
class Route:
    """A route: a method and a path below the account's.

    Attributes:
        bots: Since which version a bot's token opens it; "" for never.
        since: The version of the server that brought it, or "enterprise"; others do not know it.
        api: The version of the API in its path.
    """

    method: str
    path: str
    handler: Handler
    bots: str = ""
    since: str = "2.0"
    api: str = "v1"


def for_administrators(handler: Handler, since: str = "2.0") -> Handler:
    """Other callers get a 401, since a version."""

    def guarded(call: Call) -> Any:
        if not call.viewer.is_administrator and call.has(since):
            raise unauthorized()
        return handler(call)

    return guarded


def number(text: str) -> int:
    """An id of a path; a text that is not a number matches no record."""
    if not (text.isascii() and text.isdigit()):
        raise not_found()
    return int(text)


async def read_given(request: Request) -> Json:
    """The parameters of the body; a JSON list has none, since it has no names."""
    kind = request.headers.get("content-type", "")
    body = await request.body()
    if kind.startswith("multipart/"):
        async with request.form() as form:
            return nested([(name, await _file(value)) for name, value in form.multi_items()])
    if body and kind.startswith("application/json"):
        given = without_nulls(json.loads(body))
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
    """A request's token, or "" for none.

    Two headers with the same meaning become one with two values, as some servers join them: an invalid token.
    """
    return ", ".join(value for name, value in headers if name in TOKEN_HEADERS and value)

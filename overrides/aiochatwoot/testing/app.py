"""The routes: who asks, in which account, for what."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from . import people, storage, writes
from .account import Account, Installation
from .answers import Refusal, encode, framework_error, not_found, refuse
from .bodies import Bodies
from .finders import Found, find_conversations, find_messages
from .front import tokens_in
from .records import Agent, AgentBot, Conversation, Json


@dataclass(frozen=True)
class Call:
    """A request of somebody who may make it."""

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
        number = _number(self.request.path_params["conversation_id"])
        conversation = self.account.conversations.get(number)
        if conversation is None:
            raise not_found()
        return conversation


Handler: TypeAlias = Callable[[Call], Json]


def create_app(installation: Installation, *, legacy: bool = False) -> Starlette:
    """The application; whatever it does not know is answered 404 by the framework below it."""

    def route(path: str, handler: Handler, method: str = "GET", *, bots: bool = False) -> Route:
        async def endpoint(request: Request) -> Response:
            body = await request.body()
            with installation.lock:
                caller = _authenticate(installation, request, bots=bots)
                account = _account(installation, request, caller)
                return encode(handler(Call(request, caller, account, _given(request, body))))

        return Route(path, endpoint, methods=[method])

    def messages_list(call: Call) -> Json:
        conversation = call.conversation
        messages = find_messages(conversation, call.request.query_params, legacy=legacy)
        return call.bodies.message_list(conversation, messages)

    conversations = "/api/v1/accounts/{account_id}/conversations"
    return Starlette(
        routes=[
            route("/api/v1/profile", _profile_get),
            route(conversations, _conversations_list),
            route(f"{conversations}/meta", _conversations_meta),
            route(f"{conversations}/{{conversation_id}}", _conversations_get),
            route(f"{conversations}/{{conversation_id}}/messages", messages_list),
            route(f"{conversations}/{{conversation_id}}/messages", _messages_create, "POST", bots=True),
            *storage.routes(installation),
        ],
        exception_handlers={Refusal: _on_refusal, HTTPException: _on_unknown_route},
    )


def _authenticate(installation: Installation, request: Request, *, bots: bool) -> Agent | AgentBot:
    token = tokens_in(request.headers.items())
    if not token:
        raise Refusal(401, {"errors": ["You need to sign in or sign up before continuing."]})
    owner = installation.owner_of(token)
    if owner is None:
        raise Refusal(401, {"error": "Invalid Access Token"})
    if not (bots or isinstance(owner, Agent)):
        raise Refusal(401, {"error": "Access to this endpoint is not authorized for bots"})
    return owner


def _account(installation: Installation, request: Request, caller: Agent | AgentBot) -> Account:
    wanted = request.path_params.get("account_id", str(caller.account_id))
    account = installation.accounts.get(_number(wanted))
    if account is None:
        raise not_found()
    if account.id != caller.account_id:
        raise Refusal(401, {"error": "You are not authorized to access this account"})
    return account


def _given(request: Request, body: bytes) -> Json:
    """The parameters of the body; a list of JSON has none, as it has no names."""
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        raise Refusal(501, {"error": "FakeChatwoot takes JSON, not multipart/form-data"})
    if body and kind.startswith("application/json"):
        given = json.loads(body)
        return given if isinstance(given, dict) else {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise not_found()
    return int(text)


def _profile_get(call: Call) -> Json:
    return people.profile(call.viewer, call.account.name)


def _conversations_get(call: Call) -> Json:
    return call.bodies.conversation(call.conversation)


def _messages_create(call: Call) -> Json:
    message = writes.create_message(call.account, call.conversation, call.caller, call.given)
    return call.bodies.message_created(message, call.given.get("echo_id"))


def _conversations_list(call: Call) -> Json:
    found = _find(call)
    rows = [call.bodies.conversation(row) for row in found.rows]
    return {"data": {"meta": found.counts, "payload": rows}}


def _conversations_meta(call: Call) -> Json:
    return {"meta": _find(call).counts}


def _find(call: Call) -> Found:
    query = call.request.query_params
    labels = [*query.getlist("labels[]"), *query.getlist("labels")]
    now = call.account.installation.now()
    return find_conversations(call.account, call.viewer, query, labels, now)


async def _on_refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refuse(error)


async def _on_unknown_route(request: Request, _: Exception) -> Response:
    return framework_error(404, request.headers.get("accept", ""))

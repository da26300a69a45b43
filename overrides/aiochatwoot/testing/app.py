"""The routes: who asks, in which account, for what."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from . import contacts, conversations, directory, people, storage
from .account import Account, Installation
from .answers import Refusal, empty, encode, framework_error, not_found, refuse
from .calls import Call, Entry, Nothing, number, read_given
from .front import tokens_in
from .records import Agent, AgentBot, Json

_ACCOUNT = "/api/v1/accounts/{account_id}"


def create_app(installation: Installation, *, legacy: bool = False) -> Starlette:
    """The application; whatever it does not know is answered 404 by the framework below it."""

    def route(path: str, entry: Entry) -> Route:
        async def endpoint(request: Request) -> Response:
            given = await read_given(request)
            with installation.lock:
                caller = _authenticate(installation, request, bots=entry.bots)
                account = _account(installation, request, caller)
                body = entry.handler(Call(request, caller, account, given))
            return empty(body.status) if isinstance(body, Nothing) else encode(body)

        return Route(path, endpoint, methods=[entry.method])

    entries = [*conversations.entries(legacy=legacy), *contacts.ENTRIES, *directory.ENTRIES]
    return Starlette(
        routes=[
            route("/api/v1/profile", Entry("GET", "", _profile_get)),
            *(route(_ACCOUNT + entry.path, entry) for entry in entries),
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
    account = installation.accounts.get(number(wanted))
    if account is None:
        raise not_found()
    if account.id != caller.account_id:
        raise Refusal(401, {"error": "You are not authorized to access this account"})
    return account


def _profile_get(call: Call) -> Json:
    return people.profile(call.viewer, call.account.name)


async def _on_refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refuse(error)


async def _on_unknown_route(request: Request, _: Exception) -> Response:
    return framework_error(404, request.headers.get("accept", ""))

"""The routes: who asks, in which account, for what."""

from __future__ import annotations

from starlette import routing
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .._json import people
from .._state.account import Account, Installation
from .._state.records import Agent, AgentBot, Json
from . import account_settings, agents, inboxes, settings, storage
from . import contact_reads as contacts
from . import conversation_reads as conversations
from .answers import ErrorResponse, empty, encode, framework_error, not_found, refuse
from .call import Call, NoContent, Route, number, read_given, tokens_in

_ACCOUNT = "/api/v1/accounts/{account_id}"


def create_app(installation: Installation, *, legacy: bool = False) -> Starlette:
    """The application; whatever it does not know is answered 404 by the framework below it."""

    def route(path: str, entry: Route) -> routing.Route:
        async def endpoint(request: Request) -> Response:
            given = await read_given(request)
            with installation.lock:
                caller = _authenticate(installation, request, bots=entry.bots)
                account = _account(installation, request, caller)
                body = entry.handler(Call(request, caller, account, given))
            return empty(body.status) if isinstance(body, NoContent) else encode(body)

        return routing.Route(path, endpoint, methods=[entry.method])

    entries = [
        *conversations.entries(legacy=legacy),
        *contacts.ENTRIES,
        *account_settings.ENTRIES,
        *agents.ENTRIES,
        *inboxes.ENTRIES,
        *settings.ENTRIES,
    ]
    return Starlette(
        routes=[
            route("/api/v1/profile", Route("GET", "", _profile_get)),
            *(route(_ACCOUNT + entry.path, entry) for entry in entries),
            *storage.routes(installation),
        ],
        exception_handlers={ErrorResponse: _on_refusal, HTTPException: _on_unknown_route},
    )


def _authenticate(installation: Installation, request: Request, *, bots: bool) -> Agent | AgentBot:
    token = tokens_in(request.headers.items())
    if not token:
        raise ErrorResponse(401, {"errors": ["You need to sign in or sign up before continuing."]})
    owner = installation.owner_of(token)
    if owner is None:
        raise ErrorResponse(401, {"error": "Invalid Access Token"})
    if not (bots or isinstance(owner, Agent)):
        raise ErrorResponse(401, {"error": "Access to this endpoint is not authorized for bots"})
    return owner


def _account(installation: Installation, request: Request, caller: Agent | AgentBot) -> Account:
    wanted = request.path_params.get("account_id", str(caller.account_id))
    account = installation.accounts.get(number(wanted))
    if account is None:
        raise not_found()
    if account.id != caller.account_id:
        raise ErrorResponse(401, {"error": "You are not authorized to access this account"})
    return account


def _profile_get(call: Call) -> Json:
    return people.profile(call.viewer, call.account.name)


async def _on_refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, ErrorResponse)
    return refuse(error)


async def _on_unknown_route(request: Request, _: Exception) -> Response:
    return framework_error(404, request.headers.get("accept", ""))

"""The ASGI application: routes, authentication, the account of a request."""

from __future__ import annotations

from starlette import routing
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .._state import people, settings, workflows
from .._state.account import Account, Installation
from .._state.clock import Json
from .._state.entity import Stored
from .._state.people import Agent, AgentBot
from .._state.refusals import ErrorResponse, not_found
from .._state.values import to_integer
from . import (
    agents,
    audit_logs,
    companies,
    contact_extras,
    contacts,
    conversations,
    help_center,
    inboxes,
    integrations,
    members,
    messages,
    notifications,
    platform,
    policies,
    profile,
    public,
    report_files,
    reports,
    resets,
    search,
    service_levels,
    storage,
    surveys,
    uploads,
)
from . import workflows as running
from .call import Call, Route, number, tokens_in
from .crud import Crud
from .endpoints import endpoint
from .responses import error_response, framework_error

_ENTITIES: tuple[type[Stored], ...] = (
    people.AgentBot,
    people.Agent,
    people.Team,
    people.ContactNote,
    settings.Label,
    settings.CannedResponse,
    settings.CustomAttributeDefinition,
    settings.CustomFilter,
    settings.Webhook,
    workflows.CustomRole,
    workflows.DashboardApp,
    settings.SlaPolicy,
)


def create_app(installation: Installation, *, legacy: bool = False) -> Starlette:
    """The application; the framework below it responds with 404 to unknown paths."""

    def route(path: str, entry: Route) -> routing.Route:
        def handle(request: Request, given: Json) -> object:
            if not installation.has(entry.since):
                raise HTTPException(404)
            caller = _authenticate(installation, request, bots=bool(entry.bots) and installation.has(entry.bots))
            installation.lock.acts(caller)
            return entry.handler(Call(request, caller, _account(installation, request, caller), given))

        return endpoint(installation, entry.method, path, handle)

    entries = [
        *search.ROUTES,  # "unread_counts" is not a conversation id
        *conversations.ROUTES,
        *messages.routes(legacy=legacy),
        *contact_extras.ROUTES,
        *contacts.ROUTES,
        *members.ROUTES,
        *agents.ROUTES,
        *inboxes.ROUTES,
        *running.ROUTES,
        *companies.ROUTES,
        *policies.ROUTES,
        *integrations.ROUTES,
        *reports.ROUTES,
        *report_files.ROUTES,
        *service_levels.ROUTES,
        *surveys.ROUTES,
        *audit_logs.ROUTES,
        *notifications.ROUTES,
        *help_center.ROUTES,
        *resets.ROUTES,
        *uploads.ROUTES,
        *(route for kind in _ENTITIES for route in Crud(kind).routes()),
    ]
    app = Starlette(
        routes=[
            *(route(entry.path, entry) for entry in profile.ROUTES),
            *(route(f"/api/{entry.api}/accounts/{{account_id}}{entry.path}", entry) for entry in entries),
            *platform.routes(installation),
            *public.routes(installation),
            *storage.routes(installation),
        ],
        exception_handlers={ErrorResponse: _on_error, HTTPException: _on_unknown_route},
    )
    app.router.redirect_slashes = False  # the middleware removes a trailing slash
    return app


def _authenticate(installation: Installation, request: Request, *, bots: bool) -> Agent | AgentBot:
    token = tokens_in(request.headers.items())
    if not token:
        raise ErrorResponse(401, {"errors": ["You need to sign in or sign up before continuing."]})
    owner = installation.owner_of(token, to_integer(request.path_params.get("account_id")))
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


async def _on_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, ErrorResponse)
    return error_response(error)


async def _on_unknown_route(request: Request, _: Exception) -> Response:
    return framework_error(404, request.headers.get("accept", ""))

"""The ASGI application: all routes, and the responses to errors."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .._state import people, settings, workflows
from .._state.account import Installation
from .._state.companies import Company
from .._state.entity import Stored
from .._state.help_center import Article, Category, Portal
from .._state.integrations import IntegrationHook
from .._state.policies import AgentCapacityPolicy, AssignmentPolicy, InboxCapacityLimit
from .._state.refusals import ErrorResponse
from . import (
    agents,
    audit_logs,
    companies,
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
from .crud import Crud
from .responses import error_response, framework_error
from .routing import Route, Router

ENTITIES: tuple[type[Stored], ...] = (
    people.AgentBot,
    people.Agent,
    people.Team,
    people.ContactNote,
    settings.Label,
    settings.CannedResponse,
    settings.CustomAttributeDefinition,
    settings.CustomFilter,
    settings.Webhook,
    settings.SlaPolicy,
    workflows.AutomationRule,
    workflows.Campaign,
    workflows.CustomRole,
    workflows.DashboardApp,
    AgentCapacityPolicy,
    AssignmentPolicy,
    IntegrationHook,
)
"""The entities whose routes follow from their declarations alone."""
_CRUDS: tuple[Crud[Any], ...] = (
    companies.Companies(Company),
    help_center.Articles(Article),
    help_center.Categories(Category),
    help_center.Portals(Portal),
    policies.Limits(InboxCapacityLimit),
    running.Macros(workflows.Macro),
)
_ROUTERS: tuple[Router[Any], ...] = (
    agents.router,
    audit_logs.router,
    companies.router,
    contacts.router,
    conversations.router,
    help_center.router,
    inboxes.router,
    integrations.router,
    members.router,
    messages.router,
    notifications.router,
    platform.router,
    policies.router,
    policies.enterprise_router,
    profile.router,
    public.router,
    public.surveys_router,
    report_files.router,
    reports.router,
    reports.events_router,
    resets.router,
    running.router,
    search.router,
    service_levels.router,
    surveys.router,
    uploads.router,
)


def create_app(installation: Installation, *, legacy: bool = False) -> Starlette:
    """The application; the framework below it responds with 404 to unknown paths."""
    installation.legacy = legacy
    plain: list[Crud[Any]] = [Crud(kind) for kind in ENTITIES]
    routes: list[Route[Any]] = [
        *(route for router in _ROUTERS for route in router.routes),
        *(route for crud in (*_CRUDS, *plain) for route in crud.routes()),
    ]
    routes.sort(key=_parameters)
    app = Starlette(
        routes=[*(route.endpoint(installation) for route in routes), *storage.routes(installation)],
        exception_handlers={ErrorResponse: _on_error, HTTPException: _on_unknown_route},
    )
    app.router.redirect_slashes = False  # the middleware removes a trailing slash
    return app


def _parameters(route: Route[Any]) -> list[bool]:
    """Which parts of the path are parameters: "/contacts/search" goes before "/contacts/{contact_id}"."""
    return [part.startswith("{") for part in route.path.split("/")]


async def _on_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, ErrorResponse)
    return error_response(error)


async def _on_unknown_route(request: Request, _: Exception) -> Response:
    return framework_error(404, request.headers.get("accept", ""))

"""The ASGI application: all routes, and the responses to errors.

Every `Router` in a module of this folder, and every declared entity, adds its routes.
"""

from __future__ import annotations

import pkgutil
import re
from functools import cache
from importlib import import_module
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from .._json.conversations import Bodies
from .._json.writer import check_keys
from .._state.account import Installation
from .._state.entity import Stored
from .._state.host import is_version
from .._state.refusals import ErrorResponse
from . import __name__ as here
from . import __path__ as folder
from .crud import Crud
from .responses import error_response, framework_error
from .routing import Route, Router


def create_app(installation: Installation, *, legacy: bool = False) -> Starlette:
    """Create the application, which responds like Rails to unknown paths (404)."""
    installation.legacy = legacy
    app = Starlette(
        routes=_all_routes(_routers(), tuple(Stored.kinds)),
        exception_handlers={ErrorResponse: _on_error, HTTPException: _on_unknown_route},
    )
    app.state.installation = installation
    app.router.redirect_slashes = False  # the middleware removes a trailing slash
    return app


@cache
def _routers() -> tuple[Router[Any], ...]:
    """Import the modules of this folder, which also declare entities; return their routers."""
    modules = [import_module(f"{here}.{each.name}") for each in pkgutil.iter_modules(folder)]
    return tuple(each for module in modules for each in vars(module).values() if isinstance(each, Router))


@cache
def _all_routes(routers: tuple[Router[Any], ...], kinds: tuple[type[Stored], ...]) -> list[BaseRoute]:
    """Return the routes of these routers and entities, in the order in which a request is matched.

    All servers share them, since to compile their paths takes longer than anything else in a new server.

    Raises:
        TypeError: a declaration is wrong.
    """
    routes: list[Route[Any]] = [route for router in routers for route in router.routes]
    for kind in kinds:
        check_keys(kind, Bodies)
        routes += Crud.classes.get(kind, Crud)(kind).routes() if kind.path else []
    _check(routes)
    return [route.endpoint() for route in sorted(routes, key=_parameters)]


def _check(routes: list[Route[Any]]) -> None:
    """Check that the routes name versions, and that no two have the same method and path.

    Raises:
        TypeError: they do not.
    """
    names: dict[str, str] = {}
    for route in routes:
        request = f"{route.method} {route.path}"
        entity = getattr(getattr(route.handler, "__self__", None), "kind", None)
        name = entity.__name__ if entity else f"{route.handler.__module__}.{route.handler.__qualname__}"
        for version in filter(None, (route.since, route.admins, route.bots)):
            if not is_version(version):
                raise TypeError(f"{name}: {request}: {version!r} is no version: write one such as 4.16.0")
        same = re.sub(r"{.*?}", "{}", request)
        if same in names:
            raise TypeError(f"{name}: {request} is a route of {names[same]}: choose another path, or remove one")
        names[same] = name


def _parameters(route: Route[Any]) -> list[bool]:
    """Return a sort key that puts "/contacts/search" before "/contacts/{contact_id}"."""
    return [part.startswith("{") for part in route.path.split("/")]


async def _on_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, ErrorResponse)
    return error_response(error)


async def _on_unknown_route(request: Request, _: Exception) -> Response:
    return framework_error(404, request.headers.get("accept", ""))

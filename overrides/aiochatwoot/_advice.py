"""Advice for an error status, from the shape of the response and the known texts of servers.

Texts can be in the language of the account, so an unknown one leads to a guess, which is marked as a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ._product import Product
from ._wire.operation import Operation
from .errors import ApiStatusError

_BOT: Final = "Access to this endpoint is not authorized for bots"
_NOT_FOUND: Final = "Resource could not be found"
_AUTHENTICATION: Mapping[str, str] = {
    "Invalid Access Token": "the server does not know this token: copy it again from the user's profile page",
    _BOT: "this is a bot's token, which has few permissions (see \"Errors\" in the documentation): use a user's",
    "You are not authorized to access this account": (
        "the token's user is not in this account: check account_id; `aiochatwoot whoami` lists the user's accounts"
    ),
    "You are not authorized to do this action": (
        "the token's user lacks the role for this, usually that of an administrator"
    ),
    "Invalid access_token": (
        "the token is not a platform app's: operators create one in the super admin console of the server"
    ),
    "Non permissible resource": "the platform app did not create this record, and has no access to it",
    "Account is suspended": "the account is suspended: ask whoever runs the server",
}
_SIGN_IN = "no token reached the server: a proxy in front of it may drop the header"
_NO_ROUTE = "the server may be older than this call, or base_url is not the address of a Chatwoot"
_DISPLAY_ID = "check the ids: a conversation's is the number that the app shows"
_ELSEWHERE: Mapping[int, str] = {
    401: "check the token",
    403: "the token is not allowed to do this",
    404: "check the arguments, and that base_url is right",
    429: "wait between calls",
}
"""Advice for a product whose error texts are unknown."""
_TIMEOUT = re.compile(r"canceling statement|statement timeout|QueryCanceled", re.IGNORECASE)
_LATE = re.compile(r"time-?out|timed out|took too long", re.IGNORECASE)


def advice(error: ApiStatusError, product: Product) -> str | None:
    """Advice for an error status; None if the status is self-explanatory."""
    if not product.is_chatwoot:
        return (
            "this client sends no token"
            if (error.status, product.auth) == (401, None)
            else _ELSEWHERE.get(error.status)
        )
    body = error.body
    text = body.get("error") if isinstance(body, dict) else None
    text = text if isinstance(text, str) else ""
    if error.status == 401:
        return _about_authentication(body, text)
    if error.status == 403:
        if "API access is not enabled" in text:
            return "the plan of this hosted account has no API access: its owner can change the plan"
        return "perhaps the plan of the account, or the kind of inbox, does not allow this"
    if error.status == 404:
        if product.has_plain_404:
            return "check the arguments; or the server may be older than this call"
        if is_no_route(error):
            return _NO_ROUTE
        return _DISPLAY_ID if "/conversations/" in error.url else "check the ids"
    if error.status == 422 and not error.field_errors:
        return _about_timeout(error.message)
    if error.status == 429:
        return "wait between calls, and check who else uses this address or token"
    return None


def _about_authentication(body: Any, text: str) -> str:
    if isinstance(body, dict) and isinstance(body.get("errors"), list):
        return _SIGN_IN
    if text in _AUTHENTICATION:
        return _AUTHENTICATION[text]
    if text:
        return "perhaps a wrong token, a missing role, or a foreign or suspended account: try `aiochatwoot whoami`"
    return "perhaps a proxy or a sign-in page in front of the server sent this: check base_url"


def _about_timeout(message: str) -> str | None:
    if _TIMEOUT.search(message):
        return "the query took the server's database too long: request less, or try again later"
    if _LATE.search(message):
        return "perhaps the query took the server's database too long: request less, or try again later"
    return None


def is_of_bot(error: ApiStatusError) -> bool:
    """Return whether a 401 reports a bot's token."""
    return isinstance(error.body, dict) and error.body.get("error") == _BOT


def is_no_route(error: ApiStatusError) -> bool:
    """Return whether a 404 is for an unknown URL: a page, or Rails' own response, which has a status.

    An empty body comes from the application: it found no record.
    """
    return error.body != "" and (not isinstance(error.body, dict) or "status" in error.body)


def say_what_is_missing(
    error: ApiStatusError, operation: Operation[Any], path: str, given: Mapping[str, Any], product: Product
) -> None:
    """Replace the message of a 404 with one such as "no conversation 4711 in account 1".

    The names come from the path of the operation, and from arguments in the body. If the status for a missing record is
    ambiguous, the message states both meanings.
    """
    missing = _missing(operation, path, given)
    if error.status != 404:
        error.message = f"{error.message}, or {missing}"
    elif product.is_chatwoot and not product.has_plain_404 and is_no_route(error):
        error.message = f"the server has no {operation.method} {operation.path}"
    elif missing:
        error.message = missing if error.message == _NOT_FOUND else f"{missing}: {error.message}"
    error.args = (error.message,)


def _missing(operation: Operation[Any], path: str, given: Mapping[str, Any]) -> str:
    """Return the records that the path and body of an operation name; "" if the path names none."""
    names = operation.path.split("/")
    things = [
        _thing(name[1:-1].removesuffix("_id"), value)
        for name, value in zip(names, path.split("/")[-len(names) :], strict=True)
        if name.startswith("{") and name.endswith("}")
    ]
    body = [each for each in operation.parameters if each.place == "body" and "_id" in each.name]
    ids = [each.argument for each in body if isinstance(given[each.argument], int | list | tuple)]
    if things:
        things[-1] = re.sub(r"^this ", "such ", things[-1])
    return f"no {' in '.join(reversed(things))}" + "".join(f", or of {name}" for name in ids) if things else ""


def _thing(name: str, value: str) -> str:
    """Return the name of a part of the path; secret parts are shown in braces."""
    if value.startswith("{"):
        return f"this {name.removesuffix('_identifier').replace('_', ' ')}"
    return f"{name.replace('_', ' ')} {value}"

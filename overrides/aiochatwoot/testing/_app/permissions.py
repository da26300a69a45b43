"""Who may do what with what an account is set up with (source, not captured)."""

from __future__ import annotations

from typing import Any

from .._state.records import Inbox
from .answers import ErrorResponse
from .call import Call, Handler


def for_administrators(handler: Handler) -> Handler:
    """Others are answered 401."""

    def guarded(call: Call) -> Any:
        if call.viewer.role != "administrator":
            raise _unauthorized()
        return handler(call)

    return guarded


def may_see(call: Call, inbox: Inbox) -> bool:
    """Whether the caller is in it, or an administrator."""
    return call.viewer.role == "administrator" or call.viewer in inbox.members


def need_to_see(call: Call, inbox: Inbox) -> None:
    """Nothing, if the caller may see it.

    Raises:
        ErrorResponse: 401.
    """
    if not may_see(call, inbox):
        raise _unauthorized()


def _unauthorized() -> ErrorResponse:
    return ErrorResponse(401, {"error": "You are not authorized to do this action"})

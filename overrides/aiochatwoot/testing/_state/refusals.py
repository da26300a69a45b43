"""Errors that handlers raise."""

from __future__ import annotations

from .clock import Json


class ErrorResponse(Exception):
    """An error of the application, with its own text.

    Attributes:
        status: The HTTP status.
        body: The JSON body.
    """

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body


def refused(text: str, attribute: str | None = None) -> ErrorResponse:
    """422 with a text in `error`; with an attribute in `message`, as invalid records have it."""
    return ErrorResponse(422, {"error": text} if attribute is None else {"message": text, "attributes": [attribute]})


def not_found() -> ErrorResponse:
    """404: no such record, or an id that is not a number."""
    return ErrorResponse(404, {"error": "Resource could not be found"})


def lost() -> ErrorResponse:
    """404: no such record, reported by the framework instead of the application."""
    return ErrorResponse(404, {"status": 404, "error": "Not Found"})


def unauthorized() -> ErrorResponse:
    """401: a role that may not do this."""
    return ErrorResponse(401, {"error": "You are not authorized to do this action"})


def server_fault() -> ErrorResponse:
    """500: an exception that the application does not handle."""
    return ErrorResponse(500, {"status": 500, "error": "Internal Server Error"})


def invalid(*problems: tuple[str, str]) -> ErrorResponse:
    """422 about a record: attributes with their problems, as Rails writes them; one of "base" is a whole sentence."""
    names = {name: f"{name.removesuffix('_id').replace('_', ' ').capitalize()} " for name, _ in problems} | {"base": ""}
    texts = [f"{names[name]}{text}" for name, text in problems]
    attributes = list(dict.fromkeys(name for name, _ in problems))
    return ErrorResponse(422, {"message": ", ".join(texts), "attributes": attributes})


def missing(name: str) -> ErrorResponse:
    """422: a required parameter is absent or blank."""
    return refused(f"param is missing or the value is empty: {name}")

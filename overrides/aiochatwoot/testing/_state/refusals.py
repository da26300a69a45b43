"""Error responses that handlers raise."""

from __future__ import annotations

from .clock import Json


class ErrorResponse(Exception):
    """An error response of the application.

    Attributes:
        status: The HTTP status.
        body: The JSON body.
    """

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body


def refused(text: str, attribute: str | None = None) -> ErrorResponse:
    """Return a 422 with the text in `error`; with an attribute in `message`, as for invalid records."""
    return ErrorResponse(422, {"error": text} if attribute is None else {"message": text, "attributes": [attribute]})


def not_found() -> ErrorResponse:
    """Return a 404: there is no such record, or the id is not a number."""
    return ErrorResponse(404, {"error": "Resource could not be found"})


def lost() -> ErrorResponse:
    """Return a 404 of the framework instead of the application: there is no such record."""
    return ErrorResponse(404, {"status": 404, "error": "Not Found"})


def unauthorized() -> ErrorResponse:
    """Return a 401: the caller's role may not do this."""
    return ErrorResponse(401, {"error": "You are not authorized to do this action"})


def server_fault() -> ErrorResponse:
    """Return a 500: an exception that the application does not handle."""
    return ErrorResponse(500, {"status": 500, "error": "Internal Server Error"})


def invalid(*problems: tuple[str, str]) -> ErrorResponse:
    """Return a 422 with problems of attributes in Rails' words; a problem of "base" is a whole sentence."""
    names = {name: f"{name.removesuffix('_id').replace('_', ' ').capitalize()} " for name, _ in problems} | {"base": ""}
    texts = [f"{names[name]}{text}" for name, text in problems]
    attributes = list(dict.fromkeys(name for name, _ in problems))
    return ErrorResponse(422, {"message": ", ".join(texts), "attributes": attributes})


def missing(name: str) -> ErrorResponse:
    """Return a 422: a required parameter is absent or blank."""
    return refused(f"param is missing or the value is empty: {name}")

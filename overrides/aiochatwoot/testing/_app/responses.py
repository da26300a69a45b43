"""HTTP responses: bodies, errors of the application, errors of Rails below it."""

from __future__ import annotations

import http
import json
from typing import Any

from starlette.responses import Response

from .._state.clock import Json
from .._state.refusals import ErrorResponse

_JSON = "application/json; charset=utf-8"
_FRAMEWORK_JSON = "application/json; charset=UTF-8"
_PAGE = """<!DOCTYPE html>
<html>
<head>
  <title>The page you were looking for doesn't exist (404)</title>
</head>
<body>
  <div class="dialog">
    <h1>The page you were looking for doesn't exist.</h1>
    <p>You may have mistyped the address or the page may have moved.</p>
  </div>
</body>
</html>
"""


def encode(body: Json | list[Any] | int | None) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode(), headers={"content-type": _JSON})


def csv(text: str) -> Response:
    return Response(text.encode(), headers={"content-type": "text/csv"})


def empty(status: int) -> Response:
    """A success without a body; it has a content type all the same, unless it is a 204."""
    return Response(b"", status, headers={} if status == 204 else {"content-type": "application/json"})


def error_response(error: ErrorResponse) -> Response:
    answer = encode(error.body)
    answer.status_code = error.status
    if "status" in error.body:  # written by the framework below
        answer.headers["content-type"] = _FRAMEWORK_JSON
    else:
        answer.headers["cache-control"] = "no-cache"
    return answer


def framework_error(status: int, accept: str) -> Response:
    """A response of the framework below the application: JSON only on request, otherwise the status's page.

    There is a page for 404 and none for 400, which then has no body.
    """
    # The framework takes the first type, and a list that ends in */* for a browser's.
    first = accept.split(",")[0].split(";")[0].strip()
    if first == "application/json" and "*/*" not in accept:
        body = {"status": status, "error": http.HTTPStatus(status).phrase}
        answer = encode(body)
        answer.status_code = status
        answer.headers["content-type"] = _FRAMEWORK_JSON
        return answer
    page = _PAGE if status == 404 else ""
    return Response(page, status, headers={"content-type": "text/html; charset=UTF-8"})


def throttled() -> Response:
    """There is no Retry-After: a client must know that the limit resets with the next clock minute."""
    headers = {"content-type": "text/plain", "cache-control": "no-cache"}
    return Response("Retry later\n", 429, headers=headers)

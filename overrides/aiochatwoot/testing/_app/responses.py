"""HTTP responses: bodies, errors of the application, and errors of Rails."""

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
    """Return a response without a body; it has a content type even so, unless it is a 204."""
    return Response(b"", status, headers={} if status == 204 else {"content-type": "application/json"})


def error_response(error: ErrorResponse) -> Response:
    answer = encode(error.body)
    answer.status_code = error.status
    if "status" in error.body:  # an error of the framework
        answer.headers["content-type"] = _FRAMEWORK_JSON
    else:
        answer.headers["cache-control"] = "no-cache"
    return answer


def framework_error(status: int, accept: str) -> Response:
    """Return an error response of Rails: JSON only on request, otherwise an HTML page.

    There is a page for 404 but none for 400, whose body is empty.
    """
    # Rails uses the first type, and treats a list with */* as a browser's.
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
    """Return a 429 without Retry-After: a client must know that the limit resets at the next clock minute."""
    headers = {"content-type": "text/plain", "cache-control": "no-cache"}
    return Response("Retry later\n", 429, headers=headers)

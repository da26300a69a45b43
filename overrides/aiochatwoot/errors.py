"""The exceptions of the package.

    ChatwootError
    ├── SettingsError              a setting is missing or wrong (also a ValueError)
    ├── InvalidRequestError        an argument that must not be sent (also a ValueError)
    ├── ConnectionFailedError      no response: refused, reset, TLS, name resolution
    ├── RequestTimeoutError        no response in time (also a TimeoutError)
    ├── DecodeError                a success whose body cannot be decoded (also a ValueError)
    ├── NotAppliedError            the server reported success, but did something else
    ├── ResponseTooLargeError      a success with a body beyond max_body
    ├── WebhookError               a delivery of a webhook that is refused (also a ValueError)
    ├── ClientStateError           closed, or another event loop or process (also a RuntimeError)
    └── ApiStatusError             the server returned an error
        ├── AuthenticationError    401
        ├── PermissionDeniedError  403
        ├── NotFoundError          404
        ├── UnprocessableError     422
        ├── TooManyMessagesError   422, of a conversation with more than 200 messages in a minute
        ├── RateLimitedError       429
        └── ServerError            5xx

Errors hold plain records of the request and the response, never the access token: they can be logged and pickled.
"""

from __future__ import annotations

import copyreg
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

import attrs

from ._texts import error_text, one_line

Check: TypeAlias = Literal["size", "headers", "signature", "timestamp", "secret", "body"]


@attrs.frozen
class RequestRecord:
    """A request without its headers, since one of them holds the access token.

    Attributes:
        method: The HTTP method, in upper case.
        url: The whole URL. Its query may hold personal data (a search term), so messages leave it out.
    """

    method: str
    url: str

    def __str__(self) -> str:
        return f"{self.method} {self.url.partition('?')[0]}"


def _as_dict(headers: Mapping[str, str]) -> dict[str, str]:
    return dict(headers)


@attrs.frozen
class ResponseRecord:
    """A response.

    Attributes:
        status: The status code, any number.
        headers: The headers, names in lower case.
        content: The body, unchanged. Of an error, only the beginning if it is larger than ``max_body``, or the reason
            if it cannot be decompressed.
    """

    status: int
    headers: Mapping[str, str] = attrs.field(factory=dict, converter=_as_dict, repr=False, hash=False)
    content: bytes = attrs.field(default=b"", repr=False)

    @property
    def request_id(self) -> str | None:
        """The server's ``x-request-id``, which identifies the request in its operator's logs; None if missing."""
        return self.headers.get("x-request-id")

    @property
    def body(self) -> Any:
        """The parsed JSON, or the text if the body is not JSON."""
        text = self.content.decode("utf-8", "replace")
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text


@attrs.frozen
class Attempt:
    """One attempt of a call.

    Attributes:
        number: The number of the attempt, from 1.
        started: When it began, as an aware UTC datetime.
        duration: Seconds from sending the request until its response was read, or until it failed.
        outcome: The status code, or the name of the failure (``ConnectError``).
        wait: Seconds between this attempt and the next; None after the last.
        queued: Seconds that it waited for the rate limit, the token and a slot before it was sent.
    """

    number: int
    started: dt.datetime
    duration: float
    outcome: int | str
    wait: float | None = None
    queued: float = 0.0


@attrs.frozen
class FieldError:
    """A problem with one field of a request.

    Attributes:
        field: The name of the field.
        message: A sentence about the problem.
        code: The server's code for the problem; None if it sent none.
    """

    field: str
    message: str
    code: str | None = None


class ChatwootError(Exception):
    """The base class of every error of this package.

    Attributes:
        message: What happened.
        advice: What to do about it, or why the client did not retry, if known.
        request (RequestRecord | None): The request; None if the error came before it was built.
        response (ResponseRecord | None): The response, if there was one.
        attempts: The records of all attempts, in order.
        retry_after: Seconds from the error until the next request is allowed, as specified by the server
            (``Retry-After``) or the rate limiter; else None.
    """

    message: str
    advice: str | None = None
    retry_after: float | None = None
    attempts: tuple[Attempt, ...] = ()

    def __init__(
        self,
        message: str,
        *,
        request: RequestRecord | None = None,
        response: ResponseRecord | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.request = request
        self.response = response

    def __str__(self) -> str:
        where = f"{self.request}: " if self.request else ""
        return f"{where}{self._what()}{self._more()}"

    def _what(self) -> str:
        return self.message

    def _more(self) -> str:
        advice = f"; {self.advice}" if self.advice else ""
        return advice + (f" (after {len(self.attempts)} attempts)" if len(self.attempts) > 1 else "")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *self.args))

    def __reduce__(self) -> tuple[Any, ...]:
        # The default calls the class with `args` alone, which the signatures of subclasses do not accept. `args` is set
        # with the rest, since the __new__ of a TimeoutError drops it.
        return copyreg.__newobj__, (type(self),), {"args": self.args, **self.__dict__}  # type: ignore[attr-defined]


class SettingsError(ChatwootError, ValueError):
    """A setting is missing or invalid; the message begins with its name."""


class InvalidRequestError(ChatwootError, ValueError):
    """An argument is invalid, or would make the request dangerous.

    Nothing was sent, with one exception: if a file changes while it is sent, the server received part of the request,
    and drops it.
    """


class ConnectionFailedError(ChatwootError):
    """There was no response: the connection was refused or reset, TLS failed, or the name is unknown."""


class RequestTimeoutError(ChatwootError, TimeoutError):
    """There was no response in time."""


class DecodeError(ChatwootError, ValueError):
    """The server reported success, but the body cannot be decoded.

    Attributes:
        path: Where in the body, as JSONPath; ``$`` is the body as a whole.
    """

    path: str

    def __init__(
        self,
        message: str,
        *,
        path: str = "$",
        request: RequestRecord | None = None,
        response: ResponseRecord | None = None,
    ) -> None:
        super().__init__(message, request=request, response=response)
        self.path = path

    def _what(self) -> str:
        return f"{self.message} (at {self.path})"


class NotAppliedError(ChatwootError):
    """The server reported success, but its response shows that it did something else."""


class ResponseTooLargeError(ChatwootError):
    """The body of a success is larger than ``max_body``; the client stopped reading."""


class WebhookError(ChatwootError, ValueError):
    """A webhook delivery was refused; no message contains the secret or a signature.

    Attributes:
        check: The failed check: ``size`` (more bytes than allowed), ``headers`` (two contradict each other),
            ``signature`` (missing, or it does not match), ``timestamp`` (missing, or too far from now), ``secret``
            (none for the origin of the delivery), ``body`` (not an event).
        advice: What to do about it, if known.
    """

    check: Check

    def __init__(
        self,
        message: str,
        *,
        check: Check = "body",
        advice: str | None = None,
        request: RequestRecord | None = None,
        response: ResponseRecord | None = None,
    ) -> None:
        super().__init__(message, request=request, response=response)
        self.check = check
        self.advice = advice


class ClientStateError(ChatwootError, RuntimeError):
    """The client is closed, or belongs to another event loop or process."""


class ApiStatusError(ChatwootError):
    """The server returned an error.

    Attributes:
        status: The status code as an int, including non-standard ones (a proxy's 520).
        message: The server's error text; for an HTML page or an empty body the name of the status. It is in the
            language of the account or user: decide by class and status.
        field_errors: The server's messages about single fields.
        request_id: The server's ``x-request-id``; None if missing.
        body: The parsed JSON, or the text if the body is not JSON.
    """

    request: RequestRecord
    response: ResponseRecord

    def __init__(self, message: str | None = None, *, request: RequestRecord, response: ResponseRecord) -> None:
        said = message or error_text(response.status, response.headers.get("content-type", ""), response.body)
        super().__init__(said, request=request, response=response)

    @property
    def status(self) -> int:
        return self.response.status

    @property
    def request_id(self) -> str | None:
        return self.response.request_id

    @property
    def body(self) -> Any:
        return self.response.body

    @property
    def method(self) -> str:
        """The HTTP method of the request, in upper case."""
        return self.request.method

    @property
    def url(self) -> str:
        """The whole URL of the request. Its query may hold personal data, such as a search term."""
        return self.request.url

    @property
    def field_errors(self) -> tuple[FieldError, ...]:
        return _field_errors(self.body)

    def _what(self) -> str:
        request_id = f" (request id {one_line(self.request_id)})" if self.request_id else ""
        return f"{self.status}: {self.message}{request_id}"


class AuthenticationError(ApiStatusError):
    """401: no token, a wrong one, a user without access to the account, or a bot's token where bots have no access."""


class PermissionDeniedError(ApiStatusError):
    """403: the token is valid, but the action is not allowed."""


class NotFoundError(ApiStatusError):
    """404: no such conversation, account or route."""


class UnprocessableError(ApiStatusError):
    """422: the server rejected the request's values.

    If a new message fails because of the server itself, it also responds with 422. The text is then an exception's, and
    does not identify the cause.
    """


class TooManyMessagesError(ApiStatusError):
    """422: the conversation had 200 messages in the last minute; the message was not created.

    The message itself is valid: send it again a minute later. (200 is the server's default; its operator may change
    it.)
    """


class RateLimitedError(ApiStatusError):
    """429: too many requests from this address, or of an operation with its own limit; see `retry_after`."""


class ServerError(ApiStatusError):
    """5xx: an error in the server or in a proxy in front of it."""


_BY_STATUS: Mapping[int, type[ApiStatusError]] = {
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    422: UnprocessableError,
    429: RateLimitedError,
}


def status_error(
    request: RequestRecord, response: ResponseRecord, message: str | None = None, *, is_chatwoot: bool = True
) -> ApiStatusError:
    """Return the error for a response, as an instance of the class for its status."""
    if is_chatwoot and response.status == 422 and _is_too_many_messages(response.body):
        return TooManyMessagesError(message, request=request, response=response)
    fallback = ServerError if 500 <= response.status <= 599 else ApiStatusError
    return _BY_STATUS.get(response.status, fallback)(message, request=request, response=response)


def _is_too_many_messages(body: Any) -> bool:
    """Return whether a conversation reached its limit of messages for this minute.

    Only the text distinguishes this response from others of its shape. The server translates the prefix "Validation
    failed", but not the text after it.
    """
    error = body.get("error") if isinstance(body, dict) and len(body) == 1 else None
    return isinstance(error, str) and error.endswith("Too many messages")


def _field_errors(body: Any) -> tuple[FieldError, ...]:
    if not isinstance(body, dict):
        return ()
    errors, attributes = body.get("errors"), body.get("attributes")
    if isinstance(errors, list):
        rows = [
            (one.get("field", ""), one.get("message", ""), one.get("code")) for one in errors if isinstance(one, dict)
        ]
        return tuple(FieldError(str(name), str(text), None if code is None else str(code)) for name, text, code in rows)
    if isinstance(attributes, list):
        return tuple(FieldError(str(name), str(body.get("message", ""))) for name in attributes)
    if isinstance(body.get("detail"), list):
        return tuple(
            FieldError(".".join(map(str, each["loc"])), str(each.get("msg", "")), each.get("type"))
            for each in body["detail"]
            if isinstance(each, dict) and isinstance(each.get("loc"), list)
        )
    return ()

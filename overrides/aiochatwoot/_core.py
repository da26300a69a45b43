"""Calls operations: arguments -> request -> response -> value. Derived clients share one session."""

from __future__ import annotations

import asyncio
import platform
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, Literal, TypeVar, cast

import attrs

from ._texts import NOTHING_HIDDEN, Hidden, quoted
from ._transport.auth import hiding
from ._transport.call import CallContext
from ._transport.failures import without_frames
from ._transport.messages import Request, RequestBody, Response, merge_headers
from ._transport.retry_rules import IDEMPOTENT
from ._transport.session import Session
from ._transport.streams import ACCEPT_ENCODING
from ._urls import LONGEST_URL, Url, check_path, encode_query, escape_path
from ._version import __version__
from ._wire.arguments import query_pairs, unwritable
from ._wire.deviations import DriftReporter, Findings
from ._wire.json import check_media_type, loads
from ._wire.operation import Operation, check_headers, prepare, read_answer, without_collection
from .errors import (
    ApiStatusError,
    ChatwootError,
    DecodeError,
    InvalidRequestError,
    RequestTimeoutError,
    ResponseRecord,
    status_error,
)
from .limits import LimitedRequest
from .settings import Settings

T = TypeVar("T")
DriftMode = Literal["report", "strict", "ignore"]
_deadline: ContextVar[tuple[float, object] | None] = ContextVar("aiochatwoot_deadline", default=None)
"""The shared deadline of several calls (event loop's clock), and the task that owns it: child tasks ignore it."""
responses: ContextVar[list[tuple[Response, CallContext]] | None] = ContextVar("aiochatwoot_responses", default=None)
"""Collects the responses of calls, for `with_raw_response`."""
AGENT = f"aiochatwoot/{__version__} Python/{platform.python_version()}"
_HEADERS = {
    "Accept": "application/json",  # otherwise some errors are HTML pages
    "Accept-Encoding": ACCEPT_ENCODING,
    "Connection": "keep-alive",
    "User-Agent": AGENT,
}
_LONG_BODY = 2**16  # shorter ones take some hundredths of a second, even if every value deviates
_MOST_NAMED = 20
_SCOPE = re.compile(
    r"(?:/api/v\d+/accounts/([^/]+)|/public/api/v\d+/inboxes/[^/]+/contacts/[^/]+)(?:/conversations/(\d+))?"
)
_NUMBERED = re.compile(r"/(?!v\d+(?:/|$))[^/]*\d[^/]*")
_JSON_HEADERS = _HEADERS | {"Content-Type": "application/json"}


@attrs.frozen(eq=False)
class Core:
    """Executes the calls of one client; `evolve` returns the core of a derived client.

    Attributes:
        settings: The client's settings.
        session: Connections, limits and budget, shared with derived clients.
        drift_mode: The reaction to a response that deviates from the contract.
        drift: Receives deviations.
        headers: Headers of each request, in addition to the client's own.
        query: Query parameters of each request, in addition to the operation's own.
    """

    settings: Settings
    session: Session
    drift_mode: DriftMode
    drift: DriftReporter
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    query: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return " account ".join(map(str, filter(None, (self.settings.base_url, self.settings.account_id))))

    def __attrs_post_init__(self) -> None:
        agent = self.settings.product.agent
        if agent:
            object.__setattr__(self, "headers", {"User-Agent": f"{agent} {AGENT}", **self.headers})

    async def call(self, operation: Operation[T], arguments: Mapping[str, Any]) -> T:
        """Call an operation of the contract. The methods of resources use this.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response deviates from the contract.
        """
        call, request = self._begin(operation, arguments)
        try:
            response = await self._exchange(call, request)
        except ApiStatusError as error:
            if error.status in (404, operation.not_found):
                from ._advice import say_what_is_missing

                path = call.redact(call.url.path)
                say_what_is_missing(error, operation, path, arguments, self.settings.product)
            raise
        try:
            self._check_media_type(operation, response, call)
            return await self._read(operation, response, call)
        except DecodeError as error:
            failure = self._about(error, response, call)
            del response  # tracebacks show locals, and a response can hold a token
            raise failure from None

    def stream(
        self, operation: Operation[T], arguments: Mapping[str, Any], max_bytes: int
    ) -> AbstractAsyncContextManager[T]:
        """Call an operation that returns a file, as a stream.

        Raises:
            ChatwootError: see `call`.
        """
        from ._transport.downloads import open_download  # Chatwoot sends JSON

        call, request = self._begin(operation, arguments)
        call.is_download = True
        file: Any = open_download(self.session, call, request, max_bytes, partial(self._refusal, operation))
        return cast("AbstractAsyncContextManager[T]", file)

    def _refusal(self, operation: Operation[Any], call: CallContext, response: Response) -> ChatwootError | None:
        if not response.is_success:
            return self.status_error(call, response)
        try:
            self._check_media_type(operation, response, call)
        except DecodeError as error:
            return self._about(error, response, call)
        return None

    def _begin(self, operation: Operation[Any], arguments: Mapping[str, Any]) -> tuple[CallContext, Request]:
        try:
            prepared = prepare(operation, arguments, self.settings)
        except (ValueError, OverflowError) as error:
            if isinstance(error, ChatwootError):
                without_frames(error)  # their locals hold secrets
                raise
            raise unwritable(operation.id, arguments) from None
        url = self._url(prepared.path, prepared.query)
        call = self.new_call(operation.method, url, operation, secrets=prepared.secrets)
        request = self._request(operation.method, url, prepared.content, prepared.headers)
        return call, attrs.evolve(request, token_header=None, anonymous=True) if operation.anonymous else request

    async def request(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None,
        content: bytes | RequestBody | None,
        headers: Mapping[str, str],
    ) -> Any:
        """Implement `Chatwoot.request`."""
        if not isinstance(method, str) or not re.fullmatch(r"[A-Za-z]+", method):
            raise InvalidRequestError(f"method: {method!r} is no HTTP method")
        check_path(path)
        check_headers(headers, self.settings.product.token_header)
        url = self._url(escape_path(path), query_pairs("params", params or {}))
        call = self.new_call(method.upper(), url, None)
        response = await self._exchange(call, self._request(method.upper(), url, content, headers))
        if not response.content.strip():
            return None
        try:
            value = without_collection(partial(loads, response.content))
        except DecodeError as error:
            failure = self._about(error, response, call)
            del response  # as in `call`
            raise failure from None
        call.check_in_time(len(response.content))
        return value

    @contextmanager
    def shared_deadline(self) -> Generator[None]:
        """Put all calls in the block under one deadline: a step of an iterator, or all requests for a conversation."""
        self.session.check()
        token = None
        if _shared_deadline() is None and self.settings.deadline is not None:
            deadline = asyncio.get_running_loop().time() + self.settings.deadline
            token = _deadline.set((deadline, asyncio.current_task()))
        try:
            yield
        finally:
            if token is not None:
                _deadline.reset(token)

    @asynccontextmanager
    async def one_change(self, kind: str, number: object, account_id: object) -> AsyncGenerator[None]:
        """Hold the lock of one record while the block reads, merges and writes it. One deadline covers the block.

        Raises:
            RequestTimeoutError: the deadline passed while other changes held the lock.
        """
        key = f"{quoted(account_id or self.settings.account_id)}/{kind}/{quoted(number)}"
        with self.shared_deadline():
            async with AsyncExitStack() as stack:
                try:
                    async with asyncio.timeout_at(_shared_deadline()):
                        await stack.enter_async_context(self.session.changes.hold(key))
                except TimeoutError as error:
                    raise RequestTimeoutError(f"the deadline passed while other changes of {key} went first") from error
                yield

    def new_call(
        self,
        method: str,
        url: Url,
        operation: Operation[Any] | None,
        *,
        follow: Callable[[Url], object] | None = None,
        check_address: Callable[[Url, str], Awaitable[None]] | None = None,
        secrets: Hidden = NOTHING_HIDDEN,
    ) -> CallContext:
        """Start a call with the options of this client.

        Args:
            method: The HTTP method.
            url: The URL of the first request.
            operation: The operation of the contract; None for a call outside it.
            follow, check_address: See `CallContext`.
            secrets: Parts that must not be shown, each with its replacement.
        """
        redact = hiding(self.session.auth.redact, Hidden((*secrets, *self.settings.secrets)))
        self.session.check()
        deadline = _shared_deadline()
        if deadline is None and self.settings.deadline is not None:
            deadline = asyncio.get_running_loop().time() + self.settings.deadline
        return CallContext(
            method=method,
            url=url,
            policy=self.settings.retry,
            repeatable=method in IDEMPOTENT or (operation is not None and operation.retry_safe),
            deadline=deadline,
            max_body=self.settings.max_body,
            operation=None if operation is None else operation.id,
            not_found=404 if operation is None else operation.not_found,
            limited=self._limited(method, url, operation, redact),
            follow=follow,
            check_address=check_address,
            redact=redact,
            product=self.settings.product,
        )

    def download(self, url: Url) -> Request:
        """Return the request for a file at any URL; only URLs below the base URL get the token."""
        headers = _HEADERS | {"Accept": "*/*", "Accept-Encoding": "identity"}
        header = self.session.auth.header if self.session.base.contains(url) else None
        return Request("GET", url, headers, None, self.settings.timeout, header)

    def status_error(self, call: CallContext, response: Response) -> ChatwootError:
        """Return the error for a response that is not a success."""
        from ._advice import advice  # most programs see few errors

        product = self.settings.product
        error = status_error(call.record, self.record(response, call), call.message, is_chatwoot=product.is_chatwoot)
        is_explained = error.status == 429 and call.why_not_retried is not None  # the limiter's reason is better
        known = None if is_explained else advice(error, product)
        error.advice = "; ".join(filter(None, (known, call.verdict(error)))) or None
        return call.complete(error)

    def record(self, response: Response, call: CallContext) -> ResponseRecord:
        """Return a response for an error, without secrets."""
        record = self.session.auth.record(response)
        headers = {name: call.redact(value) for name, value in record.headers.items()}
        content = call.redact(record.content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        return ResponseRecord(record.status, headers, content)

    def _limited(
        self, method: str, url: Url, operation: Operation[Any] | None, redact: Callable[[str], str]
    ) -> LimitedRequest:
        """Return the request as rate limits count it; without an operation, by its path without numbers."""
        base = self.session.base
        path = url.path[len(base.path.rstrip("/")) :] if base.contains(url) else url.path
        found = _SCOPE.match(path)
        account, conversation = found.groups("") if found else ("", "")
        rules = () if operation is None else operation.rate_limits
        name = _NUMBERED.sub("/{}", redact(path)) if operation is None else operation.path
        identity, origin = self.session.auth.identity, "{}://{}:{}".format(*base.origin)
        return LimitedRequest(f"{method} {name}", account, conversation, identity, rules, origin)

    def _url(self, path: str, query: tuple[tuple[str, str], ...]) -> Url:
        url = self.session.base.below(path, encode_query((*query, *self.query)))
        if len(url.text) > LONGEST_URL:
            raise InvalidRequestError(f"the path and query make a URL of more than {LONGEST_URL} characters")
        return url

    def _request(
        self,
        method: str,
        url: Url,
        content: bytes | RequestBody | None,
        headers: Mapping[str, str] | None = None,
    ) -> Request:
        every = _HEADERS
        if isinstance(content, bytes):
            every = _JSON_HEADERS
        elif content is not None:
            every = _HEADERS | {"Content-Type": content.content_type}
        if headers or self.headers:
            every = merge_headers(every, self.headers, headers or {})
        return Request(method, url, every, content, self.settings.timeout, self.session.auth.header)

    async def _exchange(self, call: CallContext, request: Request) -> Response:
        """Send a request; return a success (or a 304) with its whole body."""
        response = await self.session.send(call, request)
        collected = responses.get()
        if collected is not None:
            collected.append((response, call))
        if response.is_success or response.status == 304:
            return response
        error = self.status_error(call, response)
        del response  # as in `call`
        raise error

    def _about(self, error: DecodeError, response: Response, call: CallContext) -> ChatwootError:
        """Return the error with its records, without other references to the response."""
        error.response = self.record(response, call)
        error.__context__ = None
        return call.complete(error)

    @staticmethod
    def _check_media_type(operation: Operation[Any], response: Response, call: CallContext) -> None:
        content_type = response.headers.get("content-type", "")
        check_media_type(content_type, response.content, operation.accept, call.redact)

    async def _read(self, operation: Operation[T], response: Response, call: CallContext) -> T:
        found = Findings(in_slices=len(response.content) >= _LONG_BODY)
        if found.in_slices:
            from ._transport.long_bodies import read_in_slices  # most responses are short

            result = await read_in_slices(operation, response.content, found, call, self.session.decoding)
        else:
            result = read_answer(operation, response.content, found)
        if found and self.drift_mode != "ignore":
            strict = self.drift_mode == "strict"
            deviations = self.drift.report(found, operation.id, call.redact, log=not strict)
            if strict:
                named = [f"{each.path}: expected {each.expected}, got {each.got}" for each in deviations[:_MOST_NAMED]]
                left = len(deviations) + found.more - len(named)
                raise DecodeError(
                    "; ".join([*named, f"and {left} more deviations"] if left else named), path=deviations[0].path
                )
        return result


def _shared_deadline() -> float | None:
    shared = _deadline.get()
    return None if shared is None or shared[1] is not asyncio.current_task() else shared[0]

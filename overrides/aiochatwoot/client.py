"""The client: settings in, one session, one attribute a resource."""

from __future__ import annotations

import asyncio
import re
import warnings
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

import attrs
import httpx

from ._transport.auth import no_token_arrived
from ._transport.call import MAX_REDIRECTS, Call, can_be_sent_again
from ._transport.retry_rules import IDEMPOTENT
from ._transport.session import Session
from ._urls import check_path, origin
from ._wire.deviations import DriftHook, DriftReporter, Found
from ._wire.json import dump_json, loads
from ._wire.operation import Operation, check_headers, prepare, read_answer
from .concurrency import Outcome, map_concurrently
from .errors import DecodeError, InvalidRequestError, RequestRecord, ResponseRecord, SettingsError, status_error
from .generated import CONTRACT_VERSION
from .generated.api import Resources
from .hooks import Hooks, RequestHook, ResponseHook, RetryHook
from .settings import DEFAULT_TIMEOUT, RetryPolicy, Secret, Settings, Token, read_settings

if TYPE_CHECKING:
    from ._resources.attachments import Attachments
    from ._resources.contacts import Contacts
    from ._resources.conversations import Conversations
    from ._wire.multipart import Multipart


A = TypeVar("A")
R = TypeVar("R")
T = TypeVar("T")
_step: ContextVar[tuple[float, object] | None] = ContextVar("aiochatwoot_step", default=None)
"""When a step of several calls must be over, by the clock of the event loop, and the task that it is a step of.

A task that is started meanwhile, by a hook, say, has a copy of this, and deadlines of its own.
"""


class Chatwoot(Resources):
    """An async client of one Chatwoot server.

    Use it as ``async with Chatwoot(...) as chatwoot:``, or call `aclose` when done. It may be used by any number of
    tasks of one event loop at once, and keeps its connections between calls.

    Args:
        base_url: The server, such as ``https://app.chatwoot.com``, with a path where Chatwoot is mounted at one; else
            the environment's CHATWOOT_BASE_URL.
        token: The access token of a user's profile page, or a function (async or not) that is asked for it before
            each request; else CHATWOOT_API_ACCESS_TOKEN.
        account_id: The account that calls use where they name none; else CHATWOOT_ACCOUNT_ID.
        deadline: Seconds that a call may take with everything: attempts, waits, reading the answer. None for no
            limit.
        retry: How often a call is tried, and how long it waits in between; None to try once.
        timeout: Seconds for each phase of an attempt: a number, or an httpx.Timeout (default: 5 to connect, 10 for
            each read).
        max_body: Bytes that the body of an answer may have, decompressed.
        rate_limit: Requests in a clock minute that the server allows this address, 3000 if its operator has not
            changed it; None not to count them. All clients of a server in this process count together.
        max_in_flight: Requests that may be under way at once, 100 if nothing else is said; more calls wait their turn.
        allow_http: Allow plain http to another host than this machine, which shows the token to the network.
        transport: ``"aiohttp"``, which is faster and needs the extra ``[aiohttp]``; or any httpx transport, in place of
            httpx's own.
        drift: What happens when an answer is not what the contract says: ``report`` it to `on_drift` and the logger
            ``aiochatwoot.drift``, raise a DecodeError (``strict``), or ``ignore`` it.
        on_drift: Called with each Deviation, as it is found.
        on_request: Called before each attempt.
        on_response: Called after each attempt.
        on_retry: Called before the wait for another attempt.

    Raises:
        SettingsError: a setting is missing or wrong; the message begins with its name.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        token: Token | None = None,
        account_id: int | None = None,
        deadline: float | None = 60.0,
        retry: RetryPolicy | None = RetryPolicy(),  # noqa: B008 - frozen
        timeout: float | httpx.Timeout = DEFAULT_TIMEOUT,
        max_body: int = 64 * 2**20,
        rate_limit: int | None = 3000,
        max_in_flight: int = 100,
        allow_http: bool = False,
        transport: httpx.AsyncBaseTransport | Literal["aiohttp"] | None = None,
        drift: Literal["report", "strict", "ignore"] = "report",
        on_drift: DriftHook | None = None,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
        on_retry: RetryHook | None = None,
    ) -> None:
        self._session: Session | None = None
        self._is_owner = True
        secret = Secret(token)
        del token  # a traceback may show the locals of this frame
        self.settings: Settings = read_settings(
            base_url,
            secret,
            account_id,
            deadline=deadline,
            retry=retry or RetryPolicy(attempts=1),
            timeout=timeout,
            max_body=max_body,
            rate_limit=rate_limit,
            max_in_flight=max_in_flight,
            allow_http=allow_http,
        )
        if drift not in ("report", "strict", "ignore"):
            raise SettingsError(f"drift: expected report, strict or ignore, got {drift!r}")
        self._drift_mode = drift
        self._drift = DriftReporter(on_drift, CONTRACT_VERSION)
        hooks = Hooks(on_request=on_request, on_response=on_response, on_retry=on_retry)
        self._session = Session(self.settings, hooks, transport)

    @cached_property
    def conversations(self) -> Conversations:
        """What customers and agents say to each other, one conversation at a time; whole ones too."""
        from ._resources.conversations import Conversations

        return Conversations(self)

    @cached_property
    def contacts(self) -> Contacts:
        """The customers of an account; with changes in part of their labels."""
        from ._resources.contacts import Contacts

        return Contacts(self)

    @cached_property
    def attachments(self) -> Attachments:
        """The files of messages."""
        from ._resources.attachments import Attachments

        return Attachments(self)

    def with_options(
        self,
        *,
        account_id: int | None = None,
        deadline: float | Literal["same"] | None = "same",
        retry: RetryPolicy | Literal["same"] | None = "same",
        timeout: float | httpx.Timeout | None = None,
        max_body: int | None = None,
    ) -> Self:
        """A client with other options that shares this one's connections; this one stays as it is.

        ``await chatwoot.with_options(deadline=5, retry=None).conversations.get(42)``. Closing the new client does
        nothing: the connections are this one's.

        Args:
            account_id: As for a new client, like all the others; what is left out is as here.
            deadline: Seconds; None for no limit.
            retry: A policy; None to try once.
            timeout: Seconds, or an httpx.Timeout.
            max_body: Bytes.

        Raises:
            SettingsError: an option is wrong.
        """
        changes: dict[str, Any] = {"account_id": account_id, "timeout": timeout, "max_body": max_body}
        changes = {name: value for name, value in changes.items() if value is not None}
        if deadline != "same":
            changes["deadline"] = deadline
        if retry != "same":
            changes["retry"] = retry or RetryPolicy(attempts=1)
        settings = attrs.evolve(self.settings, **changes)
        other = object.__new__(type(self))
        # Not what was made for this client: resources hold the client that they call.
        other.__dict__.update({name: value for name, value in vars(self).items() if name in _SHARED})
        other.settings = settings
        other._is_owner = False
        return other

    def map(
        self,
        function: Callable[[A], Awaitable[R]],
        items: Iterable[A] | AsyncIterable[A],
        *,
        limit: int = 20,
    ) -> AsyncGenerator[Outcome[A, R]]:
        """Call a function for each item, `limit` of them at once, and yield the outcomes in the order of the items.

        ``async for outcome in chatwoot.map(chatwoot.conversations.get_whole, ids): ...``; `Outcome.result` is the
        value, or raises what the function raised. No more than `limit` results are held at any time. Whatever ends
        the iteration ends the calls under way, too.

        Raises:
            InvalidRequestError: the limit is not a number from 1.
        """
        return map_concurrently(function, items, limit)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections. The client cannot be used afterwards; closing it again does nothing."""
        if self._is_owner and self._session is not None:
            await self._session.aclose()

    def abandon(self) -> None:
        """Give the client up without closing it, where its event loop is out of reach: the teardown of a test.

        Connections that are still open are closed by the garbage collector; `aclose` is the proper end.
        """
        if self._is_owner and self._session is not None:
            self._session.abandon()

    def __del__(self) -> None:
        # Connections cannot be closed here: that takes an event loop, and theirs may be over.
        session = getattr(self, "_session", None)
        if session is not None and self._is_owner and session.is_open:
            message = f"unclosed {self!r}; use `async with`, or call aclose()"
            warnings.warn(message, ResourceWarning, stacklevel=2, source=self)

    def __repr__(self) -> str:
        account = f" account {self.settings.account_id}" if self.settings.account_id else ""
        return f"<{type(self).__name__} {self.settings.base_url}{account}>"

    async def call(self, operation: Operation[T], arguments: Mapping[str, Any]) -> T:
        """Do an operation of the contract; what the methods of resources call.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        prepared = prepare(operation, arguments, self.settings)
        url = self._url(prepared.path, prepared.query)
        call = self.new_call(operation.method, operation.id, repeatable=operation.retry_safe)
        request, response = await self._send(call, operation.method, url, prepared.content)
        try:
            return self._read(operation, response)
        except DecodeError as error:
            failure = self._about(error, request, response, call)
            del response  # a traceback may show the locals of its frames, and an answer can hold a token
            raise failure from None

    async def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Call what the contract does not have (yet), with the same authentication and errors.

        Args:
            method: The HTTP method.
            path: The path below the base URL, from its slash on: ``/api/v1/accounts/1/macros``.
            params: The query; lists are repeated names, None is left out.
            json: The JSON body; None sends none.
            headers: More headers.

        Returns:
            The parsed JSON; None for an empty body, and for a 304.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is no JSON.
        """
        if not isinstance(method, str) or not re.fullmatch(r"[A-Za-z]+", method):
            raise InvalidRequestError(f"method: {method!r} is no HTTP method")
        check_path(path)
        check_headers(headers or {})
        query = [
            (name, value)
            for name, values in (params or {}).items()
            for value in (values if isinstance(values, list | tuple) else [values])
            if value is not None
        ]
        for name, value in query:
            if not isinstance(value, str | int | float):
                raise InvalidRequestError(f"params: {name}: expected text, a number or a bool, got {value!r:.40}")
        content = None if json is None else dump_json(json, "json")
        call = self.new_call(method.upper(), None)
        request, response = await self._send(call, method.upper(), self._url(path, query), content, headers)
        if not response.content.strip():
            return None
        try:
            return loads(response.content)
        except DecodeError as error:
            failure = self._about(error, request, response, call)
            del response  # as in `call`
            raise failure from None

    @property
    def session(self) -> Session:
        """The connections, shared with all clients that were derived from this one."""
        assert self._session is not None
        return self._session

    @contextmanager
    def one_deadline(self) -> Generator[None]:
        """Puts all calls inside under one deadline: a step of an iterator, a whole conversation."""
        self.session.check()
        token = None
        if _step_deadline() is None and self.settings.deadline is not None:
            deadline = asyncio.get_running_loop().time() + self.settings.deadline
            token = _step.set((deadline, asyncio.current_task()))
        try:
            yield
        finally:
            if token is not None:
                _step.reset(token)

    def new_call(self, method: str, operation: str | None, *, repeatable: bool = False) -> Call:
        """A call that begins now, with the options of this client."""
        self.session.check()
        deadline = _step_deadline()
        if deadline is None and self.settings.deadline is not None:
            deadline = asyncio.get_running_loop().time() + self.settings.deadline
        return Call(
            policy=self.settings.retry,
            repeatable=repeatable or method in IDEMPOTENT,
            deadline=deadline,
            max_body=self.settings.max_body,
            operation=operation,
        )

    def _url(self, path: str, query: Any) -> httpx.URL:
        url = self.settings.base_url + path
        try:
            return httpx.URL(url, params=query) if query else httpx.URL(url)
        except (httpx.InvalidURL, UnicodeEncodeError) as error:  # too long, or half of a surrogate pair
            raise InvalidRequestError(f"the path or query cannot be part of a URL: {error}") from None

    async def _send(
        self,
        call: Call,
        method: str,
        url: httpx.URL,
        content: bytes | Multipart | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[RequestRecord, httpx.Response]:
        """Send a request; give back a success (or a 304) with its whole body."""
        request, response = await self.session.send(call, method, url, self.settings.timeout, content, headers)
        if response.is_success or response.status_code == 304:
            return request, response
        error = status_error(request, self.record(response), await self._message(response))
        error.attempts, error.advice = tuple(call.attempts), call.note
        del response  # as in `call`
        raise error

    async def _message(self, response: httpx.Response) -> str | None:
        """A better message than the server's own, where the client knows more."""
        following = response.next_request
        if following is not None:
            target = following.url
            if origin(target) != origin(self.session.base):
                return (
                    f"redirected to {target.scheme}://{target.netloc.decode()}, where the access token is not sent; "
                    "if that is your server, make it the base_url"
                )
            if response.request.method in ("GET", "HEAD"):
                return f"redirected more than {MAX_REDIRECTS} times, at last to {target.path}; check the base_url"
            return f"redirected to {target.path}; only GET is repeated elsewhere, check the base_url"
        if await no_token_arrived(response):
            if not can_be_sent_again(response.request):
                return (
                    "the server got no access token as api_access_token, and the body of the request cannot be sent "
                    "twice; make another call first, which finds out whether Api-Access-Token arrives"
                )
            return (
                "the server got no access token, neither as api_access_token nor as Api-Access-Token: "
                "a proxy in front of it removes both"
            )
        return None

    def record(self, response: httpx.Response) -> ResponseRecord:
        """The answer for an error, without what would let somebody act as the user."""
        secret = self.session.auth.latest
        content = response.content
        if secret.is_text:  # a profile holds the token of the one who asks
            content = content.replace(secret.reveal().encode(), b"[secret]")
        headers = {name: value for name, value in response.headers.items() if name != "set-cookie"}
        return ResponseRecord(response.status_code, headers, content)

    def _about(self, error: DecodeError, request: RequestRecord, response: httpx.Response, call: Call) -> DecodeError:
        """The error with its records, and with nothing else that holds the answer."""
        error.request, error.response, error.attempts = request, self.record(response), tuple(call.attempts)
        error.__context__ = None
        return error.with_traceback(None)

    def _read(self, operation: Operation[T], response: httpx.Response) -> T:
        found: list[Found] = []
        result = read_answer(operation, response.content, found)
        if found and self._drift_mode != "ignore":
            strict = self._drift_mode == "strict"
            deviations = self._drift.report(found, operation.id, log=not strict)
            if strict:
                raise DecodeError(
                    "; ".join(f"{each.path}: expected {each.expected}, got {each.got}" for each in deviations),
                    path=deviations[0].path,
                )
        return result


def _step_deadline() -> float | None:
    step = _step.get()
    return None if step is None or step[1] is not asyncio.current_task() else step[0]


_SHARED = ("_session", "_drift_mode", "_drift")

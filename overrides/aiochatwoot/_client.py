"""The base client for any product on this core: settings, one session, calls. A contract defines its resources."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NoReturn, ParamSpec, Self, TypeAlias, TypeVar

import attrs

from ._core import Core, DriftMode
from ._product import Product
from ._transport.messages import Middleware, Network
from ._transport.session import Session
from ._wire.arguments import query_pairs
from ._wire.deviations import DriftHook, DriftReporter
from ._wire.operation import check_headers
from .concurrency import map_concurrently
from .errors import SettingsError
from .hooks import Hooks, RequestHook, ResponseHook, RetryHook, WaitHook, check_hook
from .limits import RateLimiter
from .settings import Phases, RetryPolicy, Secret, Settings, Timeout, Token, read_settings

if TYPE_CHECKING:
    import httpx
    import httpx2

    from ._raw import RawResponse
    from ._wire.files import Upload
    from .concurrency import Outcome

    Transport: TypeAlias = (
        Literal["aiohttp", "httpx2"] | httpx.AsyncBaseTransport | httpx2.AsyncBaseTransport | Network | None
    )

A = TypeVar("A")
P = ParamSpec("P")
R = TypeVar("R")


class BaseClient:
    """An async client of one server. A subclass sets its product and resources.

    Use it as ``async with Client(...) as client:``, or call `aclose` when done. Any number of tasks of one event loop
    may use it concurrently. It keeps its connections between calls.
    """

    _product: ClassVar[Product]
    """The kind of server, above all its authentication."""
    _contract_version: ClassVar[str]
    """The contract version of its generated resources."""
    _core: Core

    def __init__(
        self,
        base_url: str | None = None,
        *,
        token: Token | None = None,
        deadline: float | None = 60.0,
        retry: RetryPolicy | None = RetryPolicy(),  # noqa: B008 - frozen
        timeout: float | Phases = Timeout(),  # noqa: B008 - frozen
        max_body: int = 64 * 2**20,
        rate_limit: int | RateLimiter | Literal["contract"] | None = "contract",
        max_in_flight: int = 100,
        allow_http: bool = False,
        transport: Transport = None,
        drift: DriftMode = "report",
        on_drift: DriftHook | None = None,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
        on_retry: RetryHook | None = None,
        on_wait: WaitHook | None = None,
        middleware: Sequence[Middleware] = (),
    ) -> None:
        """Create a client; it connects when it is first used.

        Args:
            base_url: The server's URL, including the path at which the API is mounted, if any. Default: the server in
                the contract.
            token: The API's token or key, or ``user:password`` for basic authentication. Or a function (sync or async)
                that returns it and is called before each request. None for an API without a token.
            deadline: Maximum seconds for a whole call, including attempts, waits and reading the response; None for no
                limit.
            retry: The number of attempts and the waits between them; None for a single attempt.
            timeout: Seconds for each phase of an attempt: a number, a `Timeout` or an httpx.Timeout (default: 5 to
                connect, 10 for each read).
            max_body: Size limit of a response body in bytes, decompressed.
            rate_limit: Requests per clock minute that the server allows this address, or a limiter; None for no limit.
                Default: the limit in the contract, if any.
            max_in_flight: Maximum number of concurrent requests; further calls wait.
            allow_http: Allow plain http to hosts other than this machine. This exposes the token to the network.
            transport: ``"aiohttp"``, which is faster and needs the extra ``[aiohttp]``; ``"httpx2"``, which needs the
                extra ``[httpx2]``; or any transport of httpx or httpx2. Default: httpx's own.
            drift: What to do when a response deviates from the contract: ``report`` it to `on_drift` and the logger
                ``aiochatwoot.drift``, raise a DecodeError (``strict``), or ``ignore`` it.
            on_drift: Called with each Deviation, as it is found.
            on_request: Called before each attempt.
            on_response: Called after each attempt.
            on_retry: Called before the wait for another attempt.
            on_wait: Called before an attempt waits for the rate limit or a free slot.
            middleware: Functions (sync or async) that may change each attempt's request before the token is set.

        Raises:
            SettingsError: a setting is missing or wrong; the message begins with its name.
        """
        secret = Secret(token)
        del token  # a traceback may show the locals of this frame
        settings = read_settings(
            self._product,
            base_url,
            secret,
            deadline=deadline,
            retry=retry,
            timeout=timeout,
            max_body=max_body,
            rate_limit=self._product.rate_limit if rate_limit == "contract" else rate_limit,
            max_in_flight=max_in_flight,
            allow_http=allow_http,
        )
        hooks = Hooks(on_request=on_request, on_response=on_response, on_retry=on_retry, on_wait=on_wait)
        self._open(settings, hooks, transport, middleware, drift, on_drift)

    def _open(
        self,
        settings: Settings,
        hooks: Hooks,
        transport: Transport,
        middleware: Sequence[Middleware],
        drift: DriftMode,
        on_drift: DriftHook | None,
    ) -> None:
        """Initialize from settings; every `__init__` calls this last."""
        if drift not in ("report", "strict", "ignore"):
            raise SettingsError(f"drift: expected report, strict or ignore, got {drift!r}")
        check_hook("on_drift", on_drift)
        session = Session(settings, hooks, transport, middleware)
        reporter = DriftReporter(on_drift, self._contract_version)
        self._core = Core(settings, session, drift, reporter)
        self._is_owner = True

    @property
    def settings(self) -> Settings:
        """The settings of this client; `with_options` returns a client with other settings."""
        return self._core.settings

    def with_options(
        self,
        *,
        deadline: float | Literal["same"] | None = "same",
        retry: RetryPolicy | Literal["same"] | None = "same",
        timeout: float | Phases | None = None,
        max_body: int | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Self:
        """Return a client with other options that shares this client's connections; this client does not change.

        ``await client.with_options(deadline=5, retry=None).request("GET", "/")``. Closing the new client does nothing:
        the connections belong to this one.

        Args:
            deadline: Seconds; None for no limit. All options mean the same as for a new client; omitted options keep
                this client's values.
            retry: A policy; None for a single attempt.
            timeout: Seconds, a `Timeout` or an httpx.Timeout.
            max_body: Bytes.
            headers: Headers of each request, in addition to this client's own.
            query: Query parameters to add to each request; a list repeats its name.

        Raises:
            SettingsError: an option is wrong.
            InvalidRequestError: a header or a query cannot be sent.
        """
        changes: dict[str, Any] = {"timeout": timeout, "max_body": max_body}
        changes = {name: value for name, value in changes.items() if value is not None}
        if deadline != "same":
            changes["deadline"] = deadline
        if retry != "same":
            changes["retry"] = retry
        check_headers(headers or {}, self._product.token_header)
        other = type(self).__new__(type(self))
        other._is_owner = False
        other._core = attrs.evolve(
            self._core,
            settings=attrs.evolve(self.settings, **changes),
            headers={**self._core.headers, **(headers or {})},
            query=(*self._core.query, *query_pairs("query", query or {})),
        )
        return other

    async def with_raw_response(
        self, function: Callable[P, Awaitable[R]], /, *args: P.args, **kwargs: P.kwargs
    ) -> RawResponse[R]:
        """Call a method, and return its value with the response: status, headers, request id, attempts.

        ``raw = await client.with_raw_response(client.items.get, 42)``; `RawResponse.value` is the method's return
        value. If the method calls the server several times, the response is the last one.

        Raises:
            InvalidRequestError: it is not an async function (methods that return an iterator are not), or it did not
                call the server.
        """
        from ._raw import call_raw  # most programs need only values

        return await call_raw(self._core, function, *args, **kwargs)

    def map(
        self,
        function: Callable[[A], Awaitable[R]],
        items: Iterable[A] | AsyncIterable[A],
        *,
        limit: int = 20,
    ) -> AsyncGenerator[Outcome[A, R]]:
        """Call a function for each item, at most `limit` concurrently, and yield the outcomes in the items' order.

        ``async for outcome in client.map(client.items.get, ids): ...``; `Outcome.result` returns the value, or raises
        the function's exception. No more than `limit` results are held at any time. When the iteration ends, for any
        reason, running calls are cancelled.

        Raises:
            InvalidRequestError: the limit is below 1 or not an int, or the function is not callable.
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
        """Close all connections. The client cannot be used afterwards; closing it again has no effect."""
        if self._is_owner:
            await self._core.session.aclose()

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        """Refuse copying and pickling: the connections belong to one client, and the token to this process."""
        raise TypeError(
            "a client cannot be copied or pickled; with_options() makes another one, and settings can be pickled"
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._core}>"

    async def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        files: Mapping[str, Upload | Sequence[Upload]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Call an endpoint that the contract does not have (yet), with the same authentication and errors.

        Args:
            method: The HTTP method.
            path: The path below the base URL, with its leading slash: ``/items/1``.
            params: The query parameters; a list repeats its name, None is omitted.
            json: The JSON body; None for no body. Numbers must be finite. Pass dates and decimals as text or numbers,
                in the form that the endpoint expects.
            form: The fields of a form, instead of JSON: text, numbers and bools; a list repeats its name.
            files: The files of a form by field name, sent as ``multipart/form-data``; a list repeats its name, such as
                ``{"attachments[]": [File(b"...", name="a.txt"), Path("b.png")]}``.
            headers: Additional headers.

        Returns:
            The parsed JSON; None for an empty body, and for a 304.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response is not JSON.
        """
        from ._wire.bodies import free_body  # operations of the contract have their own

        content, of_body = free_body(json, form, files)
        return await self._core.request(method, path, params, content, {**of_body, **(headers or {})})

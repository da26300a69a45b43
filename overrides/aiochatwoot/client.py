"""The client: settings, one session, one attribute per resource."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self

import attrs

from ._core import DriftMode
from ._product import CHATWOOT
from ._transport.messages import Middleware
from ._wire.deviations import DriftHook
from .generated import CONTRACT_VERSION
from .generated.api import Resources
from .hooks import Hooks, RequestHook, ResponseHook, RetryHook, WaitHook
from .limits import RateLimiter
from .settings import Phases, RetryPolicy, Secret, Timeout, Token, read_settings

if TYPE_CHECKING:
    from ._client import Transport
    from ._resources.attachments import Attachments
    from ._resources.contacts import Contacts
    from ._resources.conversations import Conversations
    from ._resources.macros import Macros


class Chatwoot(Resources):
    """An async client of one Chatwoot server.

    Use it as ``async with Chatwoot(...) as chatwoot:``, or call `aclose` when done. Any number of tasks of one event
    loop may use it concurrently. It keeps its connections between calls.

    Args:
        base_url: The server's URL, such as ``https://app.chatwoot.com``, including the path at which Chatwoot is
            mounted, if any. Default: the environment variable CHATWOOT_BASE_URL.
        token: The access token from a user's profile page, or a function (sync or async) that returns it and is called
            before each request. Default: CHATWOOT_API_ACCESS_TOKEN.
        account_id: The account for calls that do not pass ``account_id``. Default: CHATWOOT_ACCOUNT_ID.
        deadline: Maximum seconds for a whole call, including attempts, waits and reading the response; None for no
            limit.
        retry: The number of attempts and the waits between them; None for a single attempt.
        timeout: Seconds for each phase of an attempt: a number, a `Timeout` or an httpx.Timeout (default: 5 to
            connect, 10 for each read).
        max_body: Size limit of a response body in bytes, decompressed.
        rate_limit: Requests per clock minute that the server allows this address. Default 3000, as on a server with
            default settings. All clients of the same server in this process share one counter. Or a limiter: a
            `WindowLimiter` with other numbers for single operations, or a custom one. None for no limit.
        max_in_flight: Maximum number of concurrent requests, default 100; further calls wait for a free slot.
        allow_http: Allow plain http to hosts other than this machine. This exposes the token to the network.
        allow_hosts: Hosts whose files may be at private addresses, such as ``["storage.internal"]``; see
            `Attachments.download`.
        transport: ``"aiohttp"``, which is faster and needs the extra ``[aiohttp]``; ``"httpx2"``, which needs the extra
            ``[httpx2]``; or any transport of httpx or httpx2. Default: httpx's own.
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

    _product = CHATWOOT
    _contract_version = CONTRACT_VERSION

    def __init__(
        self,
        base_url: str | None = None,
        *,
        token: Token | None = None,
        account_id: int | None = None,
        deadline: float | None = 60.0,
        retry: RetryPolicy | None = RetryPolicy(),  # noqa: B008 - frozen
        timeout: float | Phases = Timeout(),  # noqa: B008 - frozen
        max_body: int = 64 * 2**20,
        rate_limit: int | RateLimiter | None = 3000,
        max_in_flight: int = 100,
        allow_http: bool = False,
        allow_hosts: Collection[str] = (),
        transport: Transport = None,
        drift: DriftMode = "report",
        on_drift: DriftHook | None = None,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
        on_retry: RetryHook | None = None,
        on_wait: WaitHook | None = None,
        middleware: Sequence[Middleware] = (),
    ) -> None:
        secret = Secret(token)
        del token  # a traceback may show the locals of this frame
        settings = read_settings(
            self._product,
            base_url,
            secret,
            account_id,
            deadline=deadline,
            retry=retry,
            timeout=timeout,
            max_body=max_body,
            rate_limit=rate_limit,
            max_in_flight=max_in_flight,
            allow_http=allow_http,
            allow_hosts=allow_hosts,
        )
        hooks = Hooks(on_request=on_request, on_response=on_response, on_retry=on_retry, on_wait=on_wait)
        self._open(settings, hooks, transport, middleware, drift, on_drift)

    @cached_property
    def conversations(self) -> Conversations:
        """Conversations between customers and agents, with methods to read all messages."""
        from ._resources.conversations import Conversations

        return Conversations(self._core)

    @cached_property
    def contacts(self) -> Contacts:
        """The contacts of an account, with methods to add and remove labels."""
        from ._resources.contacts import Contacts

        return Contacts(self._core)

    @cached_property
    def macros(self) -> Macros:
        """Macros: actions that users run on conversations. Executing a macro that does not exist is an error."""
        from ._resources.macros import Macros

        return Macros(self._core)

    @cached_property
    def attachments(self) -> Attachments:
        """The files of messages."""
        from ._resources.attachments import Attachments

        return Attachments(self._core)

    def with_options(
        self,
        *,
        account_id: int | None = None,
        deadline: float | Literal["same"] | None = "same",
        retry: RetryPolicy | Literal["same"] | None = "same",
        timeout: float | Phases | None = None,
        max_body: int | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Self:
        """Return a client with other options that shares this client's connections; this client does not change.

        ``await chatwoot.with_options(deadline=5, retry=None).conversations.get(42)``. Closing the new client does
        nothing: the connections belong to this one.

        Args:
            account_id: The default account. All options mean the same as for a new client; omitted options keep this
                client's values.
            deadline: Seconds; None for no limit.
            retry: A policy; None for a single attempt.
            timeout: Seconds, a `Timeout` or an httpx.Timeout.
            max_body: Bytes.
            headers: Headers of each request, in addition to this client's own.
            query: Query parameters to add to each request; a list repeats its name.

        Raises:
            SettingsError: an option is wrong.
            InvalidRequestError: a header or a query cannot be sent.
        """
        other = super().with_options(
            deadline=deadline, retry=retry, timeout=timeout, max_body=max_body, headers=headers, query=query
        )
        if account_id is not None:
            settings = attrs.evolve(other.settings, account_id=account_id)
            other._core = attrs.evolve(other._core, settings=settings)
        return other

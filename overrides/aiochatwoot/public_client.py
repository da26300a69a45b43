"""The client for contacts: it reads and writes in an API inbox as a visitor, without an access token."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Self

import attrs

from ._core import DriftMode
from ._product import PUBLIC
from ._texts import Hidden
from ._transport.messages import Middleware
from ._wire.deviations import DriftHook
from .errors import SettingsError
from .generated import CONTRACT_VERSION
from .generated.api import PublicResources
from .hooks import Hooks, RequestHook, ResponseHook, RetryHook, WaitHook
from .limits import RateLimiter
from .settings import Phases, RetryPolicy, Secret, Settings, Timeout, read_settings

if TYPE_CHECKING:
    from ._client import Transport

_IDENTIFIERS = ("inbox_identifier", "contact_identifier", "identifier_hash")


@attrs.frozen(kw_only=True)
class PublicSettings(Settings):
    """The settings of a `ChatwootPublic`.

    Attributes:
        inbox_identifier: The default inbox identifier.
        contact_identifier: The default contact's `source_id`.
        identifier_hash: The proof of the contact's identity.
    """

    inbox_identifier: Secret | None = attrs.field(default=None, eq=False)
    contact_identifier: Secret | None = attrs.field(default=None, eq=False)
    identifier_hash: Secret | None = attrs.field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        for name in _IDENTIFIERS:
            secret: Secret | None = getattr(self, name)
            if secret is not None and not (isinstance(secret.reveal(), str) and secret.reveal().strip()):
                raise SettingsError(f"{name}: expected a text that is not empty")

    @property
    def secrets(self) -> Hidden:
        """The secret parts of a request, each with its replacement."""
        given = ((name, self.default_for(name, needed=False)) for name in _IDENTIFIERS)
        return Hidden((value, f"{{{name}}}") for name, value in given if value is not None)


class ChatwootPublic(PublicResources):
    """An async client of the public API, with which a contact writes to an API inbox. It sends no access token.

    ``async with ChatwootPublic(base_url, inbox_identifier=...) as public:``, then `contacts.create`, whose `source_id`
    is the contact's identifier: ``visitor = public.with_options(contact_identifier=contact.source_id)``. Anybody who
    knows it can read and write as the contact. Therefore errors, logs, hooks and reprs contain neither it nor the hash;
    they show ``{contact_identifier}`` instead.

    Args:
        base_url: The server's URL, including the path at which Chatwoot is mounted, if any. Default: the environment
            variable CHATWOOT_BASE_URL.
        inbox_identifier: The inbox for calls that do not pass one: the identifier from the settings of an API inbox.
            Default: CHATWOOT_INBOX_IDENTIFIER.
        contact_identifier: The contact for calls that do not pass one: the contact's `source_id`. Default:
            CHATWOOT_CONTACT_IDENTIFIER.
        identifier_hash: The proof of the contact's identity, if the inbox requires it: the HMAC-SHA256 of the contact's
            `identifier` with the inbox's `hmac_token`, as hexadecimal digits. Default: CHATWOOT_IDENTIFIER_HASH.
        deadline: As for `Chatwoot`, like all following arguments.
        retry: The number of attempts and the waits between them; None for a single attempt.
        timeout: Seconds for each phase of an attempt: a number, a `Timeout` or an httpx.Timeout.
        max_body: Size limit of a response body in bytes, decompressed.
        rate_limit: Requests per clock minute that the server allows this address, or a limiter; None for no limit.
        max_in_flight: Maximum number of concurrent requests.
        allow_http: Allow plain http to hosts other than this machine. This exposes the identifiers to the network.
        transport: ``"aiohttp"``, ``"httpx2"``, or any transport of httpx or httpx2.
        drift: ``report``, ``strict`` or ``ignore``.
        on_drift: Called with each Deviation, as it is found.
        on_request: Called before each attempt.
        on_response: Called after each attempt.
        on_retry: Called before the wait for another attempt.
        on_wait: Called before an attempt waits for the rate limit or a free slot.
        middleware: Functions (sync or async) that may change each attempt's request.

    Raises:
        SettingsError: a setting is missing or wrong; the message begins with its name.
    """

    _product = PUBLIC
    _contract_version = CONTRACT_VERSION

    def __init__(
        self,
        base_url: str | None = None,
        *,
        inbox_identifier: str | None = None,
        contact_identifier: str | None = None,
        identifier_hash: str | None = None,
        deadline: float | None = 60.0,
        retry: RetryPolicy | None = RetryPolicy(),  # noqa: B008 - frozen
        timeout: float | Phases = Timeout(),  # noqa: B008 - frozen
        max_body: int = 64 * 2**20,
        rate_limit: int | RateLimiter | None = 3000,
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
        identifiers = _secrets(inbox_identifier, contact_identifier, identifier_hash)
        del inbox_identifier, contact_identifier, identifier_hash  # a traceback may show the locals of this frame
        more: dict[str, Any] = {name: secret or _from_environment(name) for name, secret in identifiers.items()}
        settings = read_settings(
            self._product,
            base_url,
            Secret(None),
            kind=PublicSettings,
            **more,
            deadline=deadline,
            retry=retry,
            timeout=timeout,
            max_body=max_body,
            rate_limit=rate_limit,
            max_in_flight=max_in_flight,
            allow_http=allow_http,
        )
        hooks = Hooks(on_request=on_request, on_response=on_response, on_retry=on_retry, on_wait=on_wait)
        self._open(settings, hooks, transport, middleware, drift, on_drift)

    def with_options(
        self,
        *,
        inbox_identifier: str | None = None,
        contact_identifier: str | None = None,
        identifier_hash: str | None = None,
        deadline: float | Literal["same"] | None = "same",
        retry: RetryPolicy | Literal["same"] | None = "same",
        timeout: float | Phases | None = None,
        max_body: int | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Self:
        """Return a client with other options that shares this client's connections; this client does not change.

        ``visitor = public.with_options(contact_identifier=contact.source_id)``. Closing the new client does nothing:
        the connections belong to this one.

        Args:
            inbox_identifier: As for a new client, like all options; omitted options keep this client's values.
            contact_identifier: The `source_id` of a contact.
            identifier_hash: The proof of the contact's identity.
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
        identifiers = _secrets(inbox_identifier, contact_identifier, identifier_hash)
        del inbox_identifier, contact_identifier, identifier_hash  # as in `__init__`
        other = super().with_options(
            deadline=deadline, retry=retry, timeout=timeout, max_body=max_body, headers=headers, query=query
        )
        changes: dict[str, Any] = {name: secret for name, secret in identifiers.items() if secret is not None}
        if changes:
            other._core = attrs.evolve(other._core, settings=attrs.evolve(other.settings, **changes))
        return other


def _secrets(*values: str | None) -> dict[str, Secret | None]:
    pairs = zip(_IDENTIFIERS, values, strict=True)
    return {name: None if value is None else Secret(value) for name, value in pairs}


def _from_environment(name: str) -> Secret | None:
    return Secret(os.environ[PUBLIC.variables[name]]) if os.environ.get(PUBLIC.variables[name]) else None

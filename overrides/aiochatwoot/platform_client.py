"""The client for platform apps: it provisions accounts, users and bots of an installation."""

from __future__ import annotations

from ._product import PLATFORM
from .generated import CONTRACT_VERSION
from .generated.api import PlatformResources


class ChatwootPlatform(PlatformResources):
    """An async client of the platform API, with which operators create accounts, users and bots.

    It can access records that its platform app created or that the operator assigned to the app. For any other record
    the server responds with 401.

    Use it as ``async with ChatwootPlatform(base_url, token=...) as platform:``, or call `aclose` when done.
    `users.token` returns the token with which `Chatwoot` makes calls as a user.

    Args:
        base_url: The server's URL, including the path at which Chatwoot is mounted, if any. Default: the environment
            variable CHATWOOT_BASE_URL.
        token: The access token of a platform app, from the super admin console, or a function (sync or async) that
            returns it and is called before each request. Default: CHATWOOT_PLATFORM_TOKEN.
        deadline: As for `Chatwoot`, like all following arguments.
        retry: The number of attempts and the waits between them; None for a single attempt.
        timeout: Seconds for each phase of an attempt: a number, a `Timeout` or an httpx.Timeout.
        max_body: Size limit of a response body in bytes, decompressed.
        rate_limit: Requests per clock minute that the server allows this address, or a limiter. Default 3000.
        max_in_flight: Maximum number of concurrent requests.
        allow_http: Allow plain http to hosts other than this machine. This exposes the token to the network.
        transport: ``"aiohttp"``, ``"httpx2"``, or any transport of httpx or httpx2.
        drift: ``report``, ``strict`` or ``ignore``.
        on_drift: Called with each Deviation, as it is found.
        on_request: Called before each attempt.
        on_response: Called after each attempt.
        on_retry: Called before the wait for another attempt.
        on_wait: Called before an attempt waits for the rate limit or a free slot.
        middleware: Functions (sync or async) that may change each attempt's request before the token is set.

    Raises:
        SettingsError: a setting is missing or wrong; the message begins with its name.
    """

    _product = PLATFORM
    _contract_version = CONTRACT_VERSION

"""Settings of a client: frozen, and validated when they are built. Errors name the setting."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Awaitable, Callable, Collection
from typing import Any, NoReturn, Protocol, TypeAlias, cast

import attrs

from ._product import CHATWOOT, Auth, Product
from ._texts import NOTHING_HIDDEN, Hidden, quoted
from ._urls import PORTS, BadUrl, Url, has_dot_segments, is_loopback, parse_url
from .errors import SettingsError
from .limits import RateLimiter

RETRYABLE = frozenset({429, 500, 502, 503, 504, *range(520, 527)})
"""Faults of the server, faults of proxies in front of it (520 to 526 are Cloudflare's), and the rate limit."""
Token: TypeAlias = str | Callable[[], str] | Callable[[], Awaitable[str]]
"""The access token, or a function (sync or async) that returns it and is called before each request."""
_LAST_ID = 2**31 - 1
_SHORTEST_TOKEN = 8
_PAGE = re.compile(
    r"(?P<mount>(?:/[^/]+)*?)/(?:app/(?=accounts|login|auth)|(?:platform/|public/)?api/v\d+(?=/|$)"
    r"|super_admin(?=/|$)|auth/(?=sign_in|password|confirmation))"
    r"/?(?:accounts/(?P<account>\d{1,10})(?=/|$))?.*"
)
"""Paths below Chatwoot's mount point that people copy from a browser or the API's documentation."""
_FOREVER = 10**12
"""Upper bound of waits in seconds; arithmetic with later times overflows."""


class Secret:
    """A token that is not shown: not in repr or str, pickles, or the locals of a traceback."""

    __slots__ = ("__value",)

    def __init__(self, source: Token | None) -> None:
        self.__value = source

    @property
    def is_text(self) -> bool:
        """Whether it is a text, not a function."""
        return isinstance(self.__value, str)

    def reveal(self) -> Any:
        """Return the original token or function. Use it in an expression; do not store it in a variable."""
        return self.__value

    def problem(self, shortest: int = 1, *, is_basic: bool = False) -> str | None:
        """Describe why the token cannot be the value of an HTTP header (RFC 9110, section 5.5); None if it can.

        Args:
            shortest: Minimum number of characters.
            is_basic: Whether it must be ``user:password`` (RFC 7617).
        """
        value = self.__value
        if value is None or callable(value):
            return None
        if not isinstance(value, str):
            return f"expected a str or a function, got {type(value).__name__}"
        if not value.strip():
            return "is empty"
        if is_basic:
            is_pair = re.fullmatch(r"[^:\x00-\x1f\x7f\ud800-\udfff]+:[^\x00-\x1f\x7f\ud800-\udfff]*", value)
            return None if is_pair else 'must be "user:password", without control characters'
        if not re.fullmatch(r"[\x21-\x7e]+", value):
            return "has a space, a line break or another character that a header cannot carry"
        if len(value) < shortest:
            return f"has under {shortest} characters; logs and errors cannot be kept free of such a short token"
        return None

    def __repr__(self) -> str:
        return "[secret]"

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Secret, (None,)


class Phases(Protocol):
    """Seconds by phase: a `Timeout`, or an ``httpx.Timeout``; None for no limit."""

    @property
    def connect(self) -> float | None: ...
    @property
    def read(self) -> float | None: ...
    @property
    def write(self) -> float | None: ...
    @property
    def pool(self) -> float | None: ...


@attrs.frozen
class Timeout:
    """Seconds that each phase of an attempt may take; None for no limit.

    Attributes:
        connect: Connecting, including the name look-up and the TLS handshake.
        read: Each read.
        write: Each write.
        pool: Waiting for a free connection, if the transport limits their number.
    """

    connect: float | None = 5.0
    read: float | None = 10.0
    write: float | None = 10.0
    pool: float | None = 10.0


def _timeout(value: float | Phases) -> Timeout:
    if _is_duration(value):
        seconds = cast("float", value)
        return Timeout(seconds, seconds, seconds, seconds)
    try:
        phases = Timeout(*(getattr(value, name) for name in ("connect", "read", "write", "pool")))
    except AttributeError:
        phases = None
    if phases is None or not all(each is None or _is_duration(each) for each in attrs.astuple(phases)):
        raise SettingsError(f"timeout: expected seconds above 0, a Timeout or an httpx.Timeout, got {quoted(value)}")
    return phases


def _is_duration(value: object) -> bool:
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and (0 < value < _FOREVER or value == math.inf)
    )


def _retry(retry: RetryPolicy | None) -> RetryPolicy:
    return RetryPolicy(attempts=1) if retry is None else retry


def _hosts(values: Collection[str]) -> frozenset[str]:
    if isinstance(values, str) or not all(isinstance(each, str) for each in values):
        raise SettingsError(f'allow_hosts: expected a list of hosts, such as ["files.example"], got {quoted(values)}')
    hosts = set[str]()
    for each in values:
        try:
            url = parse_url(f"https://[{each}]" if each.count(":") > 1 and "[" not in each else f"https://{each}")
        except BadUrl as error:
            raise SettingsError(f"allow_hosts: {quoted(each)} is no host: {error}") from None
        if url.text != f"https://{url.text.split('/')[2]}/" or url.origin[2] != PORTS["https"]:
            raise SettingsError(f"allow_hosts: {quoted(each)}: expected a host alone, without port and path")
        hosts.add(url.origin[1])
    return frozenset(hosts)


def _in_order(values: frozenset[int]) -> str:
    return f"{{{', '.join(map(str, sorted(values)))}}}"


def _statuses(values: Collection[int]) -> frozenset[int]:
    statuses = frozenset(values)
    if not all(isinstance(status, int) and 400 <= status <= 599 for status in statuses):
        raise SettingsError(f"retry: statuses: expected numbers from 400 to 599, got {sorted(statuses, key=str)}")
    return statuses


@attrs.frozen(kw_only=True)
class RetryPolicy:
    """The number of attempts of a call, and the waits between them.

    Before attempt n + 1 the call waits a random time, uniformly between 0 and ``min(cap, base * 2 ** (n - 1))`` seconds
    (exponential back-off with full jitter). If the server sent ``Retry-After``, it waits that long, and up to `base`
    seconds more.

    Attributes:
        attempts: Maximum number of attempts, including the first; 1 disables retries.
        base: Seconds, the upper bound of the first wait.
        cap: Seconds, the upper bound of every wait except for rate limits. If ``Retry-After`` is longer, the call fails
            immediately, with `retry_after` on the error.
        statuses: The status codes after which a call may be repeated; by default 429, 500, 502, 503, 504 and 520 to
            526.
    """

    attempts: int = 4
    base: float = 0.5
    cap: float = 60.0
    statuses: frozenset[int] = attrs.field(default=RETRYABLE, converter=_statuses, repr=_in_order)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.attempts, bool) or not isinstance(self.attempts, int) or self.attempts < 1:
            raise SettingsError(f"retry: attempts: expected a number from 1, got {quoted(self.attempts)}")
        for name, value in (("base", self.base), ("cap", self.cap)):
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _FOREVER:
                raise SettingsError(f"retry: {name}: expected seconds from 0, got {quoted(value)}")

    def backoff(self, attempt: int, chance: float) -> float:
        """Return the seconds to wait after attempt number `attempt`; `chance` is a random number from 0 to 1."""
        return chance * min(self.cap, self.base * 2.0 ** min(attempt - 1, 60))


@attrs.frozen(kw_only=True)
class Settings:
    """The settings of a client.

    Attributes:
        base_url: The server: scheme, host, and the path where Chatwoot is mounted, without a slash at the end.
        token: The access token. Excluded from comparisons, and from pickles: a client of unpickled settings raises a
            SettingsError until it gets one.
        account_id: Default account for calls that do not pass ``account_id``; None for no default.
        deadline: Seconds that a call may take in total; None for no limit.
        retry: The number of attempts and the waits between them; None for a single attempt.
        timeout: Seconds, by phase of an attempt.
        max_body: Size limit of a response body in bytes, decompressed.
        rate_limit: Requests per clock minute, or a limiter; None for no limit.
        max_in_flight: Maximum number of concurrent requests; further calls wait.
        allow_http: Whether plain http to hosts other than this machine is allowed.
        allow_hosts: Hosts whose files may be at private addresses.
        product: The kind of server; each client class has its own.
    """

    base_url: str
    token: Secret = attrs.field(eq=False)
    account_id: int | None = None
    deadline: float | None = 60.0
    retry: RetryPolicy = attrs.field(default=RetryPolicy(), converter=_retry)
    timeout: Timeout = attrs.field(default=Timeout(), converter=_timeout)
    max_body: int = 64 * 2**20
    rate_limit: int | RateLimiter | None = 3000
    max_in_flight: int = 100
    allow_http: bool = False
    allow_hosts: frozenset[str] = attrs.field(default=frozenset(), converter=_hosts)
    product: Product = attrs.field(default=CHATWOOT, repr=False)

    def __attrs_post_init__(self) -> None:
        for name, problem in (
            ("base_url", _url_problem(self.base_url, self.allow_http, self.product)),
            ("token", token_problem(self.product.auth, self.token)),
            ("account_id", _id_problem(self.account_id)),
            ("deadline", None if self.deadline is None else _seconds_problem(self.deadline)),
            ("retry", _type_problem(self.retry, RetryPolicy, "a RetryPolicy or None")),
            ("allow_http", _type_problem(self.allow_http, bool, "True or False")),
            ("max_body", _count_problem(self.max_body)),
            ("rate_limit", _limit_problem(self.rate_limit)),
            ("max_in_flight", _count_problem(self.max_in_flight)),
        ):
            if problem is not None:
                raise SettingsError(f"{name}: {problem}")
        problem = token_problem(self.product.auth, self.token, shortest_token(parse_url(self.base_url)))
        if problem is not None:
            raise SettingsError(f"token: {problem}")

    @property
    def secrets(self) -> Hidden:
        """The secret parts of a request other than the token, each with its replacement."""
        return NOTHING_HIDDEN

    @property
    def of_chatwoot(self) -> bool:
        """Whether the server is a Chatwoot server, not another product's."""
        return self.product.is_chatwoot

    def default_for(self, name: str, *, needed: bool) -> Any:
        """Return the setting that replaces a missing argument; None if it is not set.

        Raises:
            SettingsError: the setting is required, but not set.
        """
        value = getattr(self, name)
        if value is None and needed:
            self.missing(name)
        return value.reveal() if isinstance(value, Secret) else value

    def missing(self, name: str) -> NoReturn:
        """Report that a setting is not set, and how to set it.

        Raises:
            SettingsError: always.
        """
        raise _not_set(self.product, name)


def _not_set(product: Product, name: str) -> SettingsError:
    variable = f" or set {product.variables[name]} in the environment" if name in product.variables else ""
    return SettingsError(f"{name}: is not set; pass {name}=...{variable}")


def read_settings(
    product: Product,
    base_url: str | None,
    token: Secret,
    account_id: int | None = None,
    *,
    kind: type[Settings] = Settings,
    **more: Any,
) -> Settings:
    """Build settings from arguments, and from the environment for missing ones.

    Raises:
        SettingsError: a setting is missing or invalid; the message begins with its name.
    """
    variables = {name: os.environ.get(variable) for name, variable in product.variables.items() if name != "token"}
    if base_url is None:
        base_url = variables.get("base_url") or product.base_url
    if token.reveal() is None and product.auth is not None and "token" in product.variables:
        token = Secret(os.environ.get(product.variables["token"]))
    if account_id is None:
        account_id = _number(variables.get("account_id"))
    if base_url in (None, ""):
        raise _not_set(product, "base_url")
    if product.auth is not None and token.reveal() in (None, ""):
        raise _not_set(product, "token")
    return kind(
        base_url=base_url.rstrip("/") if isinstance(base_url, str) else base_url,
        token=token,
        account_id=account_id,
        product=product,
        **more,
    )


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{1,10}", text, re.ASCII):
        raise SettingsError(f"account_id: CHATWOOT_ACCOUNT_ID is {text!r}, which is no number")
    return int(text)


def _id_problem(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _LAST_ID:
        return f"expected a number from 1 to {_LAST_ID}, got {quoted(value)}"
    return None


def _seconds_problem(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < _FOREVER:
        return f"expected seconds above 0, got {quoted(value)}"
    return None


def _count_problem(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        return f"expected a number from 1, got {quoted(value)}"
    return None


def _type_problem(value: object, kind: type, expected: str) -> str | None:
    return None if isinstance(value, kind) else f"expected {expected}, got {quoted(value)}"


def _limit_problem(value: object) -> str | None:
    is_limiter = callable(getattr(value, "acquire", None)) and not isinstance(value, type)
    return None if value is None or is_limiter else _count_problem(value)


def token_problem(auth: Auth | None, token: Secret, shortest: int = 1) -> str | None:
    """Describe the problem of an API's token; None if there is none.

    Args:
        auth: The API's authentication; None for an API without a token.
        token: The token.
        shortest: Minimum number of characters.
    """
    if auth is None:
        return None if token.reveal() is None else "this API takes none; leave it out"
    return token.problem(shortest, is_basic=auth.is_basic)


def shortest_token(base: Url) -> int:
    """Return the minimum length of a server's tokens, in characters; a server on this machine may have toy tokens."""
    return 1 if is_loopback(base.origin[1]) else _SHORTEST_TOKEN


def _url_problem(value: object, allow_http: bool, product: Product) -> str | None:
    if not isinstance(value, str):
        return f"expected a URL, got {type(value).__name__}"
    if value != value.strip():
        return "must not have spaces around it"
    if "@" in value:  # check this first, so that no message shows a password
        return "must not have a user name or password; the access token goes into token="
    shown = re.split(r"[?#]", value)[0]
    try:
        url = parse_url(shown)
    except BadUrl as error:
        return f"expected https://host, got {shown!r}: {error}"
    if has_dot_segments(url.path):
        return f"must not have . or .. in its path: {value!r}"
    page = _PAGE.fullmatch(url.path) if product.is_chatwoot else None
    if page is not None:
        account = f", account_id={page['account']}" if page["account"] else ""
        base = url.text.removesuffix(url.path) + page["mount"]
        return f"{shown!r} is a page of the app or an address of the API; pass base_url={base!r}{account}"
    if "?" in value or "#" in value:
        return "must not have a query or fragment"
    if url.origin[0] == "http" and not allow_http and not is_loopback(url.origin[1]):
        what = "the access token" if product.auth else "everything"
        return f"{value!r} would send {what} unencrypted; use https, or say allow_http=True"
    return None

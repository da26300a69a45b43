"""The client: settings in, one `httpx.AsyncClient`, one attribute a resource."""

from __future__ import annotations

import asyncio
import platform
import re
from collections.abc import Mapping
from functools import cached_property
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import httpx

from ._version import __version__
from .auth import MAX_REDIRECTS, TokenAuth, no_token_arrived, origin
from .decoding import loads
from .drift import DriftHook, DriftReporter, Found
from .errors import (
    ChatwootError,
    ConnectionFailedError,
    DecodeError,
    InvalidRequestError,
    RequestRecord,
    RequestTimeoutError,
    ResponseRecord,
    SettingsError,
    status_error,
)
from .generated import CONTRACT_VERSION
from .generated.api import Resources
from .operations import Operation, dump_json, prepare, read_answer
from .settings import DEFAULT_TIMEOUT, Secret, Settings, Token, read_settings

if TYPE_CHECKING:
    from .history import Conversations

T = TypeVar("T")
_Self = TypeVar("_Self", bound="Chatwoot")
_Error = TypeVar("_Error", bound=BaseException)

# In headers, Rails does not tell underscores from dashes.
_SET_BY_CLIENT = frozenset({"api-access-token", "authorization", "host", "content-length", "transfer-encoding"})


class Chatwoot(Resources):
    """An async client of one Chatwoot server.

    Use it as ``async with Chatwoot(...) as chatwoot:``, or call `aclose` when done. It may be used by any number of
    tasks at once, and keeps its connections between calls.

    Args:
        base_url: The server, such as ``https://app.chatwoot.com``, with a path where Chatwoot is mounted at one; else
            the environment's CHATWOOT_BASE_URL.
        token: The access token of a user's profile page, or a function (async or not) that is asked for it before
            each request; else CHATWOOT_API_ACCESS_TOKEN.
        account_id: The account that calls use where they name none; else CHATWOOT_ACCOUNT_ID.
        timeout: Seconds: a number, or an httpx.Timeout (default: 5 to connect, 10 for each read).
        allow_http: Allow plain http to another host than this machine, which shows the token to the network.
        transport: Any httpx transport, in place of httpx's own.
        drift: What happens when an answer is not what the contract says: ``report`` it to `on_drift` and the logger
            ``aiochatwoot.drift``, raise a DecodeError (``strict``), or ``ignore`` it.
        on_drift: Called with each Deviation, as it is found.

    Raises:
        SettingsError: a setting is missing or wrong; the message begins with its name.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        token: Token | None = None,
        account_id: int | None = None,
        timeout: float | httpx.Timeout = DEFAULT_TIMEOUT,
        allow_http: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
        drift: Literal["report", "strict", "ignore"] = "report",
        on_drift: DriftHook | None = None,
    ) -> None:
        secret = Secret(token)
        del token  # a traceback may show the locals of this frame
        self.settings: Settings = read_settings(base_url, secret, account_id, timeout=timeout, allow_http=allow_http)
        if drift not in ("report", "strict", "ignore"):
            raise SettingsError(f"drift: expected report, strict or ignore, got {drift!r}")
        self._drift_mode = drift
        self._drift = DriftReporter(on_drift, CONTRACT_VERSION)
        self._base = httpx.URL(self.settings.base_url)
        self._http = httpx.AsyncClient(
            auth=TokenAuth(self.settings.token, self._base),
            headers={
                "Accept": "application/json",  # without it, some errors are pages of HTML
                "User-Agent": f"aiochatwoot/{__version__} httpx/{httpx.__version__} Python/{platform.python_version()}",
            },
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # the token alone says who asks
            timeout=self.settings.timeout,
            follow_redirects=False,  # TokenAuth does, where it is safe
            transport=transport,
        )

    @cached_property
    def conversations(self) -> Conversations:
        """What customers and agents say to each other, one conversation at a time; whole ones too."""
        from .history import Conversations

        return Conversations(self)

    async def __aenter__(self: _Self) -> _Self:
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
        await self._http.aclose()

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
        request, response = await self._send(operation.method, url, prepared.content)
        try:
            return self._decode(operation, response)
        except DecodeError as error:
            failure = self._about(error, request, response)
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
        _check_path(path)
        _check_headers(headers or {})
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
        request, response = await self._send(method.upper(), self._url(path, query), content, headers)
        if not response.content.strip():
            return None
        try:
            return loads(response.content)
        except DecodeError as error:
            failure = self._about(error, request, response)
            del response  # as in `call`
            raise failure from None

    def _url(self, path: str, query: Any) -> httpx.URL:
        url = self.settings.base_url + path
        try:
            return httpx.URL(url, params=query) if query else httpx.URL(url)
        except (httpx.InvalidURL, UnicodeEncodeError) as error:  # too long, or half of a surrogate pair
            raise InvalidRequestError(f"the path or query cannot be part of a URL: {error}") from None

    async def _send(
        self,
        method: str,
        url: httpx.URL,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[RequestRecord, httpx.Response]:
        """Send a request; give back a success (or a 304) with its whole body."""
        if self._http.is_closed:
            raise ChatwootError("the client is closed; make a new one, or use it inside of its `async with`")
        record = RequestRecord(method, str(url))
        every = httpx.Headers(headers)
        if content is not None:
            every.setdefault("Content-Type", "application/json")
        result = await self._attempt(record, method, url, content, every)
        # Raised here, and not below: the locals of those frames hold the headers that were written.
        if isinstance(result, ChatwootError):
            raise result
        if result.is_success or result.status_code == 304:
            return record, result
        failure = status_error(record, self._record(result), await self._advice(result))
        del result  # as in `call`
        raise failure

    async def _attempt(
        self,
        record: RequestRecord,
        method: str,
        url: httpx.URL,
        content: bytes | None,
        headers: Mapping[str, str],
    ) -> httpx.Response | ChatwootError:
        try:
            request = self._http.build_request(method, url, content=content, headers=headers)
            return await self._http.send(request)
        except httpx.HTTPError as error:
            return _failure(error, record)
        except ChatwootError as error:
            error.request = record
            return error
        except asyncio.CancelledError as error:
            _without_frames(error)
            raise

    async def _advice(self, response: httpx.Response) -> str | None:
        """A better message than the server's own, where the client knows more."""
        following = response.next_request
        if following is not None:
            target = following.url
            if origin(target) != origin(self._base):
                return (
                    f"redirected to {target.scheme}://{target.netloc.decode()}, where the access token is not sent; "
                    "if that is your server, make it the base_url"
                )
            if response.request.method in ("GET", "HEAD"):
                return f"redirected more than {MAX_REDIRECTS} times, at last to {target.path}; check the base_url"
            return f"redirected to {target.path}; only GET is repeated elsewhere, check the base_url"
        if await no_token_arrived(response):
            return (
                "the server got no access token, neither as api_access_token nor as Api-Access-Token: "
                "a proxy in front of it removes both"
            )
        return None

    def _record(self, response: httpx.Response) -> ResponseRecord:
        """The answer for an error, without what would let somebody act as the user."""
        secret = self.settings.token
        content = response.content
        if secret.is_text:  # a profile holds the token of the one who asks
            content = content.replace(secret.reveal().encode(), b"[secret]")
        headers = {name: value for name, value in response.headers.items() if name != "set-cookie"}
        return ResponseRecord(response.status_code, headers, content)

    def _about(self, error: DecodeError, request: RequestRecord, response: httpx.Response) -> DecodeError:
        """The error with its records, and with nothing else that holds the answer."""
        error.request, error.response = request, self._record(response)
        error.__context__ = None
        return error.with_traceback(None)

    def _decode(self, operation: Operation[T], response: httpx.Response) -> T:
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


def _check_path(path: object) -> None:
    if not isinstance(path, str) or not path.startswith("/") or path.startswith("//"):
        raise InvalidRequestError(f"path: expected a path below the base URL, such as /api/v1/profile, got {path!r}")
    decoded = re.sub("%2e", ".", path.partition("?")[0], flags=re.IGNORECASE)
    if any(segment in (".", "..") for segment in re.split(r"/|\\|%2f|%5c", decoded, flags=re.IGNORECASE)):
        raise InvalidRequestError(f"path: {path!r} has . or .. in it")
    if "?" in path or "#" in path:
        raise InvalidRequestError(f"path: {path!r} has a query or fragment; pass params=")
    if not path.isprintable() or "\\" in path:
        raise InvalidRequestError(f"path: {path!r} has a character that a URL cannot have")


def _check_headers(headers: Mapping[str, str]) -> None:
    for name, value in headers.items():  # RFC 9110, sections 5.1 and 5.5
        if not isinstance(name, str) or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            raise InvalidRequestError(f"headers: {name!r} is no name of a header")
        if name.lower().replace("_", "-") in _SET_BY_CLIENT:
            raise InvalidRequestError(f"headers: {name} is set by the client")
        if not isinstance(value, str) or not re.fullmatch(r"(?![ \t])[\t\x20-\x7e]*(?<![ \t])", value):
            raise InvalidRequestError(f"headers: {name} has a value that a header cannot carry")


def _failure(error: httpx.HTTPError, record: RequestRecord) -> ChatwootError:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, httpx.TimeoutException):
        failure: ChatwootError = RequestTimeoutError(f"no answer in time ({what})", request=record)
    elif isinstance(error, httpx.DecodingError):
        failure = DecodeError(f"the body cannot be decompressed ({what})", request=record)
    else:
        failure = ConnectionFailedError(f"no answer ({what})", request=record)
    failure.__cause__ = _without_frames(error)
    return failure


def _without_frames(error: _Error) -> _Error:
    """The same error, its causes too, without tracebacks: the locals of those frames hold the headers as sent."""
    todo: list[BaseException | None] = [error]
    seen: set[int] = set()
    while todo:
        each = todo.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            each.__traceback__ = None
            todo += [each.__cause__, each.__context__]
    return error

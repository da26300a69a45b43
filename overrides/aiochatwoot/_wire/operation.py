"""Operations of the contract: turns the arguments of a call into a request.

All arguments are validated before anything is sent. Chatwoot responds to a wrong value with an uninformative 500, or
executes another request than the intended one (a path value ``..`` walks up the URL).
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar, cast
from urllib.parse import quote, urlencode

import attrs

from .._texts import NOTHING_HIDDEN, Hidden, quoted
from ..errors import DecodeError, InvalidRequestError
from .arguments import Parameter, encode_argument, form_fields, note_secret, pairs_of, text_of
from .decode import decode, note_unknown
from .deviations import Findings, Path, json_path
from .json import dump_json, loads
from .kind import MISSING, UNSET, Kind, shown

if TYPE_CHECKING:
    from .files import File
    from .multipart import Multipart


T = TypeVar("T")
R = TypeVar("R")
_LONG = 10_000
_SET_BY_CLIENT = frozenset({"authorization", "host", "content-length", "transfer-encoding"})


@attrs.frozen(kw_only=True)
class RateLimitRule:
    """A server's default limit for an operation, or for all requests. The operator of a server can change the numbers.

    Attributes:
        rule: Its name; each name has a separate counter.
        requests: Allowed requests per window.
        seconds: Length of a window. Windows begin at each multiple of it since the epoch.
        by: The scope of its counter: one account, token, conversation or client address.
        since: The Chatwoot version that introduced it, or changed its number; None if it always existed.
        status: The status of a refusal.
    """

    rule: str
    requests: int
    seconds: int
    by: tuple[Literal["account", "token", "conversation", "address"], ...]
    since: str | None = None
    status: int = 429


@attrs.frozen(kw_only=True)
class Operation(Generic[T]):
    """An operation of the contract; a call returns a T.

    Attributes:
        id: ``<tag>.<verb>``, as in a call; in the contract ``<tag>_<verb>``.
        method: The HTTP method.
        path: The path below the base URL, with ``{names}``.
        returns: The kind of a success body, or a function that returns it, as for a parameter; None if it is empty
            or a file.
        unwrap: The keys of nested envelopes around the result.
        may_be_absent: Whether the last of these keys may be absent; the result is then None.
        wrap: The key under which the body is sent.
        always: The constant part of the body; empty for a body that is always empty.
        retry_safe: Whether it is idempotent, whatever the method.
        rate_limits: The server's limits for this operation alone.
        liquid: The positions in the body with texts that the server renders as Liquid templates: keys joined by dots.
        needs_one_of: A call must have one of these arguments, not empty; otherwise it would do nothing.
        parameters: Its arguments.
        body: The encoding of the body: JSON, a form, a multipart form even without files, or JSON under another
            media type.
        body_is_optional: Whether the body may be absent; then none of its required keys is needed either.
        accept: The media types of a success that is not JSON.
        anonymous: Whether it is called without the access token.
        not_found: The status with which the server reports that a record of the path does not exist.
    """

    id: str
    method: str
    path: str
    _returns: Kind | Callable[[], Kind] | None = attrs.field(alias="returns")
    unwrap: tuple[str, ...] = ()
    may_be_absent: bool = False
    wrap: str | None = None
    always: Mapping[str, Any] | None = None
    retry_safe: bool = False
    rate_limits: tuple[RateLimitRule, ...] = ()
    liquid: tuple[str, ...] = ()
    needs_one_of: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    body: str = "json"
    body_is_optional: bool = False
    accept: str | None = None
    anonymous: bool = False
    not_found: int = 404

    @property
    def returns(self) -> Kind | None:
        """The kind of a success body."""
        if callable(self._returns):
            object.__setattr__(self, "_returns", self._returns())
        return cast("Kind | None", self._returns)


class OperationClient(Protocol):
    """The interface of clients for generated methods."""

    async def call(self, operation: Operation[T], arguments: Mapping[str, Any]) -> T:
        """Call an operation with arguments by their Python names."""
        ...

    def stream(
        self, operation: Operation[T], arguments: Mapping[str, Any], max_bytes: int
    ) -> AbstractAsyncContextManager[T]:
        """Call an operation whose success is a file."""
        ...

    def shared_deadline(self) -> AbstractContextManager[None]:
        """Put all calls in the block under one deadline."""
        ...

    def one_change(self, kind: str, number: object, account_id: object) -> AbstractAsyncContextManager[None]:
        """Allow one change of a record at a time, and put its calls under one deadline."""
        ...


class Resource:
    """The base class of generated resources: the operations of one tag, as methods."""

    __slots__ = ("_client",)

    def __init__(self, client: OperationClient) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._client}>"


class Defaults(Protocol):
    """The settings of a client that replace missing arguments, and its product."""

    @property
    def of_chatwoot(self) -> bool:
        """Whether the server is a Chatwoot server."""
        ...

    def default_for(self, name: str, *, needed: bool) -> Any:
        """Return the setting that replaces a missing argument; None if it is not set.

        Raises:
            SettingsError: the setting is required, but not set.
        """
        ...


@attrs.frozen
class PreparedRequest:
    """A validated request that is ready to be sent.

    Attributes:
        path: Below the base URL, percent-encoded.
        query: Names and values, in order.
        content: The body: JSON, a form, or a form with files.
        headers: The operation's headers, in addition to the headers of every request.
        secrets: Its secret texts, each with its replacement.
    """

    path: str = attrs.field(repr=False)
    query: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)
    content: bytes | Multipart | None = attrs.field(default=None, repr=False)
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    secrets: Hidden = NOTHING_HIDDEN


def prepare(operation: Operation[Any], arguments: Mapping[str, Any], settings: Defaults) -> PreparedRequest:
    """Build the request for a call.

    Raises:
        InvalidRequestError: an argument is missing or cannot be sent; the message begins with its name.
        SettingsError: a setting needed for a missing argument is not set.
    """
    secrets: list[tuple[str, str]] = []
    needed = operation.needs_one_of
    if needed and all(arguments[name] is UNSET or not arguments[name] for name in needed):
        raise InvalidRequestError(f"{operation.id}: needs one of {', '.join(needed)}")
    path: dict[str, str] = {}
    query: list[tuple[str, str]] = []
    headers: dict[str, str] = {} if operation.accept is None else {"Accept": operation.accept}
    body: Any = None if operation.always is None else dict(operation.always)
    has_body, missing, beside = body is not None, "", ""
    files: list[tuple[str, File]] = []
    for parameter in operation.parameters:
        value = arguments[parameter.argument]
        if value is None and parameter.setting is not None:
            value = settings.default_for(parameter.setting, needed=parameter.place == "path")
        if parameter.place in ("body", "content"):
            from .free_form import as_json  # not needed for reading

            is_left_out = value is UNSET or (value is None and not parameter.kind.has_null)
            if is_left_out and operation.body_is_optional:
                missing = missing or (parameter.argument if parameter.required else "")
                continue
            has_body = has_body or parameter.place == "body" or not is_left_out
            if parameter.place == "body":
                body = {} if body is None else body
            if parameter.required or not is_left_out:
                beside = parameter.argument if parameter.beside_files else beside
                note_secret(parameter, value, secrets)
                written = as_json(
                    encode_argument(parameter, value), parameter.argument, of_chatwoot=settings.of_chatwoot
                )
                if parameter.place == "body":
                    body[parameter.name] = written
                else:
                    body = written
            continue
        if value is None and not parameter.required:
            continue
        if parameter.place == "file":
            files += [(parameter.name, each) for each in _files(parameter, value)]
            continue
        note_secret(parameter, value, secrets)
        value = encode_argument(parameter, value)
        if parameter.place == "path":
            path[parameter.name] = _segment(parameter, value)
            continue
        pairs = pairs_of(parameter, value)
        if parameter.place == "query":
            query += pairs
        elif pairs:
            _add_header(parameter, pairs, headers)
    if missing and (has_body or files):
        raise InvalidRequestError(f"{missing}: is missing, and a body must have it")
    if beside and not files:
        raise InvalidRequestError(f"{beside}: goes together with files only")
    if operation.liquid:
        from .liquid import with_literals  # few operations have Liquid texts

        for each in operation.liquid:
            body = with_literals(body, each)
    content: bytes | Multipart | None = None
    if files or (operation.body == "multipart" and has_body):
        from .multipart import Multipart  # most programs send no files

        content = Multipart(
            form_fields(operation.parameters, body or {}, operation.body), files, arguments.get("on_progress")
        )
    elif has_body and operation.body == "form":
        content = urlencode(form_fields(operation.parameters, body, operation.body)).encode()
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    elif has_body:
        content = dump_json(_wrapped(operation, body), operation.id)
        if operation.body != "json":
            headers["Content-Type"] = operation.body
    return PreparedRequest(operation.path.format_map(path), tuple(query), content, headers, Hidden(secrets))


def _wrapped(operation: Operation[Any], body: Any) -> Any:
    for key in reversed(operation.wrap.split(".") if operation.wrap else ()):
        body = {key: body}
    return body


def _add_header(parameter: Parameter, pairs: list[tuple[str, str]], headers: dict[str, str]) -> None:
    name, text = pairs[0]
    if parameter.place == "cookie":
        pair = f"{name}={quote(text, safe='')}"
        headers["Cookie"] = f"{headers['Cookie']}; {pair}" if "Cookie" in headers else pair
        return
    try:
        check_headers({name: text})
    except InvalidRequestError:
        raise InvalidRequestError(f"{parameter.argument}: {text!r:.40} cannot be sent as the header {name}") from None
    headers[name] = text


def read_answer(operation: Operation[T], content: bytes, found: Findings) -> T:
    """Decode the body of a success; append deviations to `found`.

    An empty body is treated as null: servers send either.

    Raises:
        DecodeError: the body is not JSON, or the type of the whole body differs from the contract.
    """
    if operation.returns is None:
        if content.strip():
            loads(content)
        return None  # type: ignore[return-value]  # T is None for these
    if (operation.returns.nullable or operation.may_be_absent) and not content.strip():
        return None  # type: ignore[return-value]  # T allows it
    if len(content) < _LONG:
        return _read(operation, operation.returns, content, found)
    return without_collection(partial(_read, operation, operation.returns, content, found))


def without_collection(work: Callable[[], R]) -> R:
    """Run a function without garbage collection: a long body creates many objects but no garbage.

    Threads may overlap: one that found the collector enabled enables it again, at worst too early for another. (This is
    not a context manager: its exit would create objects, and so trigger a collection over the whole body.)
    """
    is_held_off = gc.isenabled()
    try:
        if is_held_off:
            gc.disable()
        return work()
    finally:
        if is_held_off:
            gc.enable()


def _read(operation: Operation[T], kind: Kind, content: bytes, found: Findings) -> T:
    if operation.accept is not None:
        from .formats import Text  # Chatwoot sends JSON

        if isinstance(kind, Text):
            return cast("T", kind.read(content))
    value: Any = loads(content)
    found.begin()
    at: Path = None
    envelopes: list[tuple[dict[str, Any], Path]] = []
    for depth, key in enumerate(operation.unwrap, start=1):
        may_be_absent = operation.may_be_absent and depth == len(operation.unwrap)
        if not isinstance(value, dict) or (key not in value and not may_be_absent):
            raise DecodeError(f"expected an object with the key {key}", path=json_path(at))
        envelopes.append((value, at))
        value, at = value.pop(key, MISSING), (at, key)
    # T allows None. A deviation of the whole value is the first one found, so it is never dropped.
    result: T = decode(kind, value, found, at) if value is not MISSING else None  # type: ignore[assignment]
    for envelope, top in envelopes:
        note_unknown(envelope, top, found)
    return result


def _files(parameter: Parameter, value: Any) -> list[File]:
    from .files import as_file  # most programs send no files
    from .kinds import ListOf

    if not isinstance(parameter.kind, ListOf):
        return [as_file(parameter.argument, value)]
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        raise InvalidRequestError(f"{parameter.argument}: expected a list of files, got {shown(value)}")
    return [as_file(parameter.argument, each) for each in value]


def _segment(parameter: Parameter, value: Any) -> str:
    if type(value) is int:
        return str(value)  # no character needs escaping
    text = text_of(value)
    if not text.strip() or any(part.strip() in (".", "..") for part in re.split(r"[/\\]", text)):
        given = "it" if parameter.kind.secret else repr(text)
        raise InvalidRequestError(f"{parameter.argument}: {given} cannot be part of a path")
    return quote(text, safe="")


def check_headers(headers: Mapping[str, str], token_header: str | None = None) -> None:
    """Reject headers that cannot be sent, or that the client sets itself, including the token's.

    Raises:
        InvalidRequestError: a header is not allowed.
    """
    if not isinstance(headers, Mapping):
        raise InvalidRequestError(f"headers: expected a mapping of names and values, got {quoted(headers)}")
    # In headers, Rails treats underscores and dashes as equal.
    own = _SET_BY_CLIENT if token_header is None else _SET_BY_CLIENT | {token_header.lower().replace("_", "-")}
    for name, value in headers.items():  # RFC 9110, sections 5.1 and 5.5
        if not isinstance(name, str) or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            raise InvalidRequestError(f"headers: {name!r} is no name of a header")
        if name.lower().replace("_", "-") in own:
            raise InvalidRequestError(f"headers: {name} is set by the client")
        if not isinstance(value, str) or not re.fullmatch(r"(?![ \t])[\t\x20-\x7e]*(?<![ \t])", value):
            raise InvalidRequestError(f"headers: {name} has a value that a header cannot carry")

"""Reads the properties of another product that its client needs: server, authentication and rate limit."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from typing import Any

import attrs

from contract import At, Contract, Unsupported, methods, pointer, resolve
from emit import call, quote
from exchange import operations
from rate_limits import read_rate_limits

_BY_HTTP = {"bearer": "Bearer ", "basic": "Basic "}
_WORD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_TITLE = "API"


@attrs.frozen
class Package:
    """A package to be written.

    Attributes:
        name: Its name.
        runtime: The package with the core: aiochatwoot, or its vendored copy.
        title: The product's name in the contract.
        description: The product's description in the contract.
        auth: The API's authentication, as source.
        token: The authentication, in words.
        base_url: The default server, if the contract names one.
        rate_limit: Requests in a clock minute, if the contract limits them.
        agent: The beginning of the User-Agent.
        variables: The environment variables of settings.
    """

    name: str
    runtime: str
    title: str
    description: str
    auth: str
    token: str
    base_url: str | None
    rate_limit: int | None
    agent: str
    variables: Mapping[str, str]

    @property
    def about_settings(self) -> str:
        """A description of the package's settings."""
        server = f"The default server is {self.base_url}. " if self.base_url else ""
        token = f"token= is {self.token}. " if self.auth != "None" else "It takes no token. "
        limit = (
            f"The server allows {self.rate_limit} requests in a minute, which are counted. " if self.rate_limit else ""
        )
        return f"{server}{token}{limit}The environment may set {' and '.join(self.variables.values())}."


def check_names(name: str, runtime: str) -> None:
    """Refuse package names that cannot be imported.

    Raises:
        SystemExit: one of them is not importable.
    """
    for option, given in (("--package", name), ("--runtime", runtime)):
        parts = [given] if option == "--package" else given.split(".")
        if not all(each.isidentifier() and not keyword.iskeyword(each) for each in parts):
            raise SystemExit(f"generate: {option} {given}: a package cannot be called that")
    if name == runtime:
        raise SystemExit(f"generate: --package {name}: that is the package with the core; choose another name")


def read_package(source: Contract, name: str, runtime: str, notes: list[str]) -> tuple[Package, dict[str, Any]]:
    """Return the package's properties, and the document in which operations without a token are marked.

    Raises:
        Unsupported: the client supports none of the schemes, or a limit is not per minute.
        SystemExit: no single token suffices for all operations; the message lists operations that need another one.
    """
    scheme, document = _with_one_scheme(source)
    auth, token, header = ("None", "none", "") if scheme is None else _auth(document, scheme)
    document = _without_header(document, header, notes)
    if scheme is not None and "OAuth" in token:
        notes.append(
            f"security: {scheme}: the client runs no flow of OAuth: what is passed as token= is sent as a bearer token"
        )
    info = document.get("info", {})
    title = " ".join(str(info.get("title") or _TITLE).split())
    version = "".join(_WORD.findall(str(info.get("version", ""))))
    prefix = name.upper()
    package = Package(
        name=name,
        runtime=runtime,
        title=title,
        description=str(info.get("description") or ""),
        auth=auth,
        token=token,
        base_url=_base_url(document, notes),
        rate_limit=_rate_limit(document),
        agent=f"{name}/{version}" if version else name,
        variables={"base_url": f"{prefix}_BASE_URL"} | ({"token": f"{prefix}_TOKEN"} if scheme else {}),
    )
    return package, document | {"x-product": title}


# --- security ---


def _with_one_scheme(source: Contract) -> tuple[str | None, dict[str, Any]]:
    """Return the scheme of the client's token, and the document in which operations without a token are marked."""
    document = source.document
    needs: list[tuple[At, str, list[set[str]]]] = []
    paths = {path: dict(item) if isinstance(item, dict) else item for path, item in document.get("paths", {}).items()}
    for at, path, operation in operations(document):
        given = operation.get("security", document.get("security"))
        ways = [set(each) for each in given if isinstance(each, dict)] if isinstance(given, list) else []
        if any(ways):
            needs.append((at, str(operation.get("operationId") or f"{str(at[2]).upper()} {path}"), ways))
        else:
            paths[path][at[2]] = operation | {"security": []}
    if not needs:
        return None, document
    known = list(dict.fromkeys(name for _, _, ways in needs for way in ways for name in sorted(way)))
    refused = {name: why for name in known if (why := _why_not(document, name)) is not None}
    open_to = {
        name: [each for each in needs if not any(way in (set(), {name}) for way in each[2])]
        for name in known
        if name not in refused
    }
    if not open_to:
        name, (at, what) = next(iter(refused.items()))
        raise Unsupported(f"the security scheme {name}: {what}", at)
    chosen = min(open_to, key=lambda name: len(open_to[name]))
    lines: list[str] = []
    for at, called, ways in open_to[chosen]:
        asked = " or ".join(" with ".join(sorted(way)) for way in ways if way)
        reasons = "".join(f" ({refused[name][1]})" for name in sorted(set().union(*ways)) if name in refused)
        needs_other = f"{called} needs {asked}{reasons}, and the client has one token, that of {chosen}"
        lines.append(source.problem(at, needs_other))
    if lines:
        hint = "remove such operations in an overlay, and make a second client that has them alone"
        raise SystemExit("\n".join(f"generate: {each}" for each in [*lines, hint]))
    return chosen, document | {"paths": paths}


def _scheme(document: Mapping[str, Any], name: str) -> Any:
    schemes = resolve(document, document.get("components", {}).get("securitySchemes", {}))[1]
    return resolve(document, schemes.get(name) if isinstance(schemes, dict) else None)[1]


def _why_not(document: Mapping[str, Any], name: str) -> tuple[At, str] | None:
    """Return the reason why the client cannot send a scheme's token, with its location; None if it can."""
    at: At = ("components", "securitySchemes", name)
    scheme = _scheme(document, name)
    if not isinstance(scheme, dict) or not scheme:
        return ("components", "securitySchemes"), "there is no such scheme"
    kind, place, http = (str(scheme.get(key, "")).lower() for key in ("type", "in", "scheme"))
    if kind == "apikey" and place != "header":
        return at, f"a key in a {place or 'place that is not named'} is not supported: one in a header is"
    if kind == "apikey" and not _WORD.fullmatch(str(scheme.get("name", ""))):
        return at, f"name: {scheme.get('name')!r} is no name of a header"
    if kind == "http" and http not in _BY_HTTP:
        return at, f"http {http or 'without scheme'} is not supported: bearer and basic are"
    if kind not in ("apikey", "http", "oauth2", "openidconnect"):
        return at, f"type: {scheme.get('type')} is not supported: apiKey in a header, http bearer and http basic are"
    return None


def _auth(document: Mapping[str, Any], name: str) -> tuple[str, str, str]:
    """Return a scheme as source, its description, and the name of its header."""
    scheme = _scheme(document, name)
    kind = str(scheme.get("type")).lower()
    if kind == "apikey":
        header = str(scheme["name"])
        return call("Auth", f"header={quote(header)}"), f"the key that is sent in the header {header}", header
    http = str(scheme.get("scheme", "bearer")).lower() if kind == "http" else "bearer"
    prefix = f"prefix={quote(_BY_HTTP[http])}"
    if http == "basic":
        return call("Auth", prefix, "is_basic=True"), "`user:password`, sent as basic authentication", ""
    words = "the bearer token" if kind == "http" else "an access token of OAuth, sent as a bearer token"
    return call("Auth", prefix), words, ""


def _without_header(document: dict[str, Any], header: str, notes: list[str]) -> dict[str, Any]:
    """Return the document without parameters for the token's header, which some documents declare additionally."""

    def rest(owner: dict[str, Any], at: At) -> dict[str, Any]:
        given = owner.get("parameters")
        if not isinstance(given, list):
            return owner
        kept = [each for each in given if not _is_header(resolve(document, each)[1], header)]
        if len(kept) < len(given):
            notes.append(f"{pointer(at)}: the header {header} carries the token, and is no parameter")
        return owner | {"parameters": kept}

    paths = dict(document.get("paths", {}))
    for path, item in paths.items() if header else ():
        if isinstance(item, dict):
            at = ("paths", path)
            paths[path] = rest(item, at) | {each: rest(operation, (*at, each)) for each, operation in methods(item)}
    return document | {"paths": paths}


def _is_header(parameter: Any, name: str) -> bool:
    is_one = isinstance(parameter, dict) and parameter.get("in") == "header"
    return is_one and str(parameter.get("name")).lower() == name.lower()


# --- servers and limits ---


def _base_url(document: Mapping[str, Any], notes: list[str]) -> str | None:
    servers = document.get("servers")
    server = servers[0] if isinstance(servers, list) and servers and isinstance(servers[0], dict) else {}
    variables = server.get("variables") or {}

    def default(match: re.Match[str]) -> str:
        return str((variables.get(match[1]) or {}).get("default", match[0]))

    url = re.sub(r"\{([^{}]+)\}", default, str(server.get("url") or "")).rstrip("/")
    if re.match(r"https?://[^/{}\s]+", url) and "{" not in url:
        return url
    if url:
        notes.append(f"servers: {url} is no whole URL: pass base_url=, with its path")
    return None


def _rate_limit(document: Mapping[str, Any]) -> int | None:
    given = document.get("x-rate-limit", [])
    if not given:
        for at, _, operation in operations(document):
            if "x-rate-limit" in operation:
                what = "x-rate-limit of an operation needs one of all requests, at the top of the contract"
                raise Unsupported(what, (*at, "x-rate-limit"))
        return None
    read_rate_limits(given, ())
    rules = given if isinstance(given, list) else [given]
    of_all = rules[0]
    if len(rules) > 1 or of_all["seconds"] != 60 or of_all["by"] not in ("address", ["address"]):
        what = "x-rate-limit of all requests: one rule is supported, of 60 seconds, by: [address]"
        raise Unsupported(what, ("x-rate-limit",))
    return int(of_all["requests"])

"""A client package of another product: token, server and limit from its contract."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import KEY, Document, Make, files, shop

pytestmark = pytest.mark.untraced

BEARER = {"type": "http", "scheme": "bearer"}
BASIC = {"type": "http", "scheme": "Basic"}
OAUTH = {"type": "oauth2", "flows": {"password": {"tokenUrl": "token", "scopes": {}}}}
COOKIE = {"type": "apiKey", "in": "cookie", "name": "session"}


def test_what_it_has(make: Make) -> None:
    """A package has a client, resources, models, and `py.typed`."""
    made = make(shop())
    assert sorted(files(made)) == [
        "__init__.py",
        "api/__init__.py",
        "api/things.py",
        "client.py",
        "errors.py",
        "models/__init__.py",
        "py.typed",
    ]


def test_nothing_of_chatwoot_shows(make: Make) -> None:
    """Except for imports of the core, a package does not mention Chatwoot: its limits and versions are its own."""
    limit = {"rule": "all", "requests": 600, "seconds": 60, "by": "address"}
    contract = shop(x_rate_limit=limit)
    contract["paths"]["/things"]["post"] |= {"x-rate-limit": limit | {"rule": "few", "requests": 5}, "x-since": "2.1"}
    made = make(contract)
    text = "\n".join(content.decode() for content in files(made).values())

    assert "chatwoot" not in re.sub(r"from aiochatwoot|ChatwootError as ClientError", "", text).lower()
    assert "Since Bicycle shop 2.1." in text
    assert "Rate limit: 5 requests in 60 seconds by address (Bicycle shop's rule `few`)." in text


@pytest.mark.parametrize(
    ("security", "schemes", "expected"),
    [
        ([{"key": []}], {"key": KEY}, 'Auth(header="X-Shop-Key")'),
        ([{"token": []}], {"token": BEARER}, 'Auth(prefix="Bearer ")'),
        ([{"pair": []}], {"pair": BASIC}, 'Auth(prefix="Basic ", is_basic=True)'),
        ([{"login": ["read"]}], {"login": OAUTH}, 'Auth(prefix="Bearer ")'),
        ([{"login": []}], {"login": {"type": "openIdConnect", "openIdConnectUrl": "/x"}}, 'Auth(prefix="Bearer ")'),
        ([{"login": []}, {"key": []}], {"login": COOKIE, "key": KEY}, 'Auth(header="X-Shop-Key")'),
        ([{}, {"key": []}], {"key": KEY}, 'Auth(header="X-Shop-Key")'),
        ([], {"key": KEY}, "None"),
        ([{}], {"key": KEY}, "None"),
    ],
)
def test_security_schemes(make: Make, security: Any, schemes: Document, expected: str) -> None:
    """The client sends its token by the contract's scheme; of several, it uses the first supported one."""
    assert f"auth={expected}," in (make(shop(security, schemes)) / "client.py").read_text(encoding="utf-8")


def test_schemes_of_operations(make: Make) -> None:
    """Security may be declared per operation, as FastAPI does; operations without it get no token."""
    contract = shop(schemes={"token": BEARER, "other": KEY})
    del contract["security"], contract["paths"]["/health"]["get"]["security"]
    contract["paths"]["/things"]["post"]["security"] = [{"other": [], "token": []}, {"token": []}]
    made = make(contract)

    assert 'auth=Auth(prefix="Bearer "),' in (made / "client.py").read_text(encoding="utf-8")
    assert (made / "api" / "things.py").read_text(encoding="utf-8").count("anonymous=True") == 1


@pytest.mark.parametrize(
    ("security", "schemes", "expected"),
    [
        ([{"s": []}], {"s": COOKIE}, "the security scheme s: a key in a cookie is not supported: one in a header is"),
        ([{"s": []}], {"s": KEY | {"in": "query"}}, "the security scheme s: a key in a query is not supported"),
        ([{"s": []}], {"s": KEY | {"name": "a b"}}, "the security scheme s: name: 'a b' is no name"),
        (
            [{"s": []}],
            {"s": {"type": "http", "scheme": "digest"}},
            "the security scheme s: http digest is not supported",
        ),
        ([{"s": []}], {"s": {"type": "mutualTLS"}}, "the security scheme s: type: mutualTLS is not supported"),
        ([{"s": []}], {}, "the security scheme s: there is no such scheme (#/components/securitySchemes)"),
        (
            [{"a": [], "b": []}],
            {"a": KEY, "b": COOKIE},
            "things_do needs a with b (a key in a cookie is not supported: one in a header is), and the client has",
        ),
    ],
)
def test_schemes_that_are_refused(make: Make, security: Any, schemes: Document, expected: str) -> None:
    """Unsupported schemes are refused by name; nothing is written."""
    with pytest.raises(SystemExit) as refused:
        make(shop(security, schemes))
    assert expected in str(refused.value)


def test_two_tokens(make: Make, tmp_path: Path) -> None:
    """A client has one token; operations that need another are named, and can be removed by an overlay."""
    contract = shop(schemes={"key": KEY, "admin": BEARER})
    contract["paths"]["/admin"] = {
        method: {"tags": ["things"], "security": [{"admin": []}], "responses": {"204": {"description": "Done."}}}
        for method in ("put", "delete")
    }
    contract["paths"]["/more"] = {"get": {"tags": ["things"], "responses": {"204": {"description": "Done."}}}}
    contract["paths"]["/most"] = {"get": {"tags": ["things"], "responses": {"204": {"description": "Done."}}}}
    with pytest.raises(SystemExit) as refused:
        make(contract)
    lines = str(refused.value).splitlines()
    assert [line.partition(": ")[2].partition(": ")[2].partition("and the client")[0] for line in lines[:-1]] == [
        "PUT /admin needs admin, ",
        "DELETE /admin needs admin, ",
    ]
    assert lines[-1] == "generate: remove such operations in an overlay, and make a second client that has them alone"

    overlay = tmp_path / "overlay.yaml"
    overlay.write_text("overlay: 1.0.0\nactions: [{target: \"$.paths['/admin']\", remove: true}]", encoding="utf-8")
    made = make(contract, "--overlay", str(overlay))
    assert "overlay overlay.yaml, sha256 " in (made / "__init__.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("server", "expected", "note"),
    [
        ({"url": "https://shop.example/api/"}, "'https://shop.example/api'", ""),
        (
            {"url": "https://{region}.shop.example", "variables": {"region": {"default": "eu"}}},
            "'https://eu.shop.example'",
            "",
        ),
        ({"url": "https://{region}.shop.example"}, "None", "servers: https://{region}.shop.example is no whole URL"),
        ({"url": "/api/v3"}, "None", "servers: /api/v3 is no whole URL: pass base_url=, with its path"),
        ({"url": "/"}, "None", ""),
        (None, "None", ""),
    ],
)
def test_servers(
    make: Make, capsys: pytest.CaptureFixture[str], server: Document | None, expected: str, note: str
) -> None:
    """The first server is the default; one that is not a whole URL is left to the caller, with a note."""
    made = make(shop(servers=[server] if server else []))
    written = (made / "client.py").read_text(encoding="utf-8").replace('"', "'")

    assert f"base_url={expected}," in written
    assert note in (said := capsys.readouterr().err)
    assert bool(note) == bool(said)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, "rate_limit=None,"),
        ({"requests": 600, "seconds": 60, "by": ["address"]}, "rate_limit=600,"),
        ({"requests": 600, "seconds": 10, "by": ["address"]}, "one rule is supported, of 60 seconds, by: [address]"),
        ({"requests": 600, "seconds": 60, "by": ["token"]}, "one rule is supported, of 60 seconds, by: [address]"),
        ({"requests": 600}, "x-rate-limit needs rule, requests, seconds and by"),
    ],
)
def test_limits(make: Make, limits: Document, expected: str) -> None:
    """A limit per minute is counted; another is refused."""
    more: Document = {"x_rate_limit": [{"rule": "all", **limits}]} if limits else {}
    contract = shop(None, None, **more)
    if expected.startswith("rate_limit"):
        assert expected in (make(contract) / "client.py").read_text(encoding="utf-8")
        return
    with pytest.raises(SystemExit) as refused:
        make(contract)
    assert expected in str(refused.value)


def test_limits_of_operations_alone(make: Make) -> None:
    """Without a limit of all requests nothing is counted, so a limit of an operation is refused."""
    contract = shop()
    rule = {"rule": "few", "requests": 5, "seconds": 60, "by": "address"}
    contract["paths"]["/things"]["post"]["x-rate-limit"] = rule
    with pytest.raises(SystemExit, match="x-rate-limit of an operation needs one of all requests"):
        make(contract)


def test_what_only_chatwoot_has(make: Make) -> None:
    """Chatwoot's extension for templates is refused."""
    contract = shop()
    contract["paths"]["/things"]["post"]["x-liquid"] = ["name"]
    with pytest.raises(SystemExit, match=r"x-liquid is of Chatwoot's contract: another product has no such texts"):
        make(contract)


def test_notes(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    """Surprising decisions are noted: OAuth, and a header that is declared twice."""
    make(shop([{"login": []}], {"login": OAUTH}))
    assert "the client runs no flow of OAuth: what is passed as token= is sent as a bearer" in capsys.readouterr().err

    contract = shop()
    header = {"name": "x-shop-key", "in": "header", "schema": {"type": "string"}}
    contract["paths"]["/things"]["parameters"] = [header]
    contract["paths"]["/things"]["post"]["parameters"] = [header | {"name": "X-Other"}]
    made = make(contract)
    assert "#/paths" not in (said := capsys.readouterr().err)
    assert "/paths/~1things: the header X-Shop-Key carries the token, and is no parameter" in said
    assert (made / "api" / "things.py").read_text(encoding="utf-8").count('Parameter("header"') == 1

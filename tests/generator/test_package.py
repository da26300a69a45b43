"""A client package of another product: token, server and limit from its contract, and calls."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest

from aiochatwoot import generate

from .conftest import DRIVER, ROOT, Document, Vendored, files, importable, small, vendor
from .loopback import loopback

Make: TypeAlias = Callable[..., Path]
KEY = {"type": "apiKey", "in": "header", "name": "X-Shop-Key"}
BEARER = {"type": "http", "scheme": "bearer"}
BASIC = {"type": "http", "scheme": "Basic"}
OAUTH = {"type": "oauth2", "flows": {"password": {"tokenUrl": "token", "scopes": {}}}}
COOKIE = {"type": "apiKey", "in": "cookie", "name": "session"}


def shop(security: Any = None, schemes: Document | None = None, **more: Any) -> Document:
    """The contract of a shop with operations, one of them without a token."""
    document = small()
    document["info"] = {"title": "Bicycle shop", "version": "1.4 beta", "description": "Sells bicycles."}
    document["paths"]["/health"] = {
        "get": {
            "tags": ["things"],
            "operationId": "things_health",
            "security": [],
            "responses": {"204": {"description": "Up."}},
        }
    }
    document["components"]["securitySchemes"] = {"key": KEY} if schemes is None else schemes
    document["security"] = [{"key": []}] if security is None else security
    return document | {key.replace("_", "-") if key.startswith("x_") else key: value for key, value in more.items()}


@pytest.fixture
def make(driver: ModuleType, tmp_path: Path) -> Make:
    """Write the package `bikes`, the client of a contract."""

    def run(contract: Document, *flags: str, name: str = "bikes") -> Path:
        source = tmp_path / "shop.json"
        source.write_text(json.dumps(contract), encoding="utf-8")
        driver.main(["--contract", str(source), "--output", str(tmp_path / "src"), "--package", name, *flags])
        return tmp_path / "src" / name

    return run


@pytest.fixture
def bikes(make: Make) -> Iterator[Vendored]:
    """The importable package of a shop."""
    yield from importable(Vendored(make(shop()).parent, "bikes"))


# --- what is written ---------------------------------------------------------------------------------------------


def test_what_it_has(make: Make) -> None:
    """A package has a client, resources, models, and `py.typed`."""
    made = make(shop())
    assert [
        "__init__.py",
        "api/__init__.py",
        "api/things.py",
        "client.py",
        "errors.py",
        "models/__init__.py",
        "py.typed",
    ] == sorted(files(made))


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


def test_the_client_says_what_it_is(bikes: Vendored) -> None:
    """Its docstring names the product and the authentication; the hash is the contract's."""
    client = bikes().Client
    said = " ".join(client.__doc__.split())

    assert said.startswith("An async client of Bicycle shop. Sells bicycles.")
    assert "token= is the key that is sent in the header X-Shop-Key. " in said
    assert "The environment may set BIKES_BASE_URL and BIKES_TOKEN." in said
    assert ("1.4 beta", 64) == (bikes().CONTRACT_VERSION, len(bikes().CONTRACT_SHA256))
    assert "Args:" in client.__init__.__doc__
    assert set(bikes().__all__) <= set(dir(bikes()))


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
    assert 1 == (made / "api" / "things.py").read_text(encoding="utf-8").count("anonymous=True")


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
    assert ["PUT /admin needs admin, ", "DELETE /admin needs admin, "] == [
        line.partition(": ")[2].partition(": ")[2].partition("and the client")[0] for line in lines[:-1]
    ]
    assert "generate: remove such operations in an overlay, and make a second client that has them alone" == lines[-1]

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
    assert 1 == (made / "api" / "things.py").read_text(encoding="utf-8").count('Parameter("header"')


# --- the command -------------------------------------------------------------------------------------------------


def test_again(make: Make) -> None:
    """Regenerating yields the same package; --check reports differences, and stale files are deleted."""
    made = make(shop())
    before = files(made)
    (made / "models" / "old.py").write_text("")
    (made / "client.py").write_text("")
    with pytest.raises(SystemExit) as refused:
        make(shop(), "--check")
    assert "stale:   models/old.py\n  differs: client.py\nGenerate it again, and never edit bikes/ by hand." in str(
        refused.value
    )
    make(shop())
    make(shop(), "--check")
    assert before == files(made)


def test_what_is_not_generated_is_left(make: Make, tmp_path: Path) -> None:
    """A folder of that name that was not generated is not replaced."""
    (tmp_path / "src" / "bikes").mkdir(parents=True)
    (tmp_path / "src" / "bikes" / "__init__.py").write_text("mine")
    with pytest.raises(SystemExit, match="bikes was not generated, and is not replaced"):
        make(shop())


@pytest.mark.parametrize(
    ("name", "flags", "expected"),
    [
        ("my-bikes", [], "--package my-bikes: a package cannot be called that"),
        ("class", [], "--package class: a package cannot be called that"),
        ("a.b", [], "--package a.b: a package cannot be called that"),
        ("aiochatwoot", [], "--package aiochatwoot: that is the package with the core"),
        ("bikes", ["--runtime", "a..b"], "--runtime a..b: a package cannot be called that"),
    ],
)
def test_names(make: Make, name: str, flags: list[str], expected: str) -> None:
    """Names that cannot be imported are refused."""
    with pytest.raises(SystemExit, match=re.escape(expected)):
        make(shop(), *flags, name=name)


def test_it_needs_a_folder(driver: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --output the target is unknown, which is an error."""
    with pytest.raises(SystemExit):
        driver.main(["--package", "bikes"])
    assert "--package needs --output DIR, the folder that gets NAME" in capsys.readouterr().err


@pytest.mark.apart
def test_as_a_command(tmp_path: Path) -> None:
    """The script generates the package."""
    (tmp_path / "shop.json").write_text(json.dumps(shop()))
    command = [sys.executable, str(DRIVER / "generate.py"), "--contract", "shop.json"]
    subprocess.run([*command, "--package", "bikes", "--output", "."], cwd=tmp_path, check=True)
    assert (tmp_path / "bikes" / "client.py").exists()


def test_as_an_installed_command(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`aiochatwoot-generate` runs the script, with its arguments and its status."""
    monkeypatch.setattr(sys, "argv", ["aiochatwoot-generate", "--contract", "missing.json"])
    with pytest.raises(SystemExit) as ended:
        generate.main()
    assert 1 == ended.value.code
    assert "generate: [Errno 2] No such file or directory: 'missing.json'" in capfd.readouterr().err


# --- calls -------------------------------------------------------------------------------------------------------


async def test_calls(bikes: Vendored) -> None:
    """Calls carry the token unless declared otherwise, and are retried; errors are the core's."""
    package = bikes()
    async with loopback() as server:
        retry = package.RetryPolicy(base=0)
        async with package.Client(server.base_url, token="shop-key-1", retry=retry) as client:
            server.answer({"detail": "not yet"}, status=429)
            server.answer({"a": 1})
            assert {"a": 1} == await client.things.do()
            server.answer(None, status=204)
            await client.things.health()
            server.answer({"detail": "no"}, status=422)
            with pytest.raises(package.errors.ClientError, match="422: no") as refused:
                await client.things.do()
            assert isinstance(refused.value, package.errors.UnprocessableError)

    assert ["shop-key-1", "shop-key-1", None, "shop-key-1"] == [
        each.headers.get("x-shop-key") for each in server.requests
    ]
    assert server.last.headers["user-agent"].startswith("bikes/1.4beta aiochatwoot/")


def test_settings(bikes: Vendored, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing settings come from the environment, under the package's names."""
    package = bikes()
    with pytest.raises(package.errors.SettingsError, match=r"^base_url: .* or set BIKES_BASE_URL in the env"):
        package.Client()
    monkeypatch.setenv("BIKES_BASE_URL", "https://shop.example")
    monkeypatch.setenv("BIKES_TOKEN", "shop-key-1")
    assert "https://shop.example" == package.Client().settings.base_url


async def test_on_a_vendored_core(make: Make, run_driver: Any, tmp_path: Path) -> None:
    """A package can import a vendored core."""
    core = vendor(run_driver, tmp_path / "core", "vendored_core", small())
    make(shop(), "--runtime", "vendored_core")
    for _ in importable(core):
        for package in importable(Vendored(tmp_path / "src", "bikes")):
            async with loopback() as server, package().Client(server.base_url, token="k") as client:
                server.answer({})
                assert {} == await client.things.do()
            assert "vendored_core._client" == type(client).__mro__[2].__module__


# --- types -------------------------------------------------------------------------------------------------------

USAGE = """
from __future__ import annotations

from typing import Any, assert_type

from bikes import Client, RetryPolicy, errors, models


async def use() -> None:
    async with Client("https://shop.example", token="shop-key-1", retry=RetryPolicy(attempts=2)) as client:
        assert_type(await client.things.do(), Any)
        assert_type(client.with_options(deadline=5), Client)
        try:
            await client.things.health()
        except errors.NotFoundError as error:
            print(error.status, models.__all__)
    Client(tokn="x")  # type: ignore[call-arg]
"""


@pytest.mark.apart
@pytest.mark.slow
def test_types(make: Make, tmp_path: Path) -> None:
    """mypy and basedpyright, both strict, accept a package and code that uses it."""
    make(shop())
    (tmp_path / "usage.py").write_text(USAGE, encoding="utf-8")
    tools = Path(sys.executable).parent
    environment = {"MYPYPATH": f"{tmp_path / 'src'}:{ROOT / 'overrides'}", "PATH": str(tools)}
    mypy = [str(tools / "mypy"), "--strict", "--no-error-summary", "usage.py", "src/bikes"]
    done = subprocess.run(mypy, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "" == done.stdout + done.stderr

    settings = {
        "typeCheckingMode": "strict",
        "include": ["usage.py", "src"],
        "extraPaths": ["src", str(ROOT / "overrides")],
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings | {"enableTypeIgnoreComments": True}))
    pyright = [str(tools / "basedpyright"), "--pythonpath", sys.executable]
    done = subprocess.run(pyright, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "0 errors, 0 warnings, 0 notes" in done.stdout, done.stdout

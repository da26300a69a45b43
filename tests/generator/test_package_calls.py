"""A client package of another product: its calls and types."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, Make, Vendored, importable, shop, small, vendor
from .loopback import loopback

pytestmark = pytest.mark.untraced


@pytest.fixture
def bikes(make: Make) -> Iterator[Vendored]:
    """The importable package of a shop."""
    yield from importable(Vendored(make(shop()).parent, "bikes"))


# --- the generated files -----------------------------------------------------------------------------------------


def test_the_client_says_what_it_is(bikes: Vendored) -> None:
    """The client's docstring names the product and the authentication; the hash is the contract's."""
    client = bikes().Client
    said = " ".join(client.__doc__.split())

    assert said.startswith("An async client of Bicycle shop. Sells bicycles.")
    assert "token= is the key that is sent in the header X-Shop-Key. " in said
    assert "The environment may set BIKES_BASE_URL and BIKES_TOKEN." in said
    assert (bikes().CONTRACT_VERSION, len(bikes().CONTRACT_SHA256)) == ("1.4 beta", 64)
    assert "Args:" in client.__init__.__doc__
    assert set(bikes().__all__) <= set(dir(bikes()))


# --- calls -------------------------------------------------------------------------------------------------------


async def test_calls(bikes: Vendored) -> None:
    """Calls carry the token unless declared otherwise, and are retried; errors are the core's."""
    package = bikes()
    async with loopback() as server:
        retry = package.RetryPolicy(base=0)
        async with package.Client(server.base_url, token="shop-key-1", retry=retry) as client:
            server.answer({"detail": "not yet"}, status=429)
            server.answer({"a": 1})
            assert await client.things.do() == {"a": 1}
            server.answer(None, status=204)
            await client.things.health()
            server.answer({"detail": "no"}, status=422)
            with pytest.raises(package.errors.ClientError, match="422: no") as refused:
                await client.things.do()
            assert isinstance(refused.value, package.errors.UnprocessableError)

    assert [each.headers.get("x-shop-key") for each in server.requests] == [
        "shop-key-1",
        "shop-key-1",
        None,
        "shop-key-1",
    ]
    assert server.last.headers["user-agent"].startswith("bikes/1.4beta aiochatwoot/")


def test_settings(bikes: Vendored, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing settings come from the environment, under the package's names."""
    package = bikes()
    with pytest.raises(package.errors.SettingsError, match=r"^base_url: .* or set BIKES_BASE_URL in the env"):
        package.Client()
    monkeypatch.setenv("BIKES_BASE_URL", "https://shop.example")
    monkeypatch.setenv("BIKES_TOKEN", "shop-key-1")
    assert package.Client().settings.base_url == "https://shop.example"


async def test_on_a_vendored_core(make: Make, run_driver: Any, tmp_path: Path) -> None:
    """A package can import a vendored core."""
    core = vendor(run_driver, tmp_path / "core", "vendored_core", small())
    make(shop(), "--runtime", "vendored_core")
    for _ in importable(core):
        for package in importable(Vendored(tmp_path / "src", "bikes")):
            async with loopback() as server, package().Client(server.base_url, token="k") as client:
                server.answer({})
                assert await client.things.do() == {}
            assert type(client).__mro__[2].__module__ == "vendored_core._client"


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
    assert done.stdout + done.stderr == ""

    settings = {
        "typeCheckingMode": "strict",
        "include": ["usage.py", "src"],
        "extraPaths": ["src", str(ROOT / "overrides")],
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings | {"enableTypeIgnoreComments": True}))
    pyright = [str(tools / "basedpyright"), "--pythonpath", sys.executable]
    done = subprocess.run(pyright, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "0 errors, 0 warnings, 0 notes" in done.stdout, done.stdout

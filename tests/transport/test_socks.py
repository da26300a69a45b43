"""SOCKS proxies: a real local one, and its password in logs and errors."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from aiochatwoot import Chatwoot, ConnectionFailedError, SettingsError

from ..sockets import listen
from .loopback import TOKEN

pytestmark = [pytest.mark.behaviour, pytest.mark.extra]

PASSWORD = "hun/ter2#x?y"


class Socks:
    """A SOCKS5 proxy (RFC 1928, RFC 1929) that is also the server: it responds to requests sent through it."""

    def __init__(self, *, is_known: bool = True) -> None:
        self.is_known = is_known
        self.credentials: list[tuple[str, str]] = []
        self.targets: list[tuple[str, int]] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        version, count = await reader.readexactly(2)
        assert version == 5
        assert await reader.readexactly(count) == b"\x02"  # user name and password
        writer.write(b"\x05\x02")
        await reader.readexactly(1)
        pair = [(await reader.readexactly((await reader.readexactly(1))[0])).decode() for _ in range(2)]
        self.credentials.append((pair[0], pair[1]))
        writer.write(b"\x01\x00" if self.is_known else b"\x01\x01")
        if not self.is_known:
            return
        *_, kind = await reader.readexactly(4)
        assert kind == 3  # a name, which the proxy resolves
        name = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        self.targets.append((name, int.from_bytes(await reader.readexactly(2))))
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        while head := (await reader.readuntil(b"\r\n\r\n")).decode():
            assert f"api_access_token: {TOKEN}" in head
            said = f"{TOKEN} me:{PASSWORD}".encode()
            writer.write(b"HTTP/1.1 200 %s\r\nx-a: %s\r\ncontent-length: 2\r\n\r\n{}" % (said, said))


@pytest.fixture(params=[pytest.param(each, marks=pytest.mark.extra(raises=SettingsError)) for each in (None, "httpx2")])
def transport(request: pytest.FixtureRequest) -> Any:
    """The adapters that support SOCKS."""
    return request.param


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_password_of_a_socks_proxy(
    is_known: bool, transport: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The proxy gets the password unescaped; no DEBUG log and no error contains it, or the token."""
    caplog.set_level("DEBUG")
    caplog.handler.setLevel("DEBUG")
    socks, shown = Socks(is_known=is_known), ""
    async with listen(socks) as at:
        monkeypatch.setenv("all_proxy", f"socks5://me:{PASSWORD}@127.0.0.1:{at.port}")
        async with Chatwoot(
            "http://chat.test", token=TOKEN, transport=transport, allow_http=True, retry=None
        ) as chatwoot:
            if is_known:
                for _ in range(2):
                    assert await chatwoot.request("GET", "/x") == {}
            else:
                with pytest.raises(ConnectionFailedError, match="Invalid username/password") as caught:
                    await chatwoot.request("GET", "/x")
                shown = f"{caught.value} {caught.value!r} {vars(caught.value)!r} {caught.value.__cause__!r}"
    assert socks.credentials == [("me", PASSWORD)]
    assert [("chat.test", 80)] * is_known == socks.targets
    assert ".socks" in " ".join(record.name for record in caplog.records)
    for secret in (PASSWORD, "hun", "ter2", TOKEN):
        assert secret not in caplog.text
        assert secret not in shown

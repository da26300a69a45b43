"""A company's proxy with its own certificate authority: real TLS, on loopback."""

from __future__ import annotations

import asyncio
import os
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import attrs
import httpx
import pytest
import trustme

from aiochatwoot import Chatwoot, ConnectionFailedError, SettingsError
from aiochatwoot._transport import environment
from aiochatwoot.testing import FakeChatwoot

from .sockets import Handler, listen

ROOT = Path(__file__).parent.parent
HOST = "chat.company.test"
"""This name cannot be resolved: only the proxy knows the address."""


@attrs.define
class Company:
    """A server behind TLS, a proxy that leads to it, and the authority that signed its certificate."""

    server: FakeChatwoot
    ca: Path
    secure_port: int
    proxy: str = ""
    tunnels: list[str] = attrs.field(factory=list)

    def environment(self, base_url: str, **more: str) -> dict[str, str]:
        """Return the environment of a program."""
        others = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        settings = {"CHATWOOT_API_ACCESS_TOKEN": self.server.token, "CHATWOOT_ACCOUNT_ID": str(self.server.account_id)}
        return others | settings | {"CHATWOOT_BASE_URL": base_url} | more


async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(2**16):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


def leading(company: Company, *, to: tuple[str, int], is_proxy: bool = False) -> Handler:
    """Forward a connection to another address, directly or by CONNECT."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if is_proxy:
            head = await reader.readuntil(b"\r\n\r\n")
            company.tunnels.append(head.decode().splitlines()[0])
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        there_reader, there_writer = await asyncio.open_connection(*to)
        await asyncio.gather(copy(reader, there_writer), copy(there_reader, writer))

    return connected


@pytest.fixture
async def company(tmp_path: Path) -> AsyncIterator[Company]:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(HOST, "127.0.0.1").configure_cert(context)
    file = tmp_path / "company-ca.pem"
    authority.cert_pem.write_to_path(str(file))
    with FakeChatwoot(hosts=[HOST]) as server:
        company = Company(server, file, 0)
        url = httpx.URL(server.base_url)
        async with AsyncExitStack() as stack:
            secure = listen(leading(company, to=(url.host, url.port or 0)), context)
            company.secure_port = (await stack.enter_async_context(secure)).port
            proxy = listen(leading(company, to=("127.0.0.1", company.secure_port), is_proxy=True))
            company.proxy = (await stack.enter_async_context(proxy)).url
            yield company


async def run(environment: dict[str, str], *command: str | Path) -> tuple[int | None, str, str]:
    """Run a program; return its exit status and its output."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def test_an_unknown_authority_is_refused(company: Company) -> None:
    """Without the company's authority there is no connection, and the token is not sent."""
    async with Chatwoot(f"https://127.0.0.1:{company.secure_port}", token=company.server.token, retry=None) as chatwoot:
        with pytest.raises(ConnectionFailedError, match="CERTIFICATE_VERIFY_FAILED"):
            await chatwoot.profile.get()
    assert company.server.requests == []


async def test_ssl_cert_file(company: Company) -> None:
    """SSL_CERT_FILE names the trusted authorities, as for other programs, without a change in the code."""
    environment = company.environment(f"https://127.0.0.1:{company.secure_port}", SSL_CERT_FILE=str(company.ca))
    status, out, err = await run(environment, "-m", "aiochatwoot", "whoami")
    assert (status, err) == (0, "")
    assert company.server.agent.name in out
    assert company.tunnels == []


async def test_the_proxy_of_the_environment(company: Company) -> None:
    """HTTPS_PROXY and SSL_CERT_FILE work together: TLS through a tunnel to a host that only the proxy can resolve."""
    environment = company.environment(f"https://{HOST}", SSL_CERT_FILE=str(company.ca), HTTPS_PROXY=company.proxy)
    status, out, err = await run(environment, "-m", "aiochatwoot", "whoami")
    assert (status, err) == (0, "")
    assert company.server.agent.name in out
    assert set(company.tunnels) == {f"CONNECT {HOST}:443 HTTP/1.1"}


async def test_a_transport_of_ones_own(company: Company) -> None:
    """The example adds the company's authority to the system's, and uses the proxy."""
    environment = company.environment(f"https://{HOST}", COMPANY_CA=str(company.ca), HTTPS_PROXY=company.proxy)
    status, out, err = await run(environment, ROOT / "examples" / "company.py")
    assert (status, err, out.strip()) == (0, "", company.server.agent.name)
    assert set(company.tunnels) == {f"CONNECT {HOST}:443 HTTP/1.1"}


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_certificates_that_cannot_be_read(content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing or invalid certificate file in the environment is reported when the client is created."""
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    environment.tls.cache_clear()
    with pytest.raises(SettingsError, match=r"^SSL_CERT_FILE: .*ca\.pem as PEM: "):
        Chatwoot("https://chat.example", token="of-nobody")

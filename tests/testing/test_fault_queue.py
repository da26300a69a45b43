"""Scripts: which fault applies to which request."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot, FaultHit, RecordedRequest, faults

from .wire import Client


def is_meta(request: RecordedRequest) -> bool:
    return request.path.endswith("/meta")


META = "/api/v1/accounts/1/conversations/meta"


def test_a_script_strikes_in_its_order(client: Client, server: FakeChatwoot) -> None:
    """One fault applies to each request, also on a kept connection; after the last, responses are normal."""
    script = [faults.status(502), faults.ok(), faults.status(503, after=True)]
    server.faults.add(*script)
    assert repr(server.faults) == "<Faults 3 to come, 0 struck>"
    assert client.statuses(4) == [502, 200, 503, 200]
    assert [FaultHit(fault, request) for fault, request in zip(script, server.requests, strict=False)] == (
        server.faults.struck
    )
    assert len(server.executions) == 3


def test_a_reset_of_a_kept_connection(client: Client, server: FakeChatwoot) -> None:
    """The fault applies to the request, not the connection: the next request works on a new one."""
    client.get()
    server.faults.add(faults.reset(), faults.disconnect())
    for error in (httpx.ReadError, httpx.RemoteProtocolError):
        with pytest.raises(error):
            client.get()
    assert client.get() == 200


def test_only_requests_that_fit(client: Client, server: FakeChatwoot) -> None:
    """A request takes the first matching fault; others are not used up."""
    server.faults.add(faults.status(501), when=is_meta)
    server.faults.add(faults.status(502))
    assert [client.get(path) for path in ("/api/v1/profile",) * 2 + (META,) * 2] == [502, 200, 501, 200]


def test_always(client: Client, server: FakeChatwoot) -> None:
    """A permanent fault applies until it is cleared, after the script's faults; of several, the first match."""
    server.faults.always(faults.status(503), when=is_meta)
    server.faults.always(faults.status(504))
    server.faults.add(faults.status(502))
    assert [client.get(path) for path in (META, META, "/", META)] == [502, 503, 504, 503]
    assert server.faults.pending == ()
    server.faults.clear()
    assert (client.get(META), len(server.faults.struck)) == (200, 4)


def test_a_script_for_a_block(client: Client, server: FakeChatwoot) -> None:
    """Unused faults are dropped at the end of the block; earlier ones are kept."""
    server.faults.add(faults.status(501), when=is_meta)
    with server.faults.scripted([faults.status(502), faults.status(503)]) as scripted:
        assert (client.get(), scripted) == (502, server.faults)
        assert (faults.status(501), faults.status(503)) == server.faults.pending
    assert [client.get(), client.get(META)] == [200, 501]


def test_what_is_no_fault_is_refused(server: FakeChatwoot) -> None:
    """A function that was not called is refused, and so is a condition for connection faults."""
    forgotten: Any = faults.reset
    with pytest.raises(TypeError, match=r"faults: <function reset .* is no fault"):
        server.faults.add(forgotten)
    with pytest.raises(ValueError, match="when: a connection has no request"):
        server.faults.always(faults.refuse(), when=is_meta)
    assert server.faults.pending == ()


def test_a_condition_that_fails(client: Client, server: FakeChatwoot, caplog: pytest.LogCaptureFixture) -> None:
    """An exception of a condition is logged, and the response is a 500."""
    server.faults.always(faults.ok(), when=lambda request: request.headers["nothing"] == "")
    assert client.get() == 500
    assert "Exception in ASGI application" in caplog.text


async def test_many_at_once(server: FakeChatwoot) -> None:
    """Each fault applies to one of several concurrent requests."""
    server.faults.add(*[faults.status(502)] * 5)
    async with httpx.AsyncClient() as http:
        answers = await asyncio.gather(*(http.get(f"{server.base_url}/api/v1/profile") for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [401] * 15 + [502] * 5


def test_the_former_name_of_a_hit() -> None:
    """`Struck`, the former name of FaultHit, can still be imported."""
    from aiochatwoot import testing

    assert testing.Struck is FaultHit

"""Properties of calls under any faults."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aiochatwoot import (
    ChatwootError,
    RetryPolicy,
)

from ..scripted import PATH, TOKEN, Action, ScriptedServer, client
from ..virtual import patch_clock, run
from .common import descriptors

pytestmark = pytest.mark.behaviour


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)


# --- the law ---


FAULTS: list[Any] = ["reset on accept", "reset", "reset after headers", "cut", "hang", "dribble", "short", "bad gzip"]


# --- the law ---


ACTIONS = st.one_of(
    st.builds(Action, st.sampled_from([*FAULTS, "garbage", "bomb"]), st.booleans()),
    st.builds(
        Action,
        st.just("status"),
        st.booleans(),
        st.sampled_from([429, 500, 502, 503, 504, 520, 526, 404, 422, 302]),
        st.sampled_from(
            [
                (),
                (("retry-after", "3"),),
                (("retry-after", "0.25"),),
                (("retry-after", "1000"),),
                (("retry-after", "junk"),),
                (("connection", "close"),),
                (("location", "/elsewhere"),),
                (("location", "https://evil.example/"),),
            ]
        ),
        st.sampled_from([None, b"<html>oops</html>", b"", b"null", b'{"error":"no"}']),
    ),
)


@pytest.mark.law
@given(
    st.lists(ACTIONS, max_size=6),
    st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    st.sampled_from([0.5, 3.0, 20.0, 90.0]),
    st.integers(1, 5),
    st.booleans(),
)
@example([Action("status", False, 429)], "POST", 90.0, 3, True)
def test_whatever_happens_a_call_ends_well_or_clearly(
    script: list[Action], method: str, deadline: float, attempts: int, limited: bool
) -> None:
    """For any faults: no POST is executed twice, no call is late, every error is ours, and nothing is left behind."""
    before = descriptors()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        async with ScriptedServer(*script) as server:
            async with client(
                server,
                deadline=deadline,
                retry=RetryPolicy(attempts=attempts),
                rate_limit=5 if limited else None,
                max_body=2**20,
            ) as chatwoot:
                begun = loop.time()
                try:
                    await chatwoot.request(method, PATH, json={"n": 1} if method != "GET" else None)
                except ChatwootError as error:
                    shown = f"{error!r} {error} {vars(error)!r}"
                else:
                    shown = ""
                assert TOKEN not in shown
                assert loop.time() - begun <= deadline * 1.1
            if method == "POST":
                # No server follows a script in which a 429 was executed.
                refused = sum(action.executes and action.status == 429 for action in script)
                assert len(server.executed) <= 1 + refused
            assert all(seen.headers.get("api_access_token") == TOKEN for seen in server.seen)
        # httpx leaves generators of unfinished bodies to asyncio, which closes them in its own tasks. These end within
        # a few iterations of the loop, without time passing. Anything else stays.
        for _ in range(100):
            if asyncio.all_tasks() == {asyncio.current_task()}:
                break
            await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run(main)
    assert not descriptors() - before

"""The rate limiter: a bucket for each rule, and properties of all of them."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import LimitedRequest
from aiochatwoot._wire.operation import RateLimitRule

from ..racks import COUNT, FIND, GET, MAIL, OTHER, Late, Rack, in_time, refuse
from ..virtual import START, VirtualLoop

# --- rules ------------------------------------------------------------------------------------------------------------


def test_each_rule_has_its_bucket() -> None:
    """A full rule delays only its own calls, by the scope of its counter."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, rules={COUNT.operation: (30, 60)})
        limiter = server.limiter()
        for request in (COUNT, attrs.evolve(COUNT, account="2"), attrs.evolve(COUNT, token="u")):
            for _ in range(30):
                assert await server.ask(limiter, request, refuse) == 200
            with pytest.raises(Late, match="conversations_counts of 30 requests a minute"):
                await server.ask(limiter, request, refuse)
        for _ in range(50):
            assert await server.ask(limiter, GET, refuse) == 200
        assert await server.ask(limiter, COUNT) == 200
        assert 47 < loop.time() < 52

    in_time(main)


@pytest.mark.parametrize(("seconds", "words"), [(60, "a minute"), (3600, "an hour"), (86400, "a day"), (10, "in 10 s")])
def test_windows_of_rules(seconds: int, words: str) -> None:
    """Windows begin at multiples of their length since the epoch, however long."""
    rule = RateLimitRule(rule="some", requests=2, seconds=seconds, by=("address",))

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter()
        for _ in range(2):
            await limiter.acquire(attrs.evolve(GET, rules=(rule,)))
        with pytest.raises(Late, match=f"the rate limit some of 2 requests {words}") as caught:
            await limiter.acquire(attrs.evolve(GET, rules=(rule,)), refuse)
        assert caught.value.args[0].seconds == pytest.approx(seconds - START % seconds + 1)

    in_time(main)


@pytest.mark.parametrize(
    ("by", "same", "others"),
    [
        ("account", {"conversation": "8", "token": "u"}, [{"account": "2"}]),
        ("token", {"account": "2", "conversation": "8"}, [{"token": "u"}]),
        ("conversation", {"token": "u"}, [{"conversation": "8"}, {"account": "2"}]),
        ("address", {"account": "2", "conversation": "8", "token": "u"}, []),
    ],
)
def test_what_rules_count_by(by: Any, same: dict[str, Any], others: list[dict[str, Any]]) -> None:
    """A bucket is for one account, token, conversation or address; conversation ids are per account."""
    request = LimitedRequest("GET /a", "1", "7", "t", (RateLimitRule(rule="some", requests=1, seconds=60, by=(by,)),))

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter()
        await limiter.acquire(request, refuse)
        with pytest.raises(Late):
            await limiter.acquire(attrs.evolve(request, **cast("Any", same)), refuse)
        for changes in others:
            await limiter.acquire(attrs.evolve(request, **cast("Any", changes)), refuse)

    in_time(main)


def test_numbers_of_an_operator() -> None:
    """The numbers of rules can be changed, and rules can be removed."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(contacts_search=1, conversations_counts=None)
        await limiter.acquire(FIND, refuse)
        with pytest.raises(Late, match="contacts_search of 1 requests"):
            await limiter.acquire(FIND, refuse)
        for _ in range(50):
            await limiter.acquire(COUNT, refuse)

    in_time(main)


def test_the_newest_of_rules_with_one_name() -> None:
    """If a rule's number changed between versions, the newest applies."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter()
        for _ in range(1000):
            await limiter.acquire(MAIL, refuse)
        with pytest.raises(Late, match="transcript of 1000 requests an hour"):
            await limiter.acquire(MAIL, refuse)

    in_time(main)


# --- laws -------------------------------------------------------------------------------------------------------------


REQUESTS = st.builds(
    lambda request, account, token: attrs.evolve(request, account=account, token=token),
    st.sampled_from([GET, OTHER, COUNT, FIND, MAIL]),
    st.sampled_from("12"),
    st.sampled_from("tu"),
)
CALLS = st.tuples(REQUESTS, st.floats(0, 100), st.one_of(st.none(), st.floats(0, 90)))


@pytest.mark.law
@given(
    st.lists(CALLS, max_size=60),
    st.integers(1, 30),
    st.integers(1, 5),
    st.floats(-0.95, 0.95),
    st.floats(0.001, 3),
)
def test_no_window_is_overrun_and_every_call_ends(
    calls: list[tuple[LimitedRequest, float, float | None]], address: int, counts: int, skew: float, latency: float
) -> None:
    """For any calls and cancellations, no window of a rule exceeds its limit, as the server counts."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, address, {COUNT.operation: (counts, 60), MAIL.operation: (7, 3600)}, skew, latency)
        limiter = server.limiter(address, conversations_counts=counts, transcript=7)

        async def one(request: LimitedRequest, begin: float, patience: float | None) -> None:
            await asyncio.sleep(begin)
            try:
                async with asyncio.timeout(patience):
                    assert await server.ask(limiter, request) == 200
            except TimeoutError:
                assert patience is not None

        await asyncio.gather(*(one(*call) for call in calls))
        assert not server.refused
        for bucket in (*vars(limiter)["_buckets"].values(), vars(limiter)["_address"]):
            assert all(sent >= 0 for sent in bucket._taken.values())

    in_time(main)


@pytest.mark.law
@given(st.integers(0, 20), st.lists(st.booleans(), min_size=1, max_size=30))
def test_a_refused_rule_holds_up_no_other(refused: int, others: list[bool]) -> None:
    """However many calls wait for one rule, calls of others are sent immediately."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, rules={COUNT.operation: (0, 60)})
        limiter = server.limiter()
        waiting = [asyncio.create_task(server.ask(limiter, COUNT)) for _ in range(refused)]
        await asyncio.sleep(1)
        waiting += [asyncio.create_task(server.ask(limiter, COUNT)) for _ in range(refused)]
        await asyncio.sleep(0)
        for is_find in others:
            await limiter.acquire(FIND if is_find else OTHER, refuse)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    in_time(main)

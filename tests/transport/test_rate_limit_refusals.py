"""The rate limiter: conclusions from refusals."""

from __future__ import annotations

import asyncio

import attrs
import pytest

from ..racks import COUNT, FIND, GET, MAIL, MESSAGES, OTHER, OVER, Late, Rack, in_time, refuse
from ..virtual import VirtualLoop


def test_an_early_refusal_does_not_slow_what_follows() -> None:
    """After one early 429, 50 calls need the next minute, not one minute each."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, 0)
        limiter, gate = server.limiter(), asyncio.Semaphore(50)
        assert await server.ask(limiter) == 429
        server.address = 3000
        server.taken.clear()
        await asyncio.gather(*(server.ask_until_done(limiter, gate) for _ in range(50)))
        assert loop.time() < 60

    in_time(main)


def test_a_refusal_holds_up_its_operation_alone() -> None:
    """A 429 without a known rule closes the operation for the account, until the minute is over."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, rules={GET.operation: (0, 60)})
        limiter = server.limiter()
        assert await server.ask(limiter) == 429
        (refusal,) = server.refusals
        assert (refusal.rule, refusal.limit) == ("GET /a", "the server's rate limit of GET /a")
        assert refusal.seconds == pytest.approx(OVER, abs=1.1)
        with pytest.raises(Late, match="the server's rate limit of GET /a"):
            await limiter.acquire(GET, refuse)
        for request in (OTHER, attrs.evolve(GET, account="2")):
            for _ in range(20):
                await limiter.acquire(request, refuse)

    in_time(main)


def test_two_operations_refused_are_the_address() -> None:
    """If two different operations are refused in one minute, the address has exceeded its limit."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, 0)
        limiter = server.limiter()
        assert [await server.ask(limiter, each) for each in (GET, OTHER)] == [429, 429]
        assert [each.rule for each in server.refusals] == ["GET /a", "requests"]
        with pytest.raises(Late, match="the rate limit of 3000 requests a minute"):
            await limiter.acquire(FIND, refuse)
        await asyncio.sleep(60)
        await limiter.acquire(GET, refuse)
        # In different minutes they do not indicate that.
        assert await server.ask(limiter, GET) == 429
        await limiter.acquire(OTHER, refuse)

    in_time(main)


def test_an_address_near_its_number_is_refused_as_such() -> None:
    """Near the address's limit, a refusal is attributed to the address, unless a rule is full."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, 95, rules={COUNT.operation: (30, 60)})
        limiter = server.limiter(100)
        await asyncio.gather(*(server.ask(limiter) for _ in range(96)))
        assert [each.rule for each in server.refusals] == ["requests"]
        server.taken.clear()
        await asyncio.sleep(60)
        server.rules[COUNT.operation] = (28, 60)
        await asyncio.gather(*(server.ask(limiter, COUNT) for _ in range(29)))
        assert [each.rule for each in server.refusals] == ["requests", "conversations_counts"]

    in_time(main)


def test_a_refusal_of_a_rule_is_the_rules() -> None:
    """The narrowest rule of an operation is the first guess, unless it refuses with another status."""
    request = attrs.evolve(GET, rules=(MESSAGES,), conversation="7")
    both = attrs.evolve(COUNT, rules=(*FIND.rules, *COUNT.rules))

    async def main(loop: VirtualLoop) -> None:
        for each, rule in ((COUNT, "conversations_counts"), (both, "conversations_counts"), (request, "GET /a")):
            server = Rack(loop, 0)
            assert await server.ask(server.limiter(), each) == 429
            assert [refusal.rule for refusal in server.refusals] == [rule]

    in_time(main)


def test_a_long_window_is_not_closed_by_a_guess() -> None:
    """The refusal reports the end of the hour; but as another rule may have refused, the next minute may try again."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, rules={MAIL.operation: (30, 3600)})
        limiter = server.limiter()
        await server.ask(limiter)
        await asyncio.sleep(3600)
        for _ in range(30):
            assert await server.ask(limiter, MAIL) == 200
        hour = 3600 - loop.epoch() % 3600 + 1
        assert await server.ask(limiter, MAIL) == 429
        assert server.refusals[0].seconds == pytest.approx(hour, abs=1.1)
        with pytest.raises(Late) as caught:
            await limiter.acquire(MAIL, refuse)
        assert caught.value.args[0].seconds < 60
        await asyncio.sleep(60)
        assert await server.ask(limiter, MAIL, refuse) == 429
        with pytest.raises(Late) as caught:
            await limiter.acquire(MAIL, refuse)
        assert caught.value.args[0].seconds > 3000, "the second in one hour, with all that went through, is the rule's"

    in_time(main)


def test_retry_after_closes_its_bucket_for_that_time() -> None:
    """The bucket opens again at the given time, and others are not affected."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, 0, retry_after=7.0)
        limiter = server.limiter()
        assert await server.ask(limiter) == 429
        assert server.refusals[0].seconds == pytest.approx(7)
        await limiter.acquire(OTHER, refuse)
        begun = loop.time()
        await limiter.acquire(GET)
        assert loop.time() - begun == pytest.approx(7, abs=0.01)

    in_time(main)


def test_a_late_refusal_counts_for_its_own_minute() -> None:
    """A 429 that arrives in the next minute does not close that one."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, rules={GET.operation: (0, 60)}, latency=80.0)
        limiter = server.limiter()
        assert await server.ask(limiter) == 429
        assert server.refusals[0].seconds == 0
        await limiter.acquire(GET, refuse)

    in_time(main)


def test_what_was_learnt_is_forgotten_after_two_windows() -> None:
    """The number of accepted requests limits the next two minutes; then the configured limit is tried again."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, 10)
        limiter = server.limiter()
        await server.ask(limiter)
        await asyncio.sleep(60)
        await asyncio.gather(*(server.ask(limiter) for _ in range(14)))
        assert server.refused.total() == 4
        server.address = 3000
        for through in (10, 10, 50):
            await asyncio.sleep(60)
            for _ in range(through):
                await server.ask(limiter, GET, refuse)
            if through == 10:
                with pytest.raises(Late):
                    await limiter.acquire(GET, refuse)

    in_time(main)


def test_what_is_learnt_is_never_below_what_went_through() -> None:
    """An early refusal does not lower the limit below what the previous minute accepted."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, 40)
        limiter = server.limiter()
        await server.ask(limiter)
        await asyncio.sleep(60)
        for _ in range(40):
            await server.ask(limiter)
        await asyncio.sleep(60)
        server.address = 0
        assert await server.ask(limiter) == 429
        server.address = 40
        await asyncio.sleep(60)
        for _ in range(40):
            assert await server.ask(limiter, GET, refuse) == 200

    in_time(main)


def test_refusals_that_say_nothing() -> None:
    """A quota's 429, or one without a usable wait, closes nothing."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter()
        place = await limiter.acquire(GET)
        assert place.begin()
        assert place.end(429, counts=False) is None
        await limiter.acquire(GET, refuse)

    in_time(main)


def test_buckets_do_not_pile_up() -> None:
    """Old counts are forgotten."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, latency=0.0)
        limiter = server.limiter(10**6)
        for number in range(3000):
            await server.ask(limiter, attrs.evolve(GET, operation=f"GET /{number}"))
            await asyncio.sleep(1)
        assert len(vars(limiter)["_buckets"]) < 800

    in_time(main)

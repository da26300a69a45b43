"""The limiter of requests."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from email.utils import formatdate
from typing import Any, TypeVar, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import LimitedRequest, LimitWait, WindowLimiter
from aiochatwoot._transport.rate_limit import shared_limiter
from aiochatwoot._wire.operation import RateLimitRule

from .racks import COUNT, FIND, GET, MAIL, MESSAGES, OTHER, Rack
from .virtual import START, VirtualLoop, run_virtual

T = TypeVar("T")
pytestmark = pytest.mark.behaviour
OVER = 60 - START % 60 + 1
"""Seconds until the next minute has surely begun."""


def in_time(main: Callable[[VirtualLoop], Coroutine[Any, Any, T]]) -> T:
    """Run in virtual time without sockets."""
    loop = VirtualLoop(has_sockets=False)
    return run_virtual(main(loop), loop)


class Late(Exception):
    """A wait that is not allowed."""


def refuse(wait: LimitWait) -> None:
    """Allows no wait."""
    raise Late(wait)


# --- the address's minute -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("skew", [0.0, 0.7, -0.7, 25.0, -3600.4])
def test_a_server_with_the_same_limit_refuses_nothing_after_the_first_minute(skew: float) -> None:
    """With the server's limit known, only a first minute whose clock was not known yet can have refusals."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, 300, skew=skew)
        limiter, gate = server.limiter(300), asyncio.Semaphore(50)
        await asyncio.gather(*(server.ask_until_done(limiter, gate) for _ in range(1000)))
        if abs(skew) < 1:
            assert not server.refused
        assert len(server.refused) <= 1
        assert server.refused.total() <= 50
        assert loop.time() < 60 * 5

    in_time(main)


def test_a_lower_limit_is_learned_from_a_refusal() -> None:
    """Where the server allows less than was configured, the minutes after the first are not overrun."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, 100)
        limiter, gate = server.limiter(3000), asyncio.Semaphore(40)
        await asyncio.gather(*(server.ask_until_done(limiter, gate) for _ in range(500)))
        assert server.taken.total() - server.refused.total() == 500
        assert server.refused.total() <= 40 * 3

    in_time(main)


def test_places_are_taken_in_the_first_minute_that_has_one() -> None:
    """Waiting is to the next minute and no longer; `allow` is told beforehand, once for each wait."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(2)
        times: list[float] = []
        told: list[LimitWait] = []

        async def one() -> None:
            await limiter.acquire(GET, told.append)
            times.append(loop.epoch())

        await asyncio.gather(one(), one(), one(), one(), one())
        begins = [int(time + 1) // 60 - int(START) // 60 for time in times]
        assert begins == [0, 0, 1, 1, 2]
        assert {each.rule for each in told} == {"requests"}
        assert {each.limit for each in told} == {"the rate limit of 2 requests a minute"}
        assert [round(each.seconds) for each in told] == [OVER, OVER, OVER + 60]

    in_time(main)


def test_a_wait_that_is_not_allowed_takes_no_place() -> None:
    """`allow` may refuse a wait by an error; the place is free for others."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(1)
        await limiter.acquire(GET)
        for _ in range(3):
            with pytest.raises(Late) as caught:
                await limiter.acquire(GET, refuse)
            assert caught.value.args[0].seconds == pytest.approx(OVER)

    in_time(main)


def test_cancelled_waits_give_their_places_back() -> None:
    """A call that is cancelled while it waits does not hold its place, and who waits behind it moves up."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(1)
        await limiter.acquire(GET)
        waiting = [asyncio.create_task(limiter.acquire(GET)) for _ in range(3)]
        await asyncio.sleep(1)
        waiting[0].cancel()
        await waiting[1]
        assert loop.time() < 60
        await waiting[2]
        assert loop.time() < 120

    in_time(main)


def test_a_place_that_is_not_used_wakes_who_waits() -> None:
    """A place of this minute that is given back goes to the first who waits, at once."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(1)
        place = await limiter.acquire(GET)
        waiting = asyncio.create_task(limiter.acquire(GET))
        await asyncio.sleep(1)
        place.give_back()
        await waiting
        assert loop.time() == 1

    in_time(main)


def test_a_place_is_gone_when_its_minute_is_over() -> None:
    """Who used it late would be counted in the next minute: `begin` says no, and frees it."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(1)
        place = await limiter.acquire(GET)
        await asyncio.sleep(60)
        assert not place.begin()
        assert (await limiter.acquire(GET)).begin()

    in_time(main)


def test_dates_that_are_no_dates_teach_nothing() -> None:
    """A missing or broken `date` header leaves the clock as it was; no response at all changes nothing."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(1)
        place = await limiter.acquire(GET)
        assert place.begin()
        for date in (None, "", "yesterday"):
            assert place.end(200, date=date) is None
        assert place.end(None) is None
        with pytest.raises(Late) as caught:
            await limiter.acquire(GET, refuse)
        assert caught.value.args[0].seconds == pytest.approx(OVER)

    in_time(main)


def test_a_clock_that_turns_out_to_be_another_moves_who_waits() -> None:
    """Whoever waits for a minute of the wrong clock goes when the server's minute begins."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(2)
        place = await limiter.acquire(GET)
        assert place.begin()
        await limiter.acquire(GET)
        waiting = asyncio.create_task(limiter.acquire(GET))
        await asyncio.sleep(0)
        place.end(200, date=formatdate(START + 40, usegmt=True))
        await waiting
        assert 8 <= loop.time() <= 9

    in_time(main)


def test_one_limiter_an_origin() -> None:
    """Clients of one origin share a limiter, with the lowest limit of them; it goes when they go."""
    origin = ("https", "chatwoot.example", 443)
    first = shared_limiter(origin, 3000)
    assert shared_limiter(origin, 1000) is first
    assert first.limit == 1000
    assert shared_limiter(("https", "other.example", 443), 3000) is not first
    del first
    gc.collect()
    assert shared_limiter(origin, 3000).limit == 3000


# --- rules --------------------------------------------------------------------------------------------------------


def test_each_rule_has_its_bucket() -> None:
    """A rule that is full holds up its own calls, by what it counts by; all others go on."""

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
    """Windows are multiples of their length since the epoch, however long."""
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
    """A bucket is one account's, token's, conversation's or the address's; a conversation's number is its account's."""
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
    """The numbers of rules may be others, or a rule may not be there at all."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter(contacts_search=1, conversations_counts=None)
        await limiter.acquire(FIND, refuse)
        with pytest.raises(Late, match="contacts_search of 1 requests"):
            await limiter.acquire(FIND, refuse)
        for _ in range(50):
            await limiter.acquire(COUNT, refuse)

    in_time(main)


def test_the_newest_of_rules_with_one_name() -> None:
    """Of a rule whose number changed, the newest number holds."""

    async def main(loop: VirtualLoop) -> None:
        limiter = Rack(loop).limiter()
        for _ in range(1000):
            await limiter.acquire(MAIL, refuse)
        with pytest.raises(Late, match="transcript of 1000 requests an hour"):
            await limiter.acquire(MAIL, refuse)

    in_time(main)


# --- refusals -----------------------------------------------------------------------------------------------------


def test_an_early_refusal_does_not_slow_what_follows() -> None:
    """50 calls after one early 429 need the next minute, not one minute each."""

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
    """Two different operations refused in one minute mean that the address is over its limit."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, 0)
        limiter = server.limiter()
        assert [await server.ask(limiter, each) for each in (GET, OTHER)] == [429, 429]
        assert [each.rule for each in server.refusals] == ["GET /a", "requests"]
        with pytest.raises(Late, match="the rate limit of 3000 requests a minute"):
            await limiter.acquire(FIND, refuse)
        await asyncio.sleep(60)
        await limiter.acquire(GET, refuse)
        # Each in its own minute is no sign of it.
        assert await server.ask(limiter, GET) == 429
        await limiter.acquire(OTHER, refuse)

    in_time(main)


def test_an_address_near_its_number_is_refused_as_such() -> None:
    """Near the address's number, a refusal is of the address, whatever was refused; a rule that is full comes first."""

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
    """The narrowest rule of an operation is the first guess; one that refuses with another status is none."""
    request = attrs.evolve(GET, rules=(MESSAGES,), conversation="7")
    both = attrs.evolve(COUNT, rules=(*FIND.rules, *COUNT.rules))

    async def main(loop: VirtualLoop) -> None:
        for each, rule in ((COUNT, "conversations_counts"), (both, "conversations_counts"), (request, "GET /a")):
            server = Rack(loop, 0)
            assert await server.ask(server.limiter(), each) == 429
            assert [refusal.rule for refusal in server.refusals] == [rule]

    in_time(main)


def test_a_long_window_is_not_closed_by_a_guess() -> None:
    """The refusal says when the hour is over; but as another rule may have refused, the next minute may try again."""

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
    """The bucket is open again when the server said, and others are not touched."""

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
    """A 429 that arrives when the next minute has begun does not close that one."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, rules={GET.operation: (0, 60)}, latency=80.0)
        limiter = server.limiter()
        assert await server.ask(limiter) == 429
        assert server.refusals[0].seconds == 0
        await limiter.acquire(GET, refuse)

    in_time(main)


def test_what_was_learnt_is_forgotten_after_two_windows() -> None:
    """What went through is the limit of the two minutes that follow; then the configured one is tried again."""

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
    """An early refusal in a minute does not make less of what the minute before let through."""

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
    """What was counted long ago is forgotten."""

    async def main(loop: VirtualLoop) -> None:
        server = Rack(loop, latency=0.0)
        limiter = server.limiter(10**6)
        for number in range(3000):
            await server.ask(limiter, attrs.evolve(GET, operation=f"GET /{number}"))
            await asyncio.sleep(1)
        assert len(vars(limiter)["_buckets"]) < 800

    in_time(main)


# --- laws ---------------------------------------------------------------------------------------------------------

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
    """Whatever is called when, and cancelled: as the server counts, no window of a rule has more than its limit."""

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
    """However many calls wait for one rule, calls of others go at once."""

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


# --- threads ------------------------------------------------------------------------------------------------------


def test_several_threads_and_loops_at_once() -> None:
    """Clients of several event loops share a limiter: nothing breaks, and no window is overrun."""
    limiter = WindowLimiter(10**6)
    rule = RateLimitRule(rule="some", requests=300, seconds=1, by=("account",))
    windows: Counter[int] = Counter()
    errors: list[BaseException] = []
    lock = threading.Lock()

    async def one(number: int) -> None:
        request = LimitedRequest(f"GET /{number}", rules=(rule,))
        place = await limiter.acquire(request)
        while not place.begin():
            place = await limiter.acquire(request)
        with lock:
            windows[int(time.time() - 1)] += 1
        await asyncio.sleep(0)
        place.end(200, date=None)

    async def cancelled(number: int) -> None:
        task = asyncio.create_task(one(number))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def main() -> None:
        await asyncio.gather(*(one(number) for number in range(60)), *(cancelled(number) for number in range(60)))

    def thread() -> None:
        try:
            for _ in range(2):
                asyncio.run(main())
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            errors.append(error)

    threads = [threading.Thread(target=thread) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not errors
    assert sum(windows.values()) >= 4 * 2 * 60
    assert max(windows.values()) <= 300 + 4, "a thread may count a moment later than it was let through"


def test_a_loop_that_is_gone_holds_up_nobody() -> None:
    """A waiting call whose event loop was closed loses its place; a place may be given back outside of any loop."""
    limiter = WindowLimiter(1, clock=lambda: START)
    gone = asyncio.new_event_loop()

    async def wait() -> tuple[Any, asyncio.Task[Any]]:
        place = await limiter.acquire(GET)
        task = asyncio.create_task(limiter.acquire(GET))
        await asyncio.sleep(0)
        return place, task

    place, task = gone.run_until_complete(wait())
    gone.close()
    place.give_back()
    assert not vars(limiter)["_waiting"]
    asyncio.run(limiter.acquire(GET, refuse))
    task._log_destroy_pending = False  # type: ignore[attr-defined]

"""Windows of an account's display ids: all, or only recently changed ones."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import attrs

from .._paging import id_of
from .._resources.conversations import advice_to_bots
from .._texts import quoted
from .._wire.timestamps import from_epoch
from ..client import Chatwoot
from ..errors import DecodeError, InvalidRequestError, ResponseTooLargeError
from ..filters import ConversationFilter
from ..generated.models import Conversation

PAGE = 25
"""Rows of a page of conversations, and so the number of ids that one request may name."""
SLACK = dt.timedelta(minutes=5)
"""How much further than asked `changed` looks back: a change may be committed later than its timestamp."""
_PROBES = 4
_LAST_ID = 2**31 - 1


def _ids(values: Iterable[int]) -> Sequence[int]:
    return values if isinstance(values, range) else tuple(values)


@attrs.frozen
class Window:
    """Conversations of an account, by their display ids; not every id needs to have one.

    It holds no secret, and can be pickled and compared.

    Attributes:
        account_id: The account.
        ids: The display ids: a range, or a tuple of single ones.
    """

    account_id: int
    ids: Sequence[int] = attrs.field(converter=_ids)

    def __str__(self) -> str:
        ids = f", conversations {self.ids[0]} to {self.ids[-1]}" if self.ids else ""
        return f"account {self.account_id}{ids}"


async def plan(chatwoot: Chatwoot, account_ids: Collection[int] | None = None, *, size: int = 500) -> list[Window]:
    """Plan windows that cover every conversation that the token's user may see.

    Display ids begin at 1 in each account and grow. The search for the highest id starts at the newest conversations
    and looks above: an imported conversation can have an early time and a late id, and deletions leave holes. It costs
    five requests for an account, or a few more.

    Args:
        chatwoot: The client; its token must be a user's. Agents see the conversations of their inboxes only.
        account_ids: The accounts; default the client's own, and without one all accounts of the token's user.
        size: Display ids of a window.

    Returns:
        The windows, by account and id; none for an account without conversations.

    Raises:
        InvalidRequestError: `size` is not an integer of at least 1.
        AuthenticationError: the token is wrong or a bot's, or its user is not in the account.
        ChatwootError: see `conversations.list`.
    """
    check_count("size", size)
    found: list[Window] = []
    for account_id in await accounts_of(chatwoot) if account_ids is None else account_ids:
        found += windows_of(account_id, range(1, await _last_id(chatwoot, account_id) + 1), size)
    return found


async def changed(chatwoot: Chatwoot, account_id: int | None, since: dt.datetime, *, size: int = 500) -> list[Window]:
    """Find conversations changed since a moment: new ones, and ones with new, edited or deleted messages.

    It sends one request for each account. Pass the time at which the last run **began**, by this machine's clock (the
    server's does not matter). The largest `updated_at` of the last run would lose changes made while it ran. Responses
    do not include deleted conversations, and the server does not report changed contacts, or that a conversation was
    seen.

    Args:
        chatwoot: The client.
        account_id: The account; None for the accounts that `plan` reads by default.
        since: When the last run began; `SLACK` is added.
        size: Display ids of a window.

    Returns:
        Windows of single ids, sorted by account and id; none if nothing changed.

    Raises:
        InvalidRequestError: `since` has no time zone or is later than now (by `SLACK`), or `size` is below 1.
        ResponseTooLargeError: too much changed for one response: read all windows of `plan` instead.
        ChatwootError: see `conversations.list`.
    """
    check_count("size", size)
    if not isinstance(since, dt.datetime) or since.tzinfo is None:
        raise InvalidRequestError(f"since: expected a datetime with a time zone, got {quoted(since)}")
    seconds = math.ceil((now() - since + SLACK).total_seconds())
    if seconds < 1:
        raise InvalidRequestError(
            f"since: {since.isoformat()} is later than this machine's clock, which may have been set back: what "
            "changed cannot be known; read all windows of `plan` instead"
        )
    found: list[Window] = []
    for each in await accounts_of(chatwoot) if account_id is None else [account_id]:
        try:
            with advice_to_bots():
                page = await chatwoot.conversations.list(account_id=each, status="all", updated_within=seconds)
        except ResponseTooLargeError as error:
            error.advice = "too much changed for one response: export everything again, or raise max_body"
            raise
        found += windows_of(each, sorted({number for number in map(id_of, rows_of(page)) if number is not None}), size)
    return found


def now() -> dt.datetime:
    """Return the time by this machine's clock."""
    return from_epoch(time.time())


def windows_of(account_id: int, ids: Sequence[int], size: int) -> list[Window]:
    """Display ids, cut into windows."""
    return [Window(account_id, ids[first : first + size]) for first in range(0, len(ids), size)]


def check_count(name: str, value: object) -> None:
    """Reject a value that is not an integer of at least 1.

    Raises:
        InvalidRequestError: it is not.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InvalidRequestError(f"{name}: expected a number from 1, got {quoted(value)}")


async def page_of(chatwoot: Chatwoot, account_id: int, ids: Collection[int]) -> list[Conversation]:
    """Return the conversations with these display ids, at most `PAGE` of them.

    Raises:
        DecodeError: the response differs: a row is missing or repeated, or has another id.
    """
    with advice_to_bots():
        page = await chatwoot.conversations.filter(
            account_id=account_id, payload=ConversationFilter.display_id.equal_to(*ids)
        )
    rows = rows_of(page)
    found = {id_of(row) for row in rows}
    if not found <= set(ids):
        raise DecodeError("the server sent conversations that were not requested by display_id", path="$.payload")
    count = getattr(page.meta, "all_count", None)
    if isinstance(count, int) and count != len(rows):
        raise DecodeError(f"{count} conversations have these ids, and {len(rows)} are on the page", path="$.payload")
    if len(found) != len(rows):
        raise DecodeError("the server sent a conversation twice", path="$.payload")
    return rows


def rows_of(page: Any) -> list[Conversation]:
    """Return the rows of a page.

    Raises:
        DecodeError: they are not an array (the decoder kept the value unchanged).
    """
    if not isinstance(page.payload, list):
        raise DecodeError("the rows of a page are no array", path="$.payload")
    rows: list[Conversation] = page.payload
    return rows


async def accounts_of(chatwoot: Chatwoot) -> list[int]:
    if chatwoot.settings.account_id is not None:
        return [chatwoot.settings.account_id]
    with advice_to_bots():
        profile = await chatwoot.profile.get()
    return sorted(number for number in map(id_of, profile.accounts) if number is not None)


async def _last_id(chatwoot: Chatwoot, account_id: int) -> int:
    """Return the highest display id of an account, with several empty chunks above it; 0 if there is none."""
    with advice_to_bots():
        page = await chatwoot.conversations.list(account_id=account_id, status="all", sort_by="created_at_desc")
    count = getattr(page.meta, "all_count", None)
    rows, last, looked = rows_of(page), 0, 0
    # An account with n conversations has at least n ids: look further until n are covered.
    while looked < _LAST_ID and (rows or (isinstance(count, int) and count > looked)):
        last = max([last, *(number for number in map(id_of, rows) if number is not None)])
        first = max(last, looked) + 1
        looked = min(first + _PROBES * PAGE - 1, _LAST_ID)
        chunks = [range(each, min(each + PAGE, looked + 1)) for each in range(first, looked + 1, PAGE)]
        rows = [row for chunk in chunks for row in await page_of(chatwoot, account_id, chunk)]
    return last

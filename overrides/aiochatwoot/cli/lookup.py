"""Rows of the account by what a person calls them: an id, a name, or a part of one that fits no other row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from ..client import Chatwoot
from ..errors import InvalidRequestError
from .text import fit, get, one_line, shown
from .usage import did_you_mean

_LONGEST_LIST = 500


async def find_agent(chatwoot: Chatwoot, wanted: str) -> Any:
    """Return the agent with this id, mail address or name, or a part of these."""
    return the_one("agent", wanted, await chatwoot.agents.list(), ("name", "email", "available_name"))


async def find_team(chatwoot: Chatwoot, wanted: str) -> Any:
    """Return the team with this id or name, or a part of its name."""
    return the_one("team", wanted, await chatwoot.teams.list(), ("name",))


async def find_inbox(chatwoot: Chatwoot, wanted: str) -> Any:
    """Return the inbox with this id or name, or a part of its name."""
    return the_one("inbox", wanted, await chatwoot.inboxes.list(), ("name",))


async def find_labels(chatwoot: Chatwoot, wanted: Iterable[str], advice: str = "") -> list[str]:
    """Return the titles of the account's labels with these titles, or parts of them."""
    if not (wishes := list(wanted)):
        return []
    rows = await chatwoot.labels.list()
    found = [the_one("label", wish, rows, ("title",), by_id=False, advice=advice) for wish in wishes]
    return [shown(get(row, "title")) for row in found]


def the_one(
    kind: str, wanted: str, rows: Iterable[Any], keys: tuple[str, ...], *, by_id: bool = True, advice: str = ""
) -> Any:
    """Return the row that is meant, in upper or lower case.

    An id goes first, then the whole text under one of the keys, then how a word in it begins, then any part of it.

    Args:
        kind: What a row is, for errors.
        by_id: Whether a person may know the id.
        advice: What else can be done, for errors.

    Raises:
        InvalidRequestError: there is none, or more than one.
    """
    rows, wish = list(rows), one_line(wanted).casefold()
    shown_keys = ("id", *keys) if by_id else keys
    word = re.compile(rf"(?<!\w){re.escape(wish)}")
    ways: list[tuple[tuple[str, ...], Callable[[str], object]]] = [
        (("id",) if by_id else (), wish.__eq__),
        (keys, wish.__eq__),
        (keys, word.search),
        (keys, lambda text: wish in text),
    ]
    for among, fits in ways if wish else ():
        found = [row for row in rows if any(fits(shown(get(row, key)).casefold()) for key in among)]
        if len(found) == 1:
            return found[0]
        if found:
            which = fit("; ".join(line_of(row, shown_keys) for row in found), _LONGEST_LIST)
            what = "say the id of one" if by_id else "say which"
            raise InvalidRequestError(f"there is more than one {kind} {one_line(wanted)!r}, {what}: {which}")
    names = [shown(get(row, keys[0])) for row in rows]
    near = did_you_mean(wish, {part: name for name in names for part in (*name.split(), name)})
    known = fit(", ".join(sorted(filter(None, names))) or "none", _LONGEST_LIST)
    raise InvalidRequestError(f"there is no {kind} {one_line(wanted)!r}{near}; there are: {known}{advice}")


def line_of(row: Any, keys: Iterable[str]) -> str:
    """Some of an object on a line, nothing twice; one that is none as it is."""
    texts = dict.fromkeys(shown(get(row, key)) for key in keys)
    return " · ".join(filter(None, texts)) or shown(row)

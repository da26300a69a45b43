"""Finds rows of an account by id, name, or an unambiguous part of a name."""

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
    """Find an agent by id, mail address, name, or a part of one."""
    return the_one("agent", wanted, await chatwoot.agents.list(), ("name", "email", "available_name"))


async def find_team(chatwoot: Chatwoot, wanted: str) -> Any:
    """Find a team by id, name, or a part of its name."""
    return the_one("team", wanted, await chatwoot.teams.list(), ("name",))


async def find_inbox(chatwoot: Chatwoot, wanted: str) -> Any:
    """Find an inbox by id, name, or a part of its name."""
    return the_one("inbox", wanted, await chatwoot.inboxes.list(), ("name",))


async def find_labels(chatwoot: Chatwoot, wanted: Iterable[str], advice: str = "") -> list[str]:
    """Find labels of the account by titles or parts of them; return their titles."""
    if not (wishes := list(wanted)):
        return []
    rows = await chatwoot.labels.list()
    found = [the_one("label", wish, rows, ("title",), by_id=False, advice=advice) for wish in wishes]
    return [shown(get(row, "title")) for row in found]


def the_one(
    kind: str, wanted: str, rows: Iterable[Any], keys: tuple[str, ...], *, by_id: bool = True, advice: str = ""
) -> Any:
    """Find the only matching row, ignoring case.

    The id has precedence, then the whole text of a key, then the beginning of a word in it, then any part of it.

    Args:
        kind: The kind of row, for error messages.
        wanted: The text to look for.
        rows: The rows to search.
        keys: The keys to compare with, the name first.
        by_id: Whether to compare ids, too.
        advice: Text appended to the error if there is no match.

    Raises:
        InvalidRequestError: no row matches, or more than one.
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
    """Format some values of an object on one line, without repetitions. A value that is not an object is shown
    itself.
    """
    texts = dict.fromkeys(shown(get(row, key)) for key in keys)
    return " · ".join(filter(None, texts)) or shown(row)

"""A settings-like entity of the fake server is one class, which defines routes, rights, validation and JSON."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot
from aiochatwoot.testing._state.entity import WRITES, Stored, attribute, matches, present, unique
from aiochatwoot.testing._state.values import FLAG, LOWER_CASE, TEXT

from .conftest import Clock
from .office import FAULT, MISSING, NOT_ALLOWED, NOW, Office, invalid


@pytest.fixture
def holiday(monkeypatch: pytest.MonkeyPatch) -> type[Stored]:
    """An entity that only the servers of this test have."""
    monkeypatch.setattr(Stored, "kinds", [*Stored.kinds])

    class Holiday(
        Stored,
        path="/holidays",
        wrapper="holiday",
        admins=WRITES,
        many=("payload",),
        gone=204,
        since="4.16.0",
        keys="id name day closed? created_at",
    ):
        name: str = attribute(LOWER_CASE, present(), unique())
        day: str = attribute(TEXT, matches(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"), default="2026-12-25")
        closed: bool | None = attribute(FLAG, default=None)

    return Holiday


@pytest.fixture
def holidays(holiday: type[Stored], clock: Clock, http: httpx.Client) -> Iterator[Office]:
    """Sends requests to an empty server that has the entity."""
    with FakeChatwoot(sample=False, clock=clock) as server:
        yield Office(server, http)


def test_a_new_entity_has_its_routes_and_json(holidays: Office) -> None:
    """The entity can be created, listed, read, changed and deleted, with the keys of its declaration."""
    christmas = {"id": 1, "name": "christmas", "day": "2026-12-25", "created_at": NOW}
    assert holidays.json("POST", "/holidays", {"holiday": {"name": "Christmas"}}) == christmas
    assert holidays.json("GET", "/holidays") == {"payload": [christmas]}
    assert holidays.json("GET", "/holidays/1") == christmas
    assert holidays.json("PATCH", "/holidays/1", {"closed": "1"}) == christmas | {"closed": True}
    holidays.gone("/holidays/1", 204)
    assert holidays.error("GET", "/holidays/1") == MISSING


def test_a_new_entity_has_its_rights(holidays: Office, holiday: type[Stored]) -> None:
    """Agents can read it; only administrators can change it."""
    bob = holidays.server.account.add_agent("Bob")
    holidays.server.account.add(holiday, name="christmas")
    assert holidays.ids("/holidays", by=bob) == [1]
    for method, path in (("POST", "/holidays"), ("PATCH", "/holidays/1"), ("DELETE", "/holidays/1")):
        assert holidays.error(method, path, {"name": "easter"}, by=bob) == NOT_ALLOWED


def test_a_new_entity_is_validated(holidays: Office, holiday: type[Stored]) -> None:
    """Errors use the server's texts, and report all problems at once; missing or malformed parameters are refused."""
    holidays.server.account.add(holiday, name="christmas")
    taken = holidays.error("POST", "/holidays", {"name": "CHRISTMAS", "day": "soon"})
    assert invalid(("name", "Name has already been taken"), ("day", "Day is invalid")) == taken
    assert holidays.error("PATCH", "/holidays/1", {"name": ""}) == invalid(("name", "Name can't be blank"))
    missing = {"error": "param is missing or the value is empty: holiday"}
    assert holidays.error("POST", "/holidays", {"title": "x"}) == (422, missing)
    assert holidays.error("POST", "/holidays", {"holiday": "x"}) == FAULT


@pytest.mark.usefixtures("holiday")
def test_an_older_server_does_not_know_a_new_entity(http: httpx.Client) -> None:
    """A declaration states the version that introduced its entity."""
    with FakeChatwoot(sample=False, version="4.15.0") as server:
        assert Office(server, http).send("GET", "/holidays").status_code == 404

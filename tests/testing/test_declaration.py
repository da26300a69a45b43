"""A settings-like entity of the fake server is one class, which defines routes, rights, validation and JSON."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from types import new_class
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot, Portal
from aiochatwoot.testing._app.crud import Crud
from aiochatwoot.testing._state.entity import WRITES, Stored, attribute, matches, present, unique
from aiochatwoot.testing._state.values import FLAG, LOWER_CASE, TEXT

from .conftest import Clock
from .office import FAULT, MISSING, NOT_ALLOWED, NOW, Office, invalid


@pytest.fixture
def shift(monkeypatch: pytest.MonkeyPatch) -> type[Stored]:
    """An entity that only the servers of this test have."""
    monkeypatch.setattr(Stored, "kinds", [*Stored.kinds])

    class Shift(
        Stored,
        path="/shifts",
        wrapper="shift",
        admins=WRITES,
        many=("payload",),
        gone=204,
        since="4.16.0",
        keys="id name day closed? created_at",
    ):
        name: str = attribute(LOWER_CASE, present(), unique())
        day: str = attribute(TEXT, matches(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"), default="2026-12-25")
        closed: bool | None = attribute(FLAG, default=None)

    return Shift


@pytest.fixture
def shifts(shift: type[Stored], clock: Clock, http: httpx.Client) -> Iterator[Office]:
    """Sends requests to an empty server that has the entity."""
    with FakeChatwoot(sample=False, clock=clock) as server:
        yield Office(server, http)


def test_a_new_entity_has_its_routes_and_json(shifts: Office) -> None:
    """The entity can be created, listed, read, changed and deleted, with the keys of its declaration."""
    christmas = {"id": 1, "name": "christmas", "day": "2026-12-25", "created_at": NOW}
    assert shifts.json("POST", "/shifts", {"shift": {"name": "Christmas"}}) == christmas
    assert shifts.json("GET", "/shifts") == {"payload": [christmas]}
    assert shifts.json("GET", "/shifts/1") == christmas
    assert shifts.json("PATCH", "/shifts/1", {"closed": "1"}) == christmas | {"closed": True}
    shifts.gone("/shifts/1", 204)
    assert shifts.error("GET", "/shifts/1") == MISSING


def test_a_new_entity_has_its_rights(shifts: Office, shift: type[Stored]) -> None:
    """Agents can read it; only administrators can change it."""
    bob = shifts.server.account.add_agent("Bob")
    shifts.server.account.add(shift, name="christmas")
    assert shifts.ids("/shifts", by=bob) == [1]
    for method, path in (("POST", "/shifts"), ("PATCH", "/shifts/1"), ("DELETE", "/shifts/1")):
        assert shifts.error(method, path, {"name": "easter"}, by=bob) == NOT_ALLOWED


def test_a_new_entity_is_validated(shifts: Office, shift: type[Stored]) -> None:
    """Errors use the server's texts, and report all problems at once; missing or malformed parameters are refused."""
    shifts.server.account.add(shift, name="christmas")
    taken = shifts.error("POST", "/shifts", {"name": "CHRISTMAS", "day": "soon"})
    assert invalid(("name", "Name has already been taken"), ("day", "Day is invalid")) == taken
    assert shifts.error("PATCH", "/shifts/1", {"name": ""}) == invalid(("name", "Name can't be blank"))
    missing = {"error": "param is missing or the value is empty: shift"}
    assert shifts.error("POST", "/shifts", {"title": "x"}) == (422, missing)
    assert shifts.error("POST", "/shifts", {"shift": "x"}) == FAULT


@pytest.mark.usefixtures("shift")
def test_an_older_server_does_not_know_a_new_entity(http: httpx.Client) -> None:
    """A declaration states the version that introduced its entity."""
    with FakeChatwoot(sample=False, version="4.15.0") as server:
        assert Office(server, http).send("GET", "/shifts").status_code == 404


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("id nmae", "Rota: keys: nmae: no attribute 'nmae': declare it, or name another, as in id=nmae"),
        ("tema.id=team_id", "Rota: keys: tema.id=team_id: no attribute 'tema.id': declare it, or name another"),
        ("is_late()", "Rota: keys: is_late(): no attribute 'is_late': declare it, or name another"),
        ("created_at:epohc", "Rota: keys: created_at:epohc: there is no form 'epohc': use epoch, zero, float or"),
        ("id@4.x", "Rota: keys: id@4.x: write a version such as @4.16.0, or @enterprise"),
    ],
)
def test_wrong_keys_are_found_when_a_server_is_built(keys: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key without an attribute, form or version is an error that names the class and the key."""
    monkeypatch.setattr(Stored, "kinds", [*Stored.kinds])
    new_class("Rota", (Stored,), {"keys": keys})
    with pytest.raises(TypeError, match=re.escape(message)):
        FakeChatwoot(sample=False)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/labels", "Label"),
        ("/inboxes", "aiochatwoot.testing._app.inboxes._list"),
        ("/contacts/{id}/labels", "aiochatwoot.testing._app.contacts._labels"),
    ],
)
def test_a_path_that_is_taken_is_found_when_a_server_is_built(
    path: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two declarations of one route are an error that names both and the route, whatever its parameters are called."""
    monkeypatch.setattr(Stored, "kinds", [*Stored.kinds])
    new_class("Rota", (Stored,), {"path": path})
    message = f"Rota: GET /api/v1/accounts/{{account_id}}{path} is a route of {other}: choose another path"
    with pytest.raises(TypeError, match=re.escape(message)):
        FakeChatwoot(sample=False)


@pytest.mark.parametrize("options", [{"since": "4.x"}, {"admins": ("list",), "admins_since": "4.x"}])
def test_a_wrong_version_is_found_when_a_server_is_built(
    options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A route that names no version is an error that names its class and the version."""
    monkeypatch.setattr(Stored, "kinds", [*Stored.kinds])
    new_class("Rota", (Stored,), {"path": "/rotas"} | options)
    message = "Rota: GET /api/v1/accounts/{account_id}/rotas: '4.x' is no version: write one such as 4.16.0"
    with pytest.raises(TypeError, match=re.escape(message)):
        FakeChatwoot(sample=False)


def test_an_entity_has_one_class_for_its_routes() -> None:
    """A second class for the routes of an entity is an error that names all three."""
    with pytest.raises(TypeError, match="More: Portals has the routes of Portal: extend that class"):
        new_class("More", (Crud,), {"kind": Portal})


def test_the_first_server_of_a_process_has_all_routes() -> None:
    """The first server of a process has the same routes as later ones, although it imports what declares them."""
    program = """
import time
from aiochatwoot.testing._app.routes import create_app
from aiochatwoot.testing._state.account import Installation
first, second = ({route.path for route in create_app(Installation(time.time)).routes} for _ in range(2))
print(len(first), sorted(second ^ first))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    number, differing = done.stdout.split(maxsplit=1)
    assert (int(number) > 100, differing) == (True, "[]\n")

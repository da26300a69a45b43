"""A new endpoint needs only the contract: its code is generated, vendored, imported and called."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from .conftest import Vendored
from .loopback import Loopback, loopback

pytestmark = pytest.mark.untraced

MOMENT = dt.datetime(2026, 11, 23, 5, 6, 12, tzinfo=dt.UTC)
EPOCH = 1795410372
LATER = dt.timedelta(days=1)
THING = {"id": 7, "kind": "small", "made_at": EPOCH}


@asynccontextmanager
async def connected(vendored: Vendored) -> AsyncGenerator[tuple[Any, Loopback]]:
    """A client of the vendored package, and its server."""
    async with (
        loopback() as server,
        vendored().Chatwoot(server.base_url, token="t", account_id=3, drift="strict") as client,
    ):
        yield client, server


# --- requests ---


async def test_get_with_a_path_and_a_query(vendored: Vendored) -> None:
    """Each argument is sent at its position in its declared form; None omits it."""
    kinds = vendored(".generated.models").ThingKind
    async with connected(vendored) as (client, server):
        server.answer(THING)
        await client.things.get(
            7,
            depth=5,
            ratio=0.25,
            deep=False,
            kind="not sure: ask",
            state="new",
            kinds=[kinds.BEST, "small"],
            names=["a b", "c&d", "é"],
            since=MOMENT,
            until=MOMENT + LATER,
            nothing=None,
        )

    assert (server.last.method, server.last.path, server.last.body) == ("GET", "/api/v1/accounts/3/things/7", b"")
    assert [
        ("depth", "5"),
        ("ratio", "0.25"),
        ("deep", "false"),
        ("kind", "not sure: ask"),
        ("state", "new"),
        ("kinds[]", 'the "best"'),
        ("kinds[]", "small"),
        ("names", "a b"),
        ("names", "c&d"),
        ("names", "é"),
        ("since", "2026-11-23T05:06:12.000Z"),
        ("until", str(EPOCH + 86400)),
    ] == server.last.query


async def test_a_default_of_the_contract_is_left_to_the_server(vendored: Vendored) -> None:
    """An omitted argument is not sent, so the server's default applies."""
    async with connected(vendored) as (client, server):
        server.answer(THING)
        await client.things.get(7)

    assert server.last.query == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"depth": 0}, "depth: 0 is below 1"),
        ({"depth": 6}, "depth: 6 is above 5"),
        ({"kind": "enormous"}, "kind: 'enormous' is not one of small, large, not sure: ask, the \"best\""),
        ({"kinds": "small"}, "kinds: "),
        ({"since": dt.datetime(2026, 11, 23)}, "since: "),
        ({"thing_id": 2**63}, "thing_id: 9223372036854775808 is above 9223372036854775807"),
        ({"thing_id": 0}, "thing_id: 0 is below 1"),
    ],
)
async def test_a_wrong_argument_is_not_sent(vendored: Vendored, arguments: dict[str, Any], message: str) -> None:
    """The contract's bounds and types apply to arguments; the operation's own parameter has precedence."""
    async with connected(vendored) as (client, server):
        with pytest.raises(vendored().InvalidRequestError) as error:
            await client.things.get(**{"thing_id": 10} | arguments)

    assert str(error.value).startswith(message)
    assert server.requests == []


async def test_post_sends_what_was_given(vendored: Vendored) -> None:
    """UNSET is absent, None is null, and a timestamp has its key's form."""
    unset = vendored().UNSET
    async with connected(vendored) as (client, server):
        server.answer(THING, status=201)
        made = await client.things.create(
            name="Ünïcode",
            made_at=MOMENT,
            kind="large",
            seen_at=MOMENT,
            parent_id=None,
            state="new",
            labels=unset,
            visits=[MOMENT, MOMENT + LATER],
            limits={"a": 1},
            when=MOMENT,
            x_size=10,
        )

    assert (server.last.method, server.last.path, server.last.query) == ("POST", "/api/v1/accounts/3/things", [])
    assert server.last.json == {
        "name": "Ünïcode",
        "made_at": EPOCH,
        "kind": "large",
        "seen_at": "2026-11-23T05:06:12.000Z",
        "parent_id": None,
        "state": "new",
        "visits": [EPOCH, EPOCH + 86400],
        "limits": {"a": 1},
        "when": EPOCH,
        "x-size": 10,
    }
    assert made.id == 7


async def test_post_needs_its_required_keys_only(vendored: Vendored) -> None:
    """A call passes the required keys, and nothing else is sent."""
    async with connected(vendored) as (client, server):
        server.answer(THING, status=201)
        await client.things.create(name="n", made_at=MOMENT, kind="small")
        with pytest.raises(TypeError, match="made_at"):
            await client.things.create(name="n", kind="small")

    assert server.last.json == {"name": "n", "made_at": EPOCH, "kind": "small"}


@pytest.mark.parametrize(("key", "value"), [("parent_id", 0), ("x_size", 11), ("state", 1), ("made_at", EPOCH)])
async def test_bounds_and_types_hold_for_bodies(vendored: Vendored, key: str, value: Any) -> None:
    """A key of a body is validated like a parameter."""
    arguments = {"name": "n", "made_at": MOMENT, "kind": "small"} | {key: value}
    async with connected(vendored) as (client, server):
        with pytest.raises(vendored().InvalidRequestError, match=f"^{key}: "):
            await client.things.create(**arguments)

    assert server.requests == []


async def test_body_keys_never_collide_with_the_method(vendored: Vendored) -> None:
    """A key with the name of the method's own argument, and a verb that is a Python keyword, get an underscore."""
    async with connected(vendored) as (client, server):
        server.answer({"free": [1, {"form": None}]}, {})
        answer = await client.things.import_(on_progress_="wait", options={"deep": [1, {}]})
        assert server.last.json == {"on_progress": "wait", "options": {"deep": [1, {}]}}
        await client.things.import_()

    assert answer == {"free": [1, {"form": None}]}
    assert server.last.json == {}


async def test_delete_answers_with_nothing(vendored: Vendored) -> None:
    """A success without content returns None, whatever its body."""
    async with connected(vendored) as (client, server):
        server.answer(None, status=204)
        server.answer({"anything": 1})
        assert await client.things.delete(7) is None
        assert await client.things.delete(7) is None

    assert (server.last.method, server.last.path) == ("DELETE", "/api/v1/accounts/3/things/7")
    operation = vendored(".generated.api.things").DELETE
    assert (operation.retry_safe, operation.not_found) == (True, 500)


async def test_new_operation_of_an_old_tag(vendored: Vendored) -> None:
    """A new operation is a method beside the others, also on the class with handwritten methods."""
    async with connected(vendored) as (client, server):
        server.answer({"id": 42}, status=200)
        with pytest.raises(vendored().DecodeError):
            await client.conversations.read(42)

    assert (
        server.last.method,
        server.last.path,
        server.last.body,
    ) == ("POST", "/api/v1/accounts/3/conversations/42/read", b"")


def test_errors_of_the_extended_contract_are_no_models(vendored: Vendored) -> None:
    """Models are generated only for results and arguments, not for errors, envelopes or bodies."""
    names = set(vendored(".generated.models").__all__)

    assert names >= {"Thing", "ThingKind", "ThingOldKind", "ThingOwner", "ThingPage", "ThingShape", "ThingState"}
    assert names & {"ErrorText", "ThingEnvelope", "NewThing", "EmptyObject", "Moment"} == set()


# --- responses ---


async def test_timestamps_in_every_position(vendored: Vendored) -> None:
    """A timestamp is an aware datetime in UTC behind a $ref, nullable, in a list, a map, a union or an allOf."""
    body = {
        "id": 7,
        "kind": "large",
        "based_at": EPOCH,
        "made_at": EPOCH,
        "gone_at": None,
        "used_at": 0,
        "exact_at": EPOCH + 0.5,
        "seen_at": "2026-11-23T05:06:12.000Z",
        "visits": [EPOCH, EPOCH + 86400],
        "visits_by": {"me": "2026-11-23T05:06:12.000Z"},
        "maybe_by": {"me": EPOCH, "you": None},
        "when": EPOCH,
        "shape": {"size": 1.5, "measured_at": EPOCH},
    }
    async with connected(vendored) as (client, server):
        server.answer(body)
        thing = await client.things.get(7)

    assert MOMENT == thing.based_at == thing.made_at == thing.seen_at == thing.when == thing.shape.measured_at
    assert all(moment.tzinfo is dt.UTC for moment in (thing.made_at, thing.visits[0], thing.maybe_by["me"]))
    assert (thing.gone_at, thing.used_at) == (None, None)
    assert MOMENT + dt.timedelta(seconds=0.5) == thing.exact_at
    assert thing.visits == [MOMENT, MOMENT + LATER]
    assert thing.visits_by == {"me": MOMENT}
    assert thing.maybe_by == {"me": MOMENT, "you": None}
    assert thing.to_dict() == body


@pytest.mark.parametrize("value", ["soon", ["soon", "later"], EPOCH])
def test_union_of_a_timestamp_and_other_types(vendored: Vendored, value: Any) -> None:
    """A value that is not a timestamp keeps the union's other type."""
    thing = vendored(".generated.models").Thing.from_dict(THING | {"when": value})

    assert (MOMENT if value == EPOCH else value) == thing.when
    assert thing.to_dict()["when"] == value


async def test_enums_are_open_and_may_be_null(vendored: Vendored) -> None:
    """A nullable enum keeps null; an extensible one accepts any value."""
    models = vendored(".generated.models")
    async with connected(vendored) as (client, server):
        server.answer(THING | {"kind": 'the "best"', "old_kind": None, "state": "new"})
        server.answer(THING | {"old_kind": "tiny", "state": None})
        first, second = await client.things.get(7), await client.things.get(7)

    assert models.ThingKind.BEST is first.kind
    assert (first.old_kind, first.state, isinstance(first.state, models.ThingState)) == (None, "new", True)
    assert (second.old_kind, second.state) == (models.ThingOldKind.TINY, None)


@pytest.mark.parametrize(("species", "name"), [("cat", "ThingCat"), ("dog", "ThingDog")])
def test_objects_told_apart(vendored: Vendored, species: str, name: str) -> None:
    """The discriminator selects the class; a const is an enum of one, so another value is a deviation."""
    models = vendored(".generated.models")
    friend: Any = models.Thing.from_dict(THING | {"friend": {"species": species}}).friend

    assert (getattr(models, name), species) == (type(friend), friend.species)
    assert [member.value for member in friend.species.__class__] == [species]
    assert models.Thing.from_dict(THING | {"friend": None}).friend is None


async def test_circles_of_models(vendored: Vendored) -> None:
    """Recursive schemas are imported, decoded and written back."""
    models = vendored(".generated.models")
    owner = {"name": "Ada", "things": [THING], "best": THING, "by_name": {"x": THING}, "friend": {"friend": {}}}
    body = THING | {"parent": THING | {"parent": None}, "parts": [THING, THING | {"owner": owner}]}
    async with connected(vendored) as (client, server):
        server.answer(body)
        thing = await client.things.get(7)

    assert thing.parent.parent is None
    deep = thing.parts[1].owner
    assert tuple(type(each) for each in (deep.things[0], deep.best, deep.by_name["x"])) == (
        models.Thing,
        models.Thing,
        models.Thing,
    )
    assert deep.friend.friend == models.ThingOwner()
    assert thing.to_dict() == body


def test_circles_can_be_entered_anywhere(vendored: Vendored) -> None:
    """Either of two mutually recursive models may be decoded first."""
    models = vendored(".generated.models")
    owner = models.ThingOwner.from_dict({"best": THING | {"owner": {"name": "Ada"}}})

    assert owner.best.owner.name == "Ada"


async def test_free_forms_stay_json(vendored: Vendored) -> None:
    """Objects without declared keys are plain dicts without deviations; secrets are not shown."""
    async with connected(vendored) as (client, server):
        server.answer(THING | {"notes": {"a": [1]}, "nothing": {"b": {}}, "limits": {"c": 1}, "token": "s3cret"})
        thing = await client.things.get(7)

    assert (thing.notes, thing.nothing, thing.limits) == ({"a": [1]}, {"b": {}}, {"c": 1})
    assert thing.token == "s3cret"
    assert "s3cret" not in repr(thing)


async def test_answers_that_are_no_objects(vendored: Vendored) -> None:
    """A method may return a number, an array, or a map of arrays."""
    async with connected(vendored) as (client, server):
        server.answer(65, [THING], {"first": [EPOCH]})

        assert await client.things.count() == 65
        assert [thing.id for thing in await client.things.search(q="x")] == [7]
        assert await client.things.moments() == {"first": [MOMENT]}


async def test_pages_in_an_envelope(vendored: Vendored) -> None:
    """`iter` reads all pages of an unwrapped list, each id once, with its filters."""
    pages = [
        [{"data": {"payload": [THING | {"id": number} for number in ids]}}] for ids in ([1, 2], [2, 3], [], [1, 2])
    ]
    async with connected(vendored) as (client, server):
        for page in pages:
            server.answer(*page)
        found = [thing.id async for thing in client.things.iter(all=False)]

    assert found == [1, 2, 3]
    assert [[("all", "false"), ("page", str(n))] for n in (1, 2, 3, 1)] == [each.query for each in server.requests]


async def test_a_list_that_comes_at_once_is_asked_for_once(vendored: Vendored) -> None:
    """With the parameter in `unless` there is one request."""
    async with connected(vendored) as (client, server):
        server.answer({"data": {"payload": [THING]}})
        found = [thing.id async for thing in client.things.iter(all=True)]

    assert (found, len(server.requests)) == ([7], 1)


async def test_pages_that_are_arrays(vendored: Vendored) -> None:
    """If a page is the array itself, `iter_<verb>` reads it as well."""
    async with connected(vendored) as (client, server):
        server.answer([THING], [THING | {"id": 8}], [])
        found = [thing.id async for thing in client.things.iter_search(q="x", limit=2)]

    assert found == [7, 8]
    assert server.last.query == [("q", "x"), ("page", "2")]


# --- the generated code ---


def test_signatures_and_docstrings(vendored: Vendored) -> None:
    """Path parameters come first, others are keyword-only; every argument is described, if only by its schema."""
    resource = vendored(".generated.api.things").ThingsResource
    signature = inspect.signature(resource.get)

    assert [name for name, each in signature.parameters.items() if each.kind is each.POSITIONAL_OR_KEYWORD] == [
        "self",
        "thing_id",
    ]
    assert "The number of the thing." in str(resource.get.__doc__)
    assert "nothing: Said by its schema." in str(resource.get.__doc__)
    assert "What kind of thing it is." in str(resource.create.__doc__)
    assert "One page of things.\n" in str(resource.list.__doc__)
    assert "made_at: When it was made." in str(vendored(".generated.models").Thing.__doc__)


def test_the_vendored_package_is_whole(vendored: Vendored) -> None:
    """The copy's client and models are its own, not those of the installed package."""
    module = vendored(".generated.models.thing").Thing.__mro__[1].__module__

    assert (module, vendored().Chatwoot.__module__.split(".")[0]) == (f"{vendored.name}._wire.model", vendored.name)

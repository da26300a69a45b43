"""Documents in three styles, as frameworks and people write them: generated, type-checked, and called over loopback.

`styles/` has a FastAPI app's document, a 3.0 one with inheritance, and a 3.1 one with unions. None was written for this
generator, and each generates without a note.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import shutil
import sys
import tomllib
import uuid
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import ROOT, Vendored, importable
from .loopback import Loopback, loopback
from .test_calls import parts
from .test_types import BIN, check

pytestmark = pytest.mark.apart

STYLES = Path(__file__).parent / "styles"
NAMES = ("fastapi", "inheritance", "unions")
DOG_ID = "5adf447b-c831-4133-855b-d056988b0b99"
DOG = {
    "id": DOG_ID,
    "name": "Ada",
    "size": "small",
    "born": "2026-02-03",
    "fed_at": "2026-11-23T05:06:12.554321+00:00",
    "walk": "PT45M",
    "owner": {"name": "Rani", "phones": {"home": "1"}},
    "tags": ["good"],
    "weight": "3.50",
}
MOMENT = dt.datetime(2026, 11, 23, 5, 6, 12, tzinfo=dt.UTC)
MOVED = {"kind": "moved", "at": "2026-11-23T05:06:12Z", "id": 8, "to": None, "status": "late", "note": None}
CREATED = {"kind": "created", "at": "2026-11-23T05:06:12Z", "id": 7, "parcel": {"code": "p-1", "sizes": {"l": 3}}}
CIRCLE = {"shape": "circle", "radius": 2.5, "center": {"x": 0, "y": 1}}
LABEL = {"shape": "label", "text": "hi", "font": {"family": "serif"}}
DRAWING = {
    "version": 2,
    "title": None,
    "shapes": [CIRCLE, LABEL, {"shape": "line", "points": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}],
    "by_layer": {"1": [LABEL]},
    "size": {"width": 3, "height": None},
    "tree": {"name": "a", "children": [{"name": "b", "children": []}]},
    "mark": [1, 2.5],
    "unit": "mm",
    "saved": "2026-11-23T05:06:12.000Z",
    "printed": "2026-11-23T05:06:12+00:00",
}
USAGE = """
from __future__ import annotations

import datetime
from typing import assert_type
from uuid import UUID

from styles_client.fastapi.api.dogs import DogsResource
from styles_client.fastapi.models import DogOutput, Owner, Size
from styles_client.inheritance.api.labels import LabelsResource
from styles_client.inheritance.api.parcel_events import ParcelEventsResource
from styles_client.inheritance.models import Created, Moved, Place
from styles_client.unions.api.drawings import DrawingsResource
from styles_client.unions.models import Circle, CircleShape, Line, Point, Text_


async def use(dogs: DogsResource, events: ParcelEventsResource, labels: LabelsResource, on: DrawingsResource) -> None:
    dog = await dogs.create_dog(name="Ada", size="small", born=datetime.date(2026, 2, 3), owner={"name": "Rani"})
    assert_type(dog, DogOutput)
    assert_type(dog.id, UUID)
    assert_type(dog.born, datetime.date | None)
    assert_type(dog.walk, datetime.timedelta | str | None)
    assert_type(dog.owner, Owner | None)
    assert_type(dog.weight, float | str | None)
    assert_type(await dogs.read_dog(dog.id), DogOutput | None)
    assert_type(await dogs.list(size=[Size.LARGE, "small"], x_trace=None), list[DogOutput])
    page = await events.list_events("p-1", kinds=["moved"])
    assert_type(page.items, list[Created | Moved])
    for event in page.items:
        if isinstance(event, Moved):
            assert_type(event.to, Place | None)
    async with labels.get_by_parcel_id("p-1") as file:
        assert_type(await file.read(), bytes)
    drawing = await on.get(7, filter={"layer": 1})
    assert_type(drawing.shapes, list[Circle | Line | Text_])
    assert_type(drawing.mark, int | list[float] | Point | None)
    assert_type(drawing.additional_properties, dict[str, datetime.datetime])
    assert_type(await on.put("a", body=Circle(shape=CircleShape.CIRCLE, radius=1.5)), Circle | Line | Text_ | None)


async def misuse(dogs: DogsResource, on: DrawingsResource) -> None:
    await dogs.create_dog()  # type: ignore[call-arg]
    await dogs.create_dog(name="Ada", born="2026-02-03")  # type: ignore[arg-type]
    await dogs.read_dog("x")  # type: ignore[arg-type]
    await on.create(body=Circle(shape=CircleShape.CIRCLE, radius=1.5))  # type: ignore[arg-type]
"""


@pytest.fixture(scope="module")
def package(driver: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vendored]:
    """A copy of the package with the generated code of each document in its own folder."""
    folder = tmp_path_factory.mktemp("styles")
    ignored = shutil.ignore_patterns("testing", "__pycache__")
    shutil.copytree(ROOT / "overrides" / "aiochatwoot", folder / "styles_client", ignore=ignored)
    for name in NAMES:
        output = folder / "styles_client" / name
        assert driver.generate(driver.read(STYLES / f"{name}.yaml"), ROOT / "generator-config.yml", output) == []
    yield from importable(Vendored(folder, "styles_client"))


@asynccontextmanager
async def resource(package: Vendored, style: str, tag: str) -> AsyncGenerator[tuple[Any, Loopback]]:
    """A resource of a style, and its server; deviations are errors."""
    module = importlib.import_module(f"{package.name}.{style}.api.{tag}")
    (cls,) = (value for name, value in vars(module).items() if name.endswith("Resource") and name != "Resource")
    async with (
        loopback() as server,
        package().Chatwoot(server.base_url, token="t", account_id=3, drift="strict") as client,
    ):
        yield cls(client._core), server


# --- FastAPI ---


async def test_fastapi_models(package: Vendored) -> None:
    """Input and output are separate models; null, dates, UUIDs and durations have their types."""
    async with resource(package, "fastapi", "dogs") as (dogs, server):
        server.answer(DOG, status=201)
        dog = await dogs.create_dog(name="Ada", born=dt.date(2026, 2, 3), owner=None, tags=("good",))
        assert server.last.json == {"name": "Ada", "born": "2026-02-03", "owner": None, "tags": ["good"]}
        server.answer([DOG], None)
        (again,) = await dogs.list(born_after=dt.date(2026, 1, 2), size=["large", "small"], x_trace="a b")
        assert server.last.query == [("born_after", "2026-01-02"), ("size", "large"), ("size", "small")]
        assert server.last.headers["x-trace"] == "a b"
        assert await dogs.read_dog(uuid.UUID(DOG_ID)) is None

    assert server.last.path == f"/dogs/{DOG_ID}"
    assert (uuid.UUID(DOG_ID), dt.date(2026, 2, 3), dt.timedelta(minutes=45)) == (dog.id, dog.born, dog.walk)
    assert (type(dog).__name__, dog.owner.name, dog.weight) == ("DogOutput", "Rani", "3.50")
    assert dog == again
    assert DOG == dog.to_dict() == json.loads(json.dumps(again.to_dict()))


async def test_fastapi_forms(package: Vendored) -> None:
    """A file is sent in a multipart form, a login in an urlencoded one."""
    async with resource(package, "fastapi", "dogs") as (dogs, server):
        server.answer({"ok": True}, None)
        given = await dogs.add_photo(uuid.UUID(DOG_ID), file=package().File(b"\x89PNG", name="a.png"), caption="Ada")
        assert given == {"ok": True}
        assert parts(server.last) == [
            ("caption", None, None, b"Ada"),
            ("file", "a.png", "image/png", b"\x89PNG"),
        ]
        assert await dogs.delete_dog(uuid.UUID(DOG_ID)) is None
        assert (server.last.method, server.last.body) == ("DELETE", b"")
    async with resource(package, "fastapi", "backup") as (backup, server):
        server.answer(None)
        assert await backup.restore(archive=package().File(b"PK", name="a.zip")) is None
    assert parts(server.last) == [("archive", "a.zip", "application/zip", b"PK")]
    async with resource(package, "fastapi", "token") as (token, server):
        server.answer({"access_token": "x"})
        assert await token.login(username="a b", password="c&d", grant_type="password") == {"access_token": "x"}

    assert server.last.body == b"username=a+b&password=c%26d&grant_type=password"
    assert server.last.headers["content-type"] == "application/x-www-form-urlencoded"


# --- inheritance ---


async def test_inheritance(package: Vendored) -> None:
    """A child is accepted in place of its parent; a page that narrows its items does not affect other pages."""
    async with resource(package, "inheritance", "parcel_events") as (events, server):
        server.answer({"items": [CREATED, MOVED], "next": None})
        page = await events.list_events("p/1", kinds=["created", "moved"], pagesize=50)
        assert (
            server.last.path,
            server.last.query,
        ) == ("/parcels/p/1/events", [("kinds", "created,moved"), ("page[size]", "50")])
        assert [type(each).__name__ for each in page.items] == ["Created", "Moved"]
        assert page.to_dict() == {"items": [CREATED, MOVED], "next": None}
        created, moved = page.items
        server.answer(MOVED, MOVED, status=201)
        assert await events.add_event("p-1", body=created) == moved
        assert server.last.json == CREATED
        await events.add_event("p-1", body={"kind": "moved", "at": MOMENT, "to": {"city": "Berlin"}})

    assert server.last.json == {"kind": "moved", "at": "2026-11-23T05:06:12.000Z", "to": {"city": "Berlin"}}
    assert (created.parcel.code, created.parcel.sizes) == ("p-1", {"l": 3})


async def test_read_only_and_write_only_keys(package: Vendored) -> None:
    """Read-only keys need not be sent, write-only ones are not received; a merge patch is sent as such."""
    async with resource(package, "inheritance", "parcel_events") as (events, server):
        server.answer({"code": "p-1", "weight": None, "color": "red"})
        with pytest.warns(DeprecationWarning, match=r"parcel_events\.update_parcel is deprecated"):
            parcel = await events.update_parcel("p-1", body={"pin": "1234", "color": "red"})
        assert (server.last.method, server.last.headers["content-type"]) == ("PATCH", "application/merge-patch+json")
        assert server.last.json == {"pin": "1234", "color": "red"}
        assert (parcel.code, parcel.weight, parcel.additional_properties) == ("p-1", None, {"color": "red"})
        server.answer({"items": []})
        with pytest.warns(DeprecationWarning, match=r"parcel_events\.list_events\(offset\) is deprecated"):
            await events.list_events("p-1", offset=5)

    assert "Use page[size]. Deprecated." in type(events).list_events.__doc__


async def test_text_and_files(package: Vendored) -> None:
    """`security: []` sends no token; text is text; a PDF is streamed."""
    async with resource(package, "inheritance", "health") as (health, server):
        server.answer_with(b"fine", "text/plain")
        assert await health.get() == "fine"
        assert "api_access_token" not in server.last.headers
    async with resource(package, "inheritance", "labels") as (labels, server):
        server.answer_with(b"%PDF", "application/pdf")
        async with labels.get_by_parcel_id("p-1") as file:
            assert (await file.read(), file.content_type) == (b"%PDF", "application/pdf")

    assert (server.last.headers["api_access_token"], server.last.headers["accept"]) == ("t", "application/pdf")


# --- unions ---


async def test_unions(package: Vendored) -> None:
    """Constants select the model; types, and required keys, distinguish others; additional keys are typed."""
    async with resource(package, "unions", "drawings") as (drawings, server):
        server.answer(DRAWING)
        drawing = await drawings.get("a/b", at=MOMENT, filter={"layer": 3})

    assert (
        server.last.path,
        server.last.query,
    ) == ("/drawings/a/b", [("at", "2026-11-23T05:06:12.000Z"), ("filter[layer]", "3")])
    assert DRAWING == drawing.to_dict() == json.loads(json.dumps(drawing.to_dict()))
    assert [type(each).__name__ for each in drawing.shapes] == ["Circle", "Text_", "Line"]
    assert (drawing.shapes[1].font.family, drawing.additional_properties["printed"]) == ("serif", MOMENT)
    assert (drawing.version, drawing.title, drawing.size.width, drawing.tree.children[0].name) == (2, None, 3, "b")


async def test_unions_are_sent(package: Vendored) -> None:
    """Models and their JSON are sent alike, alone and in lists; a 202 without a body is None."""
    models = package(".unions.models")
    circle = models.Circle.from_dict(CIRCLE)
    async with resource(package, "unions", "drawings") as (drawings, server):
        server.answer(CIRCLE, None, 2)
        assert await drawings.put(7, body=circle) == circle
        assert server.last.json == CIRCLE
        assert await drawings.put(7, body=LABEL) is None
        assert server.last.json == LABEL
        assert await drawings.create(body=[circle, LABEL]) == 2
        assert server.last.json == [CIRCLE, LABEL]
        with pytest.raises(package().InvalidRequestError, match=r"body\[0\]: expected object with shape circle, line"):
            await drawings.create(body=[{"shape": "cube"}])


# --- types ---


@pytest.mark.slow
def test_types(package: Vendored) -> None:
    """mypy and basedpyright, strict, find nothing in the generated code, and only intended errors in its use."""
    folder = package.folder
    (folder / "usage.py").write_text(USAGE)
    (folder / "mypy.ini").write_text("[mypy]\nstrict = True\npython_version = 3.11\n")
    mypy = [str(BIN / "mypy"), "--config-file", "mypy.ini", "--cache-dir", ".mypy"]
    of = [part for name in NAMES for part in ("--package", f"styles_client.{name}")]
    assert check(folder, *mypy, "--python-executable", sys.executable, *of, "--module", "usage") == ""

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["basedpyright"]
    kept = {key: value for key, value in settings.items() if key not in ("venvPath", "venv")}
    own = {"include": [*(f"styles_client/{name}" for name in NAMES), "usage.py"], "extraPaths": ["."]}
    own["reportUnnecessaryTypeIgnoreComment"] = True  # type: ignore[assignment]
    (folder / "pyrightconfig.json").write_text(json.dumps(kept | own))
    assert check(folder, str(BIN / "basedpyright"), "--pythonpath", sys.executable, "--warnings") == ""

"""Code generated from a richer contract is typed as strictly as our own, and so is code that uses it."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from .conftest import ROOT, Vendored

pytestmark = pytest.mark.apart

BIN = Path(sys.executable).parent
USAGE = """
from __future__ import annotations

import datetime
from typing import Any, assert_type

from vendored_client import Chatwoot, Paginator
from vendored_client.generated.models import Thing, ThingCat, ThingDog, ThingKind, ThingPage, ThingState

NOW = datetime.datetime.now(datetime.UTC)


async def use(chatwoot: Chatwoot) -> None:
    thing = await chatwoot.things.get(7, kind="small", kinds=[ThingKind.LARGE, "small"], state="new", since=NOW)
    assert_type(thing, Thing)
    assert_type(thing.made_at, datetime.datetime)
    assert_type(thing.used_at, datetime.datetime | None)
    assert_type(thing.maybe_by, dict[str, datetime.datetime | None] | None)
    assert_type(thing.state, ThingState | None)
    assert_type(thing.parts, list[Thing] | None)
    assert_type(thing.friend, ThingCat | ThingDog | None)
    if thing.owner is not None and thing.owner.best is not None:
        assert_type(thing.owner.best, Thing)
    assert_type(await chatwoot.things.list(), ThingPage)
    assert_type(await chatwoot.things.search(q="x"), list[Thing])
    assert_type(await chatwoot.things.count(), int)
    assert_type(await chatwoot.things.moments(), dict[str, list[datetime.datetime]])
    assert_type(await chatwoot.things.import_(options=[1]), dict[str, Any])
    assert_type(chatwoot.things.iter(), Paginator[ThingPage, Thing])
    await chatwoot.things.delete(7)
    await chatwoot.things.create(
        name="n", made_at=NOW, kind="large", parent_id=None, labels=("a",), visits=[NOW], when="soon"
    )


async def misuse(chatwoot: Chatwoot) -> None:
    # An ignore that nothing needs is an error, too: each of these is refused by the type checker.
    await chatwoot.things.get("7")  # type: ignore[arg-type]
    await chatwoot.things.get(7, 5)  # type: ignore[call-arg]
    await chatwoot.things.get(7, kind="enormous")  # type: ignore[arg-type]
    await chatwoot.things.get(7, since="2026-11-23")  # type: ignore[arg-type]
    await chatwoot.things.create(name="n", kind="small")  # type: ignore[call-arg]
    await chatwoot.things.create(name=None, made_at=NOW, kind="small")  # type: ignore[arg-type]
    await chatwoot.things.create(name="n", made_at=1795410372, kind="small")  # type: ignore[arg-type]
"""


@pytest.fixture(scope="module")
def checked(vendored: Vendored) -> Path:
    """The folder with the vendored package, and code that uses it."""
    (vendored.folder / "usage.py").write_text(USAGE)
    return vendored.folder


def check(folder: Path, *command: str) -> str:
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return "" if result.returncode == 0 else result.stdout + result.stderr


@pytest.mark.slow
def test_mypy(checked: Path) -> None:
    """mypy, strict, finds nothing in the generated code, and only intended errors in its use."""
    (checked / "mypy.ini").write_text("[mypy]\nstrict = True\npython_version = 3.11\n")
    of = [str(BIN / "mypy"), "--config-file", "mypy.ini", "--cache-dir", ".mypy", "--python-executable", sys.executable]

    assert check(checked, *of, "--package", "vendored_client.generated", "--module", "usage") == ""


@pytest.mark.slow
def test_basedpyright(checked: Path) -> None:
    """The same holds for basedpyright, with the settings of this project."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["basedpyright"]
    own = {
        "include": ["vendored_client/generated", "usage.py"],
        "extraPaths": ["."],
        "reportUnnecessaryTypeIgnoreComment": True,
    }
    kept = {key: value for key, value in settings.items() if key not in ("venvPath", "venv")}
    (checked / "pyrightconfig.json").write_text(json.dumps(kept | own))
    of = [str(BIN / "basedpyright"), "--pythonpath", sys.executable, "--warnings"]

    assert check(checked, *of) == ""

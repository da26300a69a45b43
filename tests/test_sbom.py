"""The bill of materials (SBOM) of the wheel."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from tools import ROOT, dist, sbom

pytestmark = pytest.mark.apart

LOCK = sbom.LOCK.read_text(encoding="utf-8")
PINS = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE))
TIME = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the working tree."""
    return dist.build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def text(wheel: Path) -> str:
    """The SBOM as published."""
    return dist.bill(wheel).read_text(encoding="utf-8")


def test_what_it_says_of_the_wheel(wheel: Path, text: str) -> None:
    """It has the library, by its purl, with the licence and the hash of the wheel."""
    made = json.loads(text)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    itself = made["metadata"]["component"]
    version = wheel.name.split("-")[1]
    assert ("library", "aiochatwoot", version) == (itself["type"], itself["name"], itself["version"])
    assert itself["purl"] == f"pkg:pypi/aiochatwoot@{version}"
    assert itself["licenses"] == [{"license": {"acknowledgement": "declared", "id": "MIT"}}]
    assert [{"alg": "SHA-256", "content": hashlib.sha256(wheel.read_bytes()).hexdigest()}] == itself["hashes"]


def test_what_it_says_of_the_rest(text: str) -> None:
    """It has each runtime requirement, in the version pinned for the tests, and their dependencies."""
    made = json.loads(text)
    found = {each["purl"].removeprefix("pkg:pypi/"): each for each in made["components"]}
    assert {f"{name}@{version}" for name, version in PINS.items()} == found.keys()
    hashes = {row["content"] for each in found.values() for row in each["externalReferences"][-1]["hashes"]}
    assert {*re.findall(r"--hash=sha256:(\w+)", LOCK)} == hashes
    graph = {
        each["ref"].partition("==")[0]: [other.partition("==")[0] for other in each.get("dependsOn", [])]
        for each in made["dependencies"]
    }
    assert {name.replace("_", "-") for name in graph} == {"aiochatwoot", *PINS}
    assert graph["aiochatwoot"] == ["attrs", "httpx", "python-dateutil"]
    assert graph["httpx"] == ["anyio", "certifi", "httpcore", "idna"]
    assert graph["certifi"] == []


def test_it_fits_the_schema(text: str) -> None:
    """It is valid; the problems of an invalid one are reported."""
    assert sbom.problems(text) == []
    assert changed(text, lambda made: made["metadata"]["component"].pop("name")) == [
        "$.metadata.component: 'name' is a required property"
    ]
    anyio = f"pkg:pypi/anyio@{PINS['anyio']}"
    assert changed(text, lambda made: made["components"][0].pop("licenses")) == [f"{anyio} has no licence"]
    assert changed(text, lambda made: made["components"][0].pop("externalReferences")) == [f"{anyio} has no hash"]


def changed(text: str, change: Callable[[Any], object]) -> list[str]:
    """Return the problems of an SBOM after a change."""
    made = json.loads(text)
    change(made)
    return sbom.problems(json.dumps(made))


def test_it_is_of_its_content_only(wheel: Path) -> None:
    """The same wheel yields the same SBOM, with the same serial number; other content yields another one."""
    made, again, later = (sbom.bill(wheel, TIME + dt.timedelta(seconds=each)) for each in (0, 0, 1))
    assert made == again
    assert json.loads(made)["serialNumber"] != json.loads(later)["serialNumber"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda lock: lock.replace("h11==", "h11==0.0."), r"^h11 .* is installed, which minimal.txt does not pin$"),
        (lambda lock: lock.replace("attrs==", "click=="), r"^click .* is installed, which minimal.txt does not pin$"),
        (lambda lock: lock[lock.index("certifi==") :], r"^minimal.txt has no attrs$"),
        (
            lambda lock: f"{lock}\nlxml=={metadata.version('lxml')}\n",
            r"^minimal.txt has lxml.*, which nothing needs$",
        ),
    ],
)
def test_a_lock_that_does_not_fit(wheel: Path, tmp_path: Path, change: Callable[[str], str], message: str) -> None:
    """Pinned packages must be exactly the installed and required ones."""
    lock = tmp_path / "minimal.txt"
    lock.write_text(change(LOCK), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        sbom.bill(wheel, TIME, lock)

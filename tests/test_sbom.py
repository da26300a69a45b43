"""The bill of materials (SBOM) of the wheel."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools import dist

pytestmark = pytest.mark.apart

LOCK = dist.LOCK.read_text(encoding="utf-8")
PINS = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE))
TIME = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the working tree."""
    return next(dist.build(tmp_path_factory.mktemp("wheel"), "--wheel").iterdir())


@pytest.fixture(scope="module")
def text(wheel: Path) -> str:
    """The SBOM as published."""
    return dist.bill(wheel, TIME)


def test_what_it_says_of_the_wheel(wheel: Path, text: str) -> None:
    """The SBOM has the library, by its purl, with the licence and the hash of the wheel."""
    made = json.loads(text)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    itself = made["metadata"]["component"]
    version = wheel.name.split("-")[1]
    assert ("library", "aiochatwoot", version) == (itself["type"], itself["name"], itself["version"])
    assert itself["purl"] == f"pkg:pypi/aiochatwoot@{version}"
    assert itself["licenses"] == [{"license": {"acknowledgement": "declared", "id": "MIT"}}]
    assert [{"alg": "SHA-256", "content": hashlib.sha256(wheel.read_bytes()).hexdigest()}] == itself["hashes"]


def test_what_it_says_of_the_rest(text: str) -> None:
    """The SBOM has each runtime requirement, in the version pinned for the tests, and their dependencies."""
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
    assert {name for every in graph.values() for name in every} == {*graph} - {"aiochatwoot"}, "each is needed"


def test_it_fits_the_schema(text: str) -> None:
    """The SBOM is valid CycloneDX, and every component has a licence and a hash."""
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    made = json.loads(text)
    for each in [made["metadata"]["component"], *made["components"]]:
        assert each["licenses"], each["purl"]
        assert any(place.get("hashes") for place in [each, *each["externalReferences"]]), each["purl"]


def test_it_is_of_its_content_only(wheel: Path) -> None:
    """The same wheel yields the same SBOM, with the same serial number; other content yields another one."""
    made, again, later = (dist.bill(wheel, TIME + dt.timedelta(seconds=each)) for each in (0, 0, 1))
    assert made == again
    assert json.loads(made)["serialNumber"] != json.loads(later)["serialNumber"]

"""Writes the software bill of materials of a wheel: what it is, and what it needs at run time.

    python -m tools.sbom dist/aiochatwoot-1.0.0-py3-none-any.whl dist/aiochatwoot-1.0.0.cdx.json

CycloneDX 1.6. What the wheel needs without extras, on every system and version of Python that it is for, is in
``requirements/minimal.txt``: those versions are tested. Their hashes are of the files that each may be installed from.
Licences and the graph are what packages say of themselves, in the environment that this runs in. The time is that of
``SOURCE_DATE_EPOCH`` and the serial number comes from the content, so that the same wheel has the same bill.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import sys
import uuid
import zipfile
from email.message import Message
from email.parser import HeaderParser
from importlib import metadata
from pathlib import Path

import attrs
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.contrib.this.builders import this_component
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.contact import OrganizationalContact
from cyclonedx.model.license import License, LicenseAcknowledgement
from cyclonedx.model.tool import ToolRepository
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).parent.parent / "requirements" / "minimal.txt"
_PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE)


@attrs.frozen
class Pin:
    """A package of a lock file: the version, and the sha256 of each of its files."""

    version: str
    hashes: list[str]


def pins(text: str) -> dict[str, Pin]:
    """What a lock file has, by names in their normal form."""
    return {
        canonicalize_name(match["name"]): Pin(match["version"], re.findall(r"--hash=sha256:(\w+)", match["rest"]))
        for match in _PIN.finditer(text)
    }


def _described(wheel: Path) -> Message:
    """The metadata that is in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", each))
        return parsed(archive.read(name).decode())


def parsed(text: str) -> Message:
    """The metadata that a text is."""
    return HeaderParser().parsestr(text)


def needs(description: Message) -> set[str]:
    """What a package needs without any extra, somewhere: markers of systems and of versions are not asked."""
    requirements = map(Requirement, description.get_all("Requires-Dist", []))
    return {canonicalize_name(each.name) for each in requirements if not re.search(r"\bextra\b", str(each.marker))}


def _licences(description: Message) -> list[License]:
    """What a package says: an expression, or else a field that had no form, or else classifiers."""
    said = description["License-Expression"] or description["License"]
    if not said or "\n" in said:
        classifiers = description.get_all("Classifier", [])
        return [_licence(each.rpartition(" :: ")[2]) for each in classifiers if each.startswith("License :: ")]
    return [_licence(said)]


def _licence(text: str) -> License:
    return LicenseFactory().make_from_string(text, license_acknowledgement=LicenseAcknowledgement.DECLARED)


def _component(description: Message, hashes: list[HashType], files: list[HashType]) -> Component:
    name, version = canonicalize_name(description["Name"]), description["Version"]
    url = PackageURL("pypi", None, name, version)
    listed = XsUri(f"https://pypi.org/project/{name}/{version}/#files")
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=version,
        bom_ref=str(url),
        purl=url,
        description=description["Summary"],
        licenses=_licences(description),
        hashes=hashes,
        external_references=[ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=listed, hashes=files)]
        if files
        else [],
    )


def _sha256(content: str) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=content)


def bill(wheel: Path, lock: str, time: dt.datetime) -> str:
    """The bill of a wheel, as JSON.

    Raises:
        ValueError: the lock is not what the wheel needs, or not what is installed.
    """
    pinned, root = pins(lock), _described(wheel)
    found = {name: parsed(metadata.distribution(name).read_text("METADATA") or "") for name in pinned}
    others = [f"{name} {found[name]['Version']}" for name in pinned if found[name]["Version"] != pinned[name].version]
    if others:
        raise ValueError(f"{', '.join(others)} is installed, which {LOCK.name} does not pin")
    graph = {name: needs(description) & pinned.keys() for name, description in found.items()}
    reached, new = set[str](), needs(root)
    if new - pinned.keys():
        raise ValueError(f"{LOCK.name} has no {', '.join(sorted(new - pinned.keys()))}")
    while new:
        reached |= new
        new = {name for each in new for name in graph[each]} - reached
    if reached != pinned.keys():
        raise ValueError(f"{LOCK.name} has {', '.join(sorted(pinned.keys() - reached))}, which nothing needs")

    components = {name: _component(found[name], [], [*map(_sha256, pinned[name].hashes)]) for name in sorted(pinned)}
    itself = _component(root, [_sha256(hashlib.sha256(wheel.read_bytes()).hexdigest())], [])
    made = Bom(
        serial_number=uuid.UUID(int=0),
        metadata=BomMetaData(
            component=itself,
            timestamp=time,
            authors=[OrganizationalContact(name=root["Author"])],
            tools=ToolRepository(components=[this_component()]),
        ),
        components=components.values(),
    )
    made.register_dependency(itself, [components[name] for name in sorted(needs(root))])
    for name, component in components.items():
        made.register_dependency(component, [components[each] for each in sorted(graph[name])])
    made.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, _text(made))
    return _text(made)


def _text(made: Bom) -> str:
    return make_outputter(made, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2) + "\n"


def problems(text: str) -> list[str]:
    """What is wrong with a bill, in words: what the schema of CycloneDX forbids, a missing licence, a missing hash."""
    errors = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text, all_errors=True)
    lines = [f"{error.data.json_path}: {error.data.message:.200}" for error in errors or ()]
    if lines:
        return lines
    made = json.loads(text)
    itself = made["metadata"]["component"]
    lines += [f"{each['purl']} has no licence" for each in [itself, *made["components"]] if not each.get("licenses")]
    lines += [
        f"{each['purl']} has no hash"
        for each in [itself, *made["components"]]
        if not any(place.get("hashes") for place in [each, *each.get("externalReferences", [])])
    ]
    return lines


def main() -> None:
    wheel, file = map(Path, sys.argv[1:])
    time = dt.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), dt.UTC)
    file.write_text(bill(wheel, LOCK.read_text(encoding="utf-8"), time), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Writes the software bill of materials of a wheel: its metadata and its dependencies at run time.

The format is CycloneDX 1.6, written by cyclonedx-py. ``requirements/minimal.txt`` pins all dependencies without extras,
for every supported system and version of Python; the tests use these versions. cyclonedx-py reads licences and the
dependency graph from an environment, and hashes from the lock file; this module combines both. The serial number is
derived from the content, so the same wheel always has the same bill.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import uuid
import venv
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from . import ROOT

LOCK = ROOT / "requirements" / "minimal.txt"


def bill(wheel: Path, time: dt.datetime, lock: Path = LOCK) -> str:
    """Return the bill of materials of a wheel, as JSON.

    Raises:
        ValueError: the lock file does not match the wheel's requirements or the installed packages.
    """
    locked = {each["name"]: each for each in _cyclonedx("requirements", str(lock))["components"]}
    with tempfile.TemporaryDirectory() as folder:
        _environment(Path(folder), wheel, {name: each["version"] for name, each in locked.items()}, lock.name)
        made = _cyclonedx("environment", "--output-reproducible", folder)
    components: dict[str, Any] = {canonicalize_name(each["name"]): each for each in made["components"]}
    itself = components.pop("aiochatwoot")
    content = hashlib.sha256(wheel.read_bytes()).hexdigest()
    made["metadata"]["component"] = itself | {"hashes": [{"alg": "SHA-256", "content": content}]}
    made["components"] = [*components.values()]
    for name, each in components.items():
        each["externalReferences"] = each.get("externalReferences", []) + locked[name]["externalReferences"]
    needed = {ref for each in made["dependencies"] for ref in each.get("dependsOn", ())}
    if unneeded := sorted({each["bom-ref"] for each in components.values()} - needed):
        raise ValueError(f"{lock.name} has {', '.join(unneeded)}, which nothing needs")
    made["metadata"]["timestamp"] = time.isoformat()
    made["metadata"]["authors"] = [{"name": "The aiochatwoot authors"}]
    made["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(made)).urn
    return json.dumps(made, indent=2) + "\n"


def _environment(folder: Path, wheel: Path, versions: dict[str, str], lock: str) -> None:
    """Create an environment that has only the metadata of the wheel and of these packages, without a download."""
    venv.create(folder)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site, [name for name in archive.namelist() if ".dist-info/" in name])
    for name, version in versions.items():
        installed = metadata.distribution(name)
        if installed.version != version:
            raise ValueError(f"{name} {installed.version} is installed, which {lock} does not pin")
        (described,) = (path for path in installed.files or () if path.match("*.dist-info/METADATA"))
        source = Path(str(installed.locate_file(described.parent)))
        shutil.copytree(source, site / source.name)
    (root,) = metadata.distributions(name="aiochatwoot", path=[str(site)])
    needs = {canonicalize_name(Requirement(each).name) for each in root.requires or () if "extra ==" not in each}
    if missing := sorted(needs - versions.keys()):
        raise ValueError(f"{lock} has no {', '.join(missing)}")


def _cyclonedx(*arguments: str) -> Any:
    command = [sys.executable, "-m", "cyclonedx_py", *arguments, "--spec-version=1.6", "--no-validate"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(done.stderr.strip())
    return json.loads(done.stdout)


def problems(text: str) -> list[str]:
    """Return the problems of a bill: violations of the CycloneDX schema, missing licences, missing hashes."""
    errors: Any = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text, all_errors=True)
    lines = [f"{error.data.json_path}: {error.data.message:.200}" for error in errors or ()]
    if lines:
        return lines
    made = json.loads(text)
    for each in [made["metadata"]["component"], *made["components"]]:
        if not each.get("licenses"):
            lines.append(f"{each['purl']} has no licence")
        if not any(place.get("hashes") for place in [each, *each.get("externalReferences", [])]):
            lines.append(f"{each['purl']} has no hash")
    return lines

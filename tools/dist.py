"""Builds the wheel, the sdist and the software bill of materials (SBOM).

    python -m tools.dist            write them to dist/

Everything is built twice, the second wheel from the sdist; both builds must give the same bytes. The SBOM has the
wheel's metadata and its dependencies at run time. Its format is CycloneDX 1.6, written by cyclonedx-py, which reads
licences and the dependency graph from installed packages, and hashes from the lock file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from . import ROOT, git

DIST = ROOT / "dist"
LOCK = ROOT / "requirements" / "minimal.txt"
"""Pins all dependencies without extras, for every supported system and version of Python; the tests use these."""


def build(folder: Path, *archives: str) -> Path:
    """Build `--sdist`, `--wheel`, or by default an sdist and from it a wheel, of the checkout; return the folder."""
    command = ("build", "--no-isolation", "--outdir", str(folder), *archives, str(ROOT))
    _run(*command, SOURCE_DATE_EPOCH=epoch())
    return folder


def epoch() -> str:
    """Return the timestamp of the build, in seconds: SOURCE_DATE_EPOCH, or the time of the last commit."""
    # 2020-01-01: zip archives cannot hold times before 1980.
    return os.environ.get("SOURCE_DATE_EPOCH") or git("log", "-1", "--format=%ct") or "1577836800"


def bill(wheel: Path, time: dt.datetime) -> str:
    """Return the SBOM of a wheel as JSON. Its serial number is derived from its content."""
    locked = {each["name"]: each["externalReferences"] for each in _cyclonedx("requirements", str(LOCK))["components"]}
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(wheel).extractall(folder)
        for name in locked:
            (about,) = (each for each in metadata.distribution(name).files or () if each.match("*.dist-info/METADATA"))
            installed = Path(str(about.locate())).parent
            Path(folder, installed.name).symlink_to(installed)
        # Without `site` (-S), this interpreter finds only the packages in the folder.
        made = _cyclonedx("environment", "-S", sys.executable, "--output-reproducible", PYTHONPATH=folder)
    components = {each["name"]: each for each in made["components"]}
    content = hashlib.sha256(wheel.read_bytes()).hexdigest()
    made["metadata"] |= {
        "component": components.pop("aiochatwoot") | {"hashes": [{"alg": "SHA-256", "content": content}]},
        "timestamp": time.isoformat(),
        "authors": [{"name": "The aiochatwoot authors"}],
    }
    made["components"] = [
        each | {"externalReferences": each.get("externalReferences", []) + locked[canonicalize_name(name)]}
        for name, each in components.items()
    ]
    made["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(made)).urn
    return json.dumps(made, indent=2) + "\n"


def _cyclonedx(*arguments: str, **environment: str) -> Any:
    return json.loads(_run("cyclonedx_py", *arguments, "--spec-version=1.6", "--no-validate", **environment))


def _run(*command: str, **environment: str) -> str:
    """Run a module in a new process; return its output, or exit with it if the module fails."""
    command = (sys.executable, "-m", *command)
    done = subprocess.run(command, env=os.environ | environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"dist: {done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    time = dt.datetime.fromtimestamp(int(epoch()), dt.UTC)
    with tempfile.TemporaryDirectory() as temporary:
        folders = build(Path(temporary, "checkout"), "--sdist", "--wheel"), build(Path(temporary, "sdist"))
        for folder in folders:
            (wheel,) = folder.glob("*.whl")
            name, version = wheel.name.split("-")[:2]
            (folder / f"{name}-{version}.cdx.json").write_text(bill(wheel, time), encoding="utf-8")
        first, second = ({path.name: path.read_bytes() for path in sorted(each.iterdir())} for each in folders)
        if differing := [name for name in first if first[name] != second[name]]:
            raise SystemExit(f"dist: two builds differ: {', '.join(differing)}")
        DIST.mkdir(exist_ok=True)
        for old in DIST.glob("aiochatwoot-*"):
            old.unlink()
        for name, content in first.items():
            shutil.copyfile(folders[0] / name, DIST / name)
            print(f"{hashlib.sha256(content).hexdigest()}  dist/{name}")


if __name__ == "__main__":
    main()

"""Builds the wheel, the sdist and the software bill of materials, and checks them.

    python -m tools.dist            write them to dist/

Both are built twice, and the wheel a third time from the sdist. Each build must give the same bytes, must contain the
licence, and must not contain tests or tools. The bill of materials must match its schema.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from . import ROOT, git, sbom

DIST = ROOT / "dist"
_NOT = re.compile(r"(^|/)(tests|benchmarks|tools|__pycache__|captures)(/|$)|\.pyc$")


def build(source: Path, target: str, folder: Path) -> Path:
    """Build a wheel or sdist from a source tree; return its path. Its timestamps come from `epoch`.

    Each build has its own process: an order that depends on the hash seed then differs between builds.
    """
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": epoch()}
    done = subprocess.run(command, cwd=source, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"dist: {done.stdout}{done.stderr}")
    return next(folder.glob("*.whl" if target == "wheel" else "*.tar.gz"))


def bill(wheel: Path) -> Path:
    """Write the bill of materials of a wheel beside it; return its path."""
    name, version = wheel.name.split("-")[:2]
    path = wheel.parent / f"{name}-{version}.cdx.json"
    try:
        path.write_text(sbom.bill(wheel, dt.datetime.fromtimestamp(int(epoch()), dt.UTC)), encoding="utf-8")
    except ValueError as error:
        raise SystemExit(f"dist: {error}") from None
    return path


def epoch() -> str:
    """Return the timestamp of the build, in seconds: SOURCE_DATE_EPOCH, or the time of the last commit."""
    # 2020-01-01: zip archives cannot hold times before 1980.
    return os.environ.get("SOURCE_DATE_EPOCH") or git("log", "-1", "--format=%ct") or "1577836800"


def hashed(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def problems(wheel: Path, sdist: Path) -> list[str]:
    """Return the problems of a wheel and sdist: unwanted files, no licence. `make test-wheel` finds missing files."""
    in_wheel = zipfile.ZipFile(wheel).namelist()
    strays = [name for name in in_wheel if _NOT.search(name) or not re.match(r"aiochatwoot(/|-.+\.dist-info/)", name)]
    lines = [f"{wheel.name} has {name}" for name in strays]
    if not any(name.endswith(".dist-info/licenses/LICENSE") for name in in_wheel):
        lines.append(f"{wheel.name} has no licence")
    with tarfile.open(sdist) as archive:
        return lines + [f"{sdist.name} has {each.name}" for each in archive if each.issym() or _NOT.search(each.name)]


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        one, two, three, source = (Path(temporary, name) for name in ("one", "two", "three", "source"))
        made = [build(ROOT, target, folder) for folder in (one, two) for target in ("wheel", "sdist")]
        lines = problems(*made[:2])
        for path in map(bill, made[::2]):
            lines += [f"{path.name}: {line}" for line in sbom.problems(path.read_text(encoding="utf-8"))]
        with tarfile.open(made[1]) as archive:
            archive.extractall(source, filter="data")
        build(next(source.iterdir()), "wheel", three)
        first = {path.name: hashed(path) for path in sorted(one.iterdir())}
        for how, folder in (("each time", two), ("if it is built from the sdist", three)):
            lines += [
                f"{each.name} is another one {how}" for each in folder.iterdir() if hashed(each) != first[each.name]
            ]
        if lines:
            raise SystemExit("dist: " + "; ".join(lines))
        DIST.mkdir(exist_ok=True)
        for old in DIST.glob("aiochatwoot-*"):
            old.unlink()
        for name, digest in first.items():
            shutil.copyfile(one / name, DIST / name)
            print(f"{digest}  dist/{name}")


if __name__ == "__main__":
    main()

"""Builds the wheel, the sdist and the bill of materials, and sees that they are what they should be.

    python -m tools.dist            write them into dist/

Built twice, and the wheel a third time from the sdist: the same bytes each time, and in them the package with the
generated code, its licence and types, the generator, and nothing of the tests and tools. The bill fits its schema.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from . import sbom

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"
_IN_WHEEL = {
    "aiochatwoot/__init__.py",
    "aiochatwoot/_generator/generate.py",
    "aiochatwoot/_generator/generator-config.yml",
    "aiochatwoot/_generator/templates/client.py.jinja",
    "aiochatwoot/generated/api/conversations.py",
    "aiochatwoot/generated/models/conversation.py",
    "aiochatwoot/py.typed",
    "aiochatwoot/testing/plugin.py",
}
_IN_SDIST = {
    "CHANGELOG.md",
    "LICENSE",
    "PKG-INFO",
    "README.md",
    "generated/models/conversation.py",
    "openapi.yaml",
    "overrides/aiochatwoot/__init__.py",
    "overrides/generator/generate.py",
    "pyproject.toml",
}
_NOT = re.compile(r"(^|/)(tests|benchmarks|tools|__pycache__|captures)(/|$)|\.pyc$")


def build(source: Path, target: str, folder: Path) -> Path:
    """A wheel or sdist of a source tree; its times are that of the last commit, where there is one."""
    _run(source, "hatchling", "build", "--target", target, "--directory", str(folder))
    return next(folder.glob("*.whl" if target == "wheel" else "*.tar.gz"))


def bill(wheel: Path) -> Path:
    """The bill of materials of a wheel, beside it."""
    name, version = wheel.name.split("-")[:2]
    path = wheel.parent / f"{name}-{version}.cdx.json"
    _run(ROOT, "tools.sbom", str(wheel), str(path))
    return path


def _run(folder: Path, *module: str) -> None:
    """Run a module in a process of its own: what is in no order there is in another one each time."""
    environment = {"SOURCE_DATE_EPOCH": _epoch()} | os.environ
    done = subprocess.run(
        [sys.executable, "-m", *module], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"dist: {done.stdout}{done.stderr}")


def _epoch() -> str:
    done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "1577836800"  # 2020-01-01: a zip archive begins in 1980


def hashed(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def problems(wheel: Path, sdist: Path) -> list[str]:
    """What is in them that should not be, or is missing, in words."""
    in_wheel = set(zipfile.ZipFile(wheel).namelist())
    with tarfile.open(sdist) as archive:
        links = [each.name for each in archive if each.issym() or each.islnk()]
        in_sdist = {each.name.partition("/")[2] for each in archive if each.isfile()}
    lines = [f"{wheel.name} has no {name}" for name in sorted(_IN_WHEEL - in_wheel)]
    lines += [f"{sdist.name} has no {name}" for name in sorted(_IN_SDIST - in_sdist)]
    if not any(name.endswith(".dist-info/licenses/LICENSE") for name in in_wheel):
        lines.append(f"{wheel.name} has no licence")
    strays = {name for name in in_wheel if name.partition("/")[0] != "aiochatwoot" and ".dist-info/" not in name}
    lines += [f"{wheel.name} has {name}" for name in sorted(strays | {name for name in in_wheel if _NOT.search(name)})]
    lines += [f"{sdist.name} has {name}" for name in sorted(filter(_NOT.search, in_sdist))]
    return lines + [f"{sdist.name} has the link {name}" for name in links]


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folders = [Path(temporary, name) for name in ("one", "two", "three", "source")]
        first, second = ([build(ROOT, target, each) for target in ("wheel", "sdist")] for each in folders[:2])
        lines = problems(*first)
        for archives in (first, second):
            archives.append(bill(archives[0]))
        lines += [f"{first[2].name}: {line}" for line in sbom.problems(first[2].read_text(encoding="utf-8"))]
        with tarfile.open(first[1]) as archive:
            archive.extractall(folders[3], filter="data")
        again = build(next(folders[3].iterdir()), "wheel", folders[2])
        lines += [
            f"{a.name} is another one each time" for a, b in zip(first, second, strict=True) if hashed(a) != hashed(b)
        ]
        if hashed(again) != hashed(first[0]):
            lines.append(f"{again.name} is another one if it is built from the sdist")
        if lines:
            raise SystemExit("dist: " + "; ".join(lines))
        DIST.mkdir(exist_ok=True)
        for old in (each for end in (".whl", ".tar.gz", ".cdx.json") for each in DIST.glob(f"aiochatwoot-*{end}")):
            old.unlink()
        for path in first:
            (DIST / path.name).write_bytes(path.read_bytes())
            print(f"{hashed(path)}  dist/{path.name}")


if __name__ == "__main__":
    main()

"""Publishing: the wheel and the sdist, and the workflows that publish them."""

from __future__ import annotations

import io
import re
import tarfile
import tempfile
import tomllib
import zipfile
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import ROOT, dist

pytestmark = pytest.mark.apart

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = {"aiochatwoot-1.dist-info/licenses/LICENSE": "", "aiochatwoot/__init__.py": ""}
SOURCES = {"aiochatwoot-1/openapi.yaml": ""}


def archives(folder: Path, in_wheel: dict[str, str], in_sdist: dict[str, str], link: str = "") -> tuple[Path, Path]:
    """Build a wheel and an sdist with these files."""
    with zipfile.ZipFile(folder / "x.whl", "w") as wheel:
        for name, text in in_wheel.items():
            wheel.writestr(name, text)
    with tarfile.open(folder / "x.tar.gz", "w:gz") as sdist:
        for name in in_sdist:
            sdist.addfile(tarfile.TarInfo(name), io.BytesIO())
        if link:
            made = tarfile.TarInfo(link)
            made.type, made.linkname = tarfile.SYMTYPE, "elsewhere"
            sdist.addfile(made)
    return folder / "x.whl", folder / "x.tar.gz"


@pytest.mark.slow
def test_the_archives_are_what_they_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Builds from the checkout and from the sdist are identical; hashes and the SBOM are written with them."""
    monkeypatch.setattr(dist, "DIST", tmp_path)
    for old in ("aiochatwoot-0.0.1.tar.gz", "aiochatwoot-0.0.1.cdx.json"):
        (tmp_path / old).touch()
    dist.main()
    shown = dict(line.split("  dist/")[::-1] for line in capsys.readouterr().out.splitlines())
    assert {path.name: dist.hashed(path) for path in tmp_path.iterdir()} == shown
    assert sorted(Path(name).suffix for name in shown) == [".gz", ".json", ".whl"]
    # The metadata that an index shows.
    wheel = next(tmp_path.glob("*.whl"))
    (described,) = (each.metadata for each in metadata.distributions(name="aiochatwoot", path=[str(wheel)]))
    assert (described["License-Expression"], described.get_all("Classifier", [])[-1]) == ("MIT", "Typing :: Typed")
    assert PROJECT["optional-dependencies"].keys() == {*described.get_all("Provides-Extra", [])}
    assert str(described["Description"]).startswith("# aiochatwoot\n")


_build = dist.build


@cache
def built_once(target: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a wheel or sdist."""
    with tempfile.TemporaryDirectory() as folder:
        path = _build(ROOT, target, Path(folder))
        return path.name, path.read_bytes()


def built(source: Path, target: str, folder: Path) -> Path:
    """Run `dist.build` with archives that were built before."""
    name, content = built_once(target)
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{}", r"aiochatwoot-[\d.]+\.cdx\.json: \$: 'bomFormat' is a required property"),
        (None, r"aiochatwoot-[\d.]+\.cdx\.json is another one each time"),
    ],
)
@pytest.mark.slow
def test_a_wrong_bill_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, line: str
) -> None:
    """An SBOM that violates its schema, or differs each time, fails the command; nothing is written."""
    monkeypatch.setattr(dist, "DIST", tmp_path / "dist")
    monkeypatch.setattr(dist, "build", built)
    make = dist.bill

    def wrong(wheel: Path) -> Path:
        path = make(wheel)
        path.write_text(path.read_text() + " " * len(calls) if text is None else text)
        calls.append(path)
        return path

    calls: list[Path] = []
    monkeypatch.setattr(dist, "bill", wrong)
    with pytest.raises(SystemExit, match=line):
        dist.main()
    assert len(calls) == 2
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize(
    ("in_wheel", "in_sdist", "link", "problem"),
    [
        (FILES, SOURCES, "", None),
        (FILES | {"tests/x.py": ""}, SOURCES, "", "x.whl has tests/x.py"),
        (FILES | {"aiochatwoot/captures/x.json": ""}, SOURCES, "", "x.whl has aiochatwoot/captures/x.json"),
        (FILES, SOURCES | {"aiochatwoot-1/tools/x.py": ""}, "", "x.tar.gz has aiochatwoot-1/tools/x.py"),
        (FILES, SOURCES, "aiochatwoot-1/a", "x.tar.gz has aiochatwoot-1/a"),
        ({name: "" for name in FILES if "LICENSE" not in name}, SOURCES, "", "x.whl has no licence"),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, in_wheel: dict[str, str], in_sdist: dict[str, str], link: str, problem: str | None
) -> None:
    """Every unexpected file or value is named."""
    found = dist.problems(*archives(tmp_path, in_wheel, in_sdist, link))
    assert found == [] if problem is None else (len(found) == 1 and found[0].startswith(problem))


def steps(path: Path) -> list[dict[str, Any]]:
    """Return all steps of a workflow."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_do_what_the_makefile_does(path: Path) -> None:
    """Each command is a target; each action is pinned by its hash, with its version beside it; permissions are
    declared.
    """
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for step in steps(path):
        if "run" in step:
            assert re.fullmatch(r"make [a-z-]+", step["run"]), step
            assert step["run"].removeprefix("make ") in targets
        else:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]), step
    text = path.read_text(encoding="utf-8")
    assert text.count("uses:") == len(re.findall(r"uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", text, re.MULTILINE))
    workflow = yaml.safe_load(text)
    assert "permissions" in workflow
    assert all("timeout-minutes" in job for job in workflow["jobs"].values())


def test_only_archives_are_published() -> None:
    """PyPI gets only the wheel and the sdist, since it rejects other files; the SBOM is a separate artifact."""
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))["jobs"]
    kept = {
        step["with"]["name"]: step["with"]["path"].split()
        for step in jobs["build"]["steps"]
        if step.get("uses", "").startswith("actions/upload-artifact@")
    }
    assert kept == {"dist": ["dist/*.whl", "dist/*.tar.gz"], "about": ["dist/*.cdx.json", "dist/notes.md"]}
    fetched = [step["with"] for step in jobs["publish"]["steps"] if "download-artifact@" in step["uses"]]
    assert fetched == [{"name": "dist", "path": "dist/"}, {"name": "about", "path": "about/"}]
    (attested,) = (step["with"] for step in jobs["publish"]["steps"] if "attest-build-provenance@" in step["uses"])
    assert attested == {"subject-path": "dist/*"}


def test_the_matrix_is_what_the_classifiers_say() -> None:
    """The wheel is tested on every Python version in the classifiers."""
    said = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", each)]
    for name, job in (("ci", "wheel"), ("release", "python")):
        workflow = yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))
        assert workflow["jobs"][job]["strategy"]["matrix"]["python"] == said

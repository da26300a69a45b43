"""Publishing: the wheel and the sdist, and the workflows that publish them."""

from __future__ import annotations

import hashlib
import itertools
import re
import tarfile
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import ROOT, dist

pytestmark = pytest.mark.apart

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OTHERS = re.compile(r"(^|/)(tests|benchmarks|tools|__pycache__|captures)(/|$)|\.pyc$")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


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
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()} == shown
    assert sorted(Path(name).suffix for name in shown) == [".gz", ".json", ".whl"]
    # The metadata that an index shows.
    wheel = next(tmp_path.glob("*.whl"))
    (described,) = (each.metadata for each in metadata.distributions(name="aiochatwoot", path=[str(wheel)]))
    assert (described["License-Expression"], described.get_all("Classifier", [])[-1]) == ("MIT", "Typing :: Typed")
    assert PROJECT["optional-dependencies"].keys() == {*described.get_all("Provides-Extra", [])}
    assert str(described["Description"]).startswith("# aiochatwoot\n")


def test_what_differs_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If two builds differ, the command names the files, and writes nothing."""
    numbers = itertools.count()

    def build(folder: Path, *_: str) -> Path:
        folder.mkdir()
        (folder / "aiochatwoot-1.tar.gz").write_bytes(b"same")
        (folder / "aiochatwoot-1-py3-none-any.whl").write_bytes(b"%d" % next(numbers))
        return folder

    monkeypatch.setattr(dist, "DIST", tmp_path / "dist")
    monkeypatch.setattr(dist, "build", build)
    monkeypatch.setattr(dist, "bill", lambda *_: f"{next(numbers)}")
    differing = r"^dist: two builds differ: aiochatwoot-1-py3-none-any\.whl, aiochatwoot-1\.cdx\.json$"
    with pytest.raises(SystemExit, match=differing):
        dist.main()
    assert not (tmp_path / "dist").exists()


def test_the_archives_have_no_other_files(tmp_path: Path) -> None:
    """The wheel has the package and the licence; neither has tests, tools, captures, compiled files or links."""
    dist.build(tmp_path, "--sdist", "--wheel")
    (wheel,), (sdist,) = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    in_wheel = zipfile.ZipFile(wheel).namelist()
    with tarfile.open(sdist) as archive:
        assert [each.name for each in archive if each.issym() or OTHERS.search(each.name)] == []
    assert [name for name in in_wheel if OTHERS.search(name)] == []
    about = f"aiochatwoot-{wheel.name.split('-')[1]}.dist-info/"
    assert [name for name in in_wheel if not name.startswith(("aiochatwoot/", about))] == []
    assert f"{about}licenses/LICENSE" in in_wheel


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

"""Releases: the changelog is updated, a tag must match, and one setting defines the URLs of the metadata."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from tools import ROOT, release

from .repository import load_module

pytestmark = pytest.mark.apart

TODAY = dt.date(2026, 12, 24)
CHANGELOG = "# Changelog\n\n## Unreleased\n\n### Added\n\n- Bells.\n\n## 0.1.0 - 2026-01-01\n\n- All.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a version, a changelog and the setting."""
    texts = {
        release.VERSION: '__version__ = "0.1.0"\n',
        release.CHANGELOG: CHANGELOG,
        "pyproject.toml": '[tool.aiochatwoot]\nrepository = "https://github.com/a/b"\n',
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(release, "ROOT", tmp_path)
    return tmp_path


def test_a_release_is_cut(folder: Path) -> None:
    """The version is set, unreleased entries get its heading, and its notes are these entries."""
    release.cut("0.2.0", TODAY)
    assert "0.2.0" == release.current()
    expected = CHANGELOG.replace("## Unreleased\n", "## Unreleased\n\n## 0.2.0 - 2026-12-24\n")
    assert expected == (folder / release.CHANGELOG).read_text(encoding="utf-8")
    assert "### Added\n\n- Bells.\n" == release.notes("v0.2.0")


@pytest.mark.parametrize(
    ("version", "message"),
    [("next", "'next' is no version"), ("", "'' is no version"), ("0.1.0", "0.1.0 is not newer than 0.1.0")],
)
def test_what_is_no_next_version(folder: Path, version: str, message: str) -> None:
    """Nothing is written for an invalid or existing version."""
    with pytest.raises(SystemExit, match=f"^release: {message}"):
        release.cut(version, TODAY)
    assert CHANGELOG == (folder / release.CHANGELOG).read_text(encoding="utf-8")


def test_a_release_without_changes(folder: Path) -> None:
    """A second release immediately after the first has no notes."""
    release.cut("0.2.0", TODAY)
    with pytest.raises(SystemExit, match=r"has nothing under Unreleased$"):
        release.cut("0.3.0", TODAY)


def test_what_stops_a_tag(folder: Path) -> None:
    """A release fails if the tag has another version, there are no notes, or the repository's address is not set."""
    with pytest.raises(SystemExit, match=r"the tag is v0\.2\.0, and the version of the package 0\.1\.0$"):
        release.notes("v0.2.0")
    (folder / release.VERSION).write_text('__version__ = "0.3.0"\n', encoding="utf-8")
    with pytest.raises(
        SystemExit, match=r"CHANGELOG\.md has no section for 0\.3\.0; run make release VERSION=0\.3\.0$"
    ):
        release.notes("")
    (folder / "pyproject.toml").write_text('[tool.aiochatwoot]\nrepository = ""\n', encoding="utf-8")
    with pytest.raises(SystemExit, match=r"tool\.aiochatwoot\.repository$"):
        release.notes("v0.3.0")


def test_it_is_a_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first release may have the current version; the tag is compared, and notes are written."""
    (folder / release.CHANGELOG).write_text(CHANGELOG.partition("## 0.1.0")[0], encoding="utf-8")
    release.main(["0.1.0"])
    monkeypatch.setenv("GITHUB_REF_TYPE", "tag")
    monkeypatch.setenv("GITHUB_REF_NAME", "v0.1.0")
    release.main(["--notes"])
    assert "### Added\n\n- Bells.\n" == (folder / release.NOTES).read_text(encoding="utf-8")


def test_one_setting_makes_the_urls() -> None:
    """The URLs of source, documentation and issues come from the repository's address; without it only Chatwoot's
    remain.
    """
    module = load_module(ROOT / "hatch_build.py")
    found = module.urls("https://github.com/Acme/aiochatwoot")
    assert "https://github.com/Acme/aiochatwoot" == found["Source"]
    assert "https://acme.github.io/aiochatwoot/" == found["Documentation"]
    assert "https://github.com/Acme/aiochatwoot/issues" == found["Issues"]
    assert "https://git.example/a/b" == module.urls("https://git.example/a/b")["Documentation"]
    assert {"Chatwoot", "API documentation"} == module.urls("").keys()


def test_the_policy_says_what_is_tested() -> None:
    """The page lists the Python versions of the metadata, and the Chatwoot versions with recorded responses."""
    page = (ROOT / "docs" / "compatibility.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    python = [each.rpartition(" ")[2] for each in project["classifiers"] if re.search(r":: 3\.\d+$", each)]
    assert f"| Python | {', '.join(python[:-1])} and {python[-1]} |" in page
    coverage = (ROOT / "docs" / "contract" / "coverage.md").read_text(encoding="utf-8")
    (captured,) = re.findall(r"real servers \((.+?)\)", coverage)
    assert f"| Chatwoot | {captured}: " in page

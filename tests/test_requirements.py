"""The requirements of the package, and the versions pinned for the tests."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tools import ROOT

pytestmark = pytest.mark.apart

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "benchmarks" / "requirements.txt"]


def pins(text: str) -> dict[str, tuple[str, list[str]]]:
    """Return the version and the hashes of each package of a lock, by normalized names."""
    rule = re.compile(r"^([\w.-]+)==([^\s;]+)((?:.*\\\n)*.*)$", re.MULTILINE)
    return {
        canonicalize_name(name): (version, re.findall(r"--hash=sha256:\w+", rest))
        for name, version, rest in rule.findall(text)
    }


def lowest(requirements: list[str]) -> dict[str, str]:
    """Return the lowest version of each requirement, or its only one; a requirement without one raises
    StopIteration.
    """
    each = {canonicalize_name(made.name): made.specifier for made in map(Requirement, requirements)}
    return {
        name: next(rule.version for rule in rules if rule.operator in (">=", "=="))
        for name, rules in each.items()
        if name != "aiochatwoot"  # an extra that another one includes
    }


def pinned(name: str) -> dict[str, str]:
    """Return the versions of a lock of `requirements/`."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {package: version for package, (version, _) in pins(text).items()}


def test_the_readme_says_the_lowest_versions() -> None:
    """One sentence has the lowest versions of Python and of the runtime requirements."""
    text = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", (ROOT / "README.md").read_text(encoding="utf-8"))
    rule = r"The package requires (.*?)\. The tests also run with these lowest versions\."
    (said,) = re.findall(rule, " ".join(text.split()))
    python = PROJECT["requires-python"].removeprefix(">=")
    assert dict(re.findall(r"([\w-]+) (\d[\d.]*\d)", said)) == {"Python": python, **lowest(PROJECT["dependencies"])}


def test_the_lowest_versions_are_tested() -> None:
    """`make test-lowest` installs the lowest allowed version of each direct requirement and of most extras.

    mcp needs newer versions than the lowest of the others; spark has its own environment.
    """
    optional = PROJECT["optional-dependencies"].items()
    extras = [each for name, every in optional if name not in ("mcp", "spark") for each in every]
    found = pinned("lowest")
    for name, version in lowest(PROJECT["dependencies"] + extras).items():
        assert Version(version) == Version(found[name]), name


@pytest.mark.parametrize("name", ["minimal", "tests"])
def test_the_minimal_environment_has_what_development_has(name: str) -> None:
    """The versions of the minimal environment equal those of the other tests."""
    found = pinned(name)
    assert len(found) > 5
    assert found.items() <= pinned("dev").items()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_locks_name_no_registry(path: Path) -> None:
    """A lock has packages and their hashes, but no address: whoever installs chooses the registry."""
    text = path.read_text(encoding="utf-8")
    assert pins(text)
    assert [name for name, (_, hashes) in pins(text).items() if not hashes] == []
    assert not re.search(r"://|--(index|extra-index|find)", text)

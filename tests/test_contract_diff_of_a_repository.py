"""`make contract-diff` and `make changelog-check` in a repository."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tools import contract_diff

from .changes import NUMBER, OLD, model
from .repository import Repository

pytestmark = pytest.mark.apart


GENERATE = ".venv/bin/python overrides/generator/generate.py --strict --contract openapi.yaml"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The copy with the small contract, since the real one takes seconds to parse."""
    repository = Repository(tmp_path_factory.mktemp("repository") / "copy")
    (repository.folder / "openapi.yaml").write_text(json.dumps(OLD, indent=1), encoding="utf-8")
    assert repository.run(GENERATE).returncode == 0
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--amend", "--no-edit")
    return repository


@pytest.fixture
def repository(shared: Repository, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """A copy of this repository in which the tool works; it is clean for each test, with one commit and no tag."""
    monkeypatch.setattr(contract_diff, "ROOT", shared.folder)
    first = shared.git("rev-parse", "HEAD")
    yield shared
    shared.git("reset", "--quiet", "--hard", first)
    for tag in shared.git("tag").split():
        shared.git("tag", "--delete", tag)
    if shared.git("remote"):
        shared.git("remote", "remove", "origin")


def break_callers(repository: Repository) -> None:
    """Rename an argument of hand-written code, and change a schema of the contract."""
    conversations = "overrides/aiochatwoot/_resources/conversations.py"
    repository.edit(conversations, "newest_first: bool = False,", "newest: bool = False,")
    contract = json.loads((repository.folder / "openapi.yaml").read_text(encoding="utf-8"))
    contract["components"]["schemas"]["Part"] = model("name", name=NUMBER)
    (repository.folder / "openapi.yaml").write_text(json.dumps(contract), encoding="utf-8")
    assert repository.run(GENERATE).returncode == 0


def test_a_ref_is_compared_with_the_working_tree(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """Breaking changes are found in hand-written and in generated code."""
    break_callers(repository)

    assert contract_diff.main(["HEAD"]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert f"openapi.yaml: HEAD ({repository.git('rev-parse', '--short=7', 'HEAD')}) -> the working tree" == shown[0]
    field, argument = (line for line in shown if line.startswith("breaking"))
    assert field == "breaking    removed  attribute  Part.title: str"
    assert argument.startswith("breaking    removed  argument   conversations.history(newest_first): bool")

    assert contract_diff.main(["--changelog", "HEAD"]) == 1
    assert "- `conversations.history` ...\n" in capsys.readouterr().out


def test_a_file_is_compared_with_the_working_tree(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is only the contract: its version is its own, and hand-written code counts as equal."""
    before = repository.folder / "before.yaml"
    before.write_text(json.dumps(OLD).replace("0.4.2", "3.1.4"), encoding="utf-8")
    break_callers(repository)

    assert contract_diff.main([str(before)]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == f"openapi.yaml: {before} -> the working tree"
    assert len([line for line in shown if line.startswith("breaking")]) == 1
    assert shown[-1].startswith("version: 3.1.4 -> 4.0.0, ")


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("nope", "'nope' is neither a file nor a commit, branch or tag of this clone"),
        ("--", "say with what: make contract-diff BASE=<a git ref, or a file>"),
        ("README.md", "README.md is not YAML"),
        (".gitignore", ".gitignore is no OpenAPI document"),
        ("empty", "has no contract with its code and changelog"),
    ],
)
def test_what_cannot_be_compared(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, base: str, message: str
) -> None:
    """The message names the problem, and the status is not that of a breaking change."""
    repository.git("tag", "empty", repository.git("commit-tree", repository.git("mktree"), "-m", "Empty"))
    monkeypatch.chdir(repository.folder)

    assert contract_diff.main([base]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("contract-diff: ")
    assert message in shown.err
    assert "Traceback" not in shown.err


def test_without_git_there_are_files(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without git, the message says so; the changelog check has nothing to compare with."""
    with monkeypatch.context() as without:
        without.setenv("PATH", str(repository.folder))
        assert (contract_diff.main(["HEAD"]), contract_diff.main(["--changelog"])) == (2, 0)

    shown = capsys.readouterr()
    assert shown.err == "contract-diff: 'HEAD' is neither a file nor a commit, branch or tag of this clone\n"
    assert "compared with nothing" in shown.out


def test_what_the_changelog_is_compared_with(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """The changelog is compared with the last release; before the first, with origin/main or else the last commit.

    A clone of a single commit, as in CI, has none of these: the check reports that, and passes.
    """
    assert contract_diff.default_base() == ""
    assert contract_diff.main(["--changelog"]) == 0
    assert "changelog: compared with nothing" in capsys.readouterr().out

    first = repository.git("rev-parse", "HEAD")
    repository.commit()
    repository.commit()
    assert repository.git("rev-parse", "HEAD^") == contract_diff.default_base()

    repository.git("remote", "add", "origin", str(repository.folder))
    repository.git("update-ref", "refs/remotes/origin/main", first)
    assert contract_diff.default_base() == first
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert repository.git("rev-parse", "HEAD^") == contract_diff.default_base()

    repository.git("tag", "v0.1.0", first)
    assert contract_diff.default_base() == "v0.1.0"
    repository.git("tag", "v0.2.0")  # a release of this commit is compared with the one before
    assert contract_diff.default_base() == "v0.1.0"
    repository.commit()
    assert contract_diff.default_base() == "v0.2.0"

"""The vendored copy: created in another repository, updated, and used there under any name."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from aiochatwoot import __version__
from tools import ROOT, dist, git, vendor

from .packages import works

pytestmark = pytest.mark.apart

NAMES = ("app._vendor", "other.libraries")

SHOP = """
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /bikes:
    get: {tags: [bikes], operationId: bikes_list, responses: {'200': {description: d, content: {application/json: {}}}}}
"""


def content(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file with its content and modification time."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel."""
    return dist.build(tmp_path_factory.mktemp("dist"), "--wheel")


@pytest.fixture(autouse=True)
def _one_wheel(archives: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build the wheel once for all tests."""
    monkeypatch.setattr(dist, "build", lambda *_: archives)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy in another repository."""
    vendor.vendor(tmp_path / "_vendor")
    return tmp_path / "_vendor" / "aiochatwoot"


def row(name: str, content: bytes) -> str:
    """Return the line of a file in a copy's list."""
    return f"{hashlib.sha256(content).hexdigest()}  {name}"


def run(*arguments: str) -> int | str | None:
    """Run the command; return its exit status, or its message if it fails."""
    try:
        return vendor.main([*arguments])
    except SystemExit as ended:
        return ended.code


def test_two_copies_work_side_by_side(tmp_path: Path) -> None:
    """Another repository may have two copies under different names: each works by itself, over HTTP."""
    for name in NAMES:
        folder = tmp_path / "src" / name.replace(".", "/")
        assert run(str(folder)) == 0
        for package in (folder, folder.parent):
            (package / "__init__.py").touch()
    works(tmp_path / "src", *(f"{name}.aiochatwoot" for name in NAMES))


def test_pip_puts_it_into_a_folder(tmp_path: Path, archives: Path) -> None:
    """`pip install --target` creates a folder that is sufficient for importing."""
    options = ["--quiet", "--no-index", "--find-links", str(archives), "--no-deps", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(tmp_path), "aiochatwoot"]
    subprocess.run(command, check=True)
    works(tmp_path, "aiochatwoot")


def test_the_wheel_has_the_generator(tmp_path: Path, archives: Path) -> None:
    """The installed package can generate packages, without changing itself."""
    wheel = next(archives.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    program = [sys.executable, "-P", "-m", "aiochatwoot.generate"]
    environment = {"PYTHONPATH": str(tmp_path / "site"), "PYTHONDONTWRITEBYTECODE": "1"}

    def generate(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*program, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    (tmp_path / "shop.yaml").write_text(SHOP)
    done = generate("--contract", "shop.yaml", "--package", "shop", "--output", ".")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "shop" / "client.py").is_file()
    assert "--contract FILE is needed" in generate("--package", "shop", "--output", ".").stderr
    assert "an installed package is not changed" in generate("--contract", "shop.yaml").stderr


@pytest.mark.slow
def test_the_vendoring_tool_takes_it(tmp_path: Path, archives: Path) -> None:
    """`vendoring sync`, with the documented settings, creates a working copy, also when repeated."""
    page = (ROOT / "docs" / "recipes" / "vendoring.md").read_text(encoding="utf-8")
    _, _, rest = page.partition("```toml\n")
    (tmp_path / "pyproject.toml").write_text(rest.partition("```")[0], encoding="utf-8")
    folder = tmp_path / "src" / "app" / "_vendor"
    folder.mkdir(parents=True)
    for package in (folder, folder.parent):
        (package / "__init__.py").touch()
    (folder / "vendor.txt").write_text(f"aiochatwoot=={__version__}\n", encoding="utf-8")
    binaries = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": binaries + os.pathsep + os.environ["PATH"],  # it runs pip
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_FIND_LINKS": str(archives),
        "PIP_NO_INDEX": "1",
        "TMPDIR": str(tmp_path),
    }
    kept = []
    for _ in range(2):
        subprocess.run(
            [f"{binaries}/vendoring", "sync"], cwd=tmp_path, env=environment, check=True, capture_output=True
        )
        kept.append({name: text for name, (text, _) in content(folder).items()})
    assert kept[0] == kept[1]
    assert kept[0].keys() >= {"__init__.py", "aiochatwoot/LICENSE", "aiochatwoot/py.typed", "vendor.txt"}
    assert {path.name for path in folder.iterdir()} == {"__init__.py", "aiochatwoot", "vendor.txt"}
    works(tmp_path / "src", "app._vendor.aiochatwoot")


def test_a_copy_is_whole_and_has_nothing_else(copy: Path) -> None:
    """A copy has only regular files, with licence, types and the generator, without tests or compiled files."""
    names = {path.relative_to(copy).as_posix() for path in copy.rglob("*")}
    assert names >= {"LICENSE", "VENDORED", "py.typed", "generated/models/message.py", "testing/plugin.py"}
    assert names >= {"_generator/generate.py", "_generator/generator-config.yml", "_generator/templates/tag.py.jinja"}
    assert [path for path in copy.rglob("*") if path.is_symlink()] == []
    assert [name for name in names if "__pycache__" in name or name.startswith("test_")] == []


def test_again_changes_nothing(copy: Path) -> None:
    """A second run writes no file."""
    before = content(copy)
    assert vendor.vendor(copy.parent) == 0
    assert content(copy) == before
    assert vendor.check(copy.parent) == (vendor.FRESH, f"{copy} is up to date")


def test_a_stale_copy_is_brought_up_to_date(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New files are added, removed ones are deleted with their folder; files of others stay."""
    (copy / "notes.txt").write_text("theirs")
    now = vendor.sources()
    rows = [row for row in now.pop("VENDORED").decode().splitlines() if not re.search("  (testing/|client.py)", row)]
    changed = {name: text for name, text in now.items() if not name.startswith("testing/")}
    changed |= {"client.py": b"# other", "new/module.py": b""}
    changed["VENDORED"] = "\n".join([*rows, row("client.py", b"# other"), row("new/module.py", b"")]).encode()
    monkeypatch.setattr(vendor, "sources", lambda **_: changed)
    (copy / "notes.txt").unlink()
    status, said = vendor.check(copy.parent)
    assert (status, "is stale" in said and "client.py" in said) == (vendor.STALE, True)
    (copy / "notes.txt").write_text("theirs")
    vendor.vendor(copy.parent)
    assert (copy / "client.py").read_bytes() == b"# other"
    assert (copy / "new" / "module.py").is_file()
    assert not (copy / "testing").exists()
    assert (copy / "notes.txt").read_text() == "theirs"


def test_what_was_edited_there_is_not_lost(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Edited, removed and added files are named; only --force overwrites the first two."""
    (copy / "client.py").write_text("edited")
    (copy / "errors.py").unlink()
    (copy / "mine.py").write_text("mine")
    assert run(str(copy.parent), "--check") == vendor.EDITED
    expected = f"vendor: {copy} was edited there: changed: client.py; removed: errors.py; added: mine.py\n"
    assert capsys.readouterr().out == expected
    refused = run(str(copy.parent))
    assert "was edited there: client.py, errors.py. Make these changes in aiochatwoot itself" in str(refused)
    assert (copy / "client.py").read_text() == "edited"
    assert run(str(copy.parent), "--force") == 0
    assert (copy / "client.py").read_text() != "edited"
    assert (copy / "mine.py").read_text() == "mine"


def test_what_the_list_says(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list has the origin, without a password, how to update, and hashes for `sha256sum`."""
    head, _, rows = (copy / "VENDORED").read_text(encoding="utf-8").partition("\n\n")
    assert re.search(r"^commit: [0-9a-f]{40}", head, re.MULTILINE)
    assert re.search(r"^update: make vendor DEST=", head, re.MULTILINE)
    assert rows.splitlines() == [row(line[66:], (copy / line[66:]).read_bytes()) for line in rows.splitlines()]

    for address, said in (
        ("https://somebody:secret@git.example/a/b.git", "https://git.example/a/b.git"),
        ("git@git.example:a/b.git", "git@git.example:a/b.git"),
        ("/home/somebody/b", "a checkout of aiochatwoot"),
    ):
        monkeypatch.setattr(vendor, "git", lambda *_, address=address: address)
        assert vendor.origin() == said


def test_a_slim_copy_works_and_stays_slim(tmp_path: Path) -> None:
    """A slim copy has no command line and no embedded server; updates and checks respect that."""
    assert run(str(tmp_path), "--slim") == 0
    copy = tmp_path / "aiochatwoot"
    assert [name for name in vendor.listed(copy) if name.startswith(vendor.NOT_SLIM)] == []
    assert "slim: a copy without cli/, testing/, __main__.py" in (copy / "VENDORED").read_text(encoding="utf-8")
    assert vendor.vendor(tmp_path) == 0
    assert run(str(tmp_path), "--check") == vendor.FRESH
    program = "from aiochatwoot import *; Chatwoot('http://127.0.0.1', token='of-nobody', account_id=1).labels"
    command = [sys.executable, "-P", "-W", "error", "-c", program]
    subprocess.run(command, env={"PYTHONPATH": str(tmp_path)}, check=True)


def test_what_git_ignores_is_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If git ignores files of a copy, the command and the check fail, until .gitignore has an exception for them."""
    repository = copy.parent.parent
    subprocess.run(["git", "init", "--quiet"], cwd=repository, check=True)
    assert run(str(copy.parent), "--check") == vendor.FRESH
    (repository / ".gitignore").write_text("generated/\n__pycache__/\n", encoding="utf-8")
    for options in ((), ("--check",)):
        capsys.readouterr()
        assert run(str(copy.parent), *options) == vendor.IGNORED
        said = capsys.readouterr().out
        assert "git would leave behind generated/__init__.py (by .gitignore:1:generated/)" in said
        assert f"Write exceptions into {copy.parent / '.gitignore'}, such as !aiochatwoot/generated/" in said
    (copy.parent / ".gitignore").write_text("!aiochatwoot/generated/\n", encoding="utf-8")
    assert run(str(copy.parent), "--check") == vendor.FRESH


def test_a_copy_without_git(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git there are no ignored files, and no commit."""
    monkeypatch.setenv("PATH", str(copy))
    assert vendor.left_behind(copy, "") == (vendor.FRESH, "")
    assert git("log", "-1") == ""


@pytest.mark.slow
def test_the_page_is_what_happens(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's commands work in order: the copy is checked, and regenerated in place with another endpoint."""
    page = (ROOT / "docs" / "recipes" / "vendoring.md").read_text(encoding="utf-8")
    (corrections,) = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    blocks = re.findall(r"^```shell\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    edited, stale, *generate, of_the_rest = [command for block in blocks[1:] for command in block.splitlines()]
    repository = copy.parent.parent / "other"
    (repository / "src" / "app").mkdir(parents=True)
    copy.parent.rename(repository / "src" / "app" / "_vendor")
    (repository / "ours.yaml").write_text(corrections, encoding="utf-8")
    folder = repository / "src" / "app" / "_vendor"

    def shell(command: str) -> int:
        command = command.replace("../aiochatwoot/", f"{ROOT}/").replace("python ", f"{sys.executable} ")
        return subprocess.run(command, shell=True, cwd=repository, check=False, capture_output=True).returncode

    assert shell(edited) == 0
    assert stale == 'make -C ../aiochatwoot vendor-check DEST="$PWD/src/app/_vendor"'  # test_it_is_a_command runs it
    assert [shell(command) for command in generate if not command.startswith("pip install ")] == [0, 0, 0]
    works(repository / "src", "app._vendor.aiochatwoot")
    assert "holidays" in (folder / "aiochatwoot" / "generated" / "api" / "__init__.py").read_text(encoding="utf-8")
    assert vendor.check(folder)[0] == vendor.FRESH
    assert shell(edited) == 1
    assert shell(of_the_rest) == 0


@pytest.mark.slow
def test_a_copy_that_is_generated_again(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The generator in a copy writes its generated/ from another contract; an update keeps that."""
    contract = (ROOT / "openapi.yaml").read_text(encoding="utf-8")
    (tmp_path / "ours.yaml").write_text(contract.replace("The customers of an account.", "Our customers."))
    generate = [sys.executable, str(copy / "_generator" / "generate.py"), "--contract", "ours.yaml"]
    subprocess.run(generate, cwd=tmp_path, check=True)
    assert "Our customers." in (copy / "generated" / "api" / "contacts.py").read_text()
    works(tmp_path / "_vendor", "aiochatwoot")

    status, said = vendor.check(copy.parent)
    assert (status, "its generated/ is of another contract: after an update" in said) == (vendor.FRESH, True)
    now = vendor.sources()
    kept = [line for line in now["VENDORED"].decode().splitlines() if not line.endswith("  client.py")]
    lines = [*kept, row("client.py", b"# other"), row("generated/new.py", b"")]
    now |= {"client.py": b"# other", "generated/new.py": b"", "VENDORED": "\n".join(lines).encode()}
    monkeypatch.setattr(vendor, "sources", lambda **_: now)
    assert vendor.check(copy.parent)[0] == vendor.STALE
    assert vendor.vendor(copy.parent) == 2
    assert vendor.vendor(copy.parent, force=True) == 0
    assert (copy / "client.py").read_bytes() == b"# other"
    assert not (copy / "generated" / "new.py").exists()
    subprocess.run([*generate, "--check"], cwd=tmp_path, check=True)


def test_generated_code_that_was_edited(copy: Path) -> None:
    """Manual edits in generated/ are named like those of other files."""
    (copy / "generated" / "__init__.py").write_text("edited")
    assert vendor.check(copy.parent)[0] == vendor.EDITED
    (copy / "generated" / "__init__.py").unlink()
    assert vendor.check(copy.parent)[0] == vendor.EDITED


def test_a_link_in_a_copy_is_replaced(copy: Path, tmp_path: Path) -> None:
    """A file that was replaced by a link becomes a file again; the link's target stays unchanged."""
    (tmp_path / "theirs.py").write_bytes((copy / "client.py").read_bytes())
    (copy / "client.py").unlink()
    (copy / "client.py").symlink_to(tmp_path / "theirs.py")
    assert run(str(copy.parent), "--check") == vendor.EDITED
    (tmp_path / "theirs.py").write_text("theirs")
    assert run(str(copy.parent), "--force") == 0
    assert not (copy / "client.py").is_symlink()
    assert (tmp_path / "theirs.py").read_text() == "theirs"


def test_nothing_is_written_through_a_folder_that_is_a_link(copy: Path, tmp_path: Path) -> None:
    """No file is added or removed through a linked folder, whose target belongs to others."""
    (copy / "generated").rename(tmp_path / "theirs")
    (copy / "generated").symlink_to(tmp_path / "theirs")
    (tmp_path / "theirs" / "__init__.py").write_text("theirs")
    assert f"vendor: {copy / 'generated'} is a link" in str(run(str(copy.parent), "--force"))
    assert (tmp_path / "theirs" / "__init__.py").read_text() == "theirs"


def test_what_others_put_into_a_copy_stays(copy: Path) -> None:
    """Empty folders and links that are not of the copy neither disappear nor stop an update."""
    (copy / "mine" / "sub").mkdir(parents=True)
    (copy / "dangling").symlink_to(copy / "nowhere")
    assert run(str(copy.parent)) == 0
    assert (copy / "mine" / "sub").is_dir()
    assert (copy / "dangling").is_symlink()


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """A folder of that name that is not a copy is not changed; links are not followed."""
    (tmp_path / "aiochatwoot").mkdir()
    (tmp_path / "aiochatwoot" / "theirs.py").write_text("theirs")
    assert "was not put there by this" in str(run(str(tmp_path), "--force"))
    assert [path.name for path in (tmp_path / "aiochatwoot").iterdir()] == ["theirs.py"]
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "aiochatwoot").symlink_to(tmp_path / "aiochatwoot")
    assert "is a link" in str(run(str(linked)))


@pytest.mark.parametrize("line", [f"{'0' * 64}  ../../outside", "nothing"])
def test_a_list_that_was_tampered_with(copy: Path, line: str) -> None:
    """A list with paths outside the copy is refused."""
    (copy / "VENDORED").write_text(line)
    with pytest.raises(SystemExit, match="is no list of files of a copy"):
        vendor.vendor(copy.parent)


def test_where_there_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing copy has another status than an edited one; an invalid DEST is reported in one line."""
    assert run(str(tmp_path), "--check") == vendor.MISSING
    for wrong in ("", "."):
        assert run(wrong) == 2
        assert "DEST is empty, or this folder; name " in capsys.readouterr().err
    (tmp_path / "file").touch()
    assert "\n" not in str(run(str(tmp_path / "file")))


def test_it_is_a_command(tmp_path: Path) -> None:
    """The command builds the wheel itself, and exits with the status of the copy."""
    command = [sys.executable, "-m", "tools.vendor", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.endswith(" files changed\n")
    assert vendor.check(tmp_path) == (vendor.FRESH, f"{tmp_path / 'aiochatwoot'} is up to date")

"""The public names of the package: complete, sorted, and loaded only on use."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import aiochatwoot
from aiochatwoot import Chatwoot, errors
from aiochatwoot.generated.api import Resources

PACKAGE = Path(aiochatwoot.__file__).parent
FILES = sorted(path for folder in (PACKAGE, PACKAGE / "generated") for path in folder.resolve().rglob("*.py"))


def test_all_is_sorted() -> None:
    """`__all__` is sorted as linters sort it (constants, classes, the rest), without duplicates."""
    names = aiochatwoot.__all__

    def kind(name: str) -> int:
        return 0 if name.isupper() else 1 if name[0].isupper() else 2

    assert sorted(set(names), key=lambda name: (kind(name), name)) == names


def test_all_exists() -> None:
    """Every name in `__all__` can be imported, is the object of its module, and is in `dir`; others raise
    AttributeError.
    """
    assert [name for name in aiochatwoot.__all__ if not hasattr(aiochatwoot, name)] == []
    assert aiochatwoot.Chatwoot is Chatwoot is aiochatwoot.client.Chatwoot
    assert vars(aiochatwoot)["__getattr__"]("errors") is errors
    assert {*aiochatwoot.__all__} <= {*dir(aiochatwoot)}
    with pytest.raises(AttributeError, match="module 'aiochatwoot' has no attribute 'Chatwood'"):
        getattr(aiochatwoot, "Chatwood")  # noqa: B009  # type checkers would report it


def test_a_new_process_finds_every_name() -> None:
    """Each name can be the first import of a process, and all can be imported together."""
    names = [name for name in aiochatwoot.__all__ if not name.startswith("_")]
    each = "import aiochatwoot, sys\nfor name in sys.argv[1:]: getattr(aiochatwoot, name)"
    everything = "from aiochatwoot import *\nprint(len({*sys.argv[1:]} & {*globals()}))"
    shown = subprocess.run(
        [sys.executable, "-c", f"{each}\n{everything}", *reversed(names)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert len(names) == int(shown.stdout)


def test_all_is_complete() -> None:
    """Everything that the package's `__init__` imports is public, and so are all errors and their records."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
    }
    defined = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and value.__module__ == errors.__name__ and not name.startswith("_")
    }

    assert imported == set(aiochatwoot.__all__)
    assert defined - imported == set()


@pytest.mark.parametrize("name", [name for name in aiochatwoot.__all__ if name[0].isupper() and not name.isupper()])
def test_public_classes_are_documented(name: str) -> None:
    """Every public class has a docstring."""
    value = getattr(aiochatwoot, name)
    assert inspect.getdoc(value) or not inspect.isclass(value)


def test_public_methods_are_documented() -> None:
    """Every public method of a client and of its resources has a docstring."""
    chatwoot = Chatwoot("https://chat.example", token="a-token-of-tests")
    resources = [getattr(chatwoot, name) for name in dir(Resources) if not name.startswith(("_", "call", "one_"))]
    found = [chatwoot, *resources, chatwoot.attachments]
    methods = [
        (type(each).__name__, name, inspect.getdoc(method))
        for each in found
        for name, method in inspect.getmembers(type(each), inspect.isfunction)
        if not name.startswith("_")
    ]

    assert len(methods) > 100
    assert [(owner, name) for owner, name, text in methods if not text] == []


@pytest.mark.untraced
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE.parent.parent)))
def test_imports_are_relative(path: Path) -> None:
    """No file of the package imports it by its name, so that a copy under another name works."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    absolute: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            absolute += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            absolute.append(node.module or "")

    assert [name for name in absolute if name.partition(".")[0] in ("aiochatwoot", "generated")] == []


def loaded_by(program: str) -> set[str]:
    """Return the modules that a program has loaded at its end."""
    program += "\nimport sys\nprint('\\n'.join(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(shown.stdout.split())


def test_a_bare_import_is_light() -> None:
    """Importing the package loads almost nothing: each name is loaded on first use."""
    loaded = loaded_by("import aiochatwoot")

    assert {name for name in loaded if name.startswith("aiochatwoot")} == {"aiochatwoot", "aiochatwoot._version"}
    assert loaded & {"asyncio", "attr", "dateutil", "httpx"} == set()


def test_a_client_is_light() -> None:
    """A client loads no model, no resource, and nothing of the extras except what httpx itself loads."""
    loaded = loaded_by("from aiochatwoot import Chatwoot") - loaded_by("import httpx")
    extras = ("click", "rich", "starlette", "uvicorn", "pytest", "opentelemetry", "msgspec")

    assert "aiochatwoot.client" in loaded
    assert loaded & {"dateutil.parser", "aiochatwoot.filters", "aiochatwoot._wire.multipart"} == set()
    assert loaded & {*extras, "aiochatwoot.cli", "aiochatwoot.testing", "aiochatwoot._resources"} == set()
    assert [name for name in loaded if ".generated.models" in name] == []
    assert [name for name in loaded if ".generated.api" in name] == ["aiochatwoot.generated.api"]


def test_a_resource_loads_no_model() -> None:
    """Models are loaded by the first call that needs them; a resource loads only its operations."""
    first_use = "chatwoot = Chatwoot('http://127.0.0.1', token='of-nobody', account_id=1); chatwoot.conversations"
    loaded = loaded_by(f"from aiochatwoot import Chatwoot; {first_use}")

    assert "aiochatwoot.generated.api.conversations" in loaded
    assert {name for name in loaded if ".generated.models" in name} == {"aiochatwoot.generated.models"}
    assert "aiochatwoot.uploads" not in loaded


def test_models_load_one_by_one() -> None:
    """A model is loaded on use, with the models of its fields."""
    loaded = loaded_by("from aiochatwoot import models\nmodels.Team")

    assert "aiochatwoot.generated.models.team" in loaded
    assert "aiochatwoot.generated.models.conversation" not in loaded

"""Contracts, the driver's output for them, and packages that were vendored with it."""

from __future__ import annotations

import copy
import importlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest
from jinja2 import Environment, FileSystemBytecodeCache

from ..contract import CONTRACT, load

ROOT = Path(__file__).parents[2]
DRIVER = ROOT / "overrides" / "generator"
GENERATED = ROOT / "generated"

Document: TypeAlias = dict[str, Any]
Generate: TypeAlias = Callable[..., Path]
OK = {"200": {"description": "Fine.", "content": {"application/json": {"schema": {}}}}}


def small(
    *,
    schemas: Document | None = None,
    parameters: list[Document] | None = None,
    body: Document | None = None,
    answer: Document | None = None,
    path: str = "/things",
    **more: Any,
) -> Document:
    """Return the smallest contract: one operation, `things_do`, with the given parts; `x_pages` is its x-pages.

    Required descriptions are added.
    """
    operation: Document = {"tags": ["things"], "operationId": "things_do", "responses": copy.deepcopy(OK)}
    if answer is not None:
        operation["responses"]["200"]["content"]["application/json"]["schema"] = answer
    if parameters is not None:
        operation["parameters"] = parameters
    if body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    operation |= {key.replace("_", "-") if key.startswith("x_") else key: value for key, value in more.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "tags": [{"name": "things", "description": "Things."}],
        "paths": {path: {"post": _described(operation)}},
        "components": {"schemas": _described(schemas or {})},
    }


def _described(value: Any) -> Any:
    if isinstance(value, list):
        return [_described(each) for each in value]
    if not isinstance(value, dict):
        return value
    is_enum = isinstance(value.get("enum", value.get("x-extensible-enum")), list)
    text = {"description": "Described."} if is_enum or {"name", "in"} <= value.keys() else {}
    return text | {key: _described(each) for key, each in value.items()}


def extended() -> Document:
    """Return openapi.yaml combined with extension.yaml in this folder."""
    document, extension = load(CONTRACT), load(Path(__file__).parent / "extension.yaml")
    document["tags"] += extension["tags"]
    document["paths"] |= extension["paths"]
    for kind, components in extension["components"].items():
        document["components"][kind] |= components
    return document


def files(folder: Path) -> dict[str, bytes]:
    """Return the contents of the files in a folder, by relative path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The driver's module, in this process: a process for each contract would take most of a second.

    It is next to the modules that it imports, and not in a package. Each run would compile all templates, which takes
    more time than a small contract.
    """
    before = set(sys.modules)
    sys.path.insert(0, str(DRIVER))
    compiled = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("openapi_python_client.Environment", partial(Environment, bytecode_cache=compiled))
            yield importlib.import_module("generate")
    finally:
        sys.path.remove(str(DRIVER))
        for name in [path.stem for path in DRIVER.glob("*.py")]:
            if name not in before:
                sys.modules.pop(name, None)


@pytest.fixture(scope="session")
def run_driver(driver: ModuleType) -> Generate:
    """Write a contract to a folder, and generate from it to `generated` beside it."""

    def run(folder: Path, contract: Document | str | bytes, *flags: str) -> Path:
        # JSON is YAML, and represents every character unchanged.
        text = contract if isinstance(contract, str | bytes) else json.dumps(contract, ensure_ascii=False, indent=1)
        source, output = folder / "contract.yaml", folder / "generated"
        source.write_bytes(text if isinstance(text, bytes) else text.encode())
        driver.main(["--contract", str(source), "--output", str(output), *flags])
        return output

    return run


@pytest.fixture
def generate(run_driver: Generate, tmp_path: Path) -> Generate:
    """Run the driver in the folder of one test."""
    return lambda contract, *flags: run_driver(tmp_path, contract, *flags)


class Vendored:
    """A copy of the package under another name, with code generated from another contract."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name

    def __call__(self, module: str = "") -> Any:
        """Return one of its modules: "" is the package, ".generated.models" its models."""
        return importlib.import_module(self.name + module)


def vendor(run_driver: Generate, folder: Path, name: str, contract: Document) -> Vendored:
    """Copy the package without generated/, and generate that from a contract."""
    shutil.copytree(
        ROOT / "overrides" / "aiochatwoot",
        folder / name,
        ignore=shutil.ignore_patterns("generated", "testing", "__pycache__"),
    )
    run_driver(folder, contract)
    shutil.copytree(folder / "generated", folder / name / "generated")
    return Vendored(folder, name)


@pytest.fixture(scope="session")
def vendored(run_driver: Generate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vendored]:
    """The package, vendored as `vendored_client` with the extended contract."""
    yield from importable(vendor(run_driver, tmp_path_factory.mktemp("vendored"), "vendored_client", extended()))


def importable(package: Vendored) -> Iterator[Vendored]:
    """Make a vendored package importable for the duration of a fixture."""
    sys.path.insert(0, str(package.folder))
    importlib.invalidate_caches()
    try:
        yield package
    finally:
        sys.path.remove(str(package.folder))
        for name in [each for each in sys.modules if each.split(".")[0] == package.name]:
            del sys.modules[name]


def answer(schema: Document, **schemas: Document) -> Document:
    """A contract whose response has one key, `key`, with a schema."""
    return small(answer={"type": "object", "title": "Answer", "properties": {"key": schema}}, schemas=schemas)


Make: TypeAlias = Callable[..., Path]
KEY = {"type": "apiKey", "in": "header", "name": "X-Shop-Key"}


def shop(security: Any = None, schemes: Document | None = None, **more: Any) -> Document:
    """The contract of a shop with operations, one of them without a token."""
    document = small()
    document["info"] = {"title": "Bicycle shop", "version": "1.4 beta", "description": "Sells bicycles."}
    document["paths"]["/health"] = {
        "get": {
            "tags": ["things"],
            "operationId": "things_health",
            "security": [],
            "responses": {"204": {"description": "Up."}},
        }
    }
    document["components"]["securitySchemes"] = {"key": KEY} if schemes is None else schemes
    document["security"] = [{"key": []}] if security is None else security
    return document | {key.replace("_", "-") if key.startswith("x_") else key: value for key, value in more.items()}


@pytest.fixture
def make(driver: ModuleType, tmp_path: Path) -> Make:
    """Write the package `bikes`, the client of a contract."""

    def run(contract: Document, *flags: str, name: str = "bikes") -> Path:
        source = tmp_path / "shop.json"
        source.write_text(json.dumps(contract), encoding="utf-8")
        driver.main(["--contract", str(source), "--output", str(tmp_path / "src"), "--package", name, *flags])
        return tmp_path / "src" / name

    return run

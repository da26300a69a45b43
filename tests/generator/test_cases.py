"""One feature of OpenAPI each: its code is generated and loses nothing, or it is refused by name.

`cases/outcomes.yml` lists the exceptions: refusals, schemas that become plain JSON, and expected requests or decoded
responses. In all other cases, code is generated, decodes each sample response without a deviation, writes it back
unchanged, and sends each sample body unchanged.
"""

from __future__ import annotations

import importlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from ..contract import load
from .conftest import ROOT, Vendored, importable
from .samples import Samples

pytestmark = pytest.mark.apart

FOLDER = Path(__file__).parent / "cases"
CASES = {path.stem: path for path in sorted(FOLDER.glob("*-*.*"))}
OUTCOMES = load(FOLDER / "outcomes.yml")
_WITHOUT_FORMATTING = "field_prefix: field_\nuse_path_prefixes_for_title_model_names: false\npost_hooks: []\n"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vendored]:
    """A copy of the package, in which each case has a folder beside that of our contract."""
    folder = tmp_path_factory.mktemp("cases")
    shutil.copytree(ROOT / "overrides" / "aiochatwoot", folder / "cases_client", ignore=_ignored)
    (folder / "config.yml").write_text(_WITHOUT_FORMATTING)
    yield from importable(Vendored(folder, "cases_client"))


_ignored = shutil.ignore_patterns("testing", "__pycache__")


def generated(package: Vendored, driver: ModuleType, case: str) -> tuple[dict[str, Any], list[str]]:
    """Return the operations of a case by their ids, and the notes."""
    name = f"case_{case.replace('-', '_')}"
    notes = driver.generate(
        driver.read(CASES[case]), package.folder / "config.yml", package.folder / "cases_client" / name
    )
    importlib.invalidate_caches()
    operations: dict[str, Any] = package(f".{name}.api").operations()
    models = package(f".{name}.models")
    for each in models.__all__:
        getattr(models, each)
    return operations, notes


def test_the_table_names_cases() -> None:
    """Each row of the table belongs to an existing case."""
    assert OUTCOMES.keys() - CASES.keys() == set()


@pytest.mark.parametrize("case", [case for case in CASES if "refused" in OUTCOMES.get(case, {})])
def test_refused(driver: ModuleType, package: Vendored, case: str) -> None:
    """The refusal has the position and the problem; nothing is written."""
    output = package.folder / "refused"
    with pytest.raises(SystemExit) as stop:
        driver.generate(driver.read(CASES[case]), package.folder / "config.yml", output)

    assert OUTCOMES[case]["refused"] in str(stop.value).replace(str(CASES[case]), CASES[case].name)
    assert not output.exists()


@pytest.mark.parametrize("case", [case for case in CASES if "refused" not in OUTCOMES.get(case, {})])
def test_generates(driver: ModuleType, package: Vendored, case: str) -> None:
    """Responses decode without a deviation and are written back unchanged; bodies are sent unchanged."""
    expected = OUTCOMES.get(case, {})
    operations, notes = generated(package, driver, case)
    document = load(CASES[case])

    assert expected.get("notes", []) == notes
    for operation, declared in paired(operations, document):
        check_answers(package, operation, declared, document, expected)
        check_bodies(package, operation, declared, document)
    for call in expected.get("calls", []):
        check_call(package, operations, call)
    for answer in expected.get("answers", []):
        found: list[Any] = package("._wire.deviations").Findings()
        value = read(package, operations[answer["of"]], json.dumps(answer["is"]), found)
        for attribute in filter(None, str(answer.get("at", "")).split(".")):
            value = value[int(attribute)] if attribute.isdigit() else getattr(value, attribute)
        assert answer.get("type", type(value).__name__) == type(value).__name__
        assert answer.get("deviations", []) == [row.expected for row in found]


def paired(operations: dict[str, Any], document: dict[str, Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Return each operation with its part of the document."""
    by_place = {(each.method.lower(), each.path): each for each in operations.values()}
    for path, item in document["paths"].items():
        for method, declared in item.items():
            if (method, path) in by_place:
                yield by_place[method, path], declared


def read(package: Vendored, operation: Any, content: str, found: list[Any]) -> Any:
    return package("._wire.operation").read_answer(operation, content.encode(), found)


def check_answers(package: Vendored, operation: Any, declared: Any, document: Any, expected: Any) -> None:
    samples = Samples(document, "writeOnly")
    for code, response in declared["responses"].items():
        if str(code)[0] not in "2d" or (str(code) == "default" and len(declared["responses"]) > 1):
            continue
        for kind, media in samples.resolved(response).get("content", {}).items():
            if "json" not in kind and kind != "*/*":
                continue
            for sample in samples.of(media.get("schema", {})):
                found: list[Any] = package("._wire.deviations").Findings()
                result = read(package, operation, json.dumps(sample), found)
                assert [(row.path, row.expected, row.value) for row in found] == [], sample
                written = operation.returns.encode(result)
                assert json.dumps(sample, sort_keys=True) == json.dumps(written, sort_keys=True)


def check_bodies(package: Vendored, operation: Any, declared: Any, document: Any) -> None:
    samples = Samples(document, "readOnly")
    content = samples.resolved(declared.get("requestBody", {})).get("content", {})
    media = next((each for kind, each in content.items() if "json" in kind), None)
    if media is None:
        return
    unset = package().UNSET
    for sample in samples.of(media.get("schema", {})):
        arguments: dict[str, Any] = {each.argument: unset for each in operation.parameters}
        for parameter in operation.parameters:
            if parameter.place == "content":
                arguments[parameter.argument] = sample
            elif parameter.place == "body":
                arguments[parameter.argument] = sample.get(parameter.name, unset)
            elif parameter.place == "file":
                arguments |= {parameter.argument: None, "on_progress": None}
            else:
                arguments[parameter.argument] = 1 if parameter.kind.check(1) is None else "a"
        prepared = package("._wire.operation").prepare(operation, arguments, SimpleNamespace(of_chatwoot=False))
        assert json.loads(prepared.content) == sample, sample


def check_call(package: Vendored, operations: dict[str, Any], call: dict[str, Any]) -> None:
    """Check the request of a call with some arguments."""
    operation = operations[call["of"]]
    arguments = {each.argument: None for each in operation.parameters} | {"on_progress": None} | call["with"]
    prepared = package("._wire.operation").prepare(operation, arguments, SimpleNamespace(of_chatwoot=False))
    if "query" in call:
        assert call["query"] == [list(pair) for pair in prepared.query]
    if "headers" in call:
        assert call["headers"] == dict(prepared.headers)
    if "body" in call or not call["with"]:
        assert call.get("body") == (prepared.content.decode() if prepared.content is not None else None)

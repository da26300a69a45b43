"""openapi.yaml -> generated/: openapi-python-client, taught what Chatwoot's contract needs.

    python overrides/generator/generate.py            rewrite generated/
    python overrides/generator/generate.py --check    fail if generated/ is not what the contract generates

The generator's Python API and templates are not stable between patches, so its version is pinned exactly, no stock
template is copied, and whatever it reports, be it a warning, is an error here. The output is written to a temporary
folder first: a failure leaves generated/ as it was, and no stale file survives a success.
"""

from __future__ import annotations

import argparse
import contextlib
import filecmp
import hashlib
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openapi_python_client as opc
from jinja2 import StrictUndefined
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from emit import Emitter, members, prose, quote
from operations import read_operations, read_tags
from schemas import GeneratorChanged, Unsupported, install

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
GENERATOR_VERSION = "0.29.1"


class Project(opc.Project):
    """Only what a package of ours has: models, endpoint functions, resource classes."""

    def _create_package(self) -> None:
        self._write("package_init.py.jinja", self.package_dir / "__init__.py")

    def _build_metadata(self) -> None:
        pass

    def _build_api(self) -> None:
        api = self.package_dir / "api"
        api.mkdir()
        self._write("api_init.py.jinja", api / "__init__.py")
        for tag, collection in self.openapi.endpoint_collections_by_tag.items():
            folder = api / tag
            folder.mkdir()
            self._write("endpoint_init.py.jinja", folder / "__init__.py", endpoint_collection=collection)
            for endpoint in collection.endpoints:
                self._write("endpoint_module.py.jinja", folder / f"{endpoint.name}.py", endpoint=endpoint)

    def _write(self, template: str, path: Path, **more: Any) -> None:
        path.write_text(self.env.get_template(template).render(**more), encoding="utf-8")


def generate(contract: Path, config_file: Path, output: Path) -> None:
    """Write the code that `contract` generates to the folder `output`, which must not exist.

    Raises:
        SystemExit: with everything that the generator had to say, if it had anything to say.
    """
    if opc.__version__ != GENERATOR_VERSION:
        raise GeneratorChanged(f"openapi-python-client is {opc.__version__}, not {GENERATOR_VERSION}")
    install()
    content = contract.read_bytes()
    try:
        document = YAML(typ="safe").load(content)
    except YAMLError as error:
        raise SystemExit(f"generate: {contract} is not YAML: {error}") from None
    config = Config.from_sources(
        ConfigFile.load_from_path(config_file), MetaType.NONE, contract, "utf-8", False, output
    )
    try:
        data = GeneratorData.from_dict(document, config=config)
        if isinstance(data, GeneratorError):
            raise SystemExit(f"generate: {contract}: {_report([data])}")
        _stop_on(contract, [*data.errors, *_parse_errors(data)])
        emitter = Emitter(data.models)
        operations = read_operations(document, data, emitter)
        used = emitter.closure(prop for operation in operations.values() for prop in operation.properties)
        data.models = [model for model in data.models if str(model.class_info.name) in used]
        data.enums = [enum for enum in data.enums if str(enum.class_info.name) in used]
        project = Project(openapi=data, config=config, custom_template_path=HERE / "templates")
        project.env.undefined = StrictUndefined
        project.env.globals.update(
            emitter=emitter,
            members=members,
            prose=prose,
            quote=quote,
            text=lambda value: value.get_untrusted_value(),
            tags=read_tags(document, data),
            operations=operations,
            contract_version=document["info"]["version"],
            contract_hash=hashlib.sha256(content).hexdigest(),
        )
        with _tools_on_path(), contextlib.redirect_stdout(io.StringIO()):
            errors = project.build()
    except Unsupported as error:
        raise SystemExit(f"generate: {contract}: {error}") from None
    _stop_on(contract, errors)


def _parse_errors(data: GeneratorData) -> Iterator[GeneratorError]:
    for collection in data.endpoint_collections_by_tag.values():
        yield from collection.parse_errors


def _stop_on(contract: Path, errors: Any) -> None:
    if errors:
        raise SystemExit(f"generate: {contract}: {_report(errors)}")


def _report(errors: Any) -> str:
    return "\n".join(f"{error.header} {error.detail or ''} {getattr(error, 'data', None) or ''}" for error in errors)


@contextlib.contextmanager
def _tools_on_path() -> Iterator[None]:
    """The generator starts ruff by name: let it find the one installed beside this Python."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def differences(expected: Path, actual: Path) -> list[str]:
    """How the files below `actual` differ from those below `expected`."""

    def files(folder: Path) -> set[Path]:
        return {p.relative_to(folder) for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts}

    wanted, there = files(expected), files(actual)
    return (
        [f"missing: {path}" for path in sorted(wanted - there)]
        + [f"stale:   {path}" for path in sorted(there - wanted)]
        + [
            f"differs: {path}"
            for path in sorted(wanted & there)
            if not filecmp.cmp(expected / path, actual / path, shallow=False)
        ]
    )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--contract", type=Path, default=ROOT / "openapi.yaml")
    parser.add_argument("--config", type=Path, default=ROOT / "generator-config.yml")
    parser.add_argument("--output", type=Path, default=ROOT / "generated")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "generated"
        generate(options.contract, options.config, made)
        if options.check:
            found = differences(made, options.output)
            if found:
                raise SystemExit(
                    "generated/ is not what the contract generates:\n  "
                    + "\n  ".join(found)
                    + "\nRun `make generate`, and never edit generated/ by hand."
                )
            return
        shutil.rmtree(options.output, ignore_errors=True)
        shutil.copytree(made, options.output)


if __name__ == "__main__":
    main()

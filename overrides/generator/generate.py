"""openapi.yaml -> generated/: openapi-python-client, taught what Chatwoot's contract needs.

    python overrides/generator/generate.py            rewrite generated/
    python overrides/generator/generate.py --check    fail if generated/ is not what the contract generates

The generator's Python API and templates are not stable between patches, so its version is pinned exactly, no stock
template is copied, and whatever it reports, be it a warning, is an error here. The output is written to a temporary
folder first: a failure leaves generated/ as it was, and no stale file survives a success.
"""

from __future__ import annotations

import versions  # first: with another version those below may not even have the names that are imported

# isort: split
import argparse
import contextlib
import filecmp
import io
import os
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import openapi_python_client as opc
from jinja2 import StrictUndefined
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from checks import check
from clients import read_clients
from contract import Contract, Unsupported, expand, read, since_line, steps, with_versions
from emit import RUNTIME, RUNTIME_TYPES, Emitter, is_read_only, members, more, quote
from normal import normalised
from operations import read_modules
from prose import entry, prose
from rate_limits import read_rate_limits
from records import Module
from schemas import enum_members, install, keep_bounds, problems, text
from since import read_since

HEADER = '"""Generated from openapi.yaml'
HERE = Path(__file__).parent
ROOT = HERE.parent.parent


class Project(opc.Project):
    """Only what a package of ours has: models, and one module a tag: its operations and its resource class."""

    modules: list[Module]
    since: dict[str, str]

    def _create_package(self) -> None:
        self._write("package_init.py.jinja", self.package_dir / "__init__.py")
        if self.since:
            self._write("versions.py.jinja", self.package_dir / "versions.py", since=self.since)

    def _build_metadata(self) -> None:
        pass

    def _build_api(self) -> None:
        api = self.package_dir / "api"
        api.mkdir()
        self._write("api_init.py.jinja", api / "__init__.py")
        for module in self.modules:
            self._write("tag.py.jinja", api / f"{module.tag.name}.py", module=module)

    def _run_post_hooks(self) -> None:
        """Run the tools of the configuration, if what was written is Python: ruff says only that it is not."""
        for path in sorted(self.package_dir.rglob("*.py")):
            with warnings.catch_warnings(action="error"):
                try:
                    compile(path.read_bytes(), str(path.relative_to(self.package_dir)), "exec")
                except (SyntaxError, ValueError) as error:
                    self.errors.append(GeneratorError(header="The generated code is no Python:", detail=str(error)))
        if not self.errors:
            super()._run_post_hooks()

    def _write(self, template: str, path: Path, **more: Any) -> None:
        path.write_text(self.env.get_template(template).render(**more), encoding="utf-8")


def generate(contract: Path, config_file: Path, output: Path, *, strict: bool = False) -> list[str]:
    """Write the code that `contract` generates to the folder `output`, which must not exist.

    Gives back notes: what was generated less precisely than the contract says.

    Args:
        strict: Also refuse unknown extensions, and parameters, enums and tags without a description.

    Raises:
        SystemExit: with everything that the generator had to say, if it had anything to say.
    """
    versions.check()
    install()
    source = read(contract)
    notes: list[str] = []
    found = check(source.document, strict=strict)
    if found:
        raise SystemExit("\n".join(f"generate: {source.problem(at, what)}" for at, what in found))
    config = Config.from_sources(
        ConfigFile.load_from_path(config_file), MetaType.NONE, contract, "utf-8", False, output
    )
    try:
        document = expand(normalised(with_versions(source.document), notes))
        data = GeneratorData.from_dict(keep_bounds(document), config=config)
        if isinstance(data, GeneratorError):
            _stop_on(source, [data])
            raise AssertionError
        _stop_on(source, [*data.errors, *_parse_errors(data)])
        emitter = Emitter(data.models, notes)
        unsupported = [*problems]
        clients = read_clients(document)
        modules = read_modules(document, data, emitter, clients, unsupported)
        if unsupported:
            raise SystemExit("\n".join(_refusal(source, each) for each in unsupported))
        operations = [operation for module in modules for operation in module.operations]
        used = emitter.closure(prop for operation in operations for prop in operation.properties)
        data.models = [model for model in data.models if str(model.class_info.name) in used]
        data.enums = [enum for enum in data.enums if str(enum.class_info.name) in used]
        _check_modules([*data.models, *data.enums])
        project = Project(openapi=data, config=config, custom_template_path=HERE / "templates")
        project.modules = modules
        project.since = read_since(source.document)
        project.env.undefined = StrictUndefined
        # A method called `list` is worth this trouble.
        project.env.filters["in_class"] = lambda annotation: annotation.replace("list[", "builtins.list[")
        project.env.globals.update(
            emitter=emitter,
            entry=entry,
            enum_members=enum_members,
            is_read_only=is_read_only,
            members=members,
            more=more,
            prose=prose,
            since_line=since_line,
            quote=quote,
            RUNTIME=RUNTIME,
            RUNTIME_TYPES=RUNTIME_TYPES,
            modules=modules,
            clients=clients,
            rate_limits=read_rate_limits(document.get("x-rate-limit", []), ()),
            contract_version=str(document["info"]["version"]),
            contract_hash=source.sha256,
        )
        with _tools_on_path(), contextlib.redirect_stdout(io.StringIO()):
            errors = project.build()
    except Unsupported as error:
        raise SystemExit(_refusal(source, error)) from None
    _stop_on(source, errors)
    return notes


def _refusal(source: Contract, error: Unsupported) -> str:
    return f"generate: {source.problem(error.at, str(error)) if error.at else f'{source.path}: {error}'}"


def _check_modules(classes: list[Any]) -> None:
    """Class names that differ only in their capitals would be written to one file."""
    names: dict[str, str] = {}
    for cls in classes:
        module, name = str(cls.class_info.module_name), str(cls.class_info.name)
        if names.setdefault(module, name) != name:
            raise Unsupported(f"{names[module]} and {name} would both be in models/{module}.py")


def _parse_errors(data: GeneratorData) -> Iterator[GeneratorError]:
    for collection in data.endpoint_collections_by_tag.values():
        yield from collection.parse_errors


def _stop_on(source: Contract, errors: Iterable[Any]) -> None:
    if found := list(dict.fromkeys(_report(source, each) for each in errors)):
        raise SystemExit("\n".join(f"generate: {each}" for each in found))


def _report(source: Contract, error: GeneratorError) -> str:
    """What the parser says, with the place where it says one."""
    said = f"{error.header.strip()} {(error.detail or '').strip()}".strip()
    said = re.sub(r"<\S+UntrustedString object at \w+>", "...", said)  # it forgets to unwrap some text
    data = getattr(error, "data", None)
    at = text((getattr(data, "model_extra", None) or {}).get("x-at", ""))
    if at:
        return source.problem(steps(at), said)
    shown = "" if data is None else f"\n  in {data.model_dump_json(by_alias=True, exclude_unset=True):.300}"
    return f"{source.path}: {said}{shown}"


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
    parser.add_argument(
        "--strict", action="store_true", help="refuse unknown extensions, and what has no description, as ours must"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "generated"
        for note in generate(options.contract, options.config, made, strict=options.strict):
            sys.stderr.write(f"note: {note}\n")
        if options.check:
            found = differences(made, options.output)
            if found:
                raise SystemExit(
                    f"{options.output} is not what {options.contract} generates:\n  "
                    + "\n  ".join(found)
                    + "\nRun `make generate`, and never edit generated/ by hand."
                )
            return
        replace(options.output, made)


def replace(folder: Path, fresh: Path) -> None:
    """Put `fresh` in the place of `folder`, whole: it is copied beside it first.

    Raises:
        SystemExit: what is in the folder was not generated.
    """
    folder = folder.resolve()
    head = folder / "__init__.py"
    is_ours = head.is_file() and head.read_text(encoding="utf-8").startswith(HEADER)
    if folder.exists() and not is_ours and any(folder.iterdir()):
        raise SystemExit(f"generate: {folder} was not generated, and is not replaced; choose another --output")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
        copy, old = Path(beside) / "new", Path(beside) / "old"
        shutil.copytree(fresh, copy)
        if folder.exists():
            folder.rename(old)
        copy.rename(folder)


if __name__ == "__main__":
    main()

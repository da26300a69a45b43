"""contract/ -> openapi.yaml, generated/: openapi-python-client, extended for Chatwoot's contract.

    python overrides/generator/generate.py            rewrite openapi.yaml and generated/
    python overrides/generator/generate.py --check    fail if they are not what the contract generates
    python overrides/generator/generate.py --contract FILE --package NAME --output DIR
                                                      write DIR/NAME, the client of another product

The generator's Python API and templates change between patch versions, so its version is pinned exactly, and no stock
template is copied. Every message of the generator is an error here, even a warning. The output goes to a temporary
folder first: a failure leaves openapi.yaml and generated/ unchanged, and stale files do not survive a success.
"""

from __future__ import annotations

import versions  # first: other versions of the packages below may lack the imported names

# isort: split
import argparse
import contextlib
import filecmp
import io
import json
import os
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import openapi_python_client as opc
from jinja2 import StrictUndefined
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from bundle import HEAD, NOTE, Text
from checks import check
from clients import read_clients
from contract import Contract, Unsupported, expand, product_of, read, steps
from emit import RUNTIME, Emitter, is_read_only, is_write_only, members, more, quote
from events import families, read_events
from normal import normalised
from operations import read_modules
from overlay import apply
from package import Package, check_names, read_package
from properties import keep_bounds
from prose import entry, prose
from rate_limits import read_rate_limits
from records import Module
from schemas import described_members, enum_members, install, problems
from since import read_since, with_versions

HEADER = "Generated from "
HERE = Path(__file__).parent
ROOT = HERE.parent.parent
IS_SHIPPED = HERE.name == "_generator"
"""Whether this module belongs to an installed or vendored package, not to a checkout."""


class Project(opc.Project):
    """Generates only our files: models, events, and one module per tag with its operations and its resource class."""

    modules: list[Module]
    events: Mapping[str, str]
    since: dict[str, str]
    package: Package | None = None

    def _create_package(self) -> None:
        if self.package is None:
            self._write("package_init.py.jinja", self.package_dir / "__init__.py")
            if self.since:
                self._write("versions.py.jinja", self.package_dir / "versions.py", since=self.since)
            return
        self._write("package_root.py.jinja", self.package_dir / "__init__.py")
        for name in ("client.py", "errors.py"):
            self._write(f"{name}.jinja", self.package_dir / name)
        (self.package_dir / "py.typed").touch()

    def _build_metadata(self) -> None:
        pass

    def _build_api(self) -> None:
        api = self.package_dir / "api"
        api.mkdir()
        self._write("api_init.py.jinja", api / "__init__.py")
        for module in self.modules:
            self._write("tag.py.jinja", api / f"{module.tag.name}.py", module=module)
        if self.events:
            self._write("events.py.jinja", self.package_dir / "events.py", families=families(self.events))

    def _run_post_hooks(self) -> None:
        """Run the configured tools if the output is valid Python; for invalid code, ruff reports no details."""
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


def generate(
    source: Contract,
    config_file: Path,
    output: Path,
    *,
    strict: bool = False,
    overlays: Sequence[Path] = (),
    package: str | None = None,
    runtime: str = "aiochatwoot",
) -> list[str]:
    """Generate the code of a contract into the folder `output`, which must not exist.

    Return notes on parts whose generated code is less precise than the contract.

    Args:
        source: The contract.
        config_file: Settings of openapi-python-client.
        output: The folder.
        strict: Also refuse unknown extensions, and parameters, enums and tags without a description.
        overlays: Corrections of the contract, in this order.
        package: Write a separate package with this name, the client of another product.
        runtime: The package with the core for that client.

    Raises:
        SystemExit: with all messages of the generator, if there are any.
    """
    versions.check()
    install()
    corrections = [read(each) for each in overlays]
    for each in corrections:
        source = apply(source, each)
    if package is not None:  # packages of other products have no webhooks
        source = source.without("webhooks")
    notes: list[str] = []
    found = check(source.document, strict=strict, of_another=package is not None)
    if found:
        raise SystemExit("\n".join(f"generate: {source.problem(at, what)}" for at, what in found))
    config = Config.from_sources(
        ConfigFile.load_from_path(config_file), MetaType.NONE, source.path, "utf-8", False, output
    )
    made: Package | None = None
    document = source.document
    try:
        if package is not None:
            made, document = read_package(source, package, runtime, notes)
        wrong: list[Unsupported] = []
        document = normalised(expand(with_versions(document)), notes, wrong)
        _stop_on(source, wrong)
        data = GeneratorData.from_dict(keep_bounds(document), config=config)
        if isinstance(data, GeneratorError):
            _stop_on(source, [data])
            raise AssertionError
        of_tags = data.endpoint_collections_by_tag.values()
        _stop_on(source, [*data.errors, *(error for each in of_tags for error in each.parse_errors)])
        emitter = Emitter(data.models, notes, of_another=package is not None)
        unsupported = [*problems]
        clients = read_clients(document)
        modules = read_modules(document, data, emitter, clients, unsupported)
        _stop_on(source, unsupported)
        operations = [operation for module in modules for operation in module.operations]
        events = read_events(document, {str(model.class_info.name) for model in data.models})
        used = emitter.closure((prop for each in operations for prop in each.properties), events.values())
        data.models = [model for model in data.models if str(model.class_info.name) in used]
        data.enums = [enum for enum in data.enums if str(enum.class_info.name) in used]
        _check_modules([*data.models, *data.enums])
        project = Project(openapi=data, config=config, custom_template_path=HERE / "templates")
        project.modules, project.package, project.events = modules, made, events
        project.since = read_since(expand(source.document))
        project.env.undefined = StrictUndefined
        # The alias allows a method called `list`.
        project.env.filters["in_class"] = lambda annotation: annotation.replace("list[", "builtins.list[")
        project.env.globals.update(
            emitter=emitter,
            entry=entry,
            enum_members=enum_members,
            described_members=partial(described_members, of=product_of(document)),
            is_read_only=is_read_only,
            is_write_only=is_write_only,
            members=members,
            more=more,
            prose=prose,
            quote=quote,
            package=made,
            **{name: _imports(lines, made) for name, lines in RUNTIME.items()},
            modules=modules,
            clients=clients,
            rate_limits=read_rate_limits(document.get("x-rate-limit", []), (), product_of(document)),
            contract_version=str(document["info"]["version"]),
            contract_hash=source.sha256,
            contract_name=source.text.file.name,
            overlays=[(each.path.name, each.sha256) for each in corrections],
        )
        with _tools_on_path(), contextlib.redirect_stdout(io.StringIO()):
            errors: Sequence[Any] = project.build()
    except Unsupported as error:
        errors = [error]
    _stop_on(source, errors)
    return list(dict.fromkeys(notes))


def _stop_on(source: Contract, problems: Iterable[Unsupported | GeneratorError]) -> None:
    """Stop with the messages of all problems, if there are any."""
    if found := list(dict.fromkeys(f"generate: {_report(source, each)}" for each in problems)):
        raise SystemExit("\n".join(found)) from None


def _imports(source: str, package: Package | None) -> str:
    """Return the imports of the core: relative ones within its own package, as in `source`."""
    return source if package is None else source.replace("from ...", f"from {package.runtime}.")


def _check_modules(classes: list[Any]) -> None:
    """Refuse class names that would be written to one file, such as names that differ only in case."""
    names: dict[str, str] = {}
    for cls in classes:
        module, name = str(cls.class_info.module_name), str(cls.class_info.name)
        if names.setdefault(module, name) != name:
            raise Unsupported(f"{names[module]} and {name} would both be in models/{module}.py")


def _report(source: Contract, error: Unsupported | GeneratorError) -> str:
    """Return the message for a problem, with its location if known."""
    if isinstance(error, Unsupported):
        return source.problem(error.at, str(error)) if error.at else f"{source.path}: {error}"
    said = f"{error.header.strip()} {(error.detail or '').strip()}".strip()
    said = re.sub(r"<\S+UntrustedString object at \w+>", "...", said)  # the parser does not unwrap some texts
    data = getattr(error, "data", None)
    shown = "" if data is None else data.model_dump_json(by_alias=True, exclude_unset=True)
    places = [str(json.loads(f'"{each}"')) for each in re.findall(r'"x-at":"((?:[^"\\]|\\.)*)"', shown)]
    if places:  # the location of a schema, or of the outermost one
        return source.problem(steps(min(places, key=len)), said)
    return f"{source.path}: {said}" + (f"\n  in {shown:.300}" if shown else "")


@contextlib.contextmanager
def _tools_on_path() -> Iterator[None]:
    """Put the tools beside this Python on the PATH, since the parser starts ruff by name."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def differences(expected: Path, actual: Path) -> list[str]:
    """Return the differences between the files in two folders."""

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
    parser.add_argument(
        "--contract",
        type=Path,
        default=None if IS_SHIPPED else ROOT / "contract",
        metavar="FILE",
        help="an OpenAPI document, or a folder whose files are joined to openapi.yaml beside it",
    )
    parser.add_argument("--config", type=Path, default=(HERE if IS_SHIPPED else ROOT) / "generator-config.yml")
    parser.add_argument("--output", type=Path, metavar="DIR", help="generated/; with --package where NAME is written")
    parser.add_argument(
        "--strict", action="store_true", help="refuse unknown extensions, and what has no description, as ours must"
    )
    parser.add_argument(
        "--overlay",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="an OpenAPI Overlay with corrections of the contract; may be given several times",
    )
    parser.add_argument("--package", metavar="NAME", help="write a package for another product than Chatwoot")
    parser.add_argument(
        "--runtime", metavar="MODULE", default="aiochatwoot", help="the package with the core, where it was vendored"
    )
    options = parser.parse_args(arguments)
    name: str | None = options.package
    generated = HERE.parent / "generated" if IS_SHIPPED else ROOT / "generated"
    if options.contract is None:
        parser.error("--contract FILE is needed: there is none beside the package")
    if IS_SHIPPED and name is None and options.output is None and not (HERE.parent / "VENDORED").is_file():
        parser.error("--package NAME, or --output DIR, is needed: an installed package is not changed")
    if name is not None:
        check_names(name, options.runtime)
        if options.output is None:
            parser.error("--package needs --output DIR, the folder that gets NAME")
    output: Path = (options.output or generated) if name is None else options.output / name
    source = read(options.contract)
    text = source.text
    # A joined document belongs to the code beside it: code that is written elsewhere leaves it as it is.
    document = text if text.lines and text.file.parent == output.resolve().parent else None
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "generated"
        for note in generate(
            source,
            options.config,
            made,
            strict=options.strict,
            overlays=options.overlay,
            package=name,
            runtime=options.runtime,
        ):
            sys.stderr.write(f"note: {note}\n")
        if options.check:
            found = differences(made, output)
            if document and (not text.file.is_file() or text.file.read_bytes() != text.content):
                found.append(f"differs: {text.file}")
            if found:
                again = "Generate it again" if name or IS_SHIPPED else "Run `make generate`"
                raise SystemExit(
                    f"{output} is not what {options.contract} generates:\n  "
                    + "\n  ".join(found)
                    + f"\n{again}, and never edit {name or 'generated'}/ by hand."
                )
            return
        try:
            replace(output, made, document)
        except OSError as error:
            raise SystemExit(f"generate: {error}") from None


def replace(folder: Path, fresh: Path, document: Text | None = None) -> None:
    """Replace `folder` by `fresh` as a whole, and the joined document beside it; both are prepared there first.

    Raises:
        OSError: they cannot be written.
        SystemExit: the folder has files that were not generated, or the document is not a joined one.
    """
    folder = folder.resolve()
    head = folder / "__init__.py"
    is_ours = head.is_file() and HEADER in head.read_text(encoding="utf-8")
    if folder.exists() and not is_ours and any(folder.iterdir()):
        raise SystemExit(f"generate: {folder} was not generated, and is not replaced; choose another --output")
    if document and document.file.exists() and not _is_joined(document.file):
        raise SystemExit(f"generate: {document.file} was not joined from {document.path}, and is not replaced; move it")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
        copy, old = Path(beside) / "new", Path(beside) / "old"
        shutil.copytree(fresh, copy)
        joined = Path(beside) / HEAD
        if document:
            joined.write_bytes(document.content)
        if folder.exists():
            folder.rename(old)
        copy.rename(folder)
        if document:
            joined.replace(document.file)


def _is_joined(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(NOTE)) == NOTE.encode()


if __name__ == "__main__":
    main()

"""What openapi-python-client makes of our contract when it is taught nothing.

The contract is cut down to the operations that are measured and the schemas they refer to, which stay as they are. What
stock output does not know it leaves alone: epoch seconds stay integers, unknown enum values raise.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
CONTRACT = ROOT / "openapi.yaml"
PACKAGE = "stock_client"
OPERATIONS = ("conversations_get", "messages_list")


def generate(folder: Path) -> None:
    """Write the package `stock_client` into a folder.

    Raises:
        RuntimeError: the generator failed, or had something to warn of.
    """
    yaml = importlib.import_module("ruamel.yaml").YAML(typ="safe")
    contract = folder / "contract.yaml"
    yaml.dump(cut(yaml.load(CONTRACT)), contract)
    config = folder / "config.yaml"
    config.write_text("post_hooks: []\n", encoding="utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(contract)]
    command += ["--config", str(config), "--meta", "none", "--output-path", str(folder / PACKAGE), "--fail-on-warning"]
    made = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if made.returncode:
        raise RuntimeError(f"openapi-python-client makes nothing of {CONTRACT.name}:\n{made.stdout}")


def cut(contract: dict[str, Any]) -> dict[str, Any]:
    """The contract with the measured operations only, and what they refer to."""
    paths = {
        path: {key: value for key, value in item.items() if key in ("get", "parameters")}
        for path, item in contract["paths"].items()
        if item.get("get", {}).get("operationId") in OPERATIONS
    }
    components: dict[str, dict[str, Any]] = {"securitySchemes": contract["components"]["securitySchemes"]}
    todo = list(_references(paths))
    while todo:
        kind, name = todo.pop().split("/")[2:]
        if name not in components.setdefault(kind, {}):
            components[kind][name] = contract["components"][kind][name]
            todo += _references(components[kind][name])
    return contract | {"paths": paths, "components": components}


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _references(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "$ref":
                yield each
            elif key == "mapping":  # of a discriminator: references without their key
                yield from each.values()
            else:
                yield from _references(each)

"""The generator's work grows linearly with the document."""

from __future__ import annotations

import cProfile
import json
import pstats
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.apart


def dense(count: int) -> dict[str, Any]:
    """A document with so many schemas, each with references to six others, and one operation for each."""

    def reference(number: int) -> dict[str, str]:
        return {"$ref": f"#/components/schemas/S{number % count}"}

    schemas = {
        f"S{n}": {"type": "object", "properties": {f"r{k}": reference(n * 7 + k * k + 1) for k in range(6)}}
        for n in range(count)
    }
    success = [{"description": "ok", "content": {"application/json": {"schema": reference(n)}}} for n in range(count)]
    paths = {f"/s{n}": {"get": {"responses": {"200": each}}} for n, each in enumerate(success)}
    return {"openapi": "3.1.0", "info": {"title": "d"}, "paths": paths, "components": {"schemas": schemas}}


def calls(driver: ModuleType, folder: Path, count: int) -> int:
    """Return the number of function calls for generating a dense document."""
    contract, config = folder / f"{count}.json", folder / "config.yml"
    contract.write_text(json.dumps(dense(count)))
    config.write_text("field_prefix: field_\npost_hooks: []\n")
    profile = cProfile.Profile()
    profile.runcall(lambda: driver.generate(driver.read(contract), config, folder / f"out{count}"))
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]  # typeshed does not know it


def test_four_times_the_document_is_four_times_the_work(driver: ModuleType, tmp_path: Path) -> None:
    """Shared models are not copied for each operation."""
    few, many = calls(driver, tmp_path, 20), calls(driver, tmp_path, 80)

    assert many < few * 5

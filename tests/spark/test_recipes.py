"""The recipes for engines, run unchanged."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ..export.test_windows import filled
from ..repository import ROOT

RECIPES = re.findall(
    r"^## (\w+)\n.*?^```python\n(.*?)^```$",
    (ROOT / "docs" / "recipes" / "spark.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)
MODULES = {"Spark": "pyspark", "Dask": "distributed", "dlt": "dlt"}


@pytest.mark.parametrize(("name", "code"), RECIPES, ids=[name for name, _ in RECIPES])
def test_a_recipe_reads_every_message(name: str, code: str, tmp_path: Path) -> None:
    """Each recipe counts its rows; repeating it yields the same."""
    pytest.importorskip(MODULES[name], reason="engines have an environment of their own: make spark")
    (tmp_path / "recipe.py").write_text(code, encoding="utf-8")
    with filled(30, 4) as server:
        environ = os.environ | {
            "CHATWOOT_BASE_URL": server.base_url,
            "CHATWOOT_API_ACCESS_TOKEN": server.token,
            "DLT_DATA_DIR": str(tmp_path),
            "RUNTIME__DLTHUB_TELEMETRY": "false",
            "SPARK_LOCAL_IP": "127.0.0.1",
        }
        for _ in range(2):
            done = subprocess.run(
                [sys.executable, "recipe.py"], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
            )
            assert done.stdout.strip().splitlines()[-1] == "120 messages", done.stderr
            assert server.token not in done.stdout + done.stderr
    stored = [path for path in tmp_path.rglob("*") if path.is_file() and server.token.encode() in path.read_bytes()]
    assert stored == []


def test_all_recipes_are_found() -> None:
    """The page has one program for each engine."""
    assert list(MODULES) == [name for name, _ in RECIPES]

"""Every name on the page "How it works" exists."""

from __future__ import annotations

import importlib
import pkgutil
import re
from types import ModuleType
from typing import Any

import pytest

import aiochatwoot

from .repository import ROOT

PAGE = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "overrides" / "aiochatwoot"
NAMES = sorted(
    {name.partition("(")[0] for name in re.findall(r"`([^`\n]+)`", re.sub("```.*?```", "", PAGE, flags=re.DOTALL))}
)
OPTIONS = {"max_in_flight", "max_body", "on_wait"}


def _modules() -> dict[str, ModuleType]:
    names = [each.name for each in pkgutil.walk_packages(aiochatwoot.__path__, "aiochatwoot.")]
    rooms = (
        "_core",
        "_urls",
        "client",
        "errors",
        "_transport",
        "_wire",
        "_resources",
        "generated.api",
        "generated.models",
    )
    chosen = [name for name in names if name.removeprefix("aiochatwoot.").startswith(rooms)]
    return {name: importlib.import_module(name) for name in chosen}


def _found(name: str) -> bool:
    if name.endswith((".py", "/", ".yaml")):
        known = [PACKAGE / name, PACKAGE / "_transport" / name, ROOT / name]
        return any(path.exists() for path in known)
    if name.startswith("make "):
        return f"\n{name.removeprefix('make ')}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
    if name in OPTIONS:
        return name in (aiochatwoot.Chatwoot.__init__.__kwdefaults__ or {})
    first, _, rest = name.partition(".")
    owners: list[Any] = [getattr(module, first) for module in _modules().values() if hasattr(module, first)]
    client = aiochatwoot.Chatwoot("http://127.0.0.1:1", token="a-token-of-a-test", account_id=1)
    owners += [getattr(client, first)] if hasattr(client, first) else []
    owners += [client.conversations] if hasattr(client.conversations, first) and not rest else []
    if not rest:
        return bool(owners)
    return any(hasattr(each, rest) or rest in getattr(each, "__annotations__", {}) for each in owners)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_the_page_is_in_the_code(name: str, pytestconfig: pytest.Config) -> None:
    """Files, targets, classes, functions and attributes that the page names exist."""
    if pytestconfig.getoption("--minimal"):
        pytest.skip("imports the adapters of all extras")
    if name in ("send", "aclose"):
        name = f"Network.{name}"
    assert _found(name), f"docs/how-it-works.md names {name}, which is not in the code"

"""Packages that only the environment of the benchmark has."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any


def module(name: str) -> Any:
    """The module; untyped, since development does not need what it is compared with."""
    return importlib.import_module(name)


def is_there(name: str) -> bool:
    """Whether the module can be imported."""
    return importlib.util.find_spec(name) is not None

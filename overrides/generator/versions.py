"""Checks the versions of packages before anything else is imported, since other versions may lack the names.

CONTRIBUTING.md explains how to upgrade.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

# The output depends on both versions.
VERSIONS = {"openapi-python-client": "0.29.1", "ruff": "0.17.6"}


class GeneratorChanged(SystemExit):
    """The generator does not behave like the supported version."""

    def __init__(self, what: str) -> None:
        super().__init__(f"generate: {what}. To upgrade the generator, see CONTRIBUTING.md.")


def check() -> None:
    """Compare the installed versions with the supported ones.

    Raises:
        GeneratorChanged: a version differs, or a package is missing.
    """
    for tool, expected in VERSIONS.items():
        try:
            installed = version(tool)
        except PackageNotFoundError:
            raise SystemExit(
                f"generate: {tool} is not installed; {tool}=={expected} comes with `make generate`, and with the extra "
                "aiochatwoot[generate]"
            ) from None
        if installed != expected:
            raise GeneratorChanged(f"{tool} is {installed}, and this driver was written for {expected}")


check()

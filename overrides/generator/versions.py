"""What this driver was written for, checked before anything else is imported: another version may not have the names.

CONTRIBUTING.md says how to upgrade.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

# The output differs with either.
VERSIONS = {"openapi-python-client": "0.29.1", "ruff": "0.17.6"}


class GeneratorChanged(SystemExit):
    """The generator did not behave as the version that this driver was written for."""

    def __init__(self, what: str) -> None:
        super().__init__(f"generate: {what}. To upgrade the generator, see CONTRIBUTING.md.")


def check() -> None:
    """Compare what is installed with it.

    Raises:
        GeneratorChanged: it is another version, or not there.
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

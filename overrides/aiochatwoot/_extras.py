"""The error text for a feature whose packages are not installed; every part of the package imports this module."""

from __future__ import annotations


def missing_extra(what: str, extra: str) -> str:
    """Return the text that names an extra.

    Args:
        what: The feature, which begins the text.
        extra: The extra's name. The text has no command, since that depends on where the package was installed from.
    """
    return f'{what} needs more packages: install aiochatwoot with the extra "{extra}"'

"""Derives the URLs in the package's metadata from one setting: `repository` in `tool.aiochatwoot` of pyproject.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


def urls(repository: str) -> dict[str, str]:
    """Return the URLs of a repository, its documentation (on GitHub Pages if possible), its issues and changelog."""
    found = {
        "Chatwoot": "https://www.chatwoot.com",
        "API documentation": "https://developers.chatwoot.com",
    }
    if not repository:
        return found
    _, _, host, owner, name = repository.rstrip("/").split("/")
    pages = f"https://{owner.lower()}.github.io/{name}/" if host == "github.com" else repository
    return found | {
        "Source": repository,
        "Documentation": pages,
        "Issues": f"{repository}/issues",
        "Changelog": f"{repository}/blob/main/CHANGELOG.md",
    }


class Hook(MetadataHookInterface):
    """Sets `urls`, which is dynamic in pyproject.toml."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the URLs."""
        settings = tomllib.loads(Path(self.root, "pyproject.toml").read_text(encoding="utf-8"))
        metadata["urls"] = urls(settings["tool"]["aiochatwoot"]["repository"])

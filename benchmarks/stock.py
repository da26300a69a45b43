"""What openapi-python-client makes of our contract when it is taught nothing.

What it does not know it leaves alone: epoch seconds stay integers, unknown enum values raise.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CONTRACT = Path(__file__).parent.parent / "openapi.yaml"


def generate(folder: Path) -> None:
    """Write the package `stock_client` into a folder.

    Raises:
        RuntimeError: the generator failed.
    """
    config = folder / "config.yaml"
    config.write_text("post_hooks: []\n", encoding="utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(CONTRACT)]
    command += ["--config", str(config), "--meta", "none", "--output-path", str(folder / "stock_client")]
    made = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if made.returncode:
        raise RuntimeError(f"openapi-python-client makes nothing of {CONTRACT.name}:\n{made.stdout}")

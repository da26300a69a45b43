"""Pastes each Python block of the README into a fresh interpreter, as a reader would.

    python tools/paste.py

A block that calls `asyncio.run` is pasted into `python`, any other block into `python -m asyncio`. The program needs
only the package with the extra [testing], so it runs in the environment that the README sets up.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def blocks() -> list[str]:
    """Return the Python blocks of the README."""
    return re.findall(r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def paste(block: str) -> str:
    """Paste a block; return the error output, or "" if it ran without an error."""
    from aiochatwoot.testing import FakeChatwoot  # imported here, since `blocks` needs no extra

    with FakeChatwoot() as server:
        code = block.replace('"https://app.chatwoot.com"', repr(server.base_url)).replace('"..."', repr(server.token))
        environment = os.environ | {
            "CHATWOOT_BASE_URL": server.base_url,
            "CHATWOOT_API_ACCESS_TOKEN": server.token,
            "CHATWOOT_ACCOUNT_ID": str(server.account_id),
            "PYTHONIOENCODING": "utf-8",
        }
        module = [] if "asyncio.run(" in block else ["-m", "asyncio"]
        done = subprocess.run(
            [sys.executable, *(module or ["-i"])],
            input=f"{code}\n\n",
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    is_wrong = done.returncode != 0 or re.search(r"^\w*(Error|Warning)\b", done.stderr, re.MULTILINE)
    return done.stderr if is_wrong else ""


def main() -> None:
    """Paste all blocks; exit with status 1 if one of them fails."""
    problems = [f"{block}\n{problem}" for block in blocks() if (problem := paste(block))]
    print(f"{len(blocks())} blocks pasted, {len(problems)} of them with an error")
    if problems:
        sys.exit("\n\n".join(problems))


if __name__ == "__main__":
    main()

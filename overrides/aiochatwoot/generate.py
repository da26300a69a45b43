"""``aiochatwoot-generate``: generates a client from an OpenAPI contract; needs the extra ``[generate]``.

    aiochatwoot-generate --contract openapi.json --package petshop --output src

The generator runs as a separate program; this package does not import its modules.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

_PACKAGE = Path(__file__).parent


def main() -> NoReturn:
    """Run the generator with the command line arguments of this program."""
    # A wheel or a vendored copy has the generator inside the package; a checkout has it beside the package.
    places = (_PACKAGE / "_generator" / "generate.py", _PACKAGE.parent / "generator" / "generate.py")
    script = next(each for each in places if each.is_file())
    sys.exit(subprocess.run([sys.executable, str(script), *sys.argv[1:]], check=False).returncode)  # noqa: S603 - ours


if __name__ == "__main__":
    main()

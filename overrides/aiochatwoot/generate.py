"""``aiochatwoot-generate``: the generator, for contracts of your own; needs the extra ``[generate]``.

    aiochatwoot-generate --contract openapi.json --package petshop --output src

The generator is a separate program. Its modules are not part of this package; its output is.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

_PACKAGE = Path(__file__).parent


def main() -> NoReturn:
    """Run the generator with the arguments of this program."""
    # A wheel or a vendored copy has it inside the package, a checkout beside it.
    places = (_PACKAGE / "_generator" / "generate.py", _PACKAGE.parent / "generator" / "generate.py")
    script = next(each for each in places if each.is_file())
    sys.exit(subprocess.run([sys.executable, str(script), *sys.argv[1:]], check=False).returncode)  # noqa: S603 - ours


if __name__ == "__main__":
    main()

"""`python -m aiochatwoot`: the same as the command `aiochatwoot`; ``--version`` needs no extra."""

import sys

from ._version import __version__

if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        print(f"aiochatwoot {__version__}")  # noqa: T201
    else:
        from .cli import main

        main()

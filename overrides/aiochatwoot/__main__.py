"""``python -m aiochatwoot``: the same as the command `aiochatwoot`; ``--version`` needs no extra."""

import sys

from ._version import __version__


def main() -> None:
    """Run the command. Ctrl-C during start-up exits as it does later."""
    if sys.argv[1:] == ["--version"]:
        print(f"aiochatwoot {__version__}")  # noqa: T201
        return
    try:
        from .cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

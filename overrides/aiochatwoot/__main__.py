"""``python -m aiochatwoot``: the same as the command `aiochatwoot`; ``--version`` needs no extra."""

import os
import sys

from ._version import __version__


def main() -> None:
    """Run the command. Ctrl-C during start-up exits as it does later."""
    if sys.argv[1:] == ["--version"]:
        try:
            print(f"aiochatwoot {__version__}", flush=True)  # noqa: T201
        except OSError as error:
            if not isinstance(error, BrokenPipeError):
                sys.stderr.write(f"aiochatwoot: cannot write: {error.strerror}\n")
            os._exit(1)  # without Python's flush at exit, which would fail again
        return
    try:
        from .cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

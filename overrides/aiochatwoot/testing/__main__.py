"""``python -m aiochatwoot.testing``: run a local Chatwoot server, as `aiochatwoot serve` does."""

import sys


def main() -> None:
    """Run the command."""
    try:
        from ._serve import serve
    except ImportError:
        sys.exit('aiochatwoot.testing needs the extra "testing": pip install "aiochatwoot[testing]"')
    serve(prog_name="python -m aiochatwoot.testing")


if __name__ == "__main__":
    main()

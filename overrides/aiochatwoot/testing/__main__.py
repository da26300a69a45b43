"""`python -m aiochatwoot.testing`: run a Chatwoot server for trying out, as `aiochatwoot serve`."""

import sys


def main() -> None:
    """The command."""
    try:
        from ._serve import serve
    except ImportError:
        sys.exit('aiochatwoot.testing needs the extra "testing": pip install "aiochatwoot[testing]"')
    serve(prog_name="python -m aiochatwoot.testing")


if __name__ == "__main__":
    main()

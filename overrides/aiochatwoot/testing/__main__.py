"""``python -m aiochatwoot.testing``: run a local Chatwoot server, as `aiochatwoot serve` does."""

import sys

from .._extras import missing_extra


def main() -> None:
    """Run the command."""
    try:
        from ._serve import serve
    except ImportError:
        sys.exit(missing_extra("aiochatwoot.testing", "testing"))
    serve(prog_name="python -m aiochatwoot.testing")


if __name__ == "__main__":
    main()

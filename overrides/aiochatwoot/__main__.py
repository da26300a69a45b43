"""`python -m aiochatwoot`: the same as the command `aiochatwoot`."""

from .cli import main

if __name__ == "__main__":
    main()

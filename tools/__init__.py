"""Development tools, run as `python -m tools.NAME`; in no wheel and no sdist."""

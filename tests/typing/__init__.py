"""Type assertions about the public API, for mypy and basedpyright; nothing here is executed. `make types` checks them
as part of this package, and again beside a copy that was vendored under another name.
"""

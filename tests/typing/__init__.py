"""What the public types are, asserted for mypy and basedpyright; nothing of it is run. `make types` checks it as part
of this package and once more beside a copy of it that was vendored under another name."""

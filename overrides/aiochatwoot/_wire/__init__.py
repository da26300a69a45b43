"""Converts JSON and HTTP bodies to and from Python; does no I/O."""

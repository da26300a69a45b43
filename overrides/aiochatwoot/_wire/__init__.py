"""Converts between Python values and JSON or HTTP bodies; does no I/O."""

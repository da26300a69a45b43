"""Handwritten methods on top of the generated resources."""

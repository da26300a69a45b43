"""Handwritten methods on top of generated resources."""

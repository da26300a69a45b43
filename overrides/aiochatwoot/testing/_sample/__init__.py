"""The sample account."""

"""Handlers of the fake server: requests of callers to answers."""

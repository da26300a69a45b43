"""Sends requests and returns responses."""

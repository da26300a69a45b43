"""Stored records of the server."""

"""Sockets, HTTP and scripted faults of the fake server."""

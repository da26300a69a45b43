"""Sockets, HTTP and scripted faults."""

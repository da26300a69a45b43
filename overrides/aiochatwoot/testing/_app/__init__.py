"""The application: handlers and shared code."""

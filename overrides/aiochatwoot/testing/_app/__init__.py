"""The application: handlers, and what they share."""

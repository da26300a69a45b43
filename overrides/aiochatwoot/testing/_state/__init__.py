"""The server's stored records."""

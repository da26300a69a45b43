"""Records of the fake server as JSON."""

"""JSON and HTTP bodies to and from Python; no input or output in it."""

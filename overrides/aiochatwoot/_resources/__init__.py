"""What is written by hand on top of generated resources."""

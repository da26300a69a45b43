"""What builds and checks the documentation; never in the wheel."""

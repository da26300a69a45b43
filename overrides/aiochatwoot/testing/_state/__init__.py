"""What the fake server stores."""

"""What a server stores."""

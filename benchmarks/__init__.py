"""Each figure of the README, measured anew with `make bench`, side by side with its peers."""

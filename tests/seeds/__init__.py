"""The proof for what a new desk starts with."""

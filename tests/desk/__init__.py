"""The proof for the hand that shows."""

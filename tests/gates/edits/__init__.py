"""Invented edits with what they did, for the classification to be scored on."""

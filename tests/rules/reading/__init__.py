"""Tests of reading a report against a claim, on stories of their own."""

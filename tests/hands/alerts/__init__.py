"""Tests of the hand that tells."""

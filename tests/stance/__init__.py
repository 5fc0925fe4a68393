"""Tests of the stance models and of their training."""

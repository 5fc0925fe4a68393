"""Onrecord reads the news against the claims a desk is tracking."""

__version__ = "0.1.0"

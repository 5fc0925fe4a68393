"""Tests of how feeds are polled."""

"""Measurements that a person runs; nothing here is a test."""

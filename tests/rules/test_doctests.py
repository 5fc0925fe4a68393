"""The examples in the docstrings of rules and alerts."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import alerts
import monitor.rules

MODULES = [
    f"{package.__name__}.{found.name}"
    for package in (monitor.rules, alerts)
    for found in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    """Every example gives what it says."""
    assert doctest.testmod(import_module(name)).failed == 0

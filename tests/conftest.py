"""Options and profiles that the whole test suite shares."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("ci", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `pytest --golden=update` rewrite the expected files instead of comparing them."""
    parser.addoption("--golden", choices=("check", "update"), default="check")

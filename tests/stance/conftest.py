"""The served model, loaded once for all tests of it."""

from __future__ import annotations

import pytest

from monitor.stance.model import EmbeddedModel


@pytest.fixture(scope="session")
def model() -> EmbeddedModel:
    """Serve the weights that ship."""
    return EmbeddedModel()

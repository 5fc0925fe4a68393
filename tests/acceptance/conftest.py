"""A newsroom for each acceptance test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.newsroom import Newsroom

#: The standing example's claims, as a desk would write them.
CLAIMS = """
[[claim]]
id = "urged-restraint"
text = "Donald Trump advised Sanae Takaichi not to provoke China over Taiwan during their call."
watch = ["White House", "Minoru Kihara"]
"""


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom that tracks the call, its daemon not yet started."""
    with Newsroom(tmp_path, CLAIMS) as room:
        yield room

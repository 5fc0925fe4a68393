"""A daemon killed again and again loses nothing and tells nothing under two names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.kills import kill_repeatedly
from tests.acceptance.stories import stories


@pytest.mark.parametrize("times", [0, 5])
def test_every_alert_due_arrives_once_however_often_the_daemon_is_killed(
    tmp_path: Path, times: int
) -> None:
    """Undisturbed or killed five times, every alert due arrives under one id, by both channels."""
    toll = kill_repeatedly(tmp_path, times=times, seed=times, published=stories()[:10])
    assert not toll.missing
    assert not toll.unasked
    assert toll.harmless, toll

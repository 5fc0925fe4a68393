"""Tests of the chain of seals."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta, timezone
from hashlib import sha256

import pytest

from monitor.model.article import Revision, TextOrigin
from monitor.rules.sealing import seal, sealed_bytes, seals
from tests.builders import NOON, a_revision, minutes

FIRST = a_revision(raw_hash="a" * 64, byline="Ana", language="en")


def test_a_seal_is_the_sha256_of_plain_lines() -> None:
    """Anybody can recompute a seal from two lines of text, the second one JSON."""
    before = seal(FIRST, None)
    content = sealed_bytes(replace(FIRST, number=2), before)
    recipe, told, end = content.decode("ascii").split("\n")
    assert recipe == f"onrecord-seal/1 {before}"
    assert json.loads(told)["text"] == FIRST.text
    assert end == ""
    assert seal(replace(FIRST, number=2), before) == sha256(content).hexdigest()


@pytest.mark.parametrize(
    "altered",
    [
        replace(FIRST, headline="Other"),
        replace(FIRST, text=f"{FIRST.text} "),
        replace(FIRST, byline=None),
        replace(FIRST, language=None),
        replace(FIRST, origin=TextOrigin.FEED),
        replace(FIRST, seen_at=NOON + minutes(1)),
        replace(FIRST, content_hash="1b"),
        replace(FIRST, extractor="other/1"),
        replace(FIRST, raw_hash=None),
        replace(FIRST, article_id="other"),
    ],
)
def test_an_altered_revision_breaks_every_later_seal(altered: Revision) -> None:
    """Whatever is altered in one revision, its seal and all after it are others."""
    later = [replace(FIRST, number=number) for number in (2, 3)]
    whole, broken = list(seals([FIRST, *later])), list(seals([altered, *later]))
    assert not set(whole) & set(broken)


def test_a_seal_holds_wherever_it_is_made() -> None:
    """The same instant in another zone, and what is derived from the text, change nothing."""
    tokyo = timezone(timedelta(hours=9))
    same = replace(FIRST, seen_at=FIRST.seen_at.astimezone(tokyo), signature=(1, 2))
    assert seal(same, None) == seal(FIRST, None)


def test_a_text_that_is_no_unicode_is_sealed() -> None:
    """Half surrogate pairs and NUL, which broken pages bring, do not stop a revision."""
    assert seal(replace(FIRST, text="\ud83d \x00"), None) != seal(FIRST, None)

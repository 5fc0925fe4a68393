"""Why a change may be noise: what it looks like, and what outlets and caches do."""

from __future__ import annotations

import re

from monitor.model.article import Doubt, Extract, Revision
from monitor.model.change import Change, ChangeKind
from monitor.rules.editing import TELLING_EDITS
from monitor.rules.identity import fold_space
from monitor.rules.sightings import Record, Seen

#: A text that keeps less than this share of its words has shrunk, if it had so many at least.
#: Source: judgement; outlets rewrite, they rarely halve, and half-loaded pages do.
_SHRUNK_SHARE = 0.5
_SHRINKABLE_WORDS = 60

#: Words that come or go before an edit is more than small, where it touches no number, quotation,
#: attribution or firmness. Source: judgement; "a spokesman for the ministry did not reply" has 8.
_EVIDENCE_WORDS = 8

#: What no second fetch is needed for, however small: the outlet itself says that it edited.
_SAID = frozenset({ChangeKind.RETRACTION, ChangeKind.CORRECTION})

#: Words that turn an account however small the edit that brings or takes them.
_TURNING = re.compile(
    r"\b(?:not|no|never|nor|false|untrue|wrong|cannot|\w+n[\u2019']t"
    r"|(?:deni|deny|reject|refut|rebut|disput|dismiss|contradict|confirm|acknowledg|admit|conced"
    r"|declin|refus|withdr|retract)\w*)",
    re.IGNORECASE,
)


def doubt_about(record: Record, base: Revision, seen: Seen, change: Change) -> Doubt | None:
    """Say why a change from a revision may be noise; None where it is evidently an edit."""
    if ChangeKind.TECHNICAL in change.kinds:
        return None
    if seen.content_hash in {revision.content_hash for revision in record.revisions}:
        return Doubt.KNOWN_TEXT
    if change.kinds & _SAID or change.notice:
        return None
    if seen.another_body:
        return Doubt.ANOTHER_BODY
    return _doubtful_words(base, seen.extract, change)


def _doubtful_words(base: Revision, extract: Extract, change: Change) -> Doubt | None:
    if _shrunk(base.text, extract.text):
        return Doubt.SHRUNK
    if fold_space(base.text) == fold_space(extract.text):
        return Doubt.HEADLINE_ONLY
    if change.kinds == {ChangeKind.BOILERPLATE}:
        return Doubt.FURNITURE
    evident = change.kinds & TELLING_EDITS or _turns(change)
    return None if evident or (change.material and _evidence_sized(change)) else Doubt.SMALL


def _evidence_sized(change: Change) -> bool:
    """Tell whether so many words came or went that they could be somebody's account."""
    words = sum(len(hunk.before.split()) + len(hunk.after.split()) for hunk in change.hunks)
    return words >= _EVIDENCE_WORDS


def _turns(change: Change) -> bool:
    """Tell whether an edit brought or took a word that turns what somebody says."""
    went = sorted(word.lower() for hunk in change.hunks for word in _TURNING.findall(hunk.before))
    came = sorted(word.lower() for hunk in change.hunks for word in _TURNING.findall(hunk.after))
    return went != came


def _shrunk(old: str, new: str) -> bool:
    had = len(old.split())
    return had >= _SHRINKABLE_WORDS and len(new.split()) < had * _SHRUNK_SHARE

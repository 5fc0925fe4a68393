"""What an edit did to the evidence in an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.model.alert import AlertReason
from monitor.model.change import Change, ChangeKind, Hunk
from monitor.model.evidence import Evidence, Stance

#: Kinds of edit that matter to a claim even where no evidence came or went.
TELLING_EDITS = frozenset(
    {
        ChangeKind.NUMBER,
        ChangeKind.QUOTE,
        ChangeKind.ATTRIBUTION,
        ChangeKind.SOFTENED,
        ChangeKind.HARDENED,
    }
)


#: What happened, in words; `outlet` is filled in.
EDIT_SUMMARY = {
    AlertReason.EVIDENCE_TURNED: "{outlet} edited its report: what it says of the claim turned",
    AlertReason.EVIDENCE_REMOVED: "{outlet} edited its report: an account is absent now",
    AlertReason.EVIDENCE_ADDED: "{outlet} edited its report: an account is present now",
    AlertReason.WORDS_CHANGED: "{outlet} edited the words that bear on the claim",
}


def edit_reason(
    before: Sequence[Evidence], after: Sequence[Evidence], change: Change
) -> AlertReason | None:
    """Say why an edit is worth telling: evidence turned, absent, present, or otherwise worded.

    Args:
        before: On one claim, in the revision before.
        after: In the revision after.
        change: The edit between them.
    """
    old, new = _sides(before), _sides(after)
    if any(source in old and old[source] != sides for source, sides in new.items()):
        return AlertReason.EVIDENCE_TURNED
    if old.keys() - new.keys():
        return AlertReason.EVIDENCE_REMOVED
    if new.keys() - old.keys():
        return AlertReason.EVIDENCE_ADDED
    if change.material and change.kinds & TELLING_EDITS:
        touched = any(_touches(hunk, item) for hunk in change.hunks for item in before)
        return AlertReason.WORDS_CHANGED if touched else None
    return None


def _touches(hunk: Hunk, item: Evidence) -> bool:
    """Tell whether an edit falls into a passage of the old revision."""
    passage = item.passage
    same_field = hunk.field is passage.field
    return same_field and hunk.start <= passage.end and hunk.end >= passage.start


def _sides(evidence: Iterable[Evidence]) -> dict[str, frozenset[Stance]]:
    """Collect which sides each source takes; a refusal to comment is none."""
    sides: dict[str, frozenset[Stance]] = {}
    for item in evidence:
        if item.stance is not Stance.NEUTRAL:
            key = item.attribution.source.key
            sides[key] = sides.get(key, frozenset()) | {item.stance}
    return sides

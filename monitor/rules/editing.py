"""What an edit did to the evidence in an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from monitor.model.alert import AlertReason
from monitor.model.change import Change, ChangeKind, Hunk
from monitor.model.evidence import Evidence, ReadingKind, Stance

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


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEdit:
    """What an edit did to the evidence on one claim in an article."""

    reason: AlertReason
    #: The passages that it brought, took or turned; of those it took, the old ones.
    shown: Sequence[Evidence]
    #: What the same sources were quoted with before.
    stood: Sequence[Evidence]


def edit_of(
    before: Sequence[Evidence], after: Sequence[Evidence], change: Change
) -> EvidenceEdit | None:
    """Say what an edit did that is worth telling: evidence turned, absent, present, or reworded.

    Args:
        before: On one claim, in the revision before.
        after: In the revision after.
        change: The edit between them.
    """
    old, new = _sides(before), _sides(after)
    turned = {source for source, sides in new.items() if source in old and old[source] != sides}
    if turned:
        return _edit(AlertReason.EVIDENCE_TURNED, _of(after, turned), _of(before, turned))
    if gone := old.keys() - new.keys():
        return _edit(AlertReason.EVIDENCE_REMOVED, _of(before, gone), _of(before, gone))
    if came := new.keys() - old.keys():
        return _edit(AlertReason.EVIDENCE_ADDED, _of(after, came), before)
    if change.material and change.kinds & TELLING_EDITS:
        touched = [item for item in before if any(_touches(h, item) for h in change.hunks)]
        sources = {item.attribution.source.key for item in touched}
        if touched:
            return _edit(AlertReason.WORDS_CHANGED, _of(after, sources) or touched, touched)
    return None


def edit_summary(
    edit: EvidenceEdit,
    outlet: str,
    *,
    previous: ReadingKind,
    present: ReadingKind,
    reverted: bool = False,
) -> str:
    """Say in a line what an edit did, and how the article read before and reads now."""
    said = EDIT_SUMMARY[edit.reason].format(outlet=outlet)
    if reverted:
        said = f"{outlet} took its edit back: an earlier text stands again"
    return said if previous is present else f"{said}; read as {previous} before, {present} now"


def _edit(
    reason: AlertReason, shown: Sequence[Evidence], stood: Sequence[Evidence]
) -> EvidenceEdit:
    return EvidenceEdit(reason=reason, shown=shown, stood=stood)


def _of(evidence: Sequence[Evidence], sources: AbstractSet[str]) -> list[Evidence]:
    return [item for item in evidence if item.attribution.source.key in sources]


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

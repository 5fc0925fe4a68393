"""What an edit of an article did, in the words of a standards editor.

    furniture, notices    taken out first, and compared by themselves
    quotations            compared by themselves; only their marks stay in the sentences
    sentences             those that changed are paired, and each pair is weighed:
                          figures, sources, firmness, and else what words of weight are left

Words that one house style prefers to another's weigh nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from monitor.model.change import ChangeKind
from monitor.rules.corrections import (
    Notice,
    NoticeKind,
    lost_notice,
    new_notice,
    trifling,
    withdrawal,
)
from monitor.rules.diffing import rewrites
from monitor.rules.edits import Borrowed, stretch_kinds
from monitor.rules.figures import figure_changed
from monitor.rules.furniture import Parts, parts
from monitor.rules.sourcing import source_phrases
from monitor.rules.wording import (
    Wording,
    emptied,
    harder,
    plain,
    quotations,
    same_but_spelling,
    same_but_typos,
)

#: Characters in both texts together beyond which no words are weighed; no article is so long.
_MAX_WEIGHED = 600_000

#: A page that says it was withdrawn has up to this many words left of the old story, or of any.
_WITHDRAWN_WORDS = 120

#: Headlines that say the article is no more.
_RETRACTED = re.compile(
    r"\W*(?:(?:retracted|retraction|withdrawn|removed|(?:bulletin |mandatory )?kill(?:ed)?)"
    r"\W*(?::|$|-)"
    r"|(?:(?:a|the|this) )?(?:retraction$|(?:article|story|report)(?: has been| was)?"
    r" (?:withdrawn|retracted|removed|taken down|deleted)\b)"
    r"|advisory\b.*\b(?:withdraw|kill))",
    re.IGNORECASE,
)
_ALWAYS_MATERIAL = frozenset(
    {
        ChangeKind.UPDATE,
        ChangeKind.NUMBER,
        ChangeKind.QUOTE,
        ChangeKind.ATTRIBUTION,
        ChangeKind.SOFTENED,
        ChangeKind.HARDENED,
        ChangeKind.RETRACTION,
    }
)
_FIRMER = {ChangeKind.SOFTENED, ChangeKind.HARDENED}


class Verdict(NamedTuple):
    """What an edit did, whether it matters, and the notice printed with it."""

    kinds: frozenset[ChangeKind]
    material: bool
    notice: str | None


def classify(old: tuple[str, str], new: tuple[str, str]) -> Verdict:
    """Say what an edit did.

    Args:
        old: Headline and text before.
        new: Headline and text after.
    """
    (old_headline, old_text), (new_headline, new_text) = old, new
    notice = new_notice(old_text, new_text)
    kinds = {ChangeKind.HEADLINE} if old_headline.split() != new_headline.split() else set()
    if len(old_text) + len(new_text) > _MAX_WEIGHED:
        kinds |= {ChangeKind.UPDATE} if old_text != new_text else set()
        return Verdict(frozenset(kinds), bool(kinds), notice.text if notice else None)
    before, after = parts(old_text), parts(new_text)
    gone = _withdrawn(notice, old, new, before)
    if gone is not None:
        kinds.add(ChangeKind.RETRACTION)
        return Verdict(frozenset(kinds), material=True, notice=gone or None)
    mended = notice is not None and notice.kind is not NoticeKind.UPDATE
    if mended:
        kinds.add(ChangeKind.CORRECTION)
    trifle = notice is not None and trifling(notice.text)
    told = _text_kinds(before, after, corrected=mended)
    if lost_notice(old_text, new_text):
        told.add(ChangeKind.UPDATE)
    if not told and not (mended and not trifle) and _retouched(old_text, new_text, notice):
        told.add(ChangeKind.COPYEDIT)  # paragraphs or notices parted, joined or moved
    kinds |= told
    kinds |= _headline_kinds(old_headline, new_headline, kinds)
    material = _material(kinds, notice, old_headline, new_headline)
    return Verdict(frozenset(kinds), material, notice.text if notice else None)


def _withdrawn(
    notice: Notice | None, old: tuple[str, str], new: tuple[str, str], before: Parts
) -> str | None:
    """Find the words that withdraw the article, empty where only the headline does, else None."""
    if notice is not None and notice.kind is NoticeKind.RETRACTION:
        return notice.text
    labelled = _RETRACTED.match(new[0]) and not _RETRACTED.match(old[0])
    emptied_out = _vanished(before.story, new[1]) and withdrawal(old[1]) is None
    if not labelled and not emptied_out:
        return None
    said = notice.text if notice else withdrawal(new[1])
    return said or ("" if labelled else None)


def _vanished(old: str, new: str) -> bool:
    """Say whether next to nothing is left of a story."""
    if len(new.split()) > _WITHDRAWN_WORDS:
        return False
    kept = set(re.split(r"(?<=[.!?])\s+|\n", plain(new)))
    return not any(
        sentence in kept for sentence in re.split(r"(?<=[.!?])\s+|\n", plain(old)) if sentence
    )


def _text_kinds(old: Parts, new: Parts, *, corrected: bool) -> set[ChangeKind]:
    kinds: set[ChangeKind] = set()
    went, came = _changed_quotes(quotations(old.story), quotations(new.story))
    if went or came:
        kinds |= _quote_kinds(went, came)
    borrowed = Borrowed(went, came)
    for stretch in rewrites(emptied(old.story), emptied(new.story)):
        kinds |= stretch_kinds(stretch, borrowed, corrected=corrected)
    if old.furniture != new.furniture:
        kinds.add(ChangeKind.BOILERPLATE)
    return kinds


def _retouched(old: str, new: str, notice: Notice | None) -> bool:
    """Say whether the text was touched otherwise than by the notice that appeared."""
    if notice is None:
        return old != new
    return parts(old).story != parts(new).story


def _changed_quotes(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """List the quotations that went and came, without those that stayed as they were."""
    before, after = Counter(old), Counter(new)
    return list((before - after).elements()), list((after - before).elements())


def _quote_kinds(went: Sequence[str], came: Sequence[str]) -> set[ChangeKind]:
    """Say whether quotations tell something else now, or the same in another style."""
    one_by_one = len(went) == len(came) and all(map(same_but_typos, went, came))
    if one_by_one or same_but_typos(" ".join(went), " ".join(came)):
        return {ChangeKind.COPYEDIT}
    return {ChangeKind.QUOTE}


def _headline_kinds(old: str, new: str, told: set[ChangeKind]) -> set[ChangeKind]:
    """Say what the headline's edit did, where the text does not say it already."""
    if ChangeKind.HEADLINE not in told:
        return set()
    before, after = Wording(old), Wording(new)
    found: set[ChangeKind] = set()
    if figure_changed(before.text, after.text):
        found.add(ChangeKind.NUMBER)
    if not told & _FIRMER:
        found |= _headline_firmness(before, after, told | found)
    if told == {ChangeKind.HEADLINE} and not found and same_but_spelling(before, after):
        found.add(ChangeKind.COPYEDIT)
    return found


def _headline_firmness(before: Wording, after: Wording, told: set[ChangeKind]) -> set[ChangeKind]:
    """Say whether the headline is surer or less; with a source it says less than without."""
    step = harder(before, after, counted=ChangeKind.NUMBER not in told)
    if not step and not told & {ChangeKind.ATTRIBUTION, ChangeKind.UPDATE}:
        step = bool(_speakers(before.text)) - bool(_speakers(after.text))
    if not step:
        return set()
    return {ChangeKind.HARDENED if step > 0 else ChangeKind.SOFTENED}


def _speakers(headline: str) -> bool:
    return bool(source_phrases(headline)) or ": " in headline


def _material(
    kinds: set[ChangeKind], notice: Notice | None, old_headline: str, new_headline: str
) -> bool:
    if kinds & _ALWAYS_MATERIAL:
        return True
    if ChangeKind.CORRECTION in kinds and notice is not None:
        return not trifling(notice.text)
    return Wording(old_headline).negations != Wording(new_headline).negations

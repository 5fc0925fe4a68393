"""What an edit of an article did, in the words of a standards editor.

Sentences that changed are paired; furniture and notices are taken out first.
What a pair changed is told by the words that went and the words that came:
figures, sources, firmness, negation, and else whether any word of weight did.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from monitor.model.change import ChangeKind
from monitor.rules.corrections import Notice, NoticeKind, new_notice
from monitor.rules.diffing import Rewrite, Stretch, rewrites
from monitor.rules.wording import (
    Wording,
    firmness,
    negations,
    numbers,
    quotations,
    same_but_spelling,
    same_but_typos,
    source_phrases,
    tells_of_source,
    vague_number,
    weighty,
)

#: Words of weight that a sentence must have gained, or lost, to tell facts that it did not.
_FACT_WORDS = 3

#: A stretch of more characters is an update, whatever its words: no reader compares so much.
_MAX_STRETCH = 6_000

#: Characters in both texts together beyond which no words are weighed; no article is so long.
_MAX_WEIGHED = 600_000

#: Furniture stands in lines up to this many words.
_FURNITURE_WORDS = 30

#: How a line of furniture begins.
_LABEL = re.compile(
    r"\W*(?:related|read (?:more|next|also|the full)|also read|see also|most read|trending"
    r"|more (?:on|from|stories)|recommended|you (?:may|might) (?:also )?like|don't miss"
    r"|click here|tap here|share\b|follow us|join (?:us|our)|sign up|subscribe|skip to"
    r"|download (?:the|our)|get (?:our|the) (?:app|newsletter)|support (?:our|independent)"
    r"|(?:last )?(?:updated|modified|published|posted)\b(?: on| at)?[\s:]*(?:\w{3,9}\.? )?\d"
    r"|(?:last )?updated (?:\w+ ){0,2}ago|\d+ min(?:ute)?s?\b.{0,5}(?:read|ago)"
    r"|\d+ (?:hours? ago|comments?|shares?)|advertisement|sponsored|promoted|comments?$"
    r"|print$|e-?mail$|exit mobile|back to top|topics?:|tags?:|filed under|watch:|listen:"
    r"|video:|photos?:|picture:|image:|gallery:|file photo|(?:copyright|\u00a9|\(c\))\s"
    r"|all rights reserved|got a (?:tip|story)|want (?:more|to know more)\b"
    r"|\d[\d,.]* (?:people|readers) (?:are|have) )",
    re.IGNORECASE,
)
#: What only furniture says, wherever in the line.
_PLUG = re.compile(
    r"\b(?:newsletters?|sign up (?:here|now|for|to)|subscribe (?:here|now|to)"
    r"|[\d.,]+k? (?:shares|comments|views|likes|retweets)|morning briefing|in your inbox"
    r"|our app|getty images|follow us|share this|all rights reserved)\b"
    r"|^[^.!?\"]{0,60}\|[^.!?\"]{0,80}$",
    re.IGNORECASE,
)
#: Headlines that say the article is no more.
_RETRACTED = re.compile(r"\W*(?:retracted|retraction|withdrawn|removed)\W*(?::|$|-)", re.IGNORECASE)

#: Notices about what no reader relies on.
_TRIFLE = re.compile(
    r"\b(?:misspel|spell?ing|spelt|spelled|typo|typographical|caption|photograph|photo credit"
    r"|punctuation|grammatical|formatting|broken link|hyperlink)",
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
    printed = notice.text if notice and notice.kind is not NoticeKind.UPDATE else None
    kinds = {ChangeKind.HEADLINE} if old_headline.split() != new_headline.split() else set()
    if _withdrawn(notice, old_headline, new_headline):
        return Verdict(frozenset(kinds | {ChangeKind.RETRACTION}), material=True, notice=printed)
    if printed:
        kinds.add(ChangeKind.CORRECTION)
    if len(old_text) + len(new_text) > _MAX_WEIGHED:
        kinds |= {ChangeKind.UPDATE} if old_text != new_text else set()
    else:
        kinds |= _text_kinds(_Parts(old_text), _Parts(new_text), corrected=printed is not None)
    kinds |= _headline_kinds(old_headline, new_headline, kinds)
    return Verdict(frozenset(kinds), _material(kinds, printed, old_headline, new_headline), printed)


class _Parts:
    """A text without its furniture and notices, and the furniture."""

    def __init__(self, text: str) -> None:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        self.furniture = [line for line in lines if _is_furniture(line)]
        story = [line for line in lines if not _is_furniture(line) and not _is_notice(line)]
        self.story = "\n\n".join(story)


def _is_furniture(line: str) -> bool:
    if len(line.split()) > _FURNITURE_WORDS or _is_notice(line):
        return False
    return bool(_LABEL.match(line) or _PLUG.search(line))


def _is_notice(line: str) -> bool:
    return new_notice("", line) is not None


def _withdrawn(notice: Notice | None, old_headline: str, new_headline: str) -> bool:
    said = notice is not None and notice.kind is NoticeKind.RETRACTION
    labelled = _RETRACTED.match(new_headline) and not _RETRACTED.match(old_headline)
    return said or bool(labelled)


def _text_kinds(old: _Parts, new: _Parts, *, corrected: bool) -> set[ChangeKind]:
    kinds: set[ChangeKind] = set()
    for stretch in rewrites(old.story, new.story):
        kinds |= _stretch_kinds(stretch, corrected=corrected)
    if _quotes_differ(quotations(old.story), quotations(new.story)):
        kinds.add(ChangeKind.QUOTE)
    if old.furniture != new.furniture:
        kinds.add(ChangeKind.BOILERPLATE)
    if not kinds and old.story != new.story:
        kinds.add(ChangeKind.COPYEDIT)  # paragraphs parted, joined or moved
    return kinds


def _stretch_kinds(stretch: Stretch, *, corrected: bool) -> set[ChangeKind]:
    """Say what the changes in neighbouring sentences did."""
    if sum(len(pair.before) + len(pair.after) for pair in stretch) > _MAX_STRETCH:
        return {ChangeKind.UPDATE}
    before = Wording(" ".join(pair.before for pair in stretch))
    after = Wording(" ".join(pair.after for pair in stretch))
    if same_but_spelling(before, after):
        return set() if _same_words(before.unquoted, after.unquoted) else {ChangeKind.COPYEDIT}
    kinds: set[ChangeKind] = set()
    if any(_tells_facts(pair, before, after) for pair in stretch):
        kinds.add(ChangeKind.UPDATE)
    for pair in stretch:
        if pair.before and pair.after:
            kinds |= _rewrite_kinds(Wording(pair.before), Wording(pair.after))
    if kinds or corrected or _only_quotes(before, after) or _same_facts(before, after):
        return kinds
    return {ChangeKind.UPDATE}


def _tells_facts(pair: Rewrite, before: Wording, after: Wording) -> bool:
    """Say whether a sentence came, went, grew or shrank by words its neighbours did not hold."""
    came = weighty(pair.after) - weighty(pair.before) - before.weighty
    went = weighty(pair.before) - weighty(pair.after) - after.weighty
    if pair.before and pair.after:
        return abs(came.total() - went.total()) > _FACT_WORDS
    return (came + went).total() >= min(_FACT_WORDS, weighty(pair.before + pair.after).total())


def _rewrite_kinds(before: Wording, after: Wording) -> set[ChangeKind]:
    kinds: set[ChangeKind] = set()
    if _number_changed(before, after):
        kinds.add(ChangeKind.NUMBER)
    if _source_changed(before, after):
        kinds.add(ChangeKind.ATTRIBUTION)
    if kind := _firmness_kind(before.unquoted, after.unquoted):
        kinds.add(kind)
    return kinds


def _number_changed(before: Wording, after: Wording) -> bool:
    """Say whether a figure or date became another one, or gave way to a vague word."""
    old, new = numbers(before.unquoted), numbers(after.unquoted)
    went, came = old - new, new - old
    return bool(
        (went and came)
        or (went and vague_number(after.text) and not vague_number(before.text))
        or (came and vague_number(before.text) and not vague_number(after.text))
    )


def _source_changed(before: Wording, after: Wording) -> bool:
    """Say whether who said it, or what is told of them, became another."""
    went, came = before.weighty - after.weighty, after.weighty - before.weighty
    if same_but_spelling(before, after):
        return False
    old, new = source_phrases(before.text), source_phrases(after.text)
    lost, won = set().union(*old - new), set().union(*new - old)
    return bool(lost & set(went) or won & set(came)) or tells_of_source(set(went) | set(came))


def _firmness_kind(before: str, after: str) -> ChangeKind | None:
    step = firmness(after) - firmness(before)
    if not step:
        return None
    return ChangeKind.HARDENED if step > 0 else ChangeKind.SOFTENED


def _headline_kinds(old: str, new: str, kinds: Iterable[ChangeKind]) -> set[ChangeKind]:
    """Say what the headline's edit did, where the text does not say it already."""
    told = set(kinds)
    if ChangeKind.HEADLINE not in told:
        return set()
    before, after = Wording(old), Wording(new)
    found: set[ChangeKind] = set()
    if _number_changed(before, after):
        found.add(ChangeKind.NUMBER)
    firmer = _firmness_kind(before.text, after.text)
    if firmer and not told & {ChangeKind.SOFTENED, ChangeKind.HARDENED}:
        found.add(firmer)
    if told == {ChangeKind.HEADLINE} and not found and same_but_spelling(before, after):
        found.add(ChangeKind.COPYEDIT)
    return found


def _material(kinds: set[ChangeKind], notice: str | None, old: str, new: str) -> bool:
    if kinds & _ALWAYS_MATERIAL:
        return True
    if notice:
        return not _TRIFLE.search(notice)
    return negations(old) != negations(new)


def _only_quotes(before: Wording, after: Wording) -> bool:
    """Say whether the words outside of quotation marks stayed the same."""
    return same_but_spelling(Wording(before.unquoted), Wording(after.unquoted))


def _same_facts(before: Wording, after: Wording) -> bool:
    """Say whether two wordings tell the same, in or out of quotation marks, more surely or less."""
    if negations(before.text) != negations(after.text):
        return False
    return before.weighty == after.weighty and numbers(before.text) == numbers(after.text)


def _same_words(before: str, after: str) -> bool:
    return before.split() == after.split()


def _quotes_differ(old: Sequence[str], new: Sequence[str]) -> bool:
    went = list((Counter(old) - Counter(new)).elements())
    came = list((Counter(new) - Counter(old)).elements())
    return len(went) != len(came) or not all(map(same_but_typos, went, came))

"""Whom a sentence attributes to, in the words that name or describe the source."""

from __future__ import annotations

import re

from monitor.rules.usage import CUES, OF_SOURCE

#: Words before a reporting verb that may name its subject.
_SUBJECT_WORDS = 8

#: Characters before a reporting verb in which its subject is looked for.
_REACH = 200

_CUE = re.compile(rf"\b(?:{'|'.join(sorted(CUES))})\b", re.IGNORECASE)
#: Before these a reporting verb is a noun, an infinitive, or somebody's hearing it said.
_NO_CUE = re.compile(
    r"\b(?:the|an?|of|for|no|any|its|his|her|their|to|these|those|over|been|being|be|is|was|were"
    r"|are|made|some|such|by)\s+$",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"\b(?:according to|(?:cit|quot)(?:ed|es|ing)|in the words of"
    r"|(?:confirmed|told|reported|obtained|seen|reviewed) by) ([^,.;:\"()]+)",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"[,?!]\"? (?:said|says|added|adds|wrote)"
    r" ((?:[A-Z]|(?:the|an?|one|two|three|his|her|its|their|some|several) )[^,.;:\"()]+"
    r"(?:, (?:an?|the|who|whose) [^,.;:\"()]+)?)"
)
#: A name before what its bearer is: "Lydia Stone, a former aide, said".
_BEARER = re.compile(r"((?:[A-Z][\w.'-]+ ?){2,5}), $")
_WHAT = re.compile(r"(?:an?|the|who|whose|its|his|her|their)\b")
#: People nobody names.
_NOBODY = re.compile(
    r"\b(?:people|persons?|those|sources?|someone|somebody|insiders?)\b", re.IGNORECASE
)

#: Papers and figures that speak, at the end of a clause.
_SHOWN = re.compile(
    r"([^,;:\"().]+?) (?:shows?|showed|reveals?|revealed|suggests?|suggested|indicates?|indicated)"
    r"(?=[.,]|$)"
)
_CLAUSE_END = re.compile(
    r"[,;:\"().?!-]+\s|\b(?:that|and|but|which|who|while|because|after|as|if|when|before|where)\b"
)


def source_phrases(text: str) -> list[str]:
    """List whom a text attributes to.

    Args:
        text: In plain quotation marks, without what stands between them.
    """
    found = [
        match[1] for pattern in (_CITED, _INVERTED, _SHOWN) for match in pattern.finditer(text)
    ]
    for cue in _CUE.finditer(text):
        before = text[max(0, cue.start() - _REACH) : cue.start()]
        if not _NO_CUE.search(before):
            found.append(_subject(before.rstrip(" ,")))
    return found


def nameless(text: str) -> bool:
    """Say whether people who are not named are among the sources."""
    return any(_NOBODY.search(phrase) for phrase in source_phrases(text))


def _subject(before: str) -> str:
    """Find who speaks in what stands before a reporting verb."""
    clause = _CLAUSE_END.split(before)[-1]
    words = clause.split()[-_SUBJECT_WORDS:]
    bearer = _BEARER.search(before[: len(before) - len(clause)]) if _WHAT.match(clause) else None
    return " ".join([*(bearer[1].split() if bearer else ()), *words])


def tells_of_source(words: set[str]) -> bool:
    """Say whether one of the folded words describes a source."""
    return not words.isdisjoint(OF_SOURCE)

"""The clause around a content: where the words for its source and its cue stand.

A content is what somebody says, thinks or wants. Its source and cue stand in front of it (`Ruiz
urged her to wait`), behind it (`she will wait, said Ruiz`) or between its parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.rules.cue_words import ATTITUDES, SEEMING, TELLING
from monitor.rules.lexicon import stem
from monitor.rules.phrases import (
    DETERMINED,
    HARD,
    SOFT,
    WORD,
    Span,
    is_noun,
    is_passive,
    last,
    noun_phrase,
    phrase_behind,
    plain_verb,
    subject,
    verb_group,
    without_asides,
)

#: A cue stands at most so many words in front of its content: `said on Monday in Lima that ...`.
FARTHEST_CUE = 9

#: Behind its content, a cue stands within so many characters.
FARTHEST_BEHIND = 200

#: A cue that is a noun stands among so many words in front: `his suggestion on Monday that ...`.
_FARTHEST_NOUN = 3

_LABEL = re.compile(r"\W*((?:[A-Z][\w.'\u2019-]*\s?){1,4})(:)[\s“\"'\u2018]*$")
_LEAD_IN = re.compile(r"[\s,:“\"'\u2018\u2019\[(-]+$")
_LEAD_OUT = re.compile(r"[\s,.?!”\"'\u2019\])-]*")
_CLOSED = re.compile(r"[,?!”\"]|\W*$")
_NEXT_CLAUSE = re.compile(r"(?:and|but|while|who|which|or|because|as well|so)\b")
_OWNER = re.compile(
    r"((?:[A-Z][\w.'\u2019-]*\s)*[A-Z][\w.-]*['\u2019]s?|\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y"
    r"|[Oo]ur)|\b[Tt]he \w+['\u2019]s)\s+(?:[\w-]+\s+){0,3}$"
)
#: Whose doing a passive is: `was rejected flatly by the ministry`.
_AGENT = re.compile(r"(?: \w+)? by ")
_ACCORDING = re.compile(r"(?P<cue>\b(?:according to|in the words of|as told by))\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """Where the words for a source and for its cue stand, as offsets into a sentence's text."""

    source: Span
    cue: Span
    #: Whether the cue is one of telling (`said`), not only of thinking or wanting (`hopes`).
    told: bool

    @property
    def anybody(self) -> bool:
        """Whether there is a source: `is expected` and `asked whether` have none."""
        return self.source[0] < self.source[1]


def telling(text: str, start: int, end: int, *, loose: bool = False) -> Telling | None:
    """Find who tells the part [start:end] of a sentence's text, by the words next to it.

    Args:
        text: The sentence, other quotations blanked.
        start: Of the part.
        end: Of the part.
        loose: The part is known to be somebody's: take any words in front of it for its cue.
    """
    text = without_asides(text, start, end)
    if label := _LABEL.match(text[:start]):
        return Telling(label.span(1), label.span(2), told=True)
    lead = _LEAD_IN.search(text[:start])
    stop = lead.start() if lead else start
    if _opens(text[:stop]):
        return _behind(text, end) or _according(text, start)
    found = _according(text, start) or _in_front(text, stop)
    closed = _CLOSED.match(text[end:]) or text[end - 1 : end] in {",", "”", '"'}
    if found is None or (closed and not found.told):
        found = _behind(text, end) or found
    return found or (_loosely(text, stop) if loose else None)


def _opens(front: str) -> bool:
    """Tell whether no room for a source and a cue is in front of a part."""
    return len(WORD.findall(front[last(HARD, front) :])) < 2  # noqa: PLR2004 (a word for each)


def _in_front(text: str, stop: int, *, loose: bool = False) -> Telling | None:
    """Find the cue that ends just in front of a content, and its subject."""
    first = last(HARD, text[:stop])
    words = list(WORD.finditer(text, first, stop))
    for at in range(len(words) - 1, max(-1, len(words) - 1 - FARTHEST_CUE), -1):
        sort = _sort(words[at].group(), loose=loose)
        if sort is None:
            continue
        if is_noun(text[first : words[at].start()], words[at].group()):
            found = (
                _owned(text, first, words[at], sort) if at >= len(words) - _FARTHEST_NOUN else None
            )
        else:
            found = _predicate(text, first, words, at, sort)
        if found:
            return found
    return None


def _owned(text: str, first: int, cue: re.Match[str], sort: bool) -> Telling | None:
    """Read a noun with its owner: `his suggestion that`, `Ruiz's claim that`."""
    owner = _OWNER.search(text[first : cue.start()])
    if owner is None or cue.group().endswith("ing"):
        return None
    return Telling((first + owner.start(1), first + owner.end(1)), cue.span(), sort)


def _predicate(
    text: str, first: int, words: list[re.Match[str]], at: int, sort: bool
) -> Telling | None:
    """Read a verb with its subject; a passive or impersonal one is said by nobody."""
    cue = words[at]
    begin = verb_group(text, words, at)
    nobody = Telling((begin, begin), (begin, cue.end()), sort)
    if is_passive(text[begin : cue.start()], cue.group()):
        return nobody
    source = subject(text, first, begin)
    if source is None:
        return nobody if at == 0 and cue.group().endswith("ed") else None
    if _impersonal(text[slice(*source)], cue.group()):
        return nobody
    return Telling(source, (begin, cue.end()), sort)


def _impersonal(source: str, cue: str) -> bool:
    """Tell whether nobody stands for a subject: `it seems`, `there is talk`."""
    return source.lower() == "there" or (source.lower() == "it" and stem(cue) in SEEMING)


def _sort(word: str, *, loose: bool = False) -> bool | None:
    """Sort a word: True for telling, False for thinking or wanting, None for no cue."""
    root = stem(word.lower())
    if root in TELLING:
        return True
    return False if root in ATTITUDES or (loose and plain_verb(word)) else None


def _behind(text: str, end: int) -> Telling | None:
    """Find the cue behind a content: `..., she said`, `said Ruiz`, `according to Ruiz`."""
    gap = _LEAD_OUT.match(text, end)
    first = gap.end() if gap else end
    if found := _ACCORDING.match(text, first):
        return Telling(phrase_behind(text, found.end()), found.span("cue"), told=True)
    hard = HARD.search(text, first)
    stop = min(hard.start() if hard else len(text), first + FARTHEST_BEHIND)
    words = list(WORD.finditer(text, first, stop))
    for at, cue in enumerate(words):
        sort = _sort(cue.group()) if cue.group().islower() else None
        if sort is None or (at and is_noun(text[first : cue.start()], cue.group())):
            continue
        return _predicate_behind(text, first, words, at, sort)
    return None


def _predicate_behind(
    text: str, first: int, words: list[re.Match[str]], at: int, sort: bool
) -> Telling | None:
    cue, begin = words[at], verb_group(text, words, at)
    if is_passive(text[begin : cue.start()], cue.group()):
        agent = _AGENT.match(text, cue.end())
        return (
            Telling(phrase_behind(text, agent.end()), (begin, cue.end()), sort) if agent else None
        )
    if begin == first:
        inverted = phrase_behind(text, min(cue.end() + 1, len(text)))
        return Telling(inverted, cue.span(), sort) if sort else None
    if _NEXT_CLAUSE.match(text, first):
        return None
    source = subject(text, first, begin)
    return Telling(source, (begin, cue.end()), sort) if source else None


def _according(text: str, start: int) -> Telling | None:
    """Read `According to the paper, <content>`."""
    every = list(_ACCORDING.finditer(text[:start]))
    if not every:
        return None
    source = phrase_behind(text, every[-1].end())
    near = source[1] <= start and not WORD.search(text, source[1], start)
    return Telling(source, every[-1].span("cue"), told=True) if near else None


def _loosely(text: str, stop: int) -> Telling | None:
    """Take any verb in front of the content for its cue, else all behind the subject."""
    if found := _in_front(text, stop, loose=True):
        return found
    first = last(SOFT, text[:stop])
    words = list(WORD.finditer(text, first, stop))
    lower = (w.start() for w in words[1:] if w.group().islower())
    cut = next((at for at in lower if not DETERMINED.search(text[first:at])), stop)
    source = noun_phrase(text, first, cut) if cut < stop else None
    return Telling(source, (cut, stop), told=False) if source else None

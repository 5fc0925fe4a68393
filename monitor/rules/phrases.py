"""A little grammar of news English, by words alone: verb groups, their subjects, noun phrases.

Offsets are into a sentence's text. Nothing here knows what a sentence tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.rules.cue_words import AUXILIARIES, FEELINGS, HELPERS, NOUNS, PAST, TELLING
from monitor.rules.lexicon import stem

#: Where something begins and ends.
Span = tuple[int, int]

WORD = re.compile(r"[^\W_]+(?:['\u2019.&/-][^\W_]+)*")
#: What parts one statement from another.
HARD = re.compile(r"[;\u2014\u2013“”\"()]\s*|(?<=\w): |\s-{1,2}\s")
#: What parts one clause from another.
SOFT = re.compile(
    r"[;:\u2014\u2013“”\"()]\s*|\s-{1,2}\s"
    r"|, (?:and|but|while|although|though|whereas|so|yet|because|where)\s"
    r"|\b(?:that|because|while|although|though|whereas|whether|if|when|where|why|how|what|than)\s"
    r"|\s(?:as|but)\s(?=[A-Z]|he |she |they |the )"
)
#: What stands behind an article, a possessive or `of` is a noun, or the word before one.
DETERMINED = re.compile(
    r"\b(?:the|an?|his|her|their|its|my|our|your|this|these|those|of|no|any|[\w.]+['\u2019]s)\s+"
    r"(?P<one>[\w-]+\s+)?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\([^()]*\)"
    r"|(?<=\w )(?:\u2014|\u2013|--?) [^\u2014\u2013“”\"]{2,150} (?:\u2014|\u2013|--?)(?= \w)"
    r"|(?<=\w)\u2014[^\u2014“”\"]{2,150}\u2014(?=\w)"
)
#: A predicate whose subject stands further in front: `..., and vowed`, `..., saying`.
_JOINED = re.compile(r"(?:,? ?(?P<word>and|but|or|then)|,|, while|, by)\s*$")
_LAST_PRONOUN = re.compile(
    r"(?:^|[\s,(])(?P<it>I|[Ww]e|[Yy]ou|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]ho|[Ww]hich|that|[Oo]thers"
    r"|[Ss]ome|[Mm]any)[\s,]*$"
)
_FIRST_PRONOUN = re.compile(
    r"(?P<it>I|we|you|he|she|it|they|who|there)(?:['\u2019](?:s|re|ve|ll|d|m)\b|(?=\s))",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"(?:(?:an? )?(?:week|day|month|year|hour)s?|on|at|in|after|when|asked|pressed|following|since"
    r"|during|amid|with|for|despite|under|as|however|meanwhile|later|earlier|before|by|until|then"
    r"|also|to|again|now|once|still|so|instead|though|although|while|if|last|this|even|just|yet"
    r"|indeed|moreover|overall|finally|nevertheless|\w+ly|[a-z]+ing)\b",
    re.IGNORECASE,
)
_JOINER = re.compile(
    r"(?:(?:and|but|or|so|yet|then|as|because|also|still|even|that|when|if|while|including|for)\s+"
    r"|\W+\s*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:(?<!^)[\s,](?:then|also|even|now|later|once|often|still|just|again|both|all|recently"
    r"|always|never|ever|who|that|which|in turn|(?:on )?\w+day(?: \w+)?|(?!family|only|ally)\w+ly"
    r"|(?:this|last|next|earlier this) (?:week|month|year|spring|summer|fall|winter)))*"
    r"[\s,:'\u2019]*$"
)
_APPOSED = re.compile(r"[^,]*, (?:an?|the|who|whose|\d+|[A-Z])[^,]*,(?: and [^,]*,)?\s*$")
_PASSIVE = re.compile(r"(?:^|.*\b)(?:is|are|was|were|be|been|being|gets?|got)\b[\w\s'\u2019]*$")
#: Shorter words in -ed and -ing are often no verb forms: `need`, `king`.
_SHORTEST_ENDED = 5


def without_asides(text: str, start: int, end: int) -> str:
    """Blank what stands in brackets or between dashes, unless the part does, keeping offsets."""
    for hit in _ASIDE.finditer(text):
        if hit.end() <= start or hit.start() >= end:
            text = text[: hit.start()] + " " * len(hit.group()) + text[hit.end() :]
    return text


def last(pattern: re.Pattern[str], text: str) -> int:
    """Find where the text behind the last boundary begins."""
    return max((hit.end() for hit in pattern.finditer(text)), default=0)


def plain_verb(word: str) -> bool:
    """Tell whether a word is a verb by its form alone."""
    ended = word.endswith("ed") and len(word) >= _SHORTEST_ENDED
    return word.islower() and (ended or word in PAST or word in AUXILIARIES)


def is_noun(front: str, word: str) -> bool:
    """Tell whether a word that may be a verb is a noun here: `the claim`, `his new claim`."""
    determined = DETERMINED.search(front)
    if determined is None or not determined["one"]:
        return determined is not None
    lower = word.lower()
    return stem(lower) in NOUNS and lower not in PAST and not lower.endswith(("ed", "s", "ing"))


def is_passive(group: str, word: str) -> bool:
    """Tell whether a verb group is passive, so that its subject says nothing: `is expected`."""
    lower = word.lower()
    participle = lower.endswith(("ed", "en", "wn")) or lower in {"told", "said", "found"}
    return participle and stem(lower) not in FEELINGS and bool(_PASSIVE.match(group.lower()))


def verb_group(text: str, words: Sequence[re.Match[str]], at: int) -> int:
    """Find where the verb group of the at-th word begins: `has not yet said`."""
    while at and text[words[at - 1].end() : words[at].start()].isspace():
        word = words[at - 1].group().lower()
        if word not in HELPERS and not (word.endswith("ly") and word not in {"only", "family"}):
            break
        at -= 1
    return words[at].start()


def subject(text: str, first: int, verb: int) -> Span | None:
    """Find the subject of a verb group in the text in front of it, from an offset on."""
    front = text[first:verb]
    pronoun = _LAST_PRONOUN.search(front)
    if pronoun and (pronoun["it"] != "that" or front[: pronoun.start("it")].strip()):
        return first + pronoun.start("it"), first + pronoun.end("it")
    joined = _JOINED.search(front)
    if joined and front[: joined.start()].strip() and not _APPOSED.match(front):
        stop = first + joined.start()
        begin = first + last(SOFT, text[first:stop]) if joined["word"] else first
        return noun_phrase(text, begin, stop)
    return noun_phrase(text, first + last(SOFT, front), verb)


def noun_phrase(text: str, first: int, stop: int) -> Span | None:
    """Cut the noun phrase that opens a clause, adverbials in front of it left out."""
    while _ADVERBIAL.match(text, first, stop) and (comma := text.find(", ", first, stop)) > 0:
        first = comma + 2
    if joiner := _JOINER.match(text, first, stop):
        first = joiner.end()
    if pronoun := _FIRST_PRONOUN.match(text, first, stop):
        return pronoun.span("it")
    verbs = (w.start() for w in WORD.finditer(text, first, stop) if _ends(text, first, w))
    kept = _TAIL.sub("", text[first : next(verbs, stop)])
    return (first, first + len(kept)) if re.search(r"\w", kept) else None


def _ends(text: str, first: int, found: re.Match[str]) -> bool:
    """Tell whether a word is the verb that ends the noun phrase from an offset on."""
    word, front = found.group(), text[first : found.start()]
    if not front or word.lower() in AUXILIARIES or word.lower() in {"who", "which"}:
        return bool(front)
    if not word.islower():
        return False
    if word.endswith("ing") and len(word) > _SHORTEST_ENDED and not DETERMINED.search(front):
        return True
    return not is_noun(front, word) and (plain_verb(word) or stem(word) in TELLING)


def phrase_behind(text: str, first: int) -> Span:
    """Cut the noun phrase that begins at an offset."""
    stop = _PHRASE_END.search(text, first)
    return first, stop.start() if stop else len(text)


_PHRASE_END = re.compile(
    r"[,;:“”\"\u2014](?=\s|$)|\.\W*$"
    r"|\s(?:who|which|that|on|in|at|during|after|when|as|to)\s"
)

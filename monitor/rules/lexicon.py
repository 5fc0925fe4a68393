"""Words of the news: stems, families of words that do the same in a claim, and cue phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from monitor.rules.families import FAMILY_WORDS
from monitor.rules.idioms import PHRASES


def word_list(text: str) -> tuple[str, ...]:
    """Part a list that is written as a line of words."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """Part a set that is written as a line of words."""
    return frozenset(text.split())


#: Function words that tell nothing about what a sentence is about.
STOP_WORDS = word_set(
    "a an the and or but nor so of to in on at by for from with as into onto over about after"
    " before"
    " during between among than then that this these those it its he she they we i you him her them"
    " his hers their our my your us me who whom whose which what when where why how is are was were"
    " be been being am do does did done has have had having will would shall should can could may"
    " might must not no never if while because since until there here also only just very more most"
    " other some any all both each such own same up out off down again further once own mr mrs ms"
    " dr"
    " said say says"
)

_IRREGULAR = {
    "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "grew": "grow",
    "grown": "grow", "told": "tell", "sold": "sell", "paid": "pay", "bought": "buy",
    "withdrew": "withdraw", "withdrawn": "withdraw", "forbade": "forbid", "forbidden": "forbid",
    "rang": "ring", "rung": "ring", "lost": "lose", "met": "meet", "won": "win", "built": "build",
    "began": "begin", "begun": "begin", "sent": "send", "found": "find", "knew": "know",
    "known": "know", "took": "take", "taken": "take", "gave": "give", "given": "give",
    "said": "say", "spoke": "speak", "spoken": "speak", "made": "make", "left": "leave",
    "held": "hold", "wrote": "write", "written": "write", "rewrote": "rewrite",
    "rewritten": "rewrite", "defense": "defence", "offense": "offence", "died": "die",
    "dying": "die", "stole": "steal", "stolen": "steal", "hid": "hide", "hidden": "hide",
    "men": "man", "women": "woman", "children": "child", "people": "people", "shrank": "shrink",
    "favor": "favour", "labor": "labour", "percent": "percent", "news": "news",
}  # fmt: skip

_SHORTEST_STEM = 3


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut one lower-case word to a stem that its inflections share."""
    word = _IRREGULAR.get(word, word)
    if len(word) <= _SHORTEST_STEM or not word.isascii():
        return word
    for ending, instead in (("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ss", "ss"), ("us", "us"),
                            ("is", "is"), ("s", "")):  # fmt: skip
        if word.endswith(ending):
            word = word[: -len(ending)] + instead
            break
    for ending in ("ingly", "edly", "ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST_STEM and re.search(r"[aeiouy]", root):
            word = _undouble(root)
            break
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word


def _undouble(root: str) -> str:
    if root[-1] == root[-2] and root[-1] not in "sz" and (root[-1] != "l" or len(root) > 4):  # noqa: PLR2004 (tell, sell, call keep both letters)
        return root[:-1]
    return root


def _by_stem() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for family, members in FAMILY_WORDS.items():
        for member in members.split():
            key = stem(member)
            if family not in found.get(key, ()):
                found[key] = (*found.get(key, ()), family)
    return found


_CONCEPTS = _by_stem()
#: Families as they are told apart from stems: in capitals.
FAMILIES = frozenset(FAMILY_WORDS) | frozenset(name for names in PHRASES for name in names.split())
_ANY_PHRASE = re.compile(
    "|".join(rf"(?P<p{number}>\b(?:{pattern}))" for number, pattern in enumerate(PHRASES.values()))
)
_PHRASE_NAMES = [names.split() for names in PHRASES]


def concepts(stemmed: str) -> tuple[str, ...]:
    """List the families a stem belongs to."""
    return _CONCEPTS.get(stemmed, ())


def found_phrases(text: str) -> Iterator[tuple[str, int, int]]:
    """List families that a phrase of the text stands for, with the phrase's offsets."""
    for found in _ANY_PHRASE.finditer(text.lower().replace("\u2019", "'")):
        group = int((found.lastgroup or "p0")[1:])
        for name in _PHRASE_NAMES[group]:
            yield name, found.start(), found.end()


def phrases(text: str) -> Iterator[str]:
    """List families that the text's phrases stand for."""
    return (name for name, _, _ in found_phrases(text))

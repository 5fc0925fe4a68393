"""Whether a text is English, told by its function words."""

from __future__ import annotations

import re
from collections import Counter

from monitor.rules.lexicon import word_set

#: Texts of fewer words count as English: there is too little to tell by.
SHORTEST_WORDS = 20

#: English prose has a function word from this list at least at this share of its words.
#: Source: the development reports have 0.33 and more; other languages of Latin script under 0.08.
FLOOR = 0.12

#: A text of which less than this share of letters is Latin is not English.
LATIN_FLOOR = 0.6

_FUNCTION_WORDS = word_set(
    "the of and to in is was for that with on he she it his her by as at be are have has had not"
    " from"
    " said this they their were been an or but would which who its will"
)
_WORD = re.compile(r"[^\W\d_]+")


def is_english(text: str) -> bool:
    """Tell whether a text reads as English; short texts get the benefit of the doubt."""
    words = _WORD.findall(text[:20_000].lower())
    letters = Counter("latin" if c < "ɐ" else "other" for word in words for c in word)
    total = letters.total()
    # Scripts without spaces make few "words", so letters are counted first.
    if total >= SHORTEST_WORDS and letters["latin"] < LATIN_FLOOR * total:
        return False
    if len(words) < SHORTEST_WORDS:
        return True
    return sum(word in _FUNCTION_WORDS for word in words) >= FLOOR * len(words)

"""Whether one outlet's article is another's, printed again."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Sequence

from monitor.model.article import Article, Revision, Syndication, SyndicationReason

#: Hashes in a signature, and how many of them make a band. Two texts that share a third of
#: their shingles share a band with 98 % probability, two that share a fiftieth with 1 %.
_HASHES = 64
_BAND = 2

#: Words in a shingle.
_SHINGLE = 3

#: Below this many words a text is too short to tell a reprint from a common phrase.
_MIN_WORDS = 20

#: Words after which a text is no longer looked at; the longest wire stories stay below.
_MAX_WORDS = 10_000

_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
_UNPACK = struct.Struct(f">{_HASHES}I")


def signature(text: str) -> tuple[int, ...]:
    """Sketch a text by MinHash over its word shingles; empty when it is too short to compare.

    One extendable-output hash of a shingle gives all its hash values at once.

    Source: A. Broder, "On the resemblance and containment of documents", 1997.
    """
    shingles = _shingles(text)
    if not shingles:
        return ()
    hashes = (_UNPACK.unpack(_digest(shingle)) for shingle in shingles)
    return tuple(map(min, zip(*hashes, strict=True)))


def bands(signature: Sequence[int]) -> tuple[int, ...]:
    """Fold a signature into keys of which similar texts share at least one.

    Each is a signed 64-bit integer that is its band's alone, so that a database can index it.
    """
    keys = []
    for start in range(0, len(signature), _BAND):
        band = struct.pack(f">{_BAND + 1}I", start, *signature[start : start + _BAND])
        keys.append(
            int.from_bytes(
                hashlib.blake2b(band, digest_size=8).digest(), byteorder="big", signed=True
            )
        )
    return tuple(keys)


def _digest(shingle: str) -> bytes:
    return hashlib.shake_128(shingle.encode(errors="surrogatepass")).digest(4 * _HASHES)


def _shingles(text: str) -> frozenset[str]:
    """Cut a text into its runs of a few words, case and punctuation folded."""
    words = _WORD.findall(text.lower().replace("\u2019", "'"))[:_MAX_WORDS]
    if len(words) < _MIN_WORDS:
        return frozenset()
    return frozenset(" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))

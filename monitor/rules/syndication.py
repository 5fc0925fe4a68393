"""Whether one outlet's article is another's, printed again."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Sequence

from monitor.model.article import Article, Revision, Syndication, SyndicationReason
from monitor.rules.credits import credited_to, edges, same_outlet
from monitor.rules.formulas import filled_in
from monitor.rules.wording import emptied

#: Hashes in a signature, and how many of them make a band. Two texts that share a third of
#: their shingles share a band with 98 % probability, two that share a fiftieth with 1 %.
_HASHES = 64
_BAND = 2

#: Words in a shingle; words in an anchor, of which one in so many is kept, the smallest first.
#: A cut of 150 words shares an anchor with its original with 99.8 % probability, however long
#: that is; two texts of other words share none.
_SHINGLE = 3
_ANCHOR, _ANCHORS_KEPT, _ANCHORS_MOST = 8, 24, 64

#: Below this many words a text is too short to tell a reprint from a common phrase.
_MIN_WORDS = 20

#: Words after which a text is no longer looked at; the longest wire stories stay below.
_MAX_WORDS = 10_000

#: Share of an article's shingles that stand in another one, from which on it is a reprint of it:
#: half of it, or less when it holds nearly all of the other one (local paragraphs were added).
_REPRINT_SHARE = 0.5
_PADDED_SHARE, _WHOLE_SHARE = 0.3, 0.8

#: Share of the words outside of quotation marks that must stand in the other one in any case:
#: two outlets that quote one statement print their own stories.
_UNQUOTED_SHARE = 0.15

#: The same share for an article that credits somebody: enough to tell which article it rewrote.
_REWRITE_SHARE = 0.15

_PLAIN = str.maketrans("\u2019\u2018\u201c\u201d\u2013\u2014", "''\"\"--")
_WORD = re.compile(r"\w+(?:'\w+)*")
_UNPACK = struct.Struct(f">{_HASHES}I")


def signature(text: str) -> tuple[int, ...]:
    """Sketch a text by MinHash over its word shingles; empty when it is too short to compare.

    One extendable-output hash of a shingle gives all its hash values at once. Behind them
    stand the anchors: longer runs of words, picked by their hash wherever they occur, by which
    a short cut is found whose share of a long text is too small for the bands.

    Source: A. Broder, "On the resemblance and containment of documents", 1997.
    """
    words = _words(text)
    shingles = _runs(words, _SHINGLE)
    if not shingles:
        return ()
    hashes = (_UNPACK.unpack(_digest(shingle)) for shingle in shingles)
    return (*map(min, zip(*hashes, strict=True)), *_anchors(words))


def _anchors(words: Sequence[str]) -> list[int]:
    """Pick the runs of words whose hash says so."""
    hashes = {
        int.from_bytes(hashlib.blake2b(run.encode(errors="surrogatepass"), digest_size=4).digest())
        for run in _runs(words, _ANCHOR)
    }
    return sorted(value for value in hashes if value % _ANCHORS_KEPT == 0)[:_ANCHORS_MOST]


def bands(signature: Sequence[int]) -> tuple[int, ...]:
    """Fold a signature into keys of which similar texts share at least one.

    Each is a signed 64-bit integer that is its band's alone, so that a database can index it.
    """
    sketch = signature[:_HASHES]
    packed = [
        struct.pack(f">{_BAND + 1}I", start, *sketch[start : start + _BAND])
        for start in range(0, len(sketch), _BAND)
    ]
    packed += (struct.pack(">2I", _HASHES, anchor) for anchor in signature[_HASHES:])
    return tuple(
        int.from_bytes(hashlib.blake2b(band, digest_size=8).digest(), byteorder="big", signed=True)
        for band in packed
    )


def reprint_of(  # noqa: PLR0917 (an article's parts, in the order they are printed)
    headline: str,
    text: str,
    byline: str | None,
    outlet: str,
    sig: Sequence[int],
    candidates: Sequence[tuple[Revision, Article]],
) -> Syndication | None:
    """Say what an article was printed from; None when it is the outlet's own.

    A credit line tells it, or the same words at another outlet under whatever
    headline. A reprint of a reprint counts as one of the original, so that all
    prints of one story make one cluster.

    Args:
        headline: As printed; every outlet writes its own, so it is not compared.
        text: As printed, with its credit lines.
        byline: As printed.
        outlet: Who printed it.
        sig: The text's signature; empty when it is too short to compare.
        candidates: Earlier articles that share a band of the signature, oldest first.
    """
    others = [pair for pair in candidates if not same_outlet(pair[1].outlet, outlet)]
    credited = credited_to(edges(headline, text), byline, [article.outlet for _, article in others])
    if credited and same_outlet(credited, outlet):
        return None  # an agency signs its own copy
    twin = _twin(text, others, rewritten=credited is not None) if sig else None
    if credited:
        return _by_credit(credited, twin)
    return _by_twin(twin, outlet) if twin else None


def _by_credit(credited: str, twin: Article | None) -> Syndication:
    held = _original(twin) if twin else None
    named = held is not None and credited == "Agencies"
    return Syndication(
        reason=SyndicationReason.CREDIT_LINE,
        outlet=held.outlet if held and named else credited,
        article_id=held.article_id if held else None,
    )


def _by_twin(twin: Article, outlet: str) -> Syndication | None:
    original = _original(twin)
    if same_outlet(original.outlet, outlet):
        return None  # the other one printed it from us
    return original


def _original(article: Article) -> Syndication:
    """Name the article at the head of the cluster: the one held that was printed first."""
    source = article.reprint_of
    return Syndication(
        reason=SyndicationReason.SAME_TEXT,
        outlet=source.outlet if source else article.outlet,
        article_id=(source.article_id if source else None) or article.id,
    )


def _twin(
    text: str, candidates: Sequence[tuple[Revision, Article]], *, rewritten: bool
) -> Article | None:
    """Find the article that has most of the text, if it has enough of it."""
    ours = _shingles(text)
    best, most = None, 0.0
    for revision, article in candidates:
        theirs = _shingles(revision.text)
        if not ours or not theirs:
            continue
        shared = len(ours & theirs)
        share, whole = shared / len(ours), shared / len(theirs)
        same = share >= _REPRINT_SHARE or (share >= _PADDED_SHARE and whole >= _WHOLE_SHARE)
        wanted = same or (rewritten and share >= _REWRITE_SHARE)
        if share > most and wanted and _printed(revision.text, text, told=ours):
            best, most = article, share
    return best


def _printed(old: str, new: str, *, told: frozenset[str]) -> bool:
    """Say whether what two texts share is more than a statement they quote, or a form."""
    own = _shingles(emptied(new))
    if own and len(own) < len(told):
        unquoted = len(own & _shingles(emptied(old))) / len(own)
        if unquoted < _UNQUOTED_SHARE:
            return False
    return not filled_in(old, new)


def _digest(shingle: str) -> bytes:
    return hashlib.shake_128(shingle.encode(errors="surrogatepass")).digest(4 * _HASHES)


def _shingles(text: str) -> frozenset[str]:
    """Cut a text into its runs of a few words, case and punctuation folded."""
    return _runs(_words(text), _SHINGLE)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().translate(_PLAIN))[:_MAX_WORDS]


def _runs(words: Sequence[str], length: int) -> frozenset[str]:
    """Cut words into all their runs of a length, none where they are too few to compare."""
    if len(words) < _MIN_WORDS:
        return frozenset()
    return frozenset(" ".join(words[at : at + length]) for at in range(len(words) - length + 1))

"""What an evidence bundle proves, in words for those who have never seen one."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor import __version__
from monitor.model.article import Article, Revision, WebCopy
from monitor.rules.lettering import visible

_README = """\
EVIDENCE OF ONE REVISION OF ONE ARTICLE

Headline    {headline}
Outlet      {outlet}
Address     {url}
Published   {published} (as the outlet states it; not verified)
First seen  {first_seen}
Revision    {number}, seen {seen}
Read by     {extractor}, kept and exported by onrecord {version}

WHAT IS IN IT

headline.txt, text.txt   the words as read from the page
{page}
change.html, change.json what changed against the revision before (not for a first revision);
                         open change.html in any browser, it loads nothing and runs nothing
evidence.json            times, hashes, and what software read the text, for programs
chain/                   every revision up to this one, each sealed onto the one before
SHA256SUMS               the SHA-256 hash of every file above

HOW TO CHECK IT

In this folder:  sha256sum -c SHA256SUMS
Every file is as it was exported if each line ends in "OK". Keep the hash of the whole ZIP, or
of SHA256SUMS, where nobody can alter it (with a notary, in a mail, in a time-stamping service):
a bundle that is altered with its hashes shows against that.

The chain:       sha256sum chain/*.txt
The hash of each file is the seal of that revision. It must be the word after
"onrecord-seal/1" in the first line of the next file. So the seal of the last revision covers
all that came before: who was given one seal can tell later if an earlier text was altered.
{warc}
WHAT THIS SHOWS

{shown}; as far as whoever
  keeps the record, its clock and its network is trusted.
- That the files have not been altered since their hashes were noted down elsewhere.
- Of two revisions: the words were present at the time of one and absent at the time of the
  other. The record says "present at T1, absent at T2".

WHAT THIS DOES NOT SHOW

- When between two sightings words were changed or removed, by whom, or why. Never read it as
  "deleted at T2".
- That other readers were served the same page: outlets serve by country, device and chance.
- That what the article says is true, or that the outlet's own dates are right.
- That nothing stood there between two sightings which neither of them saw.
{copy}"""

_PAGE = """\
page.raw                 the page, byte for byte, decompressed. It is the outlet's HTML: open it
                         in a text editor; in a browser it may run scripts and load pictures
page.warc.gz             the same with the headers of request and answer (WARC, ISO 28500);
                         cookies and passwords are left out"""

_NO_PAGE = """\
(no page)                the bytes of the page were not kept: the words came from the outlet's
                         feed, or keeping pages was switched off"""

_SERVED = """\
- That onrecord, at the time given, was served these bytes at this address, and read these
  words from them"""

_READ = """\
- That onrecord, at the time given, read these words, from a page or a feed that this bundle
  does not hold"""

_WARC = """
The page:        sha256sum page.raw
It must be the "page_sha256" of evidence.json, and the WARC-Payload-Digest in page.warc.gz.
`warcio check page.warc.gz` verifies the digests in it.
"""


def readme(article: Article, revision: Revision, copy: WebCopy | None, *, raw: bool) -> str:
    """Write the README of a bundle."""
    return _README.format(
        headline=_line(revision.headline),
        outlet=_line(article.outlet),
        url=_line(article.url),
        published=_time(article.published_at) if article.published_at else "not stated",
        first_seen=_time(article.first_seen_at),
        number=revision.number,
        seen=_time(revision.seen_at),
        extractor=_line(revision.extractor),
        version=__version__,
        page=_PAGE if raw else _NO_PAGE,
        warc=_WARC if raw else "",
        shown=_SERVED if raw else _READ,
        copy=_copied(copy),
    )


def _copied(copy: WebCopy | None) -> str:
    if copy is None:
        return ""
    told = (
        f"A public web archive was asked at {_time(copy.asked_at)} to copy the page, and made\n"
        f"{_line(copy.url)}\nIts copy is of another moment than ours, and may be of another text.\n"
        if copy.url
        else f"A public web archive was asked at {_time(copy.asked_at)}; there is no copy.\n"
    )
    return f"\nELSEWHERE\n\n{told}"


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _line(text: str) -> str:
    return " ".join(visible(text).split())

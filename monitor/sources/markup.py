"""Markup to words: character sets told and tags taken off, for hostile input too."""

from __future__ import annotations

import codecs
import re
from functools import cache
from html import unescape

from lxml import etree

#: Charsets that look like ASCII on the wire, so that decoding as UTF-8 proves nothing.
_SEVEN_BIT = ("iso2022", "hz", "utf-7")
#: Python codecs that are no character sets, or are slow on hostile input.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Names that hosts use for what is really Windows-1252. Source: WHATWG Encoding.
_REALLY_CP1252 = frozenset({"iso8859-1", "ascii"})
_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_DECLARED_CHARSET = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
#: How far into a page its charset may be declared, in bytes (WHATWG says 1,024; sites exceed it).
_DECLARED_WITHIN = 4096
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&#?\w+;")
_BLOCKS = {
    *("p", "div", "br", "hr", "pre", "blockquote", "section", "article", "figure", "table", "tr"),
    *("ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"),
}
_UNREAD = ("script", "style", "noscript", "iframe", "template")
#: C0 controls other than tab and line ends, which no text means to hold.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(body: bytes, content_type: str = "") -> str:
    """Decode a page by what it is rather than by what it says.

    In order: byte order mark, UTF-8 if it decodes as such, the header's charset, the
    page's own, Windows-1252 with what it cannot say replaced. Control characters go.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return _CONTROLS.sub("", body.decode(charset, "replace").lstrip("\ufeff"))
    for charset in _candidates(body, content_type):
        try:
            return _CONTROLS.sub("", body.decode(charset))
        except UnicodeError:
            continue
    return _CONTROLS.sub("", body.decode("cp1252", "replace"))


def is_utf8(body: bytes) -> bool:
    """Tell whether a body may be taken for UTF-8: it decodes as such and names no 7-bit charset."""
    named = _DECLARED_CHARSET.search(body[:200])
    known = _charset(named[1].decode("ascii")) if named else None
    if (known and known.startswith(_SEVEN_BIT)) or b"\0" in body[:200]:
        return False
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def declared_charset(body: bytes, content_type: str) -> str | None:
    """Tell the charset that a header, or else an XML document itself, declares."""
    header = _HEADER_CHARSET.search(content_type)
    if header:
        return header[1]
    named = _DECLARED_CHARSET.search(body[:200])
    return named[1].decode("ascii") if named else None


def _candidates(body: bytes, content_type: str) -> list[str]:
    header = _HEADER_CHARSET.search(content_type)
    meta = _META_CHARSET.search(body[:_DECLARED_WITHIN])
    stated = [header[1]] if header else []
    stated += [meta[1].decode("ascii")] if meta else []
    declared = [name for name in map(_charset, stated) if name]
    first = declared if declared and declared[0].startswith(_SEVEN_BIT) else []
    return [*first, "utf-8", *declared]


def _charset(name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
        b"".decode(known)  # Refuses the codecs that are no text encodings (zip, hex).
    except (LookupError, ValueError):
        return None
    if known in _NO_CHARSETS or known.startswith("utf-16"):
        return None  # UTF-16 without its mark is nearly always a lie.
    return "cp1252" if known in _REALLY_CP1252 else known


def plain_text(markup: str) -> str:
    """Take tags and entities off; blocks become paragraphs parted by one empty line.

    Text without markup stays as it is, whitespace folded.
    """
    clean = _CONTROLS.sub("", markup)
    if not _TAG.search(clean):
        return _paragraphs(clean)
    if "<" not in clean:
        return _paragraphs(unescape(clean))
    try:
        root = etree.fromstring(f"<div>{clean}</div>", _html_parser())
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return _paragraphs(_TAG.sub(" ", clean))
    etree.strip_elements(root, *_UNREAD, with_tail=False)
    # The breaks are put into the tree, so that the walk over it is lxml's and not ours.
    for node in root.iter(*_BLOCKS):
        node.text = f"\n\n{node.text or ''}"
        node.tail = f"\n\n{node.tail or ''}"
    text: str = etree.tostring(root, method="text", encoding="unicode")
    return _paragraphs(text)


@cache
def _html_parser() -> etree.HTMLParser:
    return etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)


def one_line(markup: str) -> str:
    """Take tags off and fold everything onto one line, as for a headline."""
    if "<" not in markup and "&" not in markup:
        return " ".join(_CONTROLS.sub("", markup).split())
    return " ".join(plain_text(markup).split())


def _paragraphs(text: str) -> str:
    folded = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(part for part in folded if part)

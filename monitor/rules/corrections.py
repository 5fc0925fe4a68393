"""Notices that an outlet prints about its own article: corrections, clarifications, retractions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice admits, gravest first."""

    RETRACTION = "retraction"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    EDITORS_NOTE = "editors_note"
    #: New facts were added, no error is admitted.
    UPDATE = "update"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice as printed: text[start:end] == notice.text."""

    kind: NoticeKind
    text: str
    start: int
    end: int


_GRAVITY = {kind: rank for rank, kind in enumerate(NoticeKind)}

#: A line longer than this many characters is a story's paragraph, not a notice.
_MAX_NOTICE = 2_000

_ARTICLE = r"(?:article|story|report|post|piece|item|page|headline|dispatch|column|version)"
#: The article itself: "the report" may be anybody's, "this report" is ours.
_OURS = rf"(?:(?:this|our) (?:[\w.,']+ ){{0,4}}?{_ARTICLE}|the (?:article|story|headline))"
_LABEL_END = r"(?:\s*\([^)]{0,40}\)|,? [\w., ]{0,30})?\s*[:\u2014\u2013.|-]"
_WAS = r"(?: [\w,. ]{0,30})? (?:has been|was|is)"
_EARLIER = r"(?:earlier|previous|original|initial|incorrect|mistaken|prior|first)"
_MISTOOK = r"mis(?:stat|spell|identif|quot|attribut|report)\w*"

#: Sentences by which an outlet takes an article back.
_WITHDRAWN = re.compile(
    rf"\b{_OURS} (?:has been|was|is being|is) (?:withdrawn|retracted|removed|taken down)(?! by)"
    rf"|\b(?:have|has|are|is|hereby|we) (?:withdraw|retract|remov)\w* {_OURS}"
    rf"|\bno longer stands? by {_OURS}|\bmandatory kill\b",
    re.IGNORECASE,
)
#: How a notice begins, by what it admits; the first that fits decides.
_OPENINGS = (
    (NoticeKind.RETRACTION, rf"(?:retraction|retracted|withdrawn|mandatory kill){_LABEL_END}"),
    (NoticeKind.CORRECTION, rf"(?:corrections?(?: (?:and|&) clarifications?)?){_LABEL_END}"),
    (NoticeKind.CORRECTION, rf"(?:corrected|corrects|corrigendum|erratum|errata){_LABEL_END}"),
    (NoticeKind.CORRECTION, r"an? correction (?:was|has been) (?:made|added|appended|published)"),
    (NoticeKind.CORRECTION, r"correct(?:s|ing) (?:the |an? |to |in |\w+ paragraph|spelling|name)"),
    (
        NoticeKind.CORRECTION,
        rf"(?:an |the )?{_EARLIER} (?:version|edition)s? of th(?:is|e) {_ARTICLE}",
    ),
    (
        NoticeKind.CORRECTION,
        rf"{_OURS}{_WAS} (?:amended|corrected|changed|edited|revised)\b(?! by)",
    ),
    (NoticeKind.CORRECTION, rf"{_OURS} (?:{_EARLIER}ly|wrongly|{_MISTOOK})\b"),
    (NoticeKind.CORRECTION, r"(?:because of|owing to|due to) an? (?:\w+ )?error\b"),
    (NoticeKind.CLARIFICATION, rf"(?:clarifications?|clarified){_LABEL_END}"),
    (NoticeKind.CLARIFICATION, rf"clarif(?:ies|ying) (?:that|the|in)|{_OURS}{_WAS} clarified"),
    (NoticeKind.EDITORS_NOTE, rf"(?:editor'?s?'?|publisher'?s|editorial) note{_LABEL_END}"),
    (NoticeKind.EDITORS_NOTE, rf"note (?:to|for) (?:our )?readers?{_LABEL_END}"),
    (NoticeKind.UPDATE, rf"updated?{_LABEL_END}(?=\s*[A-Za-z])(?=(?:\s*[\w'-]+){{4}})"),
    (NoticeKind.UPDATE, rf"{_OURS}{_WAS} updated|(?:adds|recasts|updates) "),
)
_OPENING = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _OPENINGS)

#: What every notice says somewhere; most lines are let go by it, at little cost.
_HINT = re.compile(
    r"correct|corrig|clarif|note|retract|withdr|remov|amend|chang|edit|updat|errat|error|kill"
    r"|version|stands? by|mis[sirqt]|adds|recasts|initial|original|earlier|previous|wrong|revised",
    re.IGNORECASE,
)
_PLAIN = str.maketrans("\u2019\u201c\u201d", '\'""')

#: What else stands before a notice: bullets, brackets, stars.
_LEAD = re.compile(r"[\s\u2022*\u00b7\[({_#>-]*")

#: Editor's notes that are no admission: who writes, what the reader should brace for or buy.
_HOUSEKEEPING = re.compile(
    r"\b(?:is an?|is the) (?:[\w-]+ ){0,4}"
    r"(?:columnist|contributor|professor|author|fellow|analyst|writer|reporter|correspondent)"
    r"|views? expressed|opinions?\b|newsletter|sign up|subscribe|distressing|graphic|suicide"
    r"|first appeared|originally published|part of a series|translated from",
    re.IGNORECASE,
)
_ADMITS = re.compile(
    r"\b(?:incorrect|inaccura|error|mistake|mis(?:spell|stat|identif|quot)|wrong|correct|not meet)",
    re.IGNORECASE,
)


def find_notice(text: str) -> Notice | None:
    """Find the gravest notice in a text, the first of them if there are several.

    A notice is a line of its own. Editor's notes about the author, the
    newsletter or the content are none.
    """
    return min(_notices(text), key=_rank, default=None)


def new_notice(old: str, new: str) -> Notice | None:
    """Find the gravest notice that the new text has and the old one has not."""
    known = {_folded(notice) for notice in _notices(old)}
    fresh = (notice for notice in _notices(new) if _folded(notice) not in known)
    return min(fresh, key=_rank, default=None)


def _rank(notice: Notice) -> int:
    return _GRAVITY[notice.kind]


def _folded(notice: Notice) -> str:
    return " ".join(notice.text.lower().split())


def _notices(text: str) -> Iterator[Notice]:
    start = 0
    for raw in text.split("\n"):
        line = raw.strip()
        kind = _kind(line) if len(line) <= _MAX_NOTICE and _HINT.search(line) else None
        if kind:
            at = start + raw.index(line)
            yield Notice(kind=kind, text=line, start=at, end=at + len(line))
        start += len(raw) + 1


def _kind(line: str) -> NoticeKind | None:
    plain = line.translate(_PLAIN)
    lead = _LEAD.match(plain)
    at = lead.end() if lead else 0
    kind = next((kind for kind, opening in _OPENING if opening.match(plain, at)), None)
    if (
        kind is NoticeKind.EDITORS_NOTE
        and not _ADMITS.search(plain)
        and _HOUSEKEEPING.search(plain)
    ):
        return None
    if kind is NoticeKind.UPDATE or (kind is None and '"' in plain):
        return kind
    return NoticeKind.RETRACTION if _WITHDRAWN.search(plain) else kind

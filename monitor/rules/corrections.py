"""Notices that an outlet prints about its own article: corrections, clarifications, retractions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache


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

#: Lines that are remembered: those of two long revisions, which share most of theirs.
_REMEMBERED = 2_000

_ARTICLE = r"(?:article|story|report|post|piece|item|page|headline|dispatch|column|version)"
#: The article itself: "the report" may be anybody's, "this report" is ours.
_OURS = rf"(?:(?:this|our) (?:[\w.,']+ ){{0,4}}?{_ARTICLE}|the (?:article|story|headline))"
_LABEL_END = r"(?:\s*\([^)]{0,40}\)|,? [\w., ]{0,30})?\s*[:\u2014\u2013.|-]"
_WAS = r"(?: [\w,. ]{0,30})? (?:has been|was|is)"
_EARLIER = r"(?:earlier|previous|original|initial|incorrect|mistaken|prior|first)"
_MISTOOK = r"mis(?:stat|spell|identif|quot|attribut|report)\w*"

#: Sentences by which an outlet takes an article back.
_WITHDRAWN = re.compile(
    rf"\b{_OURS} (?:has been|was|is being|is) (?:withdrawn|retracted|removed|taken down|deleted"
    r"|unpublished|killed)(?! by)"
    rf"|\b(?:have|has|are|is|hereby|we) (?:withdraw|retract|remov|deletes?|deleted|kill)\w* {_OURS}"
    rf"|\bno longer stands? by {_OURS}|\bmandatory kill\b|\ba kill is mandatory\b"
    r"|\bplease kill\b|\bkill the (?:story|article)\b",
    re.IGNORECASE,
)
#: What a page says that has nothing else to say any more.
_GONE = re.compile(
    r"\b(?:retract(?:s|ed|ion)?|withdr(?:aw|ew|awn|aws|awal|awing)|(?:been|was) (?:removed|deleted"
    r"|pulled|unpublished|taken (?:down|offline))|taken down|no longer available|kill(?:ed)?"
    r"|removed (?:on|at|from|following|pending|after)|unpublished|depublished"
    r"|not (?:have|to have) been published)\b",
    re.IGNORECASE,
)
_NOTE = r"(?:editor'?s?'?|ed\.?|eds\.?|publisher'?s?'?|editorial) ?note"
_CORRECTED = r"(?:amended|corrected|changed|edited|revised|altered|modified|rewritten|fixed)"
_WERE = r"(?:was|were|has been|have been)"
_SLIP = r"(?:[\w-]+ ){0,2}(?:error|mistake|mix-up)\b"
#: How a notice begins, by what it admits; the first that fits decides.
_OPENINGS = (
    (NoticeKind.RETRACTION, rf"(?:a |an )?(?:retraction|retracted|withdrawn){_LABEL_END}"),
    (NoticeKind.RETRACTION, rf"(?:mandatory |bulletin )?kill{_LABEL_END}"),
    (NoticeKind.CORRECTION, rf"(?:a )?corrections?(?: (?:and|&) clarifications?)?{_LABEL_END}"),
    (
        NoticeKind.CORRECTION,
        rf"(?:corrected|corrigendum|erratum|errata|apology|an apology){_LABEL_END}",
    ),
    (NoticeKind.CORRECTION, r"amended(?: (?:on )?[\w., ]*\d[\w., ]*)?\s*[:\u2014\u2013-]"),
    (NoticeKind.CORRECTION, rf"(?:for the record|setting the record straight|eds){_LABEL_END}"),
    (
        NoticeKind.CORRECTION,
        rf"(?:an? |the )?corrections? {_WERE} (?:made|added|appended|published|issued)",
    ),
    (NoticeKind.CORRECTION, r"(?:this )?(?:corrects|correcting)\b"),
    (NoticeKind.CORRECTION, rf"{_OURS}{_WAS} {_CORRECTED}\b(?! by)"),
    (NoticeKind.CORRECTION, rf"{_OURS} (?:{_EARLIER}ly|wrongly|{_MISTOOK})\b"),
    (
        NoticeKind.CORRECTION,
        rf"(?:because of|owing to|due to|as a result of|through|following) an? {_SLIP}",
    ),
    (NoticeKind.CLARIFICATION, rf"(?:a )?(?:clarifications?|clarified){_LABEL_END}"),
    (NoticeKind.CLARIFICATION, rf"clarif(?:ies|ying)\b|{_OURS}{_WAS} clarified"),
    (NoticeKind.EDITORS_NOTE, rf"{_NOTE}{_LABEL_END}"),
    (NoticeKind.EDITORS_NOTE, rf"note (?:to|for) (?:our )?(?:readers?|editors?){_LABEL_END}"),
    (NoticeKind.UPDATE, rf"updated?{_LABEL_END}(?=\s*[A-Za-z])(?=(?:\s*[\w'-]+){{4}})"),
    (NoticeKind.UPDATE, rf"{_OURS}{_WAS} updated|(?:adds|recasts|updates|refiles|rewrites)\b"),
)
_OPENING = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _OPENINGS)

#: What an outlet says of an article of its own, wherever in the line.
_VERSION = re.compile(
    rf"\b{_EARLIER} (?:version|edition|draft|report)s? of (?:this|the"
    rf"|our) (?:[\w'-]+ )?{_ARTICLE}\b"
    r"|\bin (?:an |our )?earlier (?:version|edition|report) (?:we|of this|it)\b"
    rf"|\b{_EARLIER} versions? (?:of this|said|stated|gave|{_MISTOOK}|incorrectly|wrongly)\b",
    re.IGNORECASE,
)
#: The outlet speaks of itself, and of having been wrong.
_WE = re.compile(
    rf"(?:in |on )?(?:\w+ ){{0,3}}?(?:we\b|our\b|this newspaper\b|this site\b|{_OURS})",
    re.IGNORECASE,
)
_OWNING_UP = re.compile(
    r"\b(?:(?:this|it|that|which|they|the \w+) (?:has|have)(?: now"
    rf"| since)? been (?:{_CORRECTED}|removed"
    rf"|replaced|clarified)|we (?:have )?(?:{_EARLIER}ly|wrongly|incorrectly|mistakenly|mis\w+"
    r"|apologi[sz]e|regret|got|were wrong|should (?:not )?have|are happy to (?:make|clarify)"
    r"|accept)"
    r"|we(?: have|'ve)? (?:corrected|amended|removed|changed|updated the (?:article|story))"
    rf"|{_OURS} (?:should (?:not )?have|(?:{_EARLIER}ly|wrongly|incorrectly|mistakenly)|{_MISTOOK})"
    r"|(?:regret|apologi[sz]e for) (?:the|this|any|our) (?:error|mistake|confusion|inaccuracy)"
    rf"|{_OURS}{_WAS} {_CORRECTED})\b",
    re.IGNORECASE,
)
#: An update that mends something is a correction.
_MENDS = re.compile(
    r"\b(?:to (?:correct|clarify|fix|rectify|amend|remove)|correct(?:s|ed|ing|ion)|clarif(?:y"
    r"|ies|ied)"
    r"|in error|incorrectly|misstated|to (?:reflect|show|say|make clear) that)\b",
    re.IGNORECASE,
)

#: What every notice says somewhere; most lines are let go by it, at little cost.
_HINT = re.compile(
    r"correct|corrig|clarif|note|retract|withdr|remov|amend|chang|edit|updat|errat|error|kill"
    r"|version|stands? by|mis[^s]|adds|recasts|initial|original|earlier|previous|wrong|revised"
    r"|apolog|regret|record|deleted?|taken down|unpublish|refil|eds\b|we ",
    re.IGNORECASE,
)
#: Notices about what no reader relies on.
_TRIFLE = re.compile(
    r"\b(?:misspel|spell?ings?\b|spelt|spelled|typo|typographical|captions?\b|photograph"
    r"|photo credit"
    r"|punctuation|grammatical|formatting|broken link|hyperlink|mispronounced|misrendered)",
    re.IGNORECASE,
)
#: "Mr Avery, not Amery": names of up to three words.
_NAMED = r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}"
_NOT_BUT = re.compile(rf"\b({_NAMED}),? (?:and )?not ({_NAMED})")
#: Likeness from which on two names are one, in [0, 1].
_RESPELLED = 0.75
_PLAIN = str.maketrans("\u2019\u201c\u201d", '\'""')

#: What else stands before a notice: bullets, brackets, stars.
_LEAD = re.compile(r"[\s\u2022*\u00b7\[({_#>-]*")

#: Editor's notes that are no admission: who writes, what the reader should brace for or buy.
_HOUSEKEEPING = re.compile(
    r"\b(?:is an?|is the) (?:[\w-]+ ){0,4}"
    r"(?:columnist|contributor|professor|author|fellow|analyst|writer|reporter|correspondent)"
    r"|views? expressed|opinions?\b|newsletter|sign up|subscribe|distressing|graphic|suicide"
    r"|first appeared|originally published|part of a series|translated from"
    r"|this (?:article|story|report) (?:contains|describes|includes|discusses)",
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


def is_notice(line: str) -> bool:
    """Say whether a line of a text is a notice of any kind."""
    return len(line) <= _MAX_NOTICE and _kind(line) is not None


def withdrawal(text: str) -> str | None:
    """Find the paragraph that says the article is gone, where the page has little else to say."""
    paragraphs = (line.strip() for line in text.split("\n"))
    return next((line for line in paragraphs if _GONE.search(line)), None)


def trifling(notice: str) -> bool:
    """Say whether a notice is about what no reader relies on: a spelling, a caption, a link."""
    if _TRIFLE.search(notice):
        return True
    mended = _NOT_BUT.search(notice)
    return mended is not None and _respelled(mended[1], mended[2])


def _respelled(right: str, wrong: str) -> bool:
    """Say whether two names are one, spelled in two ways."""
    ratio = SequenceMatcher(None, right, wrong, autojunk=False).ratio()
    return right != wrong and ratio >= _RESPELLED


def lost_notice(old: str, new: str) -> bool:
    """Say whether a notice was taken out and none was put in its place."""
    kept = {_folded(notice) for notice in _notices(new)}
    gone = any(_folded(notice) not in kept for notice in _notices(old))
    return gone and new_notice(old, new) is None


def _notices(text: str) -> Iterator[Notice]:
    start = 0
    for raw in text.split("\n"):
        line = raw.strip()
        kind = _kind(line) if len(line) <= _MAX_NOTICE else None
        if kind:
            at = start + raw.index(line)
            yield Notice(kind=kind, text=line, start=at, end=at + len(line))
        start += len(raw) + 1


@lru_cache(maxsize=_REMEMBERED)
def _kind(line: str) -> NoticeKind | None:
    if not _HINT.search(line):
        return None
    plain = line.translate(_PLAIN)
    lead = _LEAD.match(plain)
    at = lead.end() if lead else 0
    kind = next((kind for kind, opening in _OPENING if opening.match(plain, at)), None)
    if kind is NoticeKind.EDITORS_NOTE and _keeps_house(plain):
        return None
    if kind is NoticeKind.UPDATE:
        return NoticeKind.CORRECTION if _MENDS.search(plain) else kind
    if kind is None and plain[at:].startswith('"'):
        return None
    if kind is None and (_VERSION.search(plain) or _owns_up(plain[at:])):
        kind = NoticeKind.CORRECTION
    if kind is None and '"' in plain:
        return kind
    return NoticeKind.RETRACTION if _WITHDRAWN.search(plain) else kind


def _keeps_house(note: str) -> bool:
    return _HOUSEKEEPING.search(note) is not None and not _ADMITS.search(note)


def _owns_up(line: str) -> bool:
    return _WE.match(line) is not None and _OWNING_UP.search(line) is not None

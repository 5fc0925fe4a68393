"""What stands around an article's story: links, counts, times, credits, appeals, captions.

Furniture changes all day and tells no reader anything. A line is furniture by how it
begins, by what only furniture says, or by the heading above it; a sentence is, where
it was glued to the beginning or the end of a paragraph of the story.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from monitor.rules.corrections import is_notice
from monitor.rules.diffing import sentences

#: Furniture stands in lines up to this many words, and characters.
_MAX_WORDS = 34
_MAX_LINE = 600

#: Characters beyond which a paragraph is no paragraph; nothing is taken off its ends.
_MAX_PARAGRAPH = 20_000

#: Sentences, or else words, of an appeal of which the beginning tells what it is.
_APPEAL = 2
_APPEAL_WORDS = 18

#: Titles of linked articles, below a heading or at the end, have up to this many words.
_LINK_WORDS = 16

#: Pieces of a bar of links or facts ("Share | Print") have up to this many words.
_PIECE_WORDS = 9

#: Lines at the end of a text among which credits and lives of authors stand.
_END_LINES = 6

#: A text of fewer lines than this has no links at its end, only the story.
_LINKED_LINES = 4

#: Lines and sentences that are remembered: those of two long revisions share most of theirs.
_REMEMBERED = 4_000

_CLOCK = r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?"
_DATE = rf"(?:{_DAY} )?(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}|\d{{1,4}}[-/.]\d\d?[-/.]\d{{1,4}})"
_AGO = (
    r"(?:\d+|an?|one|two|three|five|ten|just|moments?|last)"
    r" ?(?:h|m|s|d|hrs?|mins?|minutes?|hours?|days?|weeks?|months?|seconds?)?(?: ago| now)"
)
_WHEN = rf"(?:{_CLOCK}|{_DATE}|{_AGO}|\d{{4}}|today|yesterday|{_DAY} )"
_LINKS = r"(?:stor(?:y|ies)|articles?|topics?|content|news|links?|coverage|reading|posts?|videos?)"
_COUNTED = (
    r"(?:shares?|comments?|views?|likes?|retweets?|reposts?|reactions?|replies|claps|followers"
    r"|readers?|listens|plays|votes cast|people (?:are|have) (?:read|view|watch|shar)\w+)"
)

#: How a line of furniture begins; no sentence of a story begins so.
_LABEL = re.compile(
    r"[^\w(\u00a9]*(?:\((?!c\)))?(?:"
    rf"related(?: {_LINKS})?\s*(?:[:|\u2013\u2014-]|$)|related {_LINKS}\b"
    r"|(?:read|see|watch|listen|view|hear) (?:more|next|also|the full|full|on|now|live|again"
    r"|(?:all )?comments|to this (?:article|story|page)|the (?:video|moment))\b|(?:also read"
    r"|see also)\b"
    r"|(?:most|best) (?:read|viewed|popular|shared|watched|commented)\b"
    r"|(?:trending|latest|top|more|other|popular|featured|must[- ]read)"
    rf" (?:now|{_LINKS}|headlines|on this|from|on|in|about|like this)\b(?![^.]*\bsaid\b)"
    r"|(?:editors?'?s?'?|our) picks?\b|what to read next|up next|next up|next (?:article|story)\b"
    rf"|previous (?:article|story)\b|recommended(?: (?:for you|{_LINKS}|reading))?\s*(?:[:|]|$)"
    r"|you (?:may|might) (?:also )?(?:like|be interested)|don't miss\b(?=[^.]*(?::|$))"
    r"|in case you missed"
    r"|(?:click|tap|press) (?:here|to|on)\b|share(?: this| on| via|\s*[:|]|$)|copy link"
    r"|save (?:this )?(?:article|story|for later)"
    r"|(?:follow|like|find) (?:us|our|@|the \w+ on|\w+ on (?:twitter|x|facebook|instagram"
    r"|whatsapp))"
    r"|join (?:us|our|the (?:conversation|discussion|debate))|(?:sign|log) (?:up"
    r"|in)\b(?! .*\bsaid\b)"
    r"|subscribe\b|subscribers? only|skip (?:to|past|advert)|download (?:the|our)"
    r"|already a (?:subscriber|member)"
    r"|get (?:our|the|\w+'s) (?:[\w-]+ ){0,4}(?:app|newsletter|briefing|headlines|email|stories"
    r"|news)\b"
    r"|(?:please )?(?:support|back|help fund) (?:our|us|independent|quality|the (?:work"
    r"|journalism))"
    r"|donate\b|become an? (?:member|subscriber|supporter|patron)|register (?:now|here|for|to)\b"
    r"|continue reading|this article is (?:for|free|part of)|you have \d+ (?:free )?articles?"
    r"|(?:(?:last|first) )?(?:updated|modified|published|posted|edited|revised"
    rf"|created)(?: (?:on|at))?[\s:]*{_WHEN}"
    rf"|{_AGO}\W*$|{_CLOCK}(?:,? {_DATE}(?:,? \d{{4}})?)?\W*$|{_DATE}(?:,? \d{{4}})?(?:[,\s"
    rf"|]*(?:at )?{_CLOCK})?\W*$"
    r"|(?:reading time\b|\d+[ -]min(?:ute)?s?'?\b.{0,6}(?:read|listen|watch|ago))"
    rf"|\d[\d,.]*[km]? ?{_COUNTED}\b|no comments(?: yet)?$|comments?(?: \(\d+\)| are (?:closed"
    r"|off|open)|:|$)"
    r"|leave a (?:comment|reply)|(?:advert(?:isement)?|ad|ads|sponsored|promoted"
    r"|paid (?:content|post|partnership))(?: (?:content|by|-)[^.]*)?\W*$"
    r"|(?:article|story) continues (?:below|after)|scroll (?:down|to)|loading\b|back to top"
    r"|exit mobile|print(?: this[\w ]*)?$|e-?mail(?: this[\w ]*)?$"
    r"|(?:related )?(?:topics?|tags?|(?:category|categories)|keywords|sections?|filed under"
    r"|explore more|in this (?:article|story))\s*(?::|$)|filed under"
    r"|(?:watch|listen|video|audio|podcast|photos?|pictures?|images?|gallery|graphic|map|live"
    r"|quiz|opinion|in pictures|explainer|analysis)\s*[:|]"
    r"|(?:image|media|photo|picture|video) (?:caption|source|credit|copyright|player|unavailable)"
    r"|(?:photo(?:graph)?|picture|image|illustration|file photo|video)s?(?: by|:| \()"
    r"|play (?:video|audio)|\d+:\d\d ?/ ?\d+:\d\d"
    r"|this video (?:can ?not|is not|isn't)|(?:your browser|javascript)\b|please enable"
    r"|(?:copyright\b|\u00a9|\(c\))|all rights reserved"
    r"|(?:got|have) (?:an?|any|some) (?:news |story )?(?:tips?\b|story\b|news\b|question for)"
    r"|(?:do you|if you) have (?:a|any|more) (?:tips?|story|information)"
    r"|want (?:more|to know more|to read more|the latest)\b|have you been affected|get in touch"
    r"|contact (?:us|the (?:reporter|author|newsroom))"
    r"|send (?:us )?(?:your|a|news|any) (?:tips?|stor|comments|questions|letters)"
    r"|(?:we|this (?:site|website)) uses? cookies|(?:accept|reject|manage) (?:all|cookies"
    r"|preferences|consent|settings)"
    r"|by continuing to (?:use|browse)|cookie (?:policy|settings|notice)|privacy (?:policy"
    r"|notice)|terms (?:of (?:use|service)|and conditions)"
    r"|this is a (?:developing|breaking)|(?:this )?(?:breaking )?(?:story|news|page"
    r"|article) (?:is developing|will be updated)"
    r"|more (?:details |updates )?(?:soon|to (?:come|follow))|(?:please )?(?:check back|refresh)\b"
    r"|(?:show|load|view|see) (?:more|less|all)\W*$"
    r"|(?:written|words|story|text|photographs?|pictures|video|graphics|research|produced|edited"
    r"|compiled|illustrations?|additional reporting) by [A-Z][^.!?]{0,80}$"
    r"|to order (?:a copy|your)|buy (?:a|the|your) (?:copy|ticket)s?|(?:p&p|delivery) charges"
    r"|(?:additional |with )?reporting by\b|(?:\w+ing by [^.;]+; ?)+"
    r"|by [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}(?:,? [\w ]{0,30})?$"
    r"|\d[\d,]* (?:people|readers) (?:are|have) )",
    re.IGNORECASE,
)
#: What only furniture says, wherever in the line.
_PLUG = re.compile(
    r"\b(?:sign up (?:here|now|for|to)|subscribe (?:here|now|to)|(?:our|free|daily|weekly"
    r"|\w+day) newsletters?"
    rf"|newsletters?\W*$|\d[\d.,]*[km]? {_COUNTED}(?=\W*(?:$|\|))|morning briefing|(?:in"
    r"|to) your inbox|our app\b|getty images|shutterstock"
    r"|follow us|share this (?:article|story|page)|all rights reserved|unsubscribe"
    r"|privacy policy|use(?:s)? (?:of )?cookies|app store"
    r"|article continues|our bookshop|(?:bookshop|shop)\.\w+|terms and conditions apply)\b"
    r"|(?:^|\s)[\w.+-]+@[\w-]+\.[a-z]{2,}|^https?://\S+$|^www\.\S+$",
    re.IGNORECASE,
)
#: At the end only: who helped, and who the author is.
_AUTHOR = re.compile(
    r"(?:[A-Z][\w.'\u2019-]+(?:,? (?:and )?[A-Z][\w.'\u2019-]+)*"
    r"(?:,? in [A-Z]\w+(?: \w+)?,?)? contributed\b"
    r"|[A-Z][\w.'\u2019-]+ [A-Z][\w.'\u2019 -]+? (?:(?:covers|reports on"
    r"|writes about)\b.* (?:for|at) (?:the )?[A-Z]"
    r"|(?:is|was|covers|reports|writes|has (?:covered|written))\b"
    r"(?=.*\b(?:reporter|correspondent|columnist|editor|covers?|staff writer|freelance|contributor"
    r"|contributing|journalist|author of|fellow at|professor (?:of|at)|reports (?:on|for|from)"
    r"|writes (?:about|for)|new book)\b))"
    r"|(?:this (?:article|story|report|piece) )?(?:was )?(?:edited|compiled|translated|produced"
    r"|fact-checked) by\b"
    r"|[A-Z][\w.'\u2019-]+ [A-Z][\w.'\u2019-]+'s (?:new |latest )?(?:book|novel|memoir)\b)"
)
#: Between the pieces of a bar.
_BAR = re.compile(r"\s[|\u00b7\u2022\u203a\u00bb]\s|\s*\|\s*")
_ENDED = re.compile(r"[.!?\u2026:,;][\"'\u201d\u2019)\]]*$")
#: A heading under which links stand.
_HEADING = re.compile(
    r"\W*(?:related\b|read (?:more|next|also)|see also|also read|more (?:on|from|stories|in"
    r"|about|news)|most (?:read|popular|viewed)"
    r"|trending|recommended|top stories|latest|editors?'?s?' picks?|you (?:may|might)"
    r"|what to read next"
    r"|up next|don't miss|in case you missed|in this (?:article|story)|topics?|tags?)[^.!?]*$",
    re.IGNORECASE,
)
_PLAIN = str.maketrans("\u2019\u2018", "''")


class Parts(NamedTuple):
    """A text parted into its story, and the furniture around it; notices are in neither."""

    story: str
    furniture: tuple[str, ...]


def parts(text: str) -> Parts:
    """Part a text into story and furniture."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    story: list[str] = []
    furniture: list[str] = []
    under_links = False
    for left, line in zip(range(len(lines), 0, -1), lines, strict=True):
        if is_notice(line):
            continue
        if is_furniture(line, at_end=left <= _END_LINES) or (under_links and _is_link(line)):
            furniture.append(line)
            under_links = under_links or _HEADING.match(line.translate(_PLAIN)) is not None
        else:
            under_links = False
            kept, glued = _unglued(line)
            story.append(kept)
            furniture += glued
    while len(story) >= _LINKED_LINES and _is_link(story[-1]) and not re.search(r"\d", story[-1]):
        furniture.append(story.pop())
    return Parts("\n\n".join(story), tuple(furniture))


@lru_cache(maxsize=_REMEMBERED)
def is_furniture(line: str, *, at_end: bool = False) -> bool:
    """Say whether a line of a text belongs to the page and not to the story."""
    if len(line) > _MAX_LINE or len(line.split(maxsplit=_MAX_WORDS)) > _MAX_WORDS:
        return False
    plain = line.translate(_PLAIN)
    if at_end and _AUTHOR.match(plain):
        return True
    if _is_bar(plain) or (len(plain.split()) <= _APPEAL_WORDS and _LABEL.match(plain)):
        return True
    told = [piece for piece in sentences(plain) if not piece.isspace()]
    if len(told) == _APPEAL and _LABEL.match(plain):
        return True
    return all(map(_is_fixture, told))


def _is_fixture(sentence: str) -> bool:
    return bool(_LABEL.match(sentence) or _PLUG.search(sentence)) or _is_bar(sentence)


def _is_bar(line: str) -> bool:
    pieces = [piece for piece in _BAR.split(line) if piece.strip()]
    short = all(len(p.split()) <= _PIECE_WORDS and not re.search(r"[.!?]$", p) for p in pieces)
    return len(pieces) > 1 and short


def _is_link(line: str) -> bool:
    return len(line.split()) <= _LINK_WORDS and not _ENDED.search(line.rstrip())


def _unglued(line: str) -> tuple[str, list[str]]:
    """Take furniture off the ends of a paragraph."""
    pieces = sentences(line) if len(line) <= _MAX_PARAGRAPH else [line]
    glued: list[str] = []
    for end in (-1, 0):
        while len(pieces) > 1 and (pieces[end].isspace() or is_furniture(pieces[end])):
            piece = pieces.pop(end)
            glued += [piece] if piece.strip() else []
    return "".join(pieces).strip(), glued

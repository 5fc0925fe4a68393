"""Who says it: source, cue and content inside a sentence and across sentences (PolNeAR's terms)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from monitor.model.change import Field
from monitor.model.evidence import Attribution, Source, SourceKind
from monitor.rules.names import COUNTRIES, NAME, Cast, bare, cast, is_institution
from monitor.rules.text import Document, Sentence

_CUE = re.compile(
    r"\b(?P<cue>(?:(?:has|have|had|did|does|do|would|will|is|are|was|were)(?:n['’]t| not| never| also| repeatedly"
    r"| since| formally| again)* )?"
    r"(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|den(?:ied|ies|y|ying)|confirm(?:ed|s|ing)?|report(?:ed|s|ing)?|claim(?:ed|s|ing)?"
    r"|add(?:ed|s|ing)|repeat(?:ed|s|ing)|insist(?:ed|s|ing)?|maintain(?:ed|s|ing)?|acknowledg(?:ed?|es|ing)|admit(?:ted|s|ting)?"
    r"|conced(?:ed?|es|ing)|reject(?:ed|s|ing)?|dismiss(?:ed|es|ing)?|refut(?:ed?|es|ing)|disput(?:ed?|es|ing)|declin(?:ed?|es|ing)"
    r"|refus(?:ed?|es|ing)|announc(?:ed?|es|ing)|declar(?:ed?|es|ing)|stat(?:ed|es|ing)|not(?:ed|es|ing)|argu(?:ed?|es|ing)"
    r"|warn(?:ed|s|ing)?|demand(?:ed|s|ing)?|call(?:ed|s|ing)? (?:for|on)|urg(?:ed?|es|ing)|reaffirm(?:ed|s|ing)?|reiterat(?:ed?|es|ing)"
    r"|explain(?:ed|s|ing)?|express(?:ed|es|ing)?|point(?:ed|s|ing)? out|emphasi[sz](?:ed?|es|ing)|stress(?:ed|es|ing)?"
    r"|repl(?:ied|ies|y)|answer(?:ed|s)?|describ(?:ed?|es|ing)|suggest(?:ed|s|ing)?|recall(?:ed|s)?|testif(?:ied|ies)|wrote|writes"
    r"|tweeted|posted|publish(?:ed|es)|unveil(?:ed|s)|put(?:s)?|withdrew|retract(?:ed|s)|walked back|took back|vot(?:ed|es)"
    r"|contradict(?:ed|s)|allege[sd]?|assert(?:ed|s)?|accus(?:ed|es)|comment(?:ed)?|respond(?:ed)?|commented|clarif(?:ied|ies)"
    r"|spoke|sidesteps?|stopped short|st(?:ood|ands) by|let it be known|push(?:ed|es) back|pledg(?:ed|es)|vow(?:ed|s)|promis(?:ed|es)"
    r"|rul(?:ed|es) out|amend(?:ed|s)|correct(?:ed|s)|yet to say|press(?:es|ed)?|want(?:s|ed)?|wish(?:es)?|estimat(?:ed|es)|lists?"
    r"|shows?|showed|quot(?:ed|es)|revealed|disclosed|predict(?:ed|s)|oppos(?:ed|es)|back(?:ed|s)|support(?:ed|s)|cheer(?:ed|s)"
    r"|turned against|approv(?:ed|es)|decid(?:ed|es)|criti[cs]i[sz](?:ed|es)|welcom(?:ed|es)|condemn(?:ed|s)|hails?|hailed))\b",
)
_ROLE = (
    r"spokes(?:man|woman|person|people)|officials?|aides?|sources?|advis[eo]rs?|lawmakers?|diplomats?|ministers?"
    r"|secretary|president|premier|ambassadors?|envoys?|analysts?|economists?|executives?|editors?|officers?"
    r"|person|people|insiders?|counsel|counsell?ors?|directors?|chief|chairman|chairwoman|head|members?"
    r"|critics?|experts?|professors?|lawyers?|attorneys?|governor|mayor|leaders?|witness(?:es)?|prosecutors?|senators?"
    r"|companies|readout|report|statement|account|article|accounts|reports"
)
_BODY = (
    r"government|ministry|embassy|authority|agency|union|company|board|paper|newspaper|regulator|watchdog"
    r"|department|office|administration|bank|council|committee|police|court|party|outlet|airline|side|commission|diary"
)
_MENTION = re.compile(
    rf"(?P<pronoun>\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b)"
    rf"|(?P<role>\b(?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ss]everal|[Ss]ome|[Hh]er|[Hh]is|[Tt]heir|[Ii]ts) )?"
    rf"(?:(?!said|told|of |who|and |the |that )[a-z][a-z-]+ ){{0,4}}?(?:{_ROLE}|{_BODY})\b)"
    rf"|(?P<name>{NAME.pattern})"
)
_ACCORDING = re.compile(r"\b(?P<cue>[Aa]ccording to|[Cc]iting|[Ii]n the words of) ")
_PASSIVE = re.compile(
    r"\b(?P<cue>(?:dismissed|denied|rejected|confirmed|reported|announced|unveiled|published|released|refuted|disputed)"
    r"(?: \w+){0,3}?) by "
)
_BOUNDARY = re.compile(
    r"[;:—–]\s*|[\"“”]\s*,?\s*|, (?:and|but|while|although|though|as|whereas)\s|\s(?:while|although|because|that)\s"
    r"|\sand that\s|\.\s+"
)
_ADVERBIAL = re.compile(
    r"(?:On|At|In|After|When|Asked|Pressed|Following|During|Speaking|Since|Amid|With|For|Despite|Under|As|However|Meanwhile"
    r"|Later|Earlier|Before|By|Until|Then|Also|To|Introducing|Again|Now|Once)\b"
)
_PLURAL_OR_VAGUE = re.compile(r"^(?:readout|report|statement|account|article|accounts|reports)$")
_SPOKESPERSON = re.compile(r"spokes(?:man|woman|person|people)$|press secretary$|representative$")
_DETERMINER = re.compile(r"^(?:an?|the|one|one of the|her|his|their|its)\s+", re.IGNORECASE)
_OFFICES = re.compile(
    r"(?:president|premier|prime minister|minister|secretary|ambassador|chairman|chairwoman|chancellor|governor|mayor|chief|head)$"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    kind: str
    text: str
    start: int
    end: int
    #: Who or what the mention belongs to: "Japan" in "Japan's spokesman".
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of telling in a sentence: a source, its cue, and on which side the content stands."""

    source: Source
    cue: str
    #: Offsets into the sentence's text.
    start: int
    cue_start: int
    end: int
    #: The content stands before: `..., the minister said`.
    after_content: bool


def attribute(document: Document, index: int, start: int, end: int, *, outlet: str) -> Attribution:
    """Find who says the part [start:end] of the index-th sentence; the outlet where nobody does.

    Args:
        document: The revision.
        index: Of the sentence in the document.
        start: Offset into the sentence's field.
        end: Offset into the sentence's field.
        outlet: Who published it.
    """
    sentence = document.sentences[index]
    quoted = sentence.quoted(start, end)
    scene = _scene(document)
    saying = _governing(scene.sayings[index], start - sentence.start, end - sentence.start)
    if saying is None and sentence.quotes and sentence.field is Field.TEXT:
        saying = scene.speaker_of_quote(index)
    if saying is None:
        own = Source(key=outlet.lower(), name=outlet, kind=SourceKind.OUTLET)
        return Attribution(source=own, quoted=quoted)
    via = tuple(s.source for s in scene.sayings[index] if s.source != saying.source)
    return Attribution(source=saying.source, cue=saying.cue, quoted=quoted, via=via[:3])


def _governing(sayings: Sequence[Saying], start: int, end: int) -> Saying | None:
    """Choose the outermost saying whose content the part is."""
    inside = [s for s in sayings if start <= s.cue_start < end]
    before = [s for s in sayings if s.cue_start < start and not s.after_content]
    after = [s for s in sayings if s.cue_start >= end and s.after_content]
    for group in ([s for s in inside if s.after_content], inside[:1], after[:1], before[-1:]):
        if group:
            return group[0]
    return None


class _Scene:
    """All sayings of one document, pronouns and short forms resolved in reading order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        sentences = document.sentences
        self._cast = cast(s.text for s in sentences)
        self._last: dict[str, Source] = {}
        self.sayings: list[list[Saying]] = [[] for _ in sentences]
        body = [i for i, s in enumerate(sentences) if s.field is Field.TEXT]
        head = [i for i, s in enumerate(sentences) if s.field is Field.HEADLINE]
        for index in body + head:
            if not sentences[index].furniture:
                self.sayings[index] = list(self._find(sentences[index]))

    def speaker_of_quote(self, index: int) -> Saying | None:
        """Find the speaker of a quotation without a cue: in its paragraph, else just before."""
        sentences, here = self._document.sentences, self._document.sentences[index]
        if not any(b - a > 1 for a, b in here.quotes) or not here.quoted(here.start, here.end):
            return None
        near = [
            i
            for i in (index + 1, index - 1, index - 2, index + 2)
            if 0 <= i < len(sentences) and sentences[i].paragraph == here.paragraph
        ]
        before = [i for i in range(index - 1, max(-1, index - 4), -1) if i not in near]
        for i in near + before:
            if self.sayings[i]:
                return self.sayings[i][-1]
        return None

    def _find(self, sentence: Sentence) -> Iterator[Saying]:
        text = _masked(sentence)
        label = re.match(rf"({NAME.pattern}): ", text)
        if label and (source := self._source(self._mentions(label.group(1)), text)):
            yield Saying(source, ":", 0, 0, label.end(), after_content=False)
        for found in _CUE.finditer(text):
            if (saying := self._told(text, found)) is not None:
                self._remember(saying.source)
                yield saying
        for pattern in (_ACCORDING, _PASSIVE):
            for found in pattern.finditer(text):
                mentions = self._mentions(text[found.end() : found.end() + 120])
                released = re.search(
                    r"\b(?:released|published|issued) (?:[\w]+ ){0,3}by ", text[found.end() :]
                )
                if released and mentions and mentions[0].kind == "role":
                    mentions = self._mentions(text[found.end() + released.end() :][:120])
                source = self._source(mentions, text)
                if source:
                    self._remember(source)
                    yield Saying(
                        source, found["cue"], found.start(), found.start(), len(text),
                        after_content=found.start() > 0 and "iting" not in found["cue"],
                    )  # fmt: skip

    def _told(self, text: str, found: re.Match[str]) -> Saying | None:
        """Read one cue: its subject in front of it or, in `said Jones`, behind it."""
        start = _clause_start(text, found.start())
        segment = text[start : found.start()]
        source = self._source(self._subject(segment), text)
        behind = text[found.end() :]
        if source is None and re.search(r"[\"“”,]\s*$", text[: found.start()]):
            source = self._source(self._mentions(behind[:80]), text)
            if source:
                return Saying(
                    source, found["cue"], start, found.start(), found.end(), after_content=True
                )
        if source is None:
            return None
        front = text[:start].strip(' ,"“”')
        rest = re.sub(r"^[^,.\"“”]{0,45}", "", behind, count=1).strip(' ,."”')
        tail = len(front) > 12 and (
            not rest or text[start - 1 : start] in '"”' or text[:start].rstrip()[-1:] in '"”,'
        )
        return Saying(source, found["cue"], start, found.start(), found.end(),
                      after_content=tail and " that " not in behind[:20])  # fmt: skip

    def _subject(self, segment: str) -> list[_Mention]:
        """List the mentions of a cue's subject, the subject itself first."""
        relative = re.search(r"^(.*?),? who (?:\w+ ){0,2}$", segment)
        if relative:
            mentions = self._mentions(relative.group(1))
            return mentions[-1:]
        while _ADVERBIAL.match(segment) and ", " in segment:
            segment = segment.split(", ", 1)[1]
        apposed = re.match(r"^[^,]{25,}, (?=(?:an?|the|one) )", segment)
        if apposed and segment.count(",") == 1:
            segment = segment[apposed.end() :]
        return self._mentions(segment)

    def _mentions(self, segment: str) -> list[_Mention]:
        found = []
        for hit in _MENTION.finditer(segment):
            kind = str(hit.lastgroup)
            text = hit.group()
            if kind == "name" and not bare(text):
                continue
            found.append(_Mention(kind, text, hit.start(), hit.end()))
        return _merged(found, segment)

    def _source(self, mentions: Sequence[_Mention], text: str) -> Source | None:
        if not mentions:
            return None
        mention = mentions[0]
        if mention.kind == "pronoun":
            return self._last.get("it" if mention.text.lower() in {"it", "they"} else "person")
        if mention.kind == "name":
            return self._named(mention.text)
        return self._role(mention, text)

    def _named(self, text: str) -> Source:
        name = self._cast.full(text)
        kind = SourceKind.NAMED if self._cast.is_person(name) else SourceKind.INSTITUTION
        if kind is SourceKind.INSTITUTION and is_outlet(name):
            kind = SourceKind.OUTLET
        return Source(key=source_key(name), name=name, kind=kind)

    def _role(self, mention: _Mention, text: str) -> Source | None:
        """Resolve `the spokesman`, `a ministry official`, `her government`."""
        definite = bool(
            re.match(r"(?:the|one of the|her|his|their|its)\b", mention.text, re.IGNORECASE)
        )
        role = _DETERMINER.sub("", mention.text)
        head = role.split()[-1].lower()
        owner = self._cast.full(mention.owner) if mention.owner else None
        if holder := self._cast.holders.get(role.lower()):
            return self._named(holder)
        if _PLURAL_OR_VAGUE.match(head):
            return self._named(owner) if owner else None
        if re.fullmatch(_BODY, head):
            return self._body(head, role, owner)
        if owner and _SPOKESPERSON.search(role) and not self._cast.is_person(owner):
            return self._note(head, self._named(owner))
        if definite and not owner and head in self._last:
            return self._last[head]
        if definite and not owner and _OFFICES.search(role):
            name = role
        else:
            name = f"{owner} {role}" if owner else role
        source = Source(key=source_key(name), name=name, kind=SourceKind.ANONYMOUS)
        return self._note(head, source)

    def _body(self, head: str, role: str, owner: str | None) -> Source | None:
        if head in {"government", "side"}:
            country = owner or self._last_country()
            return self._named(country) if country else None
        if owner and head in {"board", "office"} and is_institution(owner):
            return self._named(owner)
        if owner:
            name = f"{owner}'s {role}" if role.lower() not in owner.lower() else owner
            return self._note(
                head, Source(key=source_key(name), name=name, kind=SourceKind.INSTITUTION)
            )
        if head in self._last:
            return self._last[head]
        matching = [n for n in self._cast.forms.values() if n.lower().split()[-1].startswith(head)]
        if head in {"paper", "newspaper", "outlet"}:
            matching = [n for n in self._cast.forms.values() if is_outlet(n)]
        if matching:
            return self._named(matching[0])
        return Source(key=source_key(role), name=role, kind=SourceKind.INSTITUTION)

    def _last_country(self) -> str | None:
        return self._last["country"].name if "country" in self._last else None

    def _note(self, head: str, source: Source) -> Source:
        self._last[head] = source
        return source

    def _remember(self, source: Source) -> None:
        if source.kind in {SourceKind.NAMED, SourceKind.ANONYMOUS}:
            self._last["person"] = source
            return
        self._last["it"] = source
        self._last[source.name.split()[-1].lower()] = source
        if source.name in COUNTRIES:
            self._last["country"] = source


@lru_cache(maxsize=8)
def _scene(document: Document) -> _Scene:
    return _Scene(document)


def _merged(mentions: list[_Mention], text: str) -> list[_Mention]:
    """Join owners, offices and names that stand side by side into one mention."""
    joined: list[_Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        between = text[last.end : mention.start] if last else ""
        if last and _joins(last, mention, between):
            owner = last.text if last.kind == "name" else last.owner
            joined[-1] = replace(mention, start=last.start, owner=bare(owner) if owner else None)
        elif (
            last
            and last.kind == "role"
            and re.fullmatch(r" (?:of|for|at|from|with|in) (?:the )?", between)
            and mention.kind == "name"
        ):
            joined[-1] = replace(last, end=mention.end, owner=bare(mention.text))
        else:
            joined.append(mention)
    return joined


def _joins(last: _Mention, mention: _Mention, between: str) -> bool:
    if last.kind == "name":
        return between in {"'s ", "’s ", "' ", "’ "} or (between == " " and mention.kind == "role")
    if last.kind == "role":
        return (mention.kind == "name" and between in {" ", ", "}) or between in {"'s ", "’s "}
    return False


def _masked(sentence: Sentence) -> str:
    """Blank quoted words, which hold no cue of this text's own, keeping offsets."""
    text = sentence.text
    for start, end in sentence.quotes:
        a, b = start - sentence.start, end - sentence.start
        text = text[: a + 1] + "_" * max(0, b - a - 2) + text[max(a + 1, b - 1) :]
    return text


def _clause_start(text: str, cue: int) -> int:
    starts = [found.end() for found in _BOUNDARY.finditer(text, 0, cue) if found.end() <= cue]
    return starts[-1] if starts else 0


def source_key(name: str) -> str:
    """Make the key of a source from its name: lower case, no article, no punctuation."""
    words = re.sub(r"[^\w\s'&-]", "", name.lower().replace("’", "'")).split()
    return " ".join(w for w in words if w not in {"the", "a", "an"})


_OUTLETS = re.compile(
    r"\b(?:journal|times|post|news|reuters|herald|gazette|chronicle|tribune|dispatch|guardian|telegraph|bbc|cnn|bloomberg"
    r"|associated press|ap|afp|wsj|wire|press|daily|agency france|broadcasting|nhk|xinhua|courier|observer|magazine)$",
    re.IGNORECASE,
)


def is_outlet(name: str) -> bool:
    """Tell whether a name reads as a newspaper's, agency's or broadcaster's."""
    return bool(_OUTLETS.search(name))

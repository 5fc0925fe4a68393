"""Who says it: source, cue and content inside a sentence and across sentences (PolNeAR's terms)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from monitor.model.change import Field
from monitor.model.evidence import Attribution, Source, SourceKind
from monitor.rules import telling
from monitor.rules.cues import (
    ACCORDING,
    AUDIENCE,
    CUE,
    INVERTING,
    NO_CUE,
    NOUN_PHRASE,
    NOUNS,
    PASSIVE,
    PRIVATE,
    RELEASED,
    TRAILER,
    WORD_OF,
)
from monitor.rules.mentions import BODY, Mention
from monitor.rules.names import NAME, bare
from monitor.rules.resolving import Resolver, source_key
from monitor.rules.text import Document, Sentence

__all__ = ["Saying", "attribute", "source_key"]

_BOUNDARY = re.compile(
    r"[;:—\u2013]\s*|[\"“”]\s*,?\s*|, (?:and|but|while|although|though|as|whereas)\s|\s(?:while"
    r"|although|because|that)\s|\sas\s(?=[A-Z])"
    r"|\sand that\s|,? which\s|\s(?:some|any|every|no)thing\s"
)
#: `..., its whip, Ana Ruiz, said` and `..., Ana Ruiz, a whip, said`: the name is the subject.
_APPOSED = re.compile(
    r"(?:^|[,;:“”\"]\s+)"
    r"(?:(?:its|his|her|their|the|an?|[A-Z][\w.]*['\u2019]s?)\s[^,“”\"]{2,60}, )?"
    rf"(?P<name>{NAME.pattern}),(?: (?:[a-z]+)\s[^,“”\"]{{2,80}},)?\s*$"
)
_ADVERBIAL = re.compile(
    r"(?:An? (?:week|day|month|year|hour)|On|At|In|After|When|Asked|Pressed|Following|During"
    r"|Speaking|Since|Amid|With|For|Despite|Under|As|However|Meanwhile"
    r"|Later|Earlier|Before|By|Until|Then|Also|To|Introducing|Again|Now|Once)\b"
)
#: What may stand between an inverted cue and a name: `said the prefect, Ada Ruiz`.
_BEHIND = re.compile(r"\s?(?:[a-z][\w'\u2019-]*,? ){0,5}")
#: `The other, a Dutch envoy, said Ana Ruiz had left`: the envoy says it.
_ONE_OF_THEM = re.compile(
    r"(?:The (?:other|first|second|third|latter)|One|Another), an? [^,]{2,60}, "
)
#: `Orla will pay, it said`: a name that looks like a person's is a body's.
_ITSELF = re.compile(r", it (?:\w+ )?(?:said|says|told|announced|added|wrote)\b")
#: `Over something she had said`: what she said is not in this sentence.
_THING = re.compile(r"\b(?:some|any|every|no)thing\s$")
#: Labels of nobody: kinds of text, and those who speak for the outlet itself.
_NOBODY = (
    "the|our|an?|my|what|why|how|in|on|update|note|live|corrections?|clarification|retraction|editorial"
    "|editor|transcript|comment|commentary|analysis|explainer|opinion|exclusive|breaking|watch|read"
    "|photo|caption|q|question|cue|presenter|newsreader|anchor|host|reporter|correspondent|narrator"
    "|voiceover|interviewer|moderator"
)
#: Who speaks, in a transcript: `MS. RUIZ: We know.`, `RUIZ (tape): We know.`
_LABEL = re.compile(
    rf"(?!(?i:{_NOBODY})\b)(?P<who>{NAME.pattern})"
    r"(?:, [A-Z][A-Z' ]+| \([a-z][a-z ]+\))?: "
)
#: Who speaks to whom, in notes of a debate: `Ruiz again, to a member of the centre: No.`
_ADDRESSING = re.compile(
    r"(?P<who>[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+)?)(?: again)?,? to [^:.?!]{2,40}: "
)
#: Longer words in capitals are names, shorter ones may be acronyms, in characters.
_ACRONYM = 4
#: Somebody there is one of, told of by office: `her lawyer said`, `said the company's chief`.
_THE_ONE = re.compile(
    r"(?:\b(?:[Tt]he|[Hh]er|[Hh]is|[Ii]ts|[Tt]heir)|['\u2019]s) (?:[a-z-]+ ){0,3}"
    r"(?:lawyer|minister|secretary|president|chairman|chairwoman|chief|head|director|mayor"
    r"|governor|ambassador|chief executive|spokes(?:man|woman|person)|prosecutor|counsel)\b"
)
#: Sentences behind such a one in which the name may come.
_LATE = 2
#: Labels that make a text a transcript.
_TRANSCRIPT = 3
#: Content in front of its cue has at least so many characters.
SHORTEST_CONTENT = 5


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
    first = start - sentence.start
    carried = sentence.text[:first].endswith("that ")
    since = 0 if carried or quoted else sentence.text.rfind("; ", 0, first + 1) + 1
    saying = _governing(
        scene.sayings[index], first, end - sentence.start, since=since, carried=carried
    )
    saying = scene.answering(index) or saying or scene.teller(index, start, end)
    if saying is None and sentence.quotes and sentence.field is Field.TEXT:
        saying = scene.speaker_of_quote(index)
    if saying is None or _is_own(saying.source, outlet):
        own = Source(key=source_key(outlet), name=outlet, kind=SourceKind.OUTLET)
        return Attribution(source=own, quoted=quoted)
    via = tuple(s.source for s in scene.sayings[index] if s.source != saying.source)
    if voice := scene.voices.get(saying.source.key):
        via = (voice, *via)
    return Attribution(source=saying.source, cue=saying.cue, quoted=quoted, via=via[:3])


def _is_own(source: Source, outlet: str) -> bool:
    """Tell whether a source is the outlet itself: the Kobe Herald calls itself the Herald."""
    key = source_key(outlet)
    body = source.kind in {SourceKind.OUTLET, SourceKind.INSTITUTION}
    return source.key == key or (body and key.endswith(f" {source.key}"))


def _governing(
    sayings: Sequence[Saying], start: int, end: int, *, since: int, carried: bool
) -> Saying | None:
    """Choose the outermost saying whose content the part is; `and that ...` carries one on.

    Args:
        sayings: Of the sentence.
        start: Where the part begins.
        end: Where it ends.
        since: Where its main clause begins; sayings before it have no say.
        carried: Whether `that` opens the part.
    """
    inside = [s for s in sayings if start <= s.cue_start < end]
    before = [s for s in sayings if since <= s.cue_start < start and not s.after_content]
    after = [s for s in sayings if s.cue_start >= end and s.after_content]
    trailing = [s for s in inside if s.after_content]
    for group in (before[-1:] if carried else [], trailing, inside[:1], after[:1], before[-1:]):
        if group:
            return group[0]
    return None


class _Scene:
    """All sayings of one document, pronouns and short forms resolved in reading order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        sentences = document.sentences
        self._who = Resolver(s.text for s in sentences if not s.furniture)
        self.sayings: list[list[Saying]] = [[] for _ in sentences]
        #: What the words could point to when each sentence began.
        self._before: list[dict[str, Source]] = [{} for _ in sentences]
        body = [i for i, s in enumerate(sentences) if s.field is Field.TEXT]
        head = [i for i, s in enumerate(sentences) if s.field is Field.HEADLINE]
        for index in body + head:
            if not sentences[index].furniture:
                self._before[index] = self._who.pointers()
                self.sayings[index] = list(self._find(sentences[index]))
        self._name_late(body)
        self._labels = sum(bool(said and said[0].cue == ":") for said in self.sayings)

    def _name_late(self, body: Sequence[int]) -> None:
        """Name who was told of by office first: `her lawyer said ... said Casper Dunne`."""
        for index in body:
            for at, saying in enumerate(self.sayings[index]):
                if saying.source.kind is SourceKind.ANONYMOUS and (
                    later := self._introduced(index, saying)
                ):
                    self.sayings[index][at] = replace(saying, source=later)

    def _introduced(self, index: int, saying: Saying) -> Source | None:
        """Find whom the sentences behind one name for the first time, as somebody who speaks."""
        sentences = self._document.sentences
        words = sentences[index].text[saying.start : saying.end]
        if not _THE_ONE.search(words):
            return None
        for near in range(index + 1, min(index + 1 + _LATE, len(sentences))):
            for other in self.sayings[near]:
                surname = other.source.name.split()[-1]
                apposed = f"{surname}," in sentences[near].text
                met = self._document.text.find(surname, 0, sentences[index].end) >= 0
                if other.source.kind is not SourceKind.NAMED or met or apposed:
                    return None
                return other.source
        return None

    @property
    def voices(self) -> dict[str, Source]:
        """The institution that a named spokesperson speaks for, by the person's key."""
        return self._who.voices

    def answering(self, index: int) -> Saying | None:
        """Find who has the floor in a transcript: whose label opens the paragraph."""
        sentences, here = self._document.sentences, self._document.sentences[index]
        if self._labels < _TRANSCRIPT or here.field is not Field.TEXT:
            return None
        while index and sentences[index - 1].paragraph == here.paragraph:
            index -= 1
        return next((s for s in self.sayings[index][:1] if s.cue == ":"), None)

    def teller(self, index: int, start: int, end: int) -> Saying | None:
        """Find who tells a part by the words next to it, or at the ends of its quotation."""
        near = telling.found(self._document, index, start, end, loose=False)
        if near is None or not near.told:
            return None
        sentence = self._document.sentences[near.sentence]
        if sentence.text[near.cue[0] - sentence.start :].startswith(":") and not _LABEL.match(
            sentence.text
        ):
            return None
        (a, b), (c, d) = (
            (x - sentence.start, y - sentence.start) for x, y in (near.source, near.cue)
        )
        source = self._who.source_then(sentence.text[a:b], self._before[near.sentence])
        cue = sentence.text[c:d]
        return Saying(source, cue, a, c, d, after_content=d <= a) if source else None

    def speaker_of_quote(self, index: int) -> Saying | None:
        """Find the speaker of a quotation without a cue: in its paragraph, else just before."""
        sentences, here = self._document.sentences, self._document.sentences[index]
        if not here.quoted(here.start, here.end):
            return None
        for step in (1, 2, -1, -2, -3):
            i = index + step
            if not 0 <= i < len(sentences) or not self.sayings[i]:
                continue
            if sentences[i].paragraph == here.paragraph or step < 0:
                return next((s for s in self.sayings[i] if s.after_content), self.sayings[i][0])
        return None

    def _find(self, sentence: Sentence) -> Iterator[Saying]:
        text = _masked(sentence)
        label = _ADDRESSING.match(text) or _LABEL.match(text)
        if label and (labelled := self._labelled(label["who"])):
            self._who.remember(labelled)
            yield Saying(labelled, ":", 0, 0, label.end(), after_content=False)
        opening = self._opening(text)
        if opening and (opening.kind is SourceKind.INSTITUTION or _ITSELF.search(text)):
            self._who.mean(opening)
        told = [saying for found in CUE.finditer(text) if (saying := self._told(text, found))]
        for saying in told:
            self._who.remember(saying.source)
            yield saying
        yield from self._according(text)
        if opening and not told:
            self._who.remember(opening)

    def _opening(self, text: str) -> Source | None:
        """Find whom a sentence is about, where it opens with a name or with somebody's ministry."""
        opening = self._subject(text[:120])
        if not opening or not _names_somebody(opening[0]):
            return None
        source = self._who.source(opening)
        named = opening[0].kind == "name" or (source and source.kind is SourceKind.INSTITUTION)
        return source if named else None

    def _labelled(self, label: str) -> Source | None:
        """Find whom a label names, or means: `Ministry: ...` is the ministry of the article."""
        common = self._who.common(label)
        name = bare(self._said_by(label))
        return common or (self._who.named(name) if name else None)

    def _said_by(self, label: str) -> str:
        """Write a label in capitals as a name is written, unless it may be an acronym."""
        written = label.title()
        known = self._who.knows(written)
        return written if label.isupper() and (known or len(label) > _ACRONYM) else label

    def _according(self, text: str) -> Iterator[Saying]:
        """Find sources that stand behind their cue: `according to`, `denied by`, `citing`."""
        for found in WORD_OF.finditer(text):
            if bare(found[1]):
                at, owner = found.start(), self._who.named(found[1])
                yield Saying(owner, found["cue"], at, at, found.end(), after_content=False)
        for found in (hit for pattern in (ACCORDING, PASSIVE) for hit in pattern.finditer(text)):
            behind = text[found.end() : found.end() + 120]
            mentions = self._who.mentions(behind)
            released = RELEASED.search(behind)
            if released and mentions and mentions[0].kind == "role":
                mentions = self._who.mentions(behind[released.end() :])
            if source := self._who.source(mentions):
                self._who.remember(source)
                trails = found.start() > 0 and "iting" not in found["cue"]
                yield Saying(source, found["cue"], found.start(), found.start(), len(text), trails)

    def _told(self, text: str, found: re.Match[str]) -> Saying | None:
        """Read one cue: its subject in front of it or, in `said Jones`, behind it."""
        cue, behind = found["cue"], text[found.end() :]
        refused = NO_CUE.search(re.sub(r"continu\w+ to $", "", text[: found.start()]))
        noun = cue in NOUNS and (
            not behind.startswith(" that") or NOUN_PHRASE.search(text[: found.start()])
        )
        if refused or noun:
            return None
        if cue.endswith(("told", "tell", "tells", "telling")) and PRIVATE.match(behind):
            return None
        front = text[: found.start()]
        inverted = (
            cue in INVERTING
            and re.search(r"[\"“”,]\s*$|\bdid not, $", front)
            and not _ONE_OF_THEM.fullmatch(front)
            and not behind.startswith(" that ")
        )
        named = self._who.mentions(behind[:90])
        if (
            inverted
            and named
            and named[0].kind != "pronoun"
            and _BEHIND.fullmatch(behind[: named[0].start])
            and (source := self._who.source(named))
        ):
            return Saying(
                source, cue, found.start(), found.start(), found.end(), after_content=True
            )
        start, segment = _subject_segment(text, found.start(), trailing=_trails(cue, behind))
        if _THING.search(text[:start]):
            return None
        source = self._who.source(self._subject(segment))
        if source is None:
            return None
        front = text[:start].strip(' ,"“”')
        closed = text[:start].rstrip()[-1:] in {'"', "”", ","}
        return Saying(source, cue, start, found.start(), found.end(),
                      after_content=len(front) > SHORTEST_CONTENT and closed
                      and not behind.startswith(" that "))  # fmt: skip

    def _subject(self, segment: str) -> list[Mention]:
        """List the mentions of a cue's subject, the subject itself first."""
        relative = re.search(r"^(.*?),? who (?:\w+ ){0,4}$", segment)
        if relative:
            return self._who.mentions(relative.group(1))[-1:]
        pronoun = re.search(r"(?:^|\W)((?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t),? )$", segment)
        if pronoun:
            return self._who.mentions(pronoun.group(1))
        while _ADVERBIAL.match(segment) and ", " in segment:
            segment = segment.split(", ", 1)[1]
        return self._who.subject(segment, whole=False)


def _names_somebody(mention: Mention) -> bool:
    """Tell whether a mention is a name, somebody's ministry, or a body by its common noun."""
    body = mention.kind == "role" and re.search(rf"\b(?:{BODY})$", mention.text)
    return mention.kind == "name" or bool(mention.owner or body)


@lru_cache(maxsize=8)
def _scene(document: Document) -> _Scene:
    return _Scene(document)


def _subject_segment(text: str, cue: int, *, trailing: bool) -> tuple[int, str]:
    """Cut out the clause in front of a cue, where its subject stands."""
    front = text[:cue]
    if front.rstrip().endswith(","):
        # `The reports, by the Journal and others, say`: the subject stands before the aside.
        start = max((m.end() for m in re.finditer(r"[;:“”\"]\s*", front)), default=0)
        if trailing and (apposed := _APPOSED.search(front, start)):
            start = apposed.start("name")
        return start, front[start:]
    chunk = re.search(r", (?!who |which |and |but )((?:\S+ ){1,8})$", front)
    if trailing and chunk and not re.search(r"[\"“”]", chunk[1]):
        opening = ", ".join(front.split(", ")[:-1])
        apposed = re.fullmatch(rf"(?:[a-z'\u2019]+ ){{0,4}}{NAME.pattern}", opening.strip(' "“”'))
        if not apposed:
            return chunk.start(1), chunk[1]
    starts = [found.end() for found in _BOUNDARY.finditer(front) if found.end() <= cue]
    start = starts[-1] if starts else 0
    return start, front[start:]


def _trails(cue: str, behind: str) -> bool:
    """Tell whether a cue ends its sentence, but for when, where and to whom."""
    told = cue.endswith(("told", "tells"))
    aside = behind.startswith((', "', ", “"))
    return bool(aside or TRAILER.match(behind) or (told and AUDIENCE.match(behind)))


def _masked(sentence: Sentence) -> str:
    """Blank quoted words, which hold no cue of this text's own, keeping offsets."""
    text = sentence.text
    for start, end in sentence.quotes:
        a, b = start - sentence.start, end - sentence.start
        text = text[: a + 1] + "_" * max(0, b - a - 2) + text[max(a + 1, b - 1) :]
    return text

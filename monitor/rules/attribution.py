"""Who says it: source, cue and content inside a sentence and across sentences (PolNeAR's terms)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from monitor.model.change import Field
from monitor.model.evidence import Attribution, Source, SourceKind
from monitor.rules import telling
from monitor.rules.lexicon import word_set
from monitor.rules.names import COUNTRIES, NAME, bare, cast
from monitor.rules.text import Document, Sentence

_CUE = re.compile(
    r"\b(?P<cue>(?:(?:has|have|had|did|does|do|would|will|is|are|was|were)(?:n['\u2019]t| not|"
    r" never|"
    r" also| repeatedly"
    r"| since| formally| again)* )?"
    r"(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|den(?:ied|ies|y|ying)|confirm(?:ed|s|ing)?"
    r"|report(?:ed|s|ing)?|claim(?:ed|s|ing)?"
    r"|add(?:ed|s|ing)|repeat(?:ed|s|ing)|insist(?:ed|s|ing)?|maintain(?:ed|s|ing)?"
    r"|acknowledg(?:ed?|es|ing)|admit(?:ted|s|ting)?"
    r"|conced(?:ed?|es|ing)|reject(?:ed|s|ing)?|dismiss(?:ed|es|ing)?|refut(?:ed?|es|ing)"
    r"|disput(?:ed?|es|ing)|declin(?:ed?|es|ing)"
    r"|refus(?:ed?|es|ing)|announc(?:ed?|es|ing)|declar(?:ed?|es|ing)|stat(?:ed|es|ing)|not(?:ed"
    r"|es|ing)|argu(?:ed?|es|ing)"
    r"|warn(?:ed|s|ing)?|demand(?:ed|s|ing)?|call(?:ed|s|ing)? (?:for|on)|reaffirm(?:ed|s|ing)?"
    r"|reiterat(?:ed?|es|ing)"
    r"|explain(?:ed|s|ing)?|express(?:ed|es|ing)?|point(?:ed|s|ing)? out|emphasi[sz](?:ed?|es|ing)"
    r"|stress(?:ed|es|ing)?"
    r"|repl(?:ied|ies|y)|answer(?:ed|s)?|describ(?:ed?|es|ing)|suggest(?:ed|s|ing)?|recall(?:ed"
    r"|s)?|testif(?:ied|ies)|wrote|writes"
    r"|tweeted|posted|publish(?:ed|es)|unveil(?:ed|s)|put(?:s)?|withdrew|retract(?:ed|s)|walked"
    r" back|took back|vot(?:ed|es)"
    r"|contradict(?:ed|s)|allege[sd]?|assert(?:ed|s)?|accus(?:ed|es)|comment(?:ed)?|respond(?:ed)?"
    r"|commented|clarif(?:ied|ies)"
    r"|spoke of|sidesteps?|stopped short|st(?:ood|ands) by|let it be known|push(?:ed|es) back"
    r"|pledg(?:ed|es)|vow(?:ed|s)|promis(?:ed|es)"
    r"|rul(?:ed|es) out|amend(?:ed|s)|correct(?:ed|s)|(?:had|have|has) no (?:immediate )?comment"
    r"|yet to (?:say|comment|respond|answer)|presses|want(?:s|ed)?|wish(?:es)?|estimat(?:ed|es)"
    r"|lists?"
    r"|shows?|showed|quot(?:ed|es)|revealed|disclosed|predict(?:ed|s)|oppos(?:ed|es)|back(?:ed|s)"
    r"|support(?:ed|s)|cheer(?:ed|s)"
    r"|turned against|approv(?:ed|es)|decid(?:ed|es)|criti[cs]i[sz](?:ed|es)|welcom(?:ed|es)"
    r"|condemn(?:ed|s)|hails?|hailed))\b",
)
_ROLE = (
    r"spokes(?:man|woman|person|people)|officials?|aides?|sources?|advis[eo]rs?|lawmakers?"
    r"|diplomats?|ministers?"
    r"|secretary|president|premier|ambassadors?|envoys?|analysts?|economists?|executives?|editors?"
    r"|officers?"
    r"|person|people|insiders?|counsel|counsell?ors?|directors?|chief|chairman|chairwoman|head"
    r"|members?"
    r"|critics?|experts?|professors?|lawyers?|attorneys?|governor|mayor|leaders?|witness(?:es)?"
    r"|prosecutors?|senators?"
    r"|judges?|justices?|engineers?|scientists?|researchers?|doctors?|nurses?|teachers?|historians?"
    r"|campaigners?|activists?|organi[sz]ers?|supporters?|voters?|residents?|survivors?|commanders?"
    r"|inspectors?|investigators?|commissioners?|candidates?|nominees?|strategists?|pollsters?"
    r"|consultants?|managers?|founders?|owners?|authors?|writers?|columnists?|hosts?|reporters?"
    r"|students?|relatives|friends?|colleagues?|neighbou?rs?|businessm[ae]n|businesswom[ae]n"
    r"|billionaire|congressm[ae]n|congresswom[ae]n|wife|husband|brother|sister|father|mother|son"
    r"|daughter|widow|women|men|veterans?|scholars?|fellows?|clerks?|farmers?|drivers?"
    r"|companies|readout|report|statement|account|article|accounts|reports"
)
_BODY = (
    r"government|ministry|embassy|authority|agency|union|company|board|paper|newspaper|regulator"
    r"|watchdog"
    r"|department|prefecture|parliament|university|club|firm|carrier|operator|group|hospital|charity"
    r"|tribunal|inspectorate|treasury|navy|army|railway|office|administration|bank|council|committee|police|court|party|outlet|airline"
    r"|side|commission|diary"
)
_MENTION = re.compile(
    rf"(?P<pronoun>\b(?:[Oo]ne of (?:the|them)(?: \w+)?|[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b)"
    rf"|(?P<role>\b(?:People|Officials|Sources|Aides|Lawmakers|Analysts|Police|Investigators"
    rf"|Prosecutors)\b|\b(?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ss]everal|[Ss]ome"
    rf"|[Hh]er|[Hh]is|[Tt]heir|[Ii]ts) )?"
    rf"(?:(?!said|says|told|of |who|and |the |that |after |before |her |his |its |their |as |from "
    rf"|by |in |on |at |to |has |had |was |is |not |she |he |it |they )[a-z][a-z-]+"
    rf" ){{0,5}}(?:{_ROLE}|{_BODY})\b)"
    rf"|(?P<name>{NAME.pattern})"
)
_ACCORDING = re.compile(r"\b(?P<cue>[Aa]ccording to|[Cc]iting|[Ii]n the words of) ")
_WORD_OF = re.compile(
    rf"({NAME.pattern})['\u2019]s (?:\w+ )?(?P<cue>promise|pledge|remark|comment|statement"
    rf"|claim|denial"
    rf"|assertion|announcement|refusal)s?\b"
)
_PASSIVE = re.compile(
    r"\b(?P<cue>(?:dismissed|denied|rejected|confirmed|reported|announced|unveiled|published"
    r"|released|refuted|disputed)"
    r"(?: \w+){0,3}?) by "
)
_BOUNDARY = re.compile(
    r"[;:—\u2013]\s*|[\"“”]\s*,?\s*|, (?:and|but|while|although|though|as|whereas)\s|\s(?:while"
    r"|although|because|that)\s|\sas\s(?=[A-Z])"
    r"|\sand that\s|,? which\s"
)
_ADVERBIAL = re.compile(
    r"(?:An? (?:week|day|month|year|hour)|On|At|In|After|When|Asked|Pressed|Following|During"
    r"|Speaking|Since|Amid|With|For|Despite|Under|As|However|Meanwhile"
    r"|Later|Earlier|Before|By|Until|Then|Also|To|Introducing|Again|Now|Once)\b"
)
_DOCUMENT = re.compile(r"^(?:readout|report|statement|account|article|accounts|reports)$")
_BELONGS = re.compile(r"(?:,? by| of| for| at| from| with| in| to) (?:the )?")
_RELEASED = re.compile(r"\b(?:released|published|issued|written) (?:\w+ ){0,3}by ")
_DEFINITE = re.compile(r"(?:the|one of the|her|his|their|its)\b", re.IGNORECASE)
#: Told to one person, not to the public: a report of it is somebody else's word.
_PRIVATE = re.compile(
    r" (?:her|him|them|(?:Mr|Ms|Mrs|President|Prime Minister|Minister)\b|[A-Z]\w+ [A-Z]\w+"
    r"|[A-Z][a-z]+ (?:that|not|to|she|he)\b)"
)
#: What may follow a cue that stands behind its content: `..., she said on Monday in Lima.`
_TRAILER = re.compile(
    r"(?: (?:(?:on|in|at|during|after|late|early|last|this|when|before)\b[^,;]{0,60}"
    r"|\w+day\b[^,;]{0,30}))?\W*$"
    r"| on \w+day, |, (?:citing|adding)\b"
)
_AUDIENCE = re.compile(r"(?: [\w'\u2019-]+){1,6}\W*$")
#: Nouns that read like cues; only with `that` behind them are they verbs.
_NOUNS = word_set(
    "report reports claim claims dispute disputes comment answer press back backs support"
    " supports put lists list demand reply replies estimate put puts show shows state stress"
)
_NO_CUE = re.compile(
    r"\b(?:(?i:the|an?|to|of|for|no|not|any|its|his|her|their|these|those|that|by|be|been|being|is"
    r"|was|were|are"
    r"|asked|when)|media|news)\s+$"
)
#: `Made no specific demand that ...` is a noun, whatever follows.
_NOUN_PHRASE = re.compile(r"\b(?i:no|any|an?|the|its|his|her|their) (?:\w+ )?$")
_INVERTING = word_set("said says added adds wrote replied announced declared insisted argued")
_SPOKESPERSON = re.compile(r"spokes(?:man|woman|person|people)$|press secretary$|representative$")
_DETERMINER = re.compile(r"^(?:an?|the|one|one of the|her|his|their|its)\s+", re.IGNORECASE)
_OFFICES = re.compile(
    r"(?:president|premier|prime minister|minister|secretary|ambassador|chairman|chairwoman"
    r"|chancellor|governor|mayor|chief|head)$"
)


_THEIRS = re.compile(r"(?:her|his|their)\b", re.IGNORECASE)
#: Content in front of its cue has at least so many characters.
SHORTEST_CONTENT = 5


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
    first = start - sentence.start
    carried = sentence.text[:first].endswith("that ")
    since = 0 if carried or quoted else sentence.text.rfind("; ", 0, first + 1) + 1
    saying = _governing(
        scene.sayings[index], first, end - sentence.start, since=since, carried=carried
    )
    saying = saying or scene.teller(index, start, end)
    if saying is None and sentence.quotes and sentence.field is Field.TEXT:
        saying = scene.speaker_of_quote(index)
    if saying is None or saying.source.key == source_key(outlet):
        own = Source(key=source_key(outlet), name=outlet, kind=SourceKind.OUTLET)
        return Attribution(source=own, quoted=quoted)
    via = tuple(s.source for s in scene.sayings[index] if s.source != saying.source)
    if voice := scene.voices.get(saying.source.key):
        via = (voice, *via)
    return Attribution(source=saying.source, cue=saying.cue, quoted=quoted, via=via[:3])


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
        self._cast = cast(s.text for s in sentences if not s.furniture)
        self._known = frozenset(self._cast.forms)
        #: The last source, by the word that can point to it ("official", "person", "it").
        self._last: dict[str, Source] = {}
        #: The institution that a named spokesperson speaks for, by the person's key.
        self.voices: dict[str, Source] = {}
        self.sayings: list[list[Saying]] = [[] for _ in sentences]
        #: What the words could point to when each sentence began.
        self._before: list[dict[str, Source]] = [{} for _ in sentences]
        body = [i for i, s in enumerate(sentences) if s.field is Field.TEXT]
        head = [i for i, s in enumerate(sentences) if s.field is Field.HEADLINE]
        for index in body + head:
            if not sentences[index].furniture:
                self._before[index] = dict(self._last)
                self.sayings[index] = list(self._find(sentences[index]))

    def teller(self, index: int, start: int, end: int) -> Saying | None:
        """Find who tells a part by the words next to it, or at the ends of its quotation."""
        near = telling.found(self._document, index, start, end, loose=False)
        if near is None or not near.told:
            return None
        sentence = self._document.sentences[near.sentence]
        (a, b), (c, d) = (
            (x - sentence.start, y - sentence.start) for x, y in (near.source, near.cue)
        )
        source = self._source_then(near.sentence, sentence.text[a:b])
        cue = sentence.text[c:d]
        return Saying(source, cue, a, c, d, after_content=d <= a) if source else None

    def _source_then(self, index: int, phrase: str) -> Source | None:
        """Resolve a phrase by what had been told up to its sentence."""
        now, self._last = self._last, dict(self._before[index])
        source = self._source(self._mentions(phrase + " "))
        self._last = now
        return source

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
        label = re.match(rf"({NAME.pattern}): ", text)
        if label and (source := self._source(self._mentions(label.group(1)))):
            yield Saying(source, ":", 0, 0, label.end(), after_content=False)
        told = [saying for found in _CUE.finditer(text) if (saying := self._told(text, found))]
        for saying in told:
            self._remember(saying.source)
            yield saying
        yield from self._according(text)
        if not told:
            opening = self._subject(text[:120])
            if opening and opening[0].kind == "name" and (source := self._source(opening)):
                self._remember(source)

    def _according(self, text: str) -> Iterator[Saying]:
        """Find sources that stand behind their cue: `according to`, `denied by`, `citing`."""
        for found in _WORD_OF.finditer(text):
            if bare(found[1]):
                at, owner = found.start(), self._named(found[1])
                yield Saying(owner, found["cue"], at, at, found.end(), after_content=False)
        for found in (hit for pattern in (_ACCORDING, _PASSIVE) for hit in pattern.finditer(text)):
            behind = text[found.end() : found.end() + 120]
            mentions = self._mentions(behind)
            released = _RELEASED.search(behind)
            if released and mentions and mentions[0].kind == "role":
                mentions = self._mentions(behind[released.end() :])
            if source := self._source(mentions):
                self._remember(source)
                trails = found.start() > 0 and "iting" not in found["cue"]
                yield Saying(source, found["cue"], found.start(), found.start(), len(text), trails)

    def _told(self, text: str, found: re.Match[str]) -> Saying | None:
        """Read one cue: its subject in front of it or, in `said Jones`, behind it."""
        cue, behind = found["cue"], text[found.end() :]
        refused = _NO_CUE.search(re.sub(r"continu\w+ to $", "", text[: found.start()]))
        noun = cue in _NOUNS and (
            not behind.startswith(" that") or _NOUN_PHRASE.search(text[: found.start()])
        )
        if refused or noun:
            return None
        if cue.endswith(("told", "tell", "tells", "telling")) and _PRIVATE.match(behind):
            return None
        inverted = cue in _INVERTING and re.search(
            r"[\"“”,]\s*$|\bdid not, $", text[: found.start()]
        )
        named = self._mentions(behind[:90])
        if (
            inverted
            and named
            and named[0].kind != "pronoun"
            and named[0].start <= 1
            and (source := self._source(named))
        ):
            return Saying(
                source, cue, found.start(), found.start(), found.end(), after_content=True
            )
        start, segment = _subject_segment(text, found.start(), trailing=_trails(cue, behind))
        source = self._source(self._subject(segment))
        if source is None:
            return None
        front = text[:start].strip(' ,"“”')
        closed = text[:start].rstrip()[-1:] in {'"', "”", ","}
        return Saying(source, cue, start, found.start(), found.end(),
                      after_content=len(front) > SHORTEST_CONTENT and closed
                      and not behind.startswith(" that "))  # fmt: skip

    def _subject(self, segment: str) -> list[_Mention]:
        """List the mentions of a cue's subject, the subject itself first."""
        relative = re.search(r"^(.*?),? who (?:\w+ ){0,4}$", segment)
        if relative:
            return self._mentions(relative.group(1))[-1:]
        pronoun = re.search(r"(?:^|\W)((?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t),? )$", segment)
        if pronoun:
            return self._mentions(pronoun.group(1))
        while _ADVERBIAL.match(segment) and ", " in segment:
            segment = segment.split(", ", 1)[1]
        return self._mentions(segment)

    def _mentions(self, segment: str) -> list[_Mention]:
        found = []
        for hit in _MENTION.finditer(segment):
            kind, text = str(hit.lastgroup), hit.group()
            if kind == "name" and not self._is_name(text, segment[hit.end() :]):
                continue
            found.append(_Mention(kind, text, hit.start(), hit.end()))
        return _merged(found, segment)

    def _is_name(self, text: str, behind: str) -> bool:
        """Tell a name from an ordinary word that opens a sentence."""
        name = bare(text)
        if not name:
            return False
        known = name.lower() in self._known or name in COUNTRIES
        return known or " " in name or behind.startswith(("'s", "\u2019s"))

    def _source(self, mentions: Sequence[_Mention]) -> Source | None:
        if not mentions:
            return None
        mention = mentions[0]
        if mention.kind == "pronoun":
            return self._last.get("it" if mention.text.lower() in {"it", "they"} else "person")
        if mention.kind == "name":
            joint = len(mentions) > 1 and mentions[1].kind == "name" and " and " in mention.text
            return self._named(mention.text, mention.owner) if not joint else None
        return self._role(mention)

    def _named(self, text: str, owner: str | None = None) -> Source:
        name = self._cast.full(text)
        kind = SourceKind.NAMED if self._cast.is_person(name) else SourceKind.INSTITUTION
        if kind is SourceKind.INSTITUTION and is_outlet(name):
            kind = SourceKind.OUTLET
        if kind is SourceKind.INSTITUTION and owner in COUNTRIES:
            name = f"{COUNTRIES[owner]}'s {name}"
        return Source(key=source_key(name), name=name, kind=kind)

    def _role(self, mention: _Mention) -> Source | None:
        """Resolve `the spokesman`, `a ministry official`, `her government`."""
        role = _DETERMINER.sub("", mention.text)
        head = role.split()[-1].lower()
        owner = self._owner(mention.owner)
        if holder := self._cast.holders.get(role.lower()):
            return self._holder(holder, role, owner)
        if _DOCUMENT.match(head):
            return self._named(owner) if owner else self._last.get("it")
        if re.fullmatch(_BODY, head):
            return self._body(head, role, mention, owner)
        return self._unnamed(head, role, mention, owner)

    def _holder(self, holder: str, role: str, owner: str | None) -> Source:
        """Name the one person of the article who holds an office, and whom it speaks for."""
        if owner and _SPOKESPERSON.search(role) and not self._cast.is_person(owner):
            self.voices[source_key(holder)] = self._named(owner)
        return self._named(holder)

    def _unnamed(self, head: str, role: str, mention: _Mention, owner: str | None) -> Source:
        """Resolve somebody without a name: a voice of an institution, one met before, or new."""
        if _SPOKESPERSON.search(role):
            behind = owner or (self._last["it"].name if "it" in self._last else None)
            if behind and not self._cast.is_person(behind):
                return self._note(head, self._named(behind))
        if _DEFINITE.match(mention.text) and not mention.owner:
            person = self._last.get("person") if _OFFICES.search(role) else None
            if met := self._last.get(head) or person:
                return met
        country = f"{mention.owner} " if mention.owner else ""
        name = f"{owner} {role}" if owner and owner not in COUNTRIES else f"{country}{role}"
        return self._note(head, Source(key=source_key(name), name=name, kind=SourceKind.ANONYMOUS))

    def _owner(self, owner: str | None) -> str | None:
        if owner and owner.islower():
            body = self._body(owner.split()[-1], owner, None, None)
            return body.name if body else None
        return self._cast.full(owner) if owner else None

    def _body(
        self, head: str, role: str, mention: _Mention | None, owner: str | None
    ) -> Source | None:
        """Resolve a body by its common noun: `the ministry`, `her government`, `the paper`."""
        homes = self._cast.homes
        if head in {"government", "side", "administration"}:
            theirs = mention is not None and _THEIRS.match(mention.text) and homes
            country = owner or (homes[0] if theirs else self._last_country())
            return self._named(country) if country else None
        if owner and head in {"board", "office", "leadership"} and owner not in COUNTRIES:
            return self._named(owner)
        if owner:
            name = owner if role.lower() in owner.lower() else f"{owner}'s {role}"
            source = Source(key=source_key(name), name=name, kind=SourceKind.INSTITUTION)
            return self._note(head, source)
        if met := self._met(head):
            return met
        name = f"{homes[0]}'s {role}" if homes and head == "ministry" else role
        return Source(key=source_key(name), name=name, kind=SourceKind.INSTITUTION)

    def _met(self, head: str) -> Source | None:
        """Find the body of the article that a common noun points to."""
        if head in self._last:
            return self._last[head]
        papers = head in {"paper", "newspaper", "outlet"}
        if (papers or head == "agency") and "outlet" in self._last:
            return self._last["outlet"]
        forms = dict.fromkeys(self._cast.forms.values())
        alike = (n for n in forms if (is_outlet(n) if papers else head in n.lower().split()))
        return next(map(self._named, alike), None)

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
        if source.kind is SourceKind.OUTLET:
            self._last["outlet"] = source
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
            owner = bare(last.text) if last.kind == "name" else last.owner or _common(last, between)
            joined[-1] = replace(mention, start=last.start, owner=owner)
        elif (
            last
            and last.kind == "role"
            and not last.owner
            and _BELONGS.fullmatch(between)
            and mention.kind != "pronoun"
        ):
            owner = bare(mention.text) if mention.kind == "name" else _common(mention, "'s ")
            joined[-1] = replace(last, end=mention.end, owner=owner)
        else:
            joined.append(mention)
    return joined


def _common(mention: _Mention, between: str) -> str | None:
    """Give the common noun of an owner: `company` of `the company's counsel`."""
    return _DETERMINER.sub("", mention.text).lower() if between in {"'s ", "\u2019s "} else None


def _joins(last: _Mention, mention: _Mention, between: str) -> bool:
    if last.kind == "name":
        return between in {"'s ", "\u2019s ", "' ", "\u2019 ", "'s own ", "\u2019s own "} or (
            between == " " and mention.kind == "role"
        )
    if last.kind == "role" and mention.kind == "name":
        return between in {" ", ", "} and not _DOCUMENT.search(last.text.split()[-1])
    return last.kind == "role" and between in {"'s ", "\u2019s ", "'s own "}


def _subject_segment(text: str, cue: int, *, trailing: bool) -> tuple[int, str]:
    """Cut out the clause in front of a cue, where its subject stands."""
    front = text[:cue]
    if front.rstrip().endswith(","):
        # `The reports, by the Journal and others, say`: the subject stands before the aside.
        start = max((m.end() for m in re.finditer(r"[;:“”\"]\s*", front)), default=0)
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
    return bool(_TRAILER.match(behind) or (told and _AUDIENCE.match(behind)))


def _masked(sentence: Sentence) -> str:
    """Blank quoted words, which hold no cue of this text's own, keeping offsets."""
    text = sentence.text
    for start, end in sentence.quotes:
        a, b = start - sentence.start, end - sentence.start
        text = text[: a + 1] + "_" * max(0, b - a - 2) + text[max(a + 1, b - 1) :]
    return text


def source_key(name: str) -> str:
    """Make the key of a source from its name: lower case, no article, no punctuation."""
    words = re.sub(r"[^\w\s'&-]", "", name.lower().replace("\u2019", "'")).split()
    return " ".join(w for w in words if w not in {"the", "a", "an"})


_OUTLETS = re.compile(
    r"\b(?:journal|times|post|news|reuters|herald|gazette|chronicle|tribune|dispatch|guardian"
    r"|telegraph|bbc|cnn|bloomberg"
    r"|associated press|ap|afp|wsj|wire|press|daily|agency france|broadcasting|nhk|xinhua|courier"
    r"|observer|magazine)$",
    re.IGNORECASE,
)


def is_outlet(name: str) -> bool:
    """Tell whether a name reads as a newspaper's, agency's or broadcaster's."""
    return bool(_OUTLETS.search(name))

"""Who a mention is: names made full, roles and pronouns resolved in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from monitor.model.evidence import Source, SourceKind
from monitor.rules.mentions import BODY, DETERMINER, DOCUMENT, Mention, mentions
from monitor.rules.names import COUNTRIES, bare, cast
from monitor.rules.phrases import plain_verb

_DEFINITE = re.compile(r"(?:the|one of the|her|his|their|its)\b", re.IGNORECASE)
_SPOKESPERSON = re.compile(r"spokes(?:man|woman|person|people)$|press secretary$|representative$")
_OFFICES = re.compile(
    r"(?:president|premier|prime minister|minister|secretary|ambassador|chairman|chairwoman"
    r"|chancellor|governor|mayor|chief|head)$"
)


_SOMEBODY = re.compile(
    r"Others\b|(?:(?P<any>[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]everal|[Ss]ome|[Mm]any)|[Tt]he)"
    r"(?: (?!of\b|in\b|on\b|at\b|for\b|from\b|with\b|who\b|that\b)[a-z][\w'\u2019-]*){1,5}"
    r"(?=\s*$|,| (?:of|for|from|who)\b|(?(any) (?:on|in|at|with)\b|$))"
)
#: What each country has one of, told apart by the country.
_OF_COUNTRY = re.compile(
    r"\b(?:ministry|embassy|government|cabinet|parliament|military|army|navy|treasury|police)\b",
    re.IGNORECASE,
)
#: Names that lost their last point, as at the end of a sentence.
_ABBREVIATED = {"U.S": "U.S.", "E.U": "E.U.", "U.K": "U.K."}
#: Common nouns for the body that was spoken of last.
_FIRMS = frozenset(
    {"company", "firm", "carrier", "operator", "airline", "railway", "club", "union"}
)
_OF_IT = re.compile(r" (?:of|in|on|at|for|from|with)(?: the)? ")
_THEIRS = re.compile(r"(?:her|his|their)\b", re.IGNORECASE)


class Resolver:
    """The cast of one article, and whom its words pointed to last."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._cast = cast(texts)
        self._known = frozenset(self._cast.forms)
        offices = self._cast.holders.items()
        self._speakers = frozenset(name for office, name in offices if _SPOKESPERSON.search(office))
        #: The last source, by the word that can point to it ("official", "person", "it").
        self._last: dict[str, Source] = {}
        #: The institution that a named spokesperson speaks for, by the person's key.
        self.voices: dict[str, Source] = {}

    def mentions(self, segment: str) -> list[Mention]:
        """List the names, roles and pronouns of a segment."""
        return mentions(segment, self._is_name)

    def subject(self, phrase: str, *, whole: bool) -> list[Mention]:
        """List the mentions of a phrase; one that opens with an unknown noun is somebody too.

        `A passenger on the minister's flight` is a passenger, not the minister.

        Args:
            phrase: Where a subject stands.
            whole: The phrase is all subject; else a name goes first, unless the noun is of it.
        """
        found, opening = self.mentions(phrase), _SOMEBODY.match(phrase)
        noun = opening and not any(map(plain_verb, opening.group().split()))
        if opening and noun and (not found or _leads(opening.end(), found[0], phrase, whole=whole)):
            return [Mention("role", opening.group(), 0, opening.end()), *found]
        return found

    def knows(self, name: str) -> bool:
        """Tell whether a name, whole or short, is of the article's cast."""
        return name.lower() in self._known

    def common(self, noun: str) -> Source | None:
        """Find the body of the article that a bare common noun means, None for any other word."""
        return self._met(noun.lower()) if re.fullmatch(BODY, noun.lower()) else None

    def pointers(self) -> dict[str, Source]:
        """Take down whom words can point to now."""
        return dict(self._last)

    def source_then(self, phrase: str, pointers: dict[str, Source]) -> Source | None:
        """Resolve a phrase as it would have been when words could point to these."""
        now, self._last = self._last, dict(pointers)
        source = self.source(self.subject(phrase + " ", whole=True))
        self._last = now
        return source

    def _is_name(self, text: str, behind: str) -> bool:
        """Tell a name from an ordinary word that opens a sentence."""
        name = bare(text)
        if not name or behind.startswith("$"):
            return False
        known = name.lower() in self._known or name in COUNTRIES
        return known or " " in name or behind.startswith(("'s", "\u2019s"))

    def source(self, mentions: Sequence[Mention]) -> Source | None:
        """Say who the first mention is; None where nobody of the article can be meant."""
        if not mentions:
            return None
        mention = mentions[0]
        if mention.kind == "pronoun":
            person = self._last.get("person")
            if mention.text.lower() not in {"it", "they"}:
                return person
            office = person if person and person.kind is SourceKind.ANONYMOUS else None
            return self._last.get("it", office)
        if mention.kind == "name":
            joint = len(mentions) > 1 and mentions[1].kind == "name" and " and " in mention.text
            return self.named(mention.text, mention.owner) if not joint else None
        return self._role(mention)

    def named(self, text: str, owner: str | None = None) -> Source:
        """Make a source of a name, in its full form in this article."""
        name = self._cast.full(text)
        if name in self._speakers:
            self._give_voice(name, owner)
        kind = SourceKind.NAMED if self._cast.is_person(name) else SourceKind.INSTITUTION
        if kind is SourceKind.INSTITUTION and is_outlet(name):
            kind = SourceKind.OUTLET
        if kind is SourceKind.INSTITUTION and owner in COUNTRIES and _OF_COUNTRY.search(name):
            name = f"{COUNTRIES[owner]}'s {name}"
        office = self._cast.offices.get(name) if kind is SourceKind.NAMED else None
        return Source(key=source_key(name), name=name, kind=kind, office=office)

    def _give_voice(self, name: str, owner: str | None) -> None:
        """Note whom a spokesperson speaks for: the owner of the office, else who spoke last."""
        key = source_key(name)
        behind = self.named(owner) if owner and owner != name else self._last.get("it")
        if key not in self.voices and behind and behind.kind is SourceKind.INSTITUTION:
            self.voices[key] = behind

    def _role(self, mention: Mention) -> Source | None:
        """Resolve `the spokesman`, `a ministry official`, `her government`."""
        role = DETERMINER.sub("", mention.text)
        head = role.split()[-1].lower()
        owner = self._owner(mention.owner)
        if holder := self._cast.holders.get(role.lower()):
            return self._holder(holder, role, owner)
        if DOCUMENT.match(head):
            return self.named(owner) if owner else self._last.get("it")
        if re.fullmatch(BODY, head):
            return self._body(head, role, mention, owner)
        return self._unnamed(head, role, mention, owner)

    def _holder(self, holder: str, role: str, owner: str | None) -> Source:
        """Name the one person of the article who holds an office, and whom it speaks for."""
        if owner and _SPOKESPERSON.search(role) and not self._cast.is_person(owner):
            self.voices[source_key(holder)] = self.named(owner)
        return self.named(holder)

    def _unnamed(self, head: str, role: str, mention: Mention, owner: str | None) -> Source:
        """Resolve somebody without a name: a voice of an institution, one met before, or new."""
        if _SPOKESPERSON.search(role):
            behind = owner or (self._last["it"].name if "it" in self._last else None)
            if behind and not self._cast.is_person(behind) and not _OFFICES.search(behind):
                return self._note(head, self.named(behind))
        if _DEFINITE.match(mention.text) and not mention.owner:
            person = self._last.get("person") if _OFFICES.search(role) else None
            if met := self._last.get(head) or person:
                return met
        country = f"{_ABBREVIATED.get(mention.owner, mention.owner)} " if mention.owner else ""
        name = f"{owner} {role}" if owner and owner not in COUNTRIES else f"{country}{role}"
        return self._note(head, Source(key=source_key(name), name=name, kind=SourceKind.ANONYMOUS))

    def _owner(self, owner: str | None) -> str | None:
        if owner and owner.islower():
            body = self._body(owner.split()[-1], owner, None, None)
            return body.name if body else None
        return self._cast.full(owner) if owner else None

    def _body(
        self, head: str, role: str, mention: Mention | None, owner: str | None
    ) -> Source | None:
        """Resolve a body by its common noun: `the ministry`, `her government`, `the paper`."""
        homes = self._cast.homes
        theirs = mention is not None and _THEIRS.match(mention.text)
        if head == "office" and theirs and "person" in self._last:
            return self._last["person"]
        if head in {"government", "side"} or role == "administration":
            country = owner or (homes[0] if theirs and homes else self._last_country())
            return self.named(country) if country else None
        if owner and head in {"board", "office", "leadership"} and owner not in COUNTRIES:
            return self.named(owner)
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
        body = self._last.get("it")
        last = body if head in _FIRMS and body and body.name not in COUNTRIES else None
        return next(map(self.named, alike), last)

    def _last_country(self) -> str | None:
        return self._last["country"].name if "country" in self._last else None

    def _note(self, head: str, source: Source) -> Source:
        self._last[head] = source
        return source

    def mean(self, source: Source) -> None:
        """Let `it` mean a body that a sentence opens with."""
        self._last["it"] = source

    def remember(self, source: Source) -> None:
        """Let the words that can point to a source do so from now on."""
        if source.kind in {SourceKind.NAMED, SourceKind.ANONYMOUS}:
            self._last["person"] = source
            return
        self._last["it"] = source
        if source.kind is SourceKind.OUTLET:
            self._last["outlet"] = source
        self._last[source.name.split()[-1].lower()] = source
        if source.name in COUNTRIES:
            self._last["country"] = source


def _leads(end: int, first: Mention, phrase: str, *, whole: bool) -> bool:
    """Tell whether a noun that ends there is the subject, and not the first known mention."""
    behind = first.start >= end
    of_it = _OF_IT.fullmatch(phrase[end : first.start]) if behind else None
    return behind and (whole or first.kind != "name" or bool(of_it))


def source_key(name: str) -> str:
    """Make the key of a source from its name: lower case, no article, no punctuation."""
    words = re.sub(r"[^\w\s'&-]", "", name.lower().replace("\u2019", "'")).split()
    return " ".join(w for w in words if w not in {"the", "a", "an"})


_OUTLETS = re.compile(
    r"\b(?:journal|times|post|news|reuters|herald|gazette|chronicle|tribune|dispatch|guardian"
    r"|telegraph|bbc|cnn|bloomberg"
    r"|associated press|ap|afp|wsj|wire|press|daily|agency france|broadcasting|nhk|xinhua|courier"
    r"|observer|magazine|radio|television|tv)$",
    re.IGNORECASE,
)


def is_outlet(name: str) -> bool:
    """Tell whether a name reads as a newspaper's, agency's or broadcaster's."""
    return bool(_OUTLETS.search(name))

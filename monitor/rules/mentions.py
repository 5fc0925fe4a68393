"""Mentions of people and bodies in a clause: names, roles, pronouns, with whom they belong to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from monitor.rules.names import NAME, bare

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
BODY = (
    r"government|ministry|embassy|authority|agency|union|company|board|paper|newspaper|regulator"
    r"|watchdog"
    r"|department|prefecture|parliament|university|club|firm|carrier|operator|group|hospital|charity"
    r"|tribunal|inspectorate|treasury|navy|army|railway|office|administration|bank|council|committee|police|court|party|outlet|airline"
    r"|side|commission|diary"
)
_ANY = re.compile(
    rf"(?P<pronoun>\b(?:[Oo]ne of (?:the|them)(?: \w+)?|[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b)"
    rf"|(?P<role>\b(?:People|Officials|Sources|Aides|Lawmakers|Analysts|Police|Investigators"
    rf"|Prosecutors)\b|\b(?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ss]everal|[Ss]ome"
    rf"|[Hh]er|[Hh]is|[Tt]heir|[Ii]ts) )?"
    rf"(?:(?!said|says|told|of |who|and |the |that |after |before |her |his |its |their |as |from "
    rf"|by |in |on |at |to |has |had |was |is |not |she |he |it |they )[a-z][a-z-]+"
    rf" ){{0,5}}(?:{_ROLE}|{BODY})\b)"
    rf"|(?P<name>{NAME.pattern})"
)
_BELONGS = re.compile(r"(?:,? by| of| for| at| from| with| in| to) (?:the )?")
DETERMINER = re.compile(r"^(?:an?|the|one|one of the|her|his|their|its)\s+", re.IGNORECASE)
DOCUMENT = re.compile(r"^(?:readout|report|statement|account|article|accounts|reports)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words for a person or body, as they stand in a clause."""

    #: Which sort: `name`, `role` or `pronoun`.
    kind: str
    text: str
    start: int
    end: int
    #: Who or what the mention belongs to: "Japan" in "Japan's spokesman".
    owner: str | None = None


def mentions(segment: str, is_name: Callable[[str, str], bool]) -> list[Mention]:
    """List the mentions of a segment in order.

    Args:
        segment: A clause, or the part of one where a subject stands.
        is_name: Tells a name, given with what stands behind it, from an ordinary word.
    """
    found = []
    for hit in _ANY.finditer(segment):
        kind, text = str(hit.lastgroup), hit.group()
        if kind == "name" and not is_name(text, segment[hit.end() :]):
            continue
        found.append(Mention(kind, text, hit.start(), hit.end()))
    return _merged(found, segment)


def _merged(mentions: list[Mention], text: str) -> list[Mention]:
    """Join owners, offices and names that stand side by side into one mention."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        between = text[last.end : mention.start] if last else ""
        if last and last.kind == "role" and last.owner and between in {"'s ", "\u2019s "}:
            whose = f"{last.owner}'s {mention.text}"
            joined[-1] = replace(last, end=mention.end, owner=whose)
        elif last and _joins(last, mention, between):
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


def _common(mention: Mention, between: str) -> str | None:
    """Give the common noun of an owner: `company` of `the company's counsel`."""
    return DETERMINER.sub("", mention.text).lower() if between in {"'s ", "\u2019s "} else None


def _joins(last: Mention, mention: Mention, between: str) -> bool:
    if last.kind == "name":
        return between in {"'s ", "\u2019s ", "' ", "\u2019 ", "'s own ", "\u2019s own "} or (
            between == " " and mention.kind == "role"
        )
    if last.kind == "role" and mention.kind == "name":
        return between in {" ", ", "} and not DOCUMENT.search(last.text.split()[-1])
    return last.kind == "role" and between in {"'s ", "\u2019s ", "'s own "}

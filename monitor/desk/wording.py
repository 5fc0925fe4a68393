"""The words of the desk's pages: what each enum is called, how times and counts are said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from monitor.model.alert import AlertKind, AlertReason
from monitor.model.article import ArticleState
from monitor.model.evidence import SourceKind, Stance, Standing, StandingKind

KINDS: Mapping[AlertKind, str] = {kind: kind.value.replace("_", " ") for kind in AlertKind}

REASONS: Mapping[AlertReason, str] = {
    AlertReason.NEW_SOURCE: "A source takes a side for the first time.",
    AlertReason.WALK_BACK: "The source has gone back on what it said before.",
    AlertReason.FIRST_WORD: "First word from a watched speaker.",
    AlertReason.NO_COMMENT: "A watched speaker was asked and did not comment.",
    AlertReason.FIRST_DENIAL: "First denial on the record.",
    AlertReason.FIRST_CONFIRMATION: "First confirmation on the record.",
    AlertReason.ACCOUNTS_DIFFER: "The accounts on the record now differ.",
    AlertReason.STANDING_OTHERWISE: "The claim stands otherwise than before.",
    AlertReason.EVIDENCE_ADDED: "An edit added words that bear on the claim.",
    AlertReason.EVIDENCE_REMOVED: "An edit removed words that bore on the claim.",
    AlertReason.EVIDENCE_TURNED: "An edit turned what the article says of the claim.",
    AlertReason.WORDS_CHANGED: "An edit changed a number, a quotation or an attribution.",
    AlertReason.REVERTED: "The outlet took an edit back.",
    AlertReason.CORRECTION: "The outlet printed a correction.",
    AlertReason.RETRACTION: "The outlet withdrew the article.",
    AlertReason.TAKEDOWN: "The article's page is gone, and nothing was said.",
    AlertReason.RESTORATION: "The article's page stands again, after it was gone.",
    AlertReason.FLAPPING: "The page serves two texts in turn; it is told once.",
    AlertReason.FEED_FAILING: "The feed cannot be read.",
    AlertReason.FEED_SILENT: "The feed lists nothing new.",
    AlertReason.FEED_GONE: "The feed is no longer at its address.",
    AlertReason.FEED_SUSPECTED: "Another feed seems to stand at its address.",
    AlertReason.FEED_RECOVERED: "The feed can be read again.",
}

STATES: Mapping[ArticleState, str] = {
    ArticleState.LIVE: "",
    ArticleState.GONE: "The page is gone from the outlet's site.",
    ArticleState.MOVED: "The page moved to another address.",
    ArticleState.RESTORED: "The page stands again, after it was gone.",
    ArticleState.PAYWALLED: "Only those who pay can read the page now.",
}

STANCES: Mapping[Stance, str] = {
    Stance.SUPPORTS: "supports",
    Stance.CONTRADICTS: "contradicts",
    Stance.NEUTRAL: "takes no side",
}

FOOTINGS: Mapping[SourceKind, str] = {
    SourceKind.NAMED: "on the record",
    SourceKind.INSTITUTION: "institution, on the record",
    SourceKind.OUTLET: "an outlet",
    SourceKind.ANONYMOUS: "anonymous",
}

#: Words between quotation marks: curly, straight, French, Japanese.
_QUOTED = re.compile(r'(“[^“”]+”|"[^"]+"|«[^«»]+»|「[^「」]+」)')

#: Sources named beside a standing; they come weightiest first, and the ledger has them all.
NAMES_SHOWN = 4

#: Echoes of one source listed on a ledger, earliest first; all are counted.
ECHOES_SHOWN = 25

_UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def long_time(at: datetime) -> str:
    """Write an instant in full, with its zone."""
    local = at.astimezone(UTC)
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M} UTC"


def span(duration: timedelta) -> str:
    """Say a duration in its largest unit."""
    seconds = abs(duration.total_seconds())
    for size, unit in _UNITS:
        if seconds >= size:
            return f"{int(seconds / size + 0.5)} {unit}"
    return "0 s"


def ago(at: datetime, now: datetime) -> str:
    """Say how far an instant lies from now: "3 h ago", "in 5 min"."""
    return f"in {span(at - now)}" if at > now else f"{span(now - at)} ago"


def count(number: int, one: str, many: str | None = None) -> str:
    """Count things in words: "1 echo", "3 echoes"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def decided_by(standing: Standing) -> str:
    """Say on whose word a claim stands so, without the standing's own word."""
    names = [source.name for source in standing.by]
    if not names:
        return "nobody has taken a side yet"
    listed = _listed(names)
    match standing.kind:
        case StandingKind.UNCHALLENGED:
            return f"on the word of {listed}"
        case StandingKind.DISPUTED:
            return f"between {listed}" if len(names) > 1 else f"by {listed}"
        case StandingKind.DENIED | StandingKind.CONFIRMED | StandingKind.RETRACTED:
            return f"by {listed}"


def _listed(names: Sequence[str]) -> str:
    if len(names) > NAMES_SHOWN:
        rest = len(names) - NAMES_SHOWN
        return f"{', '.join(names[:NAMES_SHOWN])} and {count(rest, 'other')}"
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def quotations(text: str) -> Iterator[tuple[bool, str]]:
    """Part a passage into what stands in quotation marks (True) and the words around it."""
    for place, part in enumerate(_QUOTED.split(text)):
        if part:
            yield place % 2 == 1, part


def begun(text: str) -> str:
    """Begin a line with a capital, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


FILTERS: Mapping[str, Callable[..., object]] = {
    "long_time": long_time,
    "span": span,
    "ago": ago,
    "count": count,
    "decided_by": decided_by,
    "quotations": quotations,
    "begun": begun,
}

WORDS: Mapping[str, object] = {
    "KINDS": KINDS,
    "REASONS": REASONS,
    "STATES": STATES,
    "STANCES": STANCES,
    "FOOTINGS": FOOTINGS,
    "ECHOES_SHOWN": ECHOES_SHOWN,
}

"""The words that tell an alert to a person, the same on every channel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from urllib.parse import quote

from monitor.model.alert import Alert, AlertKind, AlertReason, Statement
from monitor.model.change import Field, Hunk, HunkKind
from monitor.model.evidence import SourceKind, Stance, Standing, StandingKind

KINDS: dict[AlertKind, str] = {
    AlertKind.SUPPORTS: "supports",
    AlertKind.CONTRADICTS: "contradicts",
    AlertKind.WATCHED_SPEAKER: "watched speaker",
    AlertKind.STANDING_CHANGED: "standing changed",
    AlertKind.REVISED: "revised",
    AlertKind.CORRECTED: "corrected",
    AlertKind.RETRACTED: "retracted",
    AlertKind.RESTORED: "restored",
    AlertKind.SOURCE_DOWN: "source down",
    AlertKind.SOURCE_BACK: "source back",
}

REASONS: dict[AlertReason, str] = {
    AlertReason.NEW_SOURCE: "this source takes a side on the claim for the first time",
    AlertReason.WALK_BACK: "the source has gone back on what it said before",
    AlertReason.FIRST_WORD: "first word from a watched speaker",
    AlertReason.NO_COMMENT: "a watched speaker was asked and did not comment",
    AlertReason.FIRST_DENIAL: "first denial on the record",
    AlertReason.FIRST_CONFIRMATION: "first confirmation on the record",
    AlertReason.ACCOUNTS_DIFFER: "the accounts on the record now differ",
    AlertReason.STANDING_OTHERWISE: "the claim stands otherwise than before",
    AlertReason.EVIDENCE_ADDED: "an edit added words that bear on the claim",
    AlertReason.EVIDENCE_REMOVED: "an edit removed words that bore on the claim",
    AlertReason.EVIDENCE_TURNED: "an edit turned what the article says of the claim",
    AlertReason.WORDS_CHANGED: "an edit changed a number, a quotation or an attribution",
    AlertReason.REVERTED: "the outlet took an edit back",
    AlertReason.CORRECTION: "the outlet printed a correction",
    AlertReason.RETRACTION: "the outlet withdrew the article",
    AlertReason.TAKEDOWN: "the article's page is gone, and nothing was said",
    AlertReason.RESTORATION: "the article's page stands again, after it was gone",
    AlertReason.FLAPPING: "the page serves two texts in turn; it is told once",
    AlertReason.FEED_FAILING: "the feed could not be read for longer than its threshold",
    AlertReason.FEED_SILENT: "the feed has listed nothing new for longer than its threshold",
    AlertReason.FEED_GONE: "the feed is no longer at its address",
    AlertReason.FEED_SUSPECTED: "another feed seems to stand at its address",
    AlertReason.FEED_RECOVERED: "the feed can be read again",
}

STANCES: dict[Stance, str] = {
    Stance.SUPPORTS: "supports",
    Stance.CONTRADICTS: "contradicts",
    Stance.NEUTRAL: "takes no side",
}

SOURCE_KINDS: dict[SourceKind, str] = {
    SourceKind.NAMED: "on the record",
    SourceKind.ANONYMOUS: "not named",
    SourceKind.INSTITUTION: "institution",
    SourceKind.OUTLET: "in the outlet's own voice",
}

STANDINGS: dict[StandingKind, str] = {
    StandingKind.UNCHALLENGED: "unchallenged",
    StandingKind.DISPUTED: "disputed",
    StandingKind.DENIED: "denied",
    StandingKind.CONFIRMED: "confirmed",
    StandingKind.RETRACTED: "retracted",
}

HUNKS: dict[HunkKind, str] = {
    HunkKind.ADDED: "added",
    HunkKind.REMOVED: "removed",
    HunkKind.REPLACED: "replaced",
    HunkKind.MOVED: "moved, word for word",
}

FIELDS: dict[Field, str] = {Field.HEADLINE: "headline", Field.TEXT: "text"}

#: Words between quotation marks: curly, straight, French, Japanese.
_QUOTED = re.compile(r'“[^“”]+”|"[^"]+"|«[^«»]+»|「[^「」]+」')


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """How one desk wants its alerts written."""

    #: Times are shown in this zone, and name it.
    zone: tzinfo = UTC
    #: Address of the desk's own pages, for links to revisions and ledgers; None when it has none.
    desk_url: str | None = None

    def time(self, at: datetime) -> str:
        """Write an instant for a person, with its zone."""
        local = at.astimezone(self.zone)
        return f"{local:%a} {local.day} {local:%b %Y, %H:%M %Z}"

    def revision_link(self, article_id: str | None, revision: int | None) -> str | None:
        """Link to one revision on the desk."""
        if not (self.desk_url and article_id and revision):
            return None
        article = quote(article_id, safe="")
        return f"{self.desk_url.rstrip('/')}/articles/{article}/revisions/{revision}"

    def ledger_link(self, claim_id: str | None) -> str | None:
        """Link to the ledger of one claim on the desk."""
        if not (self.desk_url and claim_id):
            return None
        return f"{self.desk_url.rstrip('/')}/claims/{quote(claim_id, safe='')}"


def why(alert: Alert) -> str:
    """Say as a sentence why the alert was raised."""
    return f"{begun(REASONS[alert.reason])}."


def begun(text: str) -> str:
    """Begin a line with a capital, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def where_it_stands(standing: Standing) -> str:
    """Say where a claim stands and on whose word: "denied by Minoru Kihara"."""
    word = STANDINGS[standing.kind]
    names = ", ".join(source.name for source in standing.by)
    if not names:
        return word
    match standing.kind:
        case StandingKind.UNCHALLENGED:
            return f"{word}, on the word of {names}"
        case StandingKind.DISPUTED:
            return f"{word} between {names}" if len(standing.by) > 1 else f"{word} by {names}"
        case StandingKind.DENIED | StandingKind.CONFIRMED | StandingKind.RETRACTED:
            return f"{word} by {names}"


def how_said(statement: Statement) -> str:
    """Say on what footing a source speaks, and by which reporting word."""
    footing = SOURCE_KINDS[statement.source_kind]
    return f"{footing}, “{statement.cue}”" if statement.cue else footing


def how_many_echoes(count: int) -> str:
    """Say how many repeats an alert stands for."""
    repeats = "one echo" if count == 1 else f"{count} echoes"
    return f"Stands for {repeats} (reprints and repeats of the same words) already on the ledger."


def split_quotations(text: str) -> Iterator[tuple[bool, str]]:
    """Part a passage into words inside quotation marks (True) and the words around them.

    >>> list(split_quotations('He said "no" twice.'))
    [(False, 'He said '), (True, '"no"'), (False, ' twice.')]
    """
    end = 0
    for match in _QUOTED.finditer(text):
        if match.start() > end:
            yield False, text[end : match.start()]
        yield True, match[0]
        end = match.end()
    if end < len(text):
        yield False, text[end:]


def quoted_words(text: str) -> list[str]:
    """List the direct quotations in a passage, without their marks."""
    return [part[1:-1] for quoted, part in split_quotations(text) if quoted]


def edited(hunk: Hunk) -> str:
    """Say what an edit did and where: "headline, replaced"."""
    return f"{FIELDS[hunk.field]}, {HUNKS[hunk.kind]}"

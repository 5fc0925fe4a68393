"""Words for what reports say of claims: passages, evidence, readings, standing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.change import Field


class Stance(StrEnum):
    """What one passage does to one claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    #: Talks about the claim without a side: no comment, a question, a hypothesis.
    NEUTRAL = "mentions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence, or part of one, of a revision, with what is needed to understand it."""

    text: str
    field: Field
    #: Character offsets into the field of the revision: field[start:end] == text.
    start: int
    end: int
    #: The revision's headline.
    headline: str = ""
    #: Sentences before it that it leans on, nearest last.
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What a stance model weighs: one claim and one passage in context."""

    claim: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Probabilities of what a passage does to a claim; in [0, 1], they sum to 1."""

    supports: float
    contradicts: float
    mentions: float
    unrelated: float


class SourceKind(StrEnum):
    """What sort of source speaks."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    INSTITUTION = "institution"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A person, institution, outlet or document that an article attributes to."""

    #: One key for one speaker across articles, in lower case.
    key: str
    #: As shown to a person: "Minoru Kihara".
    name: str
    kind: SourceKind
    #: The office in which the article names a person: "chief cabinet secretary", "Japan's premier".
    office: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says a passage, by which cue (PolNeAR: source, cue, content)."""

    source: Source
    #: The reporting words ("said", "denied", "according to"), None in the outlet's own voice.
    cue: str | None = None
    #: Whether the words stand in quotation marks.
    quoted: bool = False
    #: Outer layers of a nested attribution, outermost first.
    via: tuple[Source, ...] = ()


class Novelty(StrEnum):
    """A piece of evidence against the ledger as it stood."""

    NEW = "new"
    ECHO = "echo"
    WALK_BACK = "walk_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage of one revision that bears on one claim; appended, never changed."""

    claim_id: str
    article_id: str
    revision: int
    passage: Passage
    stance: Stance
    #: Probability of the stance, in [0, 1].
    score: float
    attribution: Attribution
    novelty: Novelty
    #: Name of the stance model that weighed it.
    model: str
    #: When the revision was seen.
    at: datetime
    outlet: str


class ReadingKind(StrEnum):
    """What one revision says of one claim as a whole."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    #: Carries accounts of both sides.
    DISPUTED = "disputed"
    MENTIONS = "mentions"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one revision says of one claim, with the evidence it rests on."""

    claim_id: str
    article_id: str
    revision: int
    kind: ReadingKind
    score: float
    #: None for `none`.
    novelty: Novelty | None = None
    evidence: tuple[Evidence, ...] = ()


class StandingKind(StrEnum):
    """Where a claim stands on all evidence so far."""

    #: Nobody on record speaks against it (also: nobody has spoken yet).
    UNCHALLENGED = "unchallenged"
    DISPUTED = "disputed"
    DENIED = "denied"
    CONFIRMED = "confirmed"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a claim stands, and who put it there."""

    claim_id: str
    kind: StandingKind
    #: The sources whose word decided it, most weighty first.
    by: tuple[Source, ...] = ()
    #: When it came to stand so, None while there is no evidence.
    since: datetime | None = None

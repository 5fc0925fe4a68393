"""Eight invented disputes, and four stories on each, every one in words of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Claim id, and what it says.
CLAIMS = {
    "reservoir": "Mayor Elena Ruiz approved the sale of the Northgate reservoir to Calder Water",
    "ferry": "Skandia Line sold its night ferry between Aldmouth and Port Verity",
    "hospital": "Governor Tomas Brandt ordered the closure of the Saint Hilda hospital",
    "tunnel": "Transport minister Aiko Lindqvist halted work on the Karst railway tunnel",
    "museum": "Orford Museum returned the bronze lions to the government of Benovia",
    "satellite": "Heliona Aerospace lost contact with its Meridian weather satellite",
    "wages": "Union leader Piet Vandermeer accepted the wage offer of the Rostin steelworks",
    "vaccine": "Health minister Clara Mendes rejected the Belmont malaria vaccine",
}

#: Speaker, whether they confirm it, and how they go on: no two stories share a sentence
#: beyond the claim itself, or one would pass for a reprint of the other.
_ACCOUNTS = (
    ("Senator Ruth Calloway", True, "She spoke for a minute and left through a side door."),
    ("Deputy director Hamid Karimi", False, "He had been asked twice by a local paper."),
    ("Judge Oswald Penn", True, "A ruling on the costs of the case is due next spring."),
    ("Ambassador Ines Laporte", False, "Her office sent the statement to all papers at noon."),
)

_SCENES = (
    "Rain kept the square empty, and the market ended an hour before its time.",
    "A brass band practised in the next street while reporters waited on the steps.",
    "The entrance hall smelled of fresh paint and of wet coats.",
    "Along the quay the lamps came on one after another.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story to publish, and the alert that is due for it."""

    slug: str
    headline: str
    paragraphs: tuple[str, ...]
    claim: str
    kind: str
    source: str


def claim_file() -> str:
    """Give the claims as a desk would write them."""
    return "\n".join(f'[[claim]]\nid = "{name}"\ntext = "{text}."' for name, text in CLAIMS.items())


def stories() -> Sequence[Story]:
    """Tell all stories, each claim's first account before any claim's second."""
    return [
        _story(claim, number, scene)
        for number in range(len(_ACCOUNTS))
        for scene, claim in enumerate(CLAIMS)
    ]


def _story(claim: str, number: int, scene: int) -> Story:
    speaker, confirms, more = _ACCOUNTS[number]
    verb = "confirmed" if confirms else "denied"
    name = " ".join(speaker.split()[-2:])
    return Story(
        slug=f"{claim}-{number}",
        headline=f"{name} speaks on the matter of the {claim}",
        paragraphs=(
            f"{speaker} on Monday {verb} that {CLAIMS[claim]}.",
            more,
            _SCENES[(scene + number) % len(_SCENES)],
        ),
        claim=claim,
        kind="supports" if confirms else "contradicts",
        source=name,
    )

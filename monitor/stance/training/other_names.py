"""Augmentation by names: a claim with another's name, and a row whose people are called otherwise.

`Okafor told the envoy to wait` says nothing of whether Lindqvist told the envoy to wait, or whether
Okafor told the minister to; and what Okafor did would have been the same had he been called Ruiz.
Rows made here teach; they are kept out of every evaluation.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from monitor.model.evidence import Pair
from monitor.rules.names import COUNTRIES, NAME, bare, is_institution
from monitor.stance.training.rows import MENTIONS, UNRELATED, Row

#: Share of the rows with a side, and of those without, that are told again of another.
OF_SIDES, OF_MENTIONS = 0.7, 0.2

#: Chance that the other is one whom the report names too, where it names any: the harder lesson.
OF_REPORT = 0.5

#: Share of the rows whose people are renamed.
RENAMED = 0.5

#: How many words a person's name has.
_PERSON_WORDS = range(2, 4)


class Kind(Enum):
    """What a name is of; only like takes the place of like."""

    PERSON = "person"
    INSTITUTION = "institution"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a claim, and what it is of."""

    name: str
    kind: Kind


def of_others(rows: Sequence[Row], dice: random.Random) -> Iterator[Row]:
    """Tell some rows again, each with a claim in which one name is another's: unrelated.

    Args:
        rows: Of one passage each; a name is exchanged only where the passage, its context or its
            headline shows whom it is about.
        dice: Decides which rows, names and others.
    """
    every = sorted(
        {named for row in rows for named in names(row.pairs[0].claim)},
        key=lambda named: (named.kind.value, named.name),
    )
    for row in rows:
        if row.target == UNRELATED:
            continue
        share = OF_MENTIONS if row.target == MENTIONS else OF_SIDES
        if dice.random() < share and (told := _of_another(row, every, dice)):
            yield told


def renamed(rows: Sequence[Row], dice: random.Random) -> Iterator[Row]:
    """Give the people of some claims other names, there and in the report; the answer stays.

    Whoever learns a story twice should not know its people by name the second time.
    """
    people = sorted({name for row in rows for name in _people(row)})
    for row in rows:
        own = list(_people(row))
        if len(row.pairs) == 1 and own and dice.random() < RENAMED:
            yield _renamed(row, dict(zip(own, dice.sample(people, len(own)), strict=True)))
        else:
            yield row


def _people(row: Row) -> Iterator[str]:
    """List those of a claim's names that its report goes on to use by their last word, as people's.

    A mill or an insurer of two words is called by both.
    """
    passage = row.pairs[0].passage
    told = " ".join((passage.headline, *passage.context, passage.text))
    for named in names(row.pairs[0].claim):
        first, last = named.name.split(maxsplit=1)[0], named.name.rsplit(maxsplit=1)[-1]
        if named.kind is Kind.PERSON and re.search(
            rf"(?<!{re.escape(first)} )\b{re.escape(last)}\b", told
        ):
            yield named.name


def _renamed(row: Row, called: Mapping[str, str]) -> Row:
    """Rename people whole, and where they go by their last name."""
    forms = {old.rsplit(maxsplit=1)[-1]: new.rsplit(maxsplit=1)[-1] for old, new in called.items()}
    forms |= called
    any_form = re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) + r")\b"
    )

    def told(text: str) -> str:
        return any_form.sub(lambda found: forms[found.group()], text)

    pair = row.pairs[0]
    text = told(pair.passage.text)
    passage = replace(
        pair.passage,
        text=text,
        end=pair.passage.start + len(text),
        headline=told(pair.passage.headline),
        context=tuple(map(told, pair.passage.context)),
    )
    return replace(row, pairs=(Pair(claim=told(pair.claim), passage=passage),))


def names(claim: str) -> Iterator[Named]:
    """List the names of people, institutions and countries in a claim."""
    for hit in NAME.finditer(claim):
        name = bare(hit.group())
        if name in COUNTRIES:
            yield Named(name, Kind.COUNTRY)
        elif " " in name and is_institution(name):
            yield Named(name, Kind.INSTITUTION)
        elif len(name.split()) in _PERSON_WORDS:
            yield Named(name, Kind.PERSON)


def _of_another(row: Row, every: Sequence[Named], dice: random.Random) -> Row | None:
    pair = row.pairs[0]
    passage = pair.passage
    told = " ".join((passage.headline, *passage.context, passage.text))
    seen = [named for named in names(pair.claim) if _shown(named.name, told)]
    if not seen:
        return None
    own = dice.choice(seen)
    others = [n for n in every if n.kind is own.kind and not _same(n, pair.claim, passage.text)]
    if not others:
        return None
    near = [n for n in others if n.name in told]
    other = dice.choice(near if near and dice.random() < OF_REPORT else others)
    claim = pair.claim.replace(own.name, other.name)
    return replace(row, pairs=(replace(pair, claim=claim),), target=UNRELATED)


def _shown(name: str, text: str) -> bool:
    """Tell whether a text shows a name, or the last word it goes by."""
    return name.rsplit(maxsplit=1)[-1] in text


def _same(other: Named, *texts: str) -> bool:
    """Tell whether another's name stands in a text already, whole or by its last word."""
    country = COUNTRIES.get(other.name)
    forms: Iterable[str] = (
        (form for form, of in COUNTRIES.items() if of == country)
        if country
        else (other.name.split()[-1],)
    )
    return any(form in text for form in forms for text in texts)

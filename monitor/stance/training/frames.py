"""Augmentation: clauses set into the ways news carries, denies, questions and recalls them.

Rows made here teach; they are kept out of every evaluation.
"""

# ruff: noqa: E501, SIM905 (tables of sentences read best one telling a line)

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from monitor.stance.training.newsroom import Event, World, chance
from monitor.stance.training.rows import (
    CONTRADICTS,
    MENTIONS,
    SUPPORTS,
    UNRELATED,
    Row,
    Target,
    row,
)

#: Ways to carry an account; the clause keeps its side.
SAID = (
    "{c}.", "{c}.", "{C}, {s} said.", "{C}, {s} said on {day}.", "{S} said {c}.", "{S} said on {day} that {c}.", "{S} told reporters that {c}.",
    "{O} reported that {c}.", "{O}, citing {anon}, reported that {c}.", "According to {anon}, {c}.", "According to {s}, {c}.",
    '"{C}," {s} said.', "{S} confirmed that {c}.", "{S} acknowledged that {c}.", "{S} repeated on {day} that {c}.", "{S} insisted that {c}.",
    "Accounts by {o} and others say that {c}.", "{O} says {c}.", "{S} conceded for the first time that {c}.", "{S} stood by a statement that {c}.",
    "Two people with knowledge of the matter said {c}.", "After days of silence, {s} admitted that {c}.", "{S}, who had denied it, now says {c}.",
    "{S} made clear that {c}.", '"{C}," according to a note seen by {o}.', "{S}: {c}", "It was {s} who disclosed that {c}.", "{S} was wrong, critics said, because {c}.",
    "11:42 - {O} says {c}.", "{O} has reported that {c}, citing {anon}.", "{O} stands by its report that {c}.", "The fact that {c} troubled {s}.",
)  # fmt: skip
#: Ways to deny; the clause's side is turned.
DENIED = (
    "{S} denied that {c}.", "{S} has denied that {c}.", "{S} denied a report that {c}.", "{S} denied reports that {c}.", "{S} rejected the claim that {c}.",
    "{S} dismissed as false a report that {c}.", "It is not true that {c}, {s} said.", "{S} said it was untrue that {c}.", "There was no truth in the report that {c}, {s} said.",
    "{S} flatly denied that {c}.", "The report that {c} is wrong, {s} said.", "{O} withdrew its statement that {c} and called it an error.",
    "Contrary to earlier reports, it is not the case that {c}.", '"The story that {c} is pure invention," {s} said.', "{S} refuted a report indicating that {c}.",
    "{S}, who had said that {c}, now says this was wrong.", "A rumour that {c} is false, {o} found.", "{S} walked back a statement that {c}.",
    "{S} denied ever having said that {c}.", "{S} disputes that {c}.",
)  # fmt: skip
#: Ways to leave open; no side is taken.
OPEN = (
    "{S} declined to say whether {c}.", "{S} would not say whether {c}.", "{S} did not deny that {c}.", "{S} stopped short of confirming that {c}.", "Is it true that {c}?",
    "If {c}, much would change, {s} said.", "It is unclear whether {c}.", "{S} neither confirmed nor denied that {c}.", "What if {c}?", "{S} was asked whether {c}.",
    "{S} refused to discuss whether {c}.", "Asked whether {c}, {s} spoke of the weather.", "Whether {c} is not known.", "{O} could not verify whether {c}.",
    "Half of those polled believe that {c}.", "{S} hopes that {c}.", "Suppose for a moment that {c}.", "Bookmakers offer even odds that {c}.", "Some say {c}; others say the opposite.",
    "{S} did not respond when asked whether {c}.", "Nobody knows whether {c}.", "{S} said no comment was possible on whether {c}.", "Had {s} been told whether {c}?",
    "{S} will examine claims that {c}.", "It would be a mistake to assume that {c}.", "{O} has retracted an article about whether {c}.",
)  # fmt: skip
#: Sentences that mean nothing alone; they are read with the account before them.
CONFIRMS = (
    "{S} confirmed the report.", "{S} confirmed it.", '"That is correct," {s} said.', '"Yes, that is true," {s} said.', "The report was accurate, {s} said.", "{S} said the account was right.",
    "{S} acknowledged as much on {day}.", "{O} said it stood by its article.", "That much {s} had said before.", '"It happened just like that," {s} said.', "{S} did not hide it: that was so.",
    "The account is true, {s} said.", "{S} later verified the report.", '"I can confirm that," {s} said.', '"We are confident in our reporting," a spokesperson for {o} said.',
)  # fmt: skip
DENIES = (
    '"There is no such fact," {s} said.', "There was no such fact, {s} said.", "{S} rejected the report.", "{S} denied the report.", "{S} denied it.", '"That\'s not true," {s} said.', "{S} says that is untrue.",
    "{S} said it never happened.", "{S} called the report false.", "{S} says he did no such thing.", "{S} dismissed the report as baseless.", '"Fake news," {s} said.', "{S} said the description was wrong.",
    '"It is a complete fabrication," {s} told reporters.', "The report is wrong, {s} said.", "{S} refuted the account.", '"I never said that," {s} said.', "{S} flatly denied this.", '"Nothing of the kind was said," {s} said.',
    "{O} apologised and said that its report was wrong.", "{S} disputed that account.", '"No, absolutely not," {s} said.', "{S} said no such thing had taken place.", "It was not so, {s} said.", "{S} would like to make it clear that there is no such fact.",
    '"I was there and I heard nothing like it," {s} said.', "{S} has denied this.", "{S} rejected this account as inaccurate.", "That, {s} said, was a misunderstanding; the opposite is the case.",
)  # fmt: skip
HEDGES = (
    "{S} declined to comment.", "{S} did not respond to a request for comment.", '"I will not discuss private conversations," {s} said.', "{S} did not deny the report.", "{S} neither confirmed nor denied it.",
    "{S} would not be drawn on the matter.", '"I have nothing to add," {s} said.', "{S} had no immediate comment.", "{S} stopped short of confirming the report.", '"You will have to ask them," {s} said.',
    "{S} said it would look into the report.", "{S} refused to take questions about it.", "{S} referred to an earlier statement.", "{O} has withdrawn the article without saying why.", '"No comment is no comment," {s} said.',
    "{S} asked what had been said.", "The answer was not given, {s} noted.", "{S} called the matter a private one.",
)  # fmt: skip
FILLERS = (
    "Markets fell in early trading.", "The talks lasted an hour.", "It was the first such statement this year.", "{S} spoke at a news conference in {place}.", "Reporters were not allowed into the room.",
    "The two sides will meet again on {day}.", "{S} welcomed the visitors.", "{place} has said little about the affair.", "{S} arrived late.", "The report drew wide attention.",
)  # fmt: skip
ANON = ("people familiar with the matter", "unnamed officials", "two government sources", "a person briefed on the call", "diplomats", "a senior official", "sources")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: What an answer does to the account before it.
ANSWERS: tuple[tuple[Sequence[str], Target], ...] = (
    (CONFIRMS, SUPPORTS),
    (DENIES, CONTRADICTS),
    (HEDGES, MENTIONS),
)


class Frames:
    """Sets clauses into sentences with the world's names."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.dice = world.dice

    def tell(self, frames: Sequence[str], clause: str = "") -> str:
        """Set a clause into one of the frames."""
        w, d = self.world, self.dice
        s, o = w.speaker(), w.outlet()
        while not clause and s in {"he", "she"} and chance(d, 0.5):
            s = w.speaker()
        text = d.choice(frames).format(
            c=clause, C=_upper(clause), s=s, S=_upper(s), o=o, O=_upper(o), anon=d.choice(ANON), day=d.choice(DAYS), place=d.choice(["Geneva", "New York", "the capital", "Parliament"])
        )  # fmt: skip
        return _upper(text.replace(",,", ",").replace(",.", "."))

    def events(self, count: int) -> list[Row]:
        """Make rows of invented events."""
        makers = (
            [self._said] * 6 + [self._denied] * 2 + [self._left_open] * 2 + [self._stranger]
            + [self._anaphora] * 5 + [self._elsewhere] * 2
        )  # fmt: skip
        return [self.dice.choice(makers)() for _ in range(count)]

    def stories(self, count: int) -> list[Row]:
        """Make rows of invented events whose strangers are of the same cast: the hard ones."""
        makers = (
            [self._said] * 6 + [self._denied] * 3 + [self._left_open] * 2 + [self._anaphora] * 4
            + [self._aside] * 3 + [self._aside_answered] * 3 + [self._two_accounts] * 3 + [self._stranger]
        )  # fmt: skip
        rows = []
        for _ in range(count):
            self.world.recast()
            rows.append(self.dice.choice(makers)())
        return rows

    def _another(self, event: Event) -> Event:
        """Draw an event of another kind, of the same cast."""
        other = self.world.deniable()
        while other.noun == event.noun or other.claim == event.claim:
            other = self.world.deniable()
        return other

    def _aside(self) -> Row:
        """Tell of another matter of the same people: unrelated, whatever its side."""
        e, d = self.world.event(), self.dice
        other = self._another(e)
        text = self.tell(d.choice((SAID, SAID, DENIED, OPEN)), d.choice(other.yes + other.no))
        return self._row(e.claim, text, UNRELATED, self._around(e.yes))

    def _aside_answered(self) -> Row:
        """Answer another account of the same people: unrelated, however firm."""
        e, d = self.world.event(), self.dice
        other = self._another(e)
        account = self.tell(d.choice((SAID, SAID, OPEN)), d.choice(other.yes + other.no))
        answer = self.tell(d.choice((CONFIRMS, DENIES, DENIES, HEDGES)))
        return self._row(e.claim, answer, UNRELATED, self._before(account))

    def _two_accounts(self) -> Row:
        """Answer after two accounts: the nearer one is meant."""
        e, d = self.world.deniable(), self.dice
        mine = self.tell(SAID, d.choice(e.yes))
        other = self.tell(SAID, d.choice(self._another(e).yes))
        answers, target = d.choice(ANSWERS)
        if chance(d, 0.5):
            return self._row(e.claim, self.tell(answers), target, (other, mine))
        return self._row(e.claim, self.tell(answers), UNRELATED, (mine, other))

    def _said(self) -> Row:
        e, d = self.world.event(), self.dice
        side, target = d.choice(
            ((e.yes, SUPPORTS), (e.yes, SUPPORTS), (e.no, CONTRADICTS), (e.open, MENTIONS))
        )
        clause = d.choice(side)
        return self._row(e.claim, self.tell(SAID, clause), target, self._around(e.yes + e.no))

    def _denied(self) -> Row:
        e = self.world.deniable()
        text = self.tell(DENIED, self.dice.choice(e.yes))
        return self._row(e.claim, text, CONTRADICTS, self._around(e.yes))

    def _left_open(self) -> Row:
        e = self.world.deniable()
        text = self.tell(OPEN, self.dice.choice(e.yes + e.no[:1]))
        return self._row(e.claim, text, MENTIONS, self._around(e.yes))

    def _stranger(self) -> Row:
        e, d = self.world.event(), self.dice
        text = self.tell(d.choice((SAID, SAID, DENIED, OPEN)), d.choice(e.other))
        return self._row(e.claim, text, UNRELATED, self._around(e.yes))

    def _anaphora(self) -> Row:
        """Answer an account that stands in the context."""
        e, d = self.world.deniable(), self.dice
        if chance(d, 0.12):
            denial = self._before(self.tell(SAID, d.choice(e.no)))
            return self._row(e.claim, self.tell(CONFIRMS), CONTRADICTS, denial)
        account = self.tell(d.choice((SAID, SAID, SAID, OPEN)), d.choice(e.yes))
        answers, target = d.choice(ANSWERS)
        return self._row(e.claim, self.tell(answers), target, self._before(account))

    def _elsewhere(self) -> Row:
        """Answer an account of another matter: no matter how firm, it is unrelated."""
        e, d = self.world.deniable(), self.dice
        stranger = d.choice(e.other) if chance(d, 0.6) else d.choice(self.world.event().yes)
        answer = self.tell(d.choice((CONFIRMS, DENIES, HEDGES)))
        return self._row(e.claim, answer, UNRELATED, self._before(self.tell(SAID, stranger)))

    def natural(self, accounts: Sequence[tuple[str, str]], count: int) -> list[Row]:
        """Make rows of claims that people wrote, each with an account of it in other words."""
        d = self.dice
        return [self._natural(d.choice(accounts), d.choice(accounts)[1]) for _ in range(count)]

    def _natural(self, account: tuple[str, str], stranger: str) -> Row:
        claim, d = account[0], self.dice
        c, other = clause_of(account[1]), clause_of(stranger)
        around = self._around((c,))
        makers = (
            [lambda: self._row(claim, self.tell(SAID, c), SUPPORTS, around)] * 4
            + [lambda: self._row(claim, self.tell(DENIED, c), CONTRADICTS, around)] * 4
            + [lambda: self._row(claim, self.tell(OPEN, c), MENTIONS, around)] * 3
            + [lambda: self._row(claim, self.tell(d.choice((SAID, DENIED, OPEN)), other), UNRELATED, around)]
            + [lambda: self._answer(claim, c)] * 6
            + [lambda: self._answer(claim, other, UNRELATED)] * 2
        )  # fmt: skip
        return d.choice(makers)()

    def _answer(self, claim: str, account: str, target: Target | None = None) -> Row:
        answers, sense = self.dice.choice(ANSWERS)
        context = self._before(self.tell(SAID, account))
        return self._row(claim, self.tell(answers), target or sense, context)

    def numbers(self, claims: Sequence[str], count: int) -> list[Row]:
        """Make rows of claims with a figure: the same in another spelling, or another figure."""
        with_figures = [c for c in claims if re.search(r"\d", c)]
        return [self._number(self.dice.choice(with_figures)) for _ in range(count)]

    def _number(self, claim: str) -> Row:
        same = chance(self.dice, 0.5)
        changed = respelled(claim) if same else other_figure(claim, self.dice)
        frames = SAID if chance(self.dice, 0.6) else ("{c}.",)
        target = SUPPORTS if same else CONTRADICTS
        return self._row(claim, self.tell(frames, clause_of(changed)), target, ())

    def _before(self, account: str) -> tuple[str, ...]:
        filler = self.tell(FILLERS)
        return (
            (filler, account)
            if chance(self.dice, 0.5)
            else (account, filler)
            if chance(self.dice, 0.35)
            else (account,)
        )

    def _around(self, clauses: Sequence[str]) -> tuple[str, ...]:
        """Make a context that must not decide: often none, a filler, or the other side's word."""
        d = self.dice
        if chance(d, 0.4):
            return ()
        if chance(d, 0.33):
            return (self.tell(FILLERS),)
        return (self.tell(d.choice((SAID, DENIED, OPEN)), d.choice(clauses)),)

    def _row(self, claim: str, text: str, target: Target, context: tuple[str, ...]) -> Row:
        return row(claim, text, target, origin="augmented", context=context)


def clause_of(claim: str) -> str:
    """Make a claim fit to stand after "that"."""
    bare = claim.strip().rstrip(".!")
    first = bare.split(" ", 1)[0]
    return bare[0].lower() + bare[1:] if first in _LOWERED else bare


#: Words that a sentence capitalises and a clause does not.
_LOWERED = frozenset(
    "The A An There It In On At After Before Two Three Four Five Some Many Most People Police Scientists This These "
    "Those He She They One Researchers Women Men Children During Because When No Several Thousands Eating".split()
)


def respelled(claim: str) -> str:
    """Write figures another way that means the same."""
    text = re.sub(r"\$(\d[\d,.]*\d|\d) (billion|million)", r"\1 \2 dollars", claim)
    text = re.sub(r"(\d)\s?%", r"\1 percent", text)
    return re.sub(r"(\d),(\d{3})\b", r"\1\2", text)


#: Figures that are years, most likely; they change by a few.
YEARS = range(1800, 2100)


def other_figure(claim: str, dice: random.Random) -> str:
    """Change the first figure of a claim to one that is not it."""

    def change(match: re.Match[str]) -> str:
        value = int(match.group())
        if value in YEARS:
            return str(value + dice.choice([-3, -1, 1, 2, 4]))
        return str(round(value * dice.choice([0.4, 0.6, 1.5, 2.0, 3.0])) + 1 + value % 2)

    return re.sub(r"\d+", change, claim, count=1)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]

"""What was done to the sentences of a story that changed next to each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from monitor.model.change import ChangeKind
from monitor.rules.diffing import Rewrite, Stretch
from monitor.rules.figures import figure_changed, figures, same_figures
from monitor.rules.ladders import graded
from monitor.rules.sourcing import nameless, source_phrases, tells_of_source
from monitor.rules.usage import STOP, VAGUE
from monitor.rules.wording import Wording, harder, leftover, same_but_spelling, weighty

#: Words of weight that a sentence must have gained, or lost, to tell facts that it did not.
_FACT_WORDS = 3

#: Words of weight, old and new together, that may differ where a sentence was only polished.
_POLISHED = 3

#: Words that join the others: one more or less of them, and the sentence was built anew.
_JOINTS = Counter(dict.fromkeys(STOP, 99))

#: A source that is counted: "two officials", "an engineer".
_HOW_MANY = re.compile(
    r"(?:the |all |both |an? )?(?:\d+|[a-z]+) [a-z]+(?: [\w ]+)?$", re.IGNORECASE
)

#: A stretch of more characters is an update, whatever its words: no reader compares so much.
_MAX_STRETCH = 6_000


class Borrowed:
    """The words of quotations that went or came: outside of them they are no news."""

    def __init__(self, went: Sequence[str], came: Sequence[str]) -> None:
        self.went = weighty(" ".join(went))
        self.came = weighty(" ".join(came))


def stretch_kinds(stretch: Stretch, borrowed: Borrowed, *, corrected: bool) -> set[ChangeKind]:
    """Say what the changes in neighbouring sentences did.

    Args:
        stretch: The sentences, paired, with their quotations emptied.
        borrowed: What stood in quotations.
        corrected: Whether a notice tells which fact was wrong.
    """
    if sum(len(pair.before) + len(pair.after) for pair in stretch) > _MAX_STRETCH:
        return {ChangeKind.UPDATE}
    before = Wording(" ".join(pair.before for pair in stretch))
    after = Wording(" ".join(pair.after for pair in stretch))
    speech = any(_speech(pair) for pair in stretch)
    if not speech and same_but_spelling(before, after):
        return _style(before, after, borrowed)
    kinds: set[ChangeKind] = set()
    for pair in stretch:
        if pair.before and pair.after:
            elsewhere = _neighbours(pair, before, after, borrowed)
            edit = _Pair(Wording(pair.before), Wording(pair.after), *elsewhere)
            edit.spoke = _named(before), _named(after)
            if edit.same:
                kinds |= _style(edit.before, edit.after, borrowed)
            else:
                told = edit.kinds(corrected=corrected)
                kinds |= _style(edit.before, edit.after, borrowed) if told is None else told
        elif _tells(pair, before, after, borrowed):
            kinds.add(ChangeKind.UPDATE)
    return kinds


def _speech(pair: Rewrite) -> bool:
    """Say whether a sentence that came or went quotes somebody and names or shows who speaks."""
    text = pair.before or pair.after
    alone = not (pair.before and pair.after)
    return alone and '"' in text and bool(source_phrases(text))


def _style(before: Wording, after: Wording, borrowed: Borrowed) -> set[ChangeKind]:
    """Call it a copyedit; the marks around changed quotations are none."""
    if before.text.split() == after.text.split():
        return set()
    quoting = '"' in before.text + after.text and (borrowed.went or borrowed.came)
    return set() if quoting else {ChangeKind.COPYEDIT}


def _neighbours(
    pair: Rewrite, before: Wording, after: Wording, borrowed: Borrowed
) -> tuple[Counter[str], Counter[str]]:
    """Count the words that the sentences around had, and have, and those that were quoted."""
    old, new = weighty(pair.before), weighty(pair.after)
    return before.weighty - old + borrowed.went, after.weighty - new + borrowed.came


def _tells(pair: Rewrite, before: Wording, after: Wording, borrowed: Borrowed) -> bool:
    """Say whether a sentence that came or went tells what its neighbours did not."""
    text = Wording(pair.before or pair.after)
    other, quoted = (after, borrowed.came) if pair.before else (before, borrowed.went)
    if _speech(pair):
        spoken = borrowed.went if pair.before else borrowed.came
        if 2 * (spoken - other.folded - quoted).total() > spoken.total():
            return True
    return _mostly_new(text.weighty, other.weighty + quoted) or _mostly_new(
        text.folded, other.folded + quoted
    )


def _mostly_new(words: Counter[str], known: Counter[str]) -> bool:
    new = (words - known).total()
    return new > 0 and new >= min(_FACT_WORDS, (words.total() + 1) // 2)


class _Pair:
    """A sentence before and after, and the words that stood and stand around it."""

    def __init__(
        self, before: Wording, after: Wording, stood: Counter[str], stands: Counter[str]
    ) -> None:
        self.before = before
        self.after = after
        #: Words that name sources around it, before and after.
        self.spoke: tuple[frozenset[str], frozenset[str]] = frozenset(), frozenset()
        #: Words of weight that went and came; and without those the sentences around tell.
        self.lost, self.won = leftover(before.weighty, after.weighty)
        self.names = before.names - after.names, after.names - before.names
        self.went = list((Counter(self.lost) - stands).elements())
        self.came = list((Counter(self.won) - stood).elements())

    @property
    def same(self) -> bool:
        """Whether the sentence tells the same as before."""
        return same_but_spelling(self.before, self.after)

    def kinds(self, *, corrected: bool) -> set[ChangeKind] | None:
        """Say what became of the sentence; None where it tells the same in other words."""
        kinds: set[ChangeKind] = set()
        if self._source():
            kinds.add(ChangeKind.ATTRIBUTION)
        if self._number():
            kinds.add(ChangeKind.NUMBER)
        if kind := self._firmness(counted=ChangeKind.NUMBER not in kinds):
            kinds.add(kind)
        if self._facts(kinds):
            kinds.add(ChangeKind.UPDATE)
        if kinds or not self._otherwise():
            return kinds or None
        return set() if corrected else {ChangeKind.UPDATE}

    def _number(self) -> bool:
        old, new = _unsourced(self.before.text), _unsourced(self.after.text)
        if figure_changed(old, new):
            return True
        grown = abs(len(self.before.words) - len(self.after.words)) > _FACT_WORDS
        if not grown and not self.lost and not self.won and figures(old) and figures(new):
            return not same_figures(old, new)
        vague = VAGUE.findall(old.lower()), VAGUE.findall(new.lower())
        if vague[0] != vague[1] and len(vague[0]) == len(vague[1]):
            return not self.went and not self.came
        return bool(vague[0]) != bool(vague[1]) and not same_figures(old, new)

    def _source(self) -> bool:
        """Say whether who said it, or what is told of them, became another."""
        went, came = set(self.lost) - self.spoke[1], set(self.won) - self.spoke[0]
        old, new = self.before.sources, self.after.sources
        lost, won = set().union(*old - new) & went, set().union(*new - old) & came
        if not lost or not won:  # one more source in a longer sentence is news, not another source
            grown = len(self.won) - len(self.lost)
            told = len(won) - len(lost)
            if abs(grown - told) > _FACT_WORDS:
                return False
        return (
            bool(lost or won)
            or tells_of_source(went | came)
            or nameless(self.before.text) != nameless(self.after.text)
            or self._other_count()
        )

    def _other_count(self) -> bool:
        """Say whether more, or fewer, sources of the same sort say it now."""
        old, new = _counted(self.before.text), _counted(self.after.text)
        return any(old[words] != new[words] for words in old.keys() & new.keys())

    def _firmness(self, *, counted: bool) -> ChangeKind | None:
        added, removed = len(self.came) > _FACT_WORDS, len(self.went) > _FACT_WORDS
        if (added and not self.went) or (removed and not self.came):
            return None  # what was said stays as sure as it was
        step = harder(self.before, self.after, counted=counted)
        if not step:
            return None
        return ChangeKind.HARDENED if step > 0 else ChangeKind.SOFTENED

    def _facts(self, kinds: set[ChangeKind]) -> bool:
        """Say whether the sentence tells more, or less, than other kinds account for."""
        went, came = self.went, self.came
        if ChangeKind.ATTRIBUTION in kinds:
            old, new = set().union(*self.before.sources), set().union(*self.after.sources)
            went = [word for word in went if word not in old and not tells_of_source({word})]
            came = [word for word in came if word not in new and not tells_of_source({word})]
        if kinds & {ChangeKind.SOFTENED, ChangeKind.HARDENED}:
            went = [word for word in went if not graded(word)]
            came = [word for word in came if not graded(word)]
        swapped = min(len(went), len(came)) > _FACT_WORDS
        return abs(len(came) - len(went)) > _FACT_WORDS or swapped

    def _otherwise(self) -> bool:
        """Say whether anything of weight is left that differs."""
        if self.before.negations != self.after.negations:
            return True
        if not same_figures(self.before.text, self.after.text):
            return True
        return bool(self.went or self.came) and not self._rephrased()

    def _rephrased(self) -> bool:
        """Say whether the sentence was turned, not one word of it put in another's place.

        Who swaps a fact leaves the grammar alone; who polishes moves words or joins them otherwise.
        """
        if len(self.went) + len(self.came) > _POLISHED or any(self.names):
            return False
        old, new = self.before.words, self.after.words
        if abs(len(self.went) - len(self.came)) > 1 or abs(len(old) - len(new)) > _FACT_WORDS:
            return False  # a clause more, or less
        joints, others = Counter(old) & _JOINTS, Counter(new) & _JOINTS
        built = (joints - others).total() + (others - joints).total()
        return (built > 1 and bool(self.went and self.came)) or _turned(old, new)


def _named(text: Wording) -> frozenset[str]:
    """Gather the words that name the sources of a text."""
    return frozenset[str]().union(*text.sources)


def _unsourced(text: str) -> str:
    """Leave out how many say it: `two officials` counts people, not news."""
    for phrase in source_phrases(text):
        if _HOW_MANY.match(phrase):
            text = text.replace(phrase, " ")
    return text


def _counted(text: str) -> dict[frozenset[str], Counter[str]]:
    """Count the sources of a text that are told by what they are, not by name."""
    found = {frozenset(weighty(phrase)): figures(phrase) for phrase in source_phrases(text)}
    return {words: count for words, count in found.items() if words}


def _turned(old: Sequence[str], new: Sequence[str]) -> bool:
    """Say whether the words that stayed stand in another order."""
    kept = set(old) & set(new)
    return [word for word in old if word in kept] != [word for word in new if word in kept]

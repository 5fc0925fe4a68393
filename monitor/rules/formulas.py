"""Whether two texts are alike by formula or by quotation only, and neither is the other's print.

Weather, match and market reports are filled into the same form every day: most sentences
have a twin, but the twins tell other figures and names. Two stories that print one long
statement share its words and no others.
"""

from __future__ import annotations

from monitor.rules.diffing import Rewrite, rewrites, sentences
from monitor.rules.figures import figures
from monitor.rules.wording import Wording

#: Twin sentences that tell other figures or names, from which on a text is a filled-in form:
#: so many of them, and this share of all sentences that the two texts have in common.
_CONFLICTS, _CONFLICT_SHARE = 3, 1 / 3


def filled_in(old: str, new: str) -> bool:
    """Say whether two texts are one form, filled in with other facts."""
    pairs = [pair for stretch in rewrites(old, new) for pair in stretch]
    twins = [pair for pair in pairs if pair.before and pair.after]
    conflicts = sum(map(_conflict, twins))
    if conflicts < _CONFLICTS:
        return False
    changed = sum(bool(pair.after.strip()) for pair in pairs)
    same = sum(not piece.isspace() for piece in sentences(new)) - changed
    return conflicts >= _CONFLICT_SHARE * (len(twins) + max(same, 0))


def _conflict(pair: Rewrite) -> bool:
    old, new = Wording(pair.before), Wording(pair.after)
    told = figures(old.text), figures(new.text)
    if told[0] - told[1] and told[1] - told[0]:
        return True
    return bool(old.names - new.names) and bool(new.names - old.names)

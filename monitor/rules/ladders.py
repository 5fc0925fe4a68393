"""Words for one thing in degrees: `protest` is softer than `riot`, `questioned` than `arrested`.

A degree counts only where one word gave way to another of its ladder; a new sentence
with a riot in it makes nothing harder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.rules.usage import fold

#: Ladders, weakest rung first; words of one rung may stand for one another. A line that is
#: indented further goes on with the ladder above.
_LADDERS = """
    protester demonstrator marcher crowd activist campaigner | rioter mob thug vandal looter
    protest demonstration march rally gathering | unrest disorder clash | riot rampage
    die died dead dies death lost perish | kill killed kills shot slain | murder murdered
        massacre massacred slaughter slaughtered execute executed
    incident event encounter | attack assault strike | atrocity terror terrorism terrorist
    gunman attacker shooter suspect assailant | militant extremist | terrorist
    fighter rebel | militant | terrorist
    question questioned interview interviewed | detain detained held hold | arrest arrested |
        charge charged indict indicted | convict convicted jail jailed sentence sentenced
    suspend suspended pause paused stall stalled adjourn adjourned postpone postponed delay
        delayed | collapse collapsed fail failed cancel cancelled scrap scrapped abandon
        abandoned end ended
    leave left depart | storm stormed flee fled
    missing lost | feared presumed | dead died killed drowned
    payment payments money gift fee donation | bribe bribes bribery kickback payoff
    leak leaked spill spilled | poison poisoned contaminate contaminated
    urge urged | beg begged implore implored plead pleaded
    warn warned warning | threaten threatened threat ultimatum
    suspect attacker | killer murderer culprit
    said told | boast boasted gloat gloated | sneer sneered rant ranted
    change reform | overhaul shake-up | purge
    loss setback blow | disaster catastrophe calamity
    document text note | manifesto
    possible suspected fear fears feared | found confirmed detected
    would should | will
    odd unusual | suspicious | criminal illegal unlawful
    refer referred mention mentioned | blame blamed
    criticism | fury outrage backlash uproar
    large crowd | horde swarm flood
    enter entered | break broke broken | storm stormed invade invaded raid raided
    ask asked asks request requested invite invited suggest suggested | urge urged urges call
        called appeal | press pressed | demand demanded demands insist | order ordered orders
        force forced compel instruct instructed
    advise advised advises counsel hint hinted | urge urged warn warned tell told | order
        ordered demand demanded
    criticise criticised criticize criticized question questioned | condemn condemned denounce
        denounced slam slammed blast blasted attack lambast lambasted
    concern concerns worry worried unease | fear fears alarm alarmed | panic crisis outrage
    dispute disagreement difference tension | row clash quarrel feud | fight war
    few | some several | many | most majority | all every
    failing shortcoming lapse | cover conceal hide
    mistake error slip | failure failing negligence | fraud crime
    concern issue question irregularity | misconduct wrongdoing breach | fraud corruption crime
        scandal
    fall fell fallen dip dipped slip slipped ease eased decline declined drop dropped | plunge
        plunged plummet plummeted tumble tumbled crash crashed collapse collapsed slump slumped
    rise rose risen gain gained increase increased grow grew climb climbed edge edged | soar
        soared surge surged jump jumped rocket rocketed skyrocket
    withhold withheld | hide hid hidden conceal concealed suppress suppressed
    mislead misled misleading inaccurate wrong | lie lied lying lies false
    decline declined | refuse refused | reject rejected deny denied
    unsafe risky | dangerous | deadly lethal fatal
    rare | common | widespread rampant
    small minor slight | major serious significant large | huge severe massive devastating
        catastrophic
    consider considered weigh mull plan planned propose proposed | agree agreed decide decided
        announce announced | do done sign signed approve approved impose imposed
    remove removed replace replaced | oust ousted sack sacked fire fired dismiss dismissed
    resign resigned quit leave left step stepped depart | oust ousted sack sacked fire fired
        force forced
    take took taken receive received accept accepted | steal stole stolen loot embezzle
        embezzled bribe
    allegation claim claims accusation suggestion report | evidence finding findings | proof
        fact
    suspicious unexplained | murder murdered killing homicide
    deny denied denies dispute disputed | decline declined | say said | admit admitted confess
        confessed confirm confirmed
    not-guilty innocent cleared acquitted | accused charged | guilty convicted
    contribute contributed factor linked | cause caused causes blame blamed
    cut trim trimmed reduce reduced reduction | slash slashed gut gutted axe axed
    block blocked delay delayed restrict restricted limit limited review | ban banned halt
        halted stop stopped prohibit prohibited
    warning watch yellow | amber orange | red emergency
    touch touched push pushed | hit struck beat beaten punch punched | batter battered maul
        mauled
    policy measure | crackdown purge
    migrant migrants refugee | illegal illegals invader
    mission operation intervention | war invasion occupation
    win victory beat beaten | rout routed thrash thrashed landslide crush crushed
    hope hoped | intend intended plan planned | pledge pledged promise promised vow
    resume reconsider | abandon
    help helped encourage encouraged back backed support supported | lead led direct directed
        order ordered
    know knew aware | order ordered approve approved
    met contact contacts | collude colluded collusion conspire conspired conspiracy
"""


def _rungs(ladders: str) -> dict[str, frozenset[tuple[int, int]]]:
    """Find the ladders, with the rung on each, that a folded word stands on."""
    found: dict[str, set[tuple[int, int]]] = {}
    for number, ladder in enumerate(re.split(r"\n {4}(?! )", ladders)):
        for height, rung in enumerate(ladder.split("|")):
            for word in rung.split():
                found.setdefault(fold(word), set()).add((number, height))
    return {word: frozenset(places) for word, places in found.items()}


_RUNGS = _rungs(_LADDERS)


def degree(went: Iterable[str], came: Iterable[str]) -> int:
    """Say how much harder (or, below nought, softer) the folded words that came are.

    Only a word that gave way to another of the same ladder counts.
    """
    old, new = _highest(went), _highest(came)
    steps = [new[ladder] - old[ladder] for ladder in old.keys() & new.keys()]
    up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    return up - down


def graded(word: str) -> bool:
    """Say whether a folded word is a rung of some ladder."""
    return word in _RUNGS


def level(old: str, new: str) -> bool:
    """Say whether two folded words stand on one rung."""
    return not _RUNGS.get(old, frozenset()).isdisjoint(_RUNGS.get(new, ()))


def _highest(words: Iterable[str]) -> dict[int, int]:
    rungs: dict[int, int] = {}
    for word in words:
        for ladder, rung in _RUNGS.get(word, ()):
            rungs[ladder] = max(rung, rungs.get(ladder, rung))
    return rungs

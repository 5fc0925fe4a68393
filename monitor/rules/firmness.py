"""How sure and how strong a wording sounds, told by hedges, firm words, and degrees of a thing.

A degree counts only where one word gave way to another of its ladder: `protest` to `riot`
is harder, whatever else the sentence says; a new sentence with a riot in it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.rules.usage import fold, turns

#: Hedges: what is only possible, reported, planned or not said.
_WEAK = turns(r"""
    may(?! \d) | might | could(?! not| n't|n't) | appear(?:s|ed)? | appearing | seem(?:s|ed|ingly)? | reportedly |
    alleged(?:ly)? | alleges? | alleging | allegations? | apparent(?:ly)? | possibl[ey] | perhaps |
    maybe | likely | probabl[ey] | potential(?:ly)? | suspected | suspicions? |
    suggest(?:s|ed|ing)? | hint(?:s|ed|ing)? | indicat(?:es?|ed|ing) |
    impl(?:y|ies|ied) | believe[sd]? | consider(?:s|ed|ing)? | weigh(?:s|ed|ing)? |
    mull(?:s|ed|ing)? | under (?:review|consideration|discussion) | accused of | on course (?:to|for) |
    (?:said|thought|understood|rumou?red|expected|set|due|poised|scheduled|likely|ready|preparing
    |about|bound|on track) to | plan(?:s|ned|ning)? to | aim(?:s|ed|ing)? (?:to|for) | hope[sd]? to |
    intend(?:s|ed)? to | unclear | claims? (?=that|to|he|she|it|they|its|his|her|their|there) |
    claimed(?! responsibility| victory| the lives?| lives| asylum| credit) |
    claim(?:s|ed)(?=[.,"]|$) | purport(?:s|ed|edly)? |
    unconfirmed | unverified | uncertain | undecided | partly | in part | partial(?:ly)? |
    not (?:certain|sure|clear|confirmed|verified|known|ruled out|yet) | yet to |
    (?:won't|would not|will not|wouldn't|declin\w+ to|refus\w+ to) (?:say|confirm) |
    tentative(?:ly)? | preliminary | propos(?:e|es|ed|al) | so-called | self-described |
    linked (?:to|with) | link(?:s|ed)? between | associated with | connected (?:to|with) | tied to |
    suspects? | stop(?:s|ped)? short of | open to | (?:in|holding) talks | close to |
    lean(?:s|ed|ing)? towards? | want(?:s|ed)? to | seek(?:s|ing)? to | hop(?:es|ed|ing) to |
    near(?:s|ing) | explor(?:es|ed|ing) | floats? | floated | tr(?:y|ies|ied|ying) to | attempt(?:s|ed|ing)? to |
    in principle | letters? of intent | memorand\w+ of understanding | provisional(?:ly)? | in doubt | doubts? | speculat\w+ | rumou?rs? | rumou?red |
    if (?:confirmed|true) | said to (?:be|have) | somewhat | slight(?:ly)? |
    relatively | limited | shaky | fragile | fears that | raises? questions?
""")

#: How many at least or at most; where the number itself changed they say nothing of certainty.
_ABOUT = turns(r"""
    at least | as many as | as much as | up to | at most | or more | or so | an estimated | estimated
""")

#: Words that leave no doubt, or no choice.
_FIRM = turns(r"""
    confirm(?:s|ed|ing|ation)? | admit(?:s|ted|ting)? | acknowledge[sd]? | conced(?:e|es|ed) |
    definite(?:ly)? | certain(?:ly)? | clearly | undoubtedly | in fact | prove[sdn]? |
    demand(?:s|ed)? | order(?:s|ed)? | insist(?:s|ed)? | must | explicit(?:ly)? |
    flatly | categorical(?:ly)? | conclusive(?:ly)? | guarantee[sd]? | vow(?:s|ed)? |
    repeatedly | undisputed | without (?:a )?doubt | no doubt | indisputabl[ey] | decide[sd]? |
    make[s]? clear | made clear | extremely | highly | deeply | utterly | completely | totally |
    entirely | overwhelming(?:ly)? | massive(?:ly)? | catastrophic(?:ally)? | dramatic(?:ally)? |
    horrific | brutal(?:ly)? | shocking | deliberate(?:ly)? | knowingly | outright | final(?!ly| score) |
    evidence (?:that|of|shows) | finalised | finalized | sealed | formally | bans? | forced to | guilty of
""")
_UNDONE = r"(?:not|never|nor|neither|to|cannot|can't|won't|didn't|doesn't|short of|yet|could|may|might|cannot)(?: \w+)?"
_SURE = r"(?:confirm|admit|acknowledg|prove|decide|guarantee|final)\w*"

#: Firm words that are taken back where they stand.
_NOT_FIRM = turns(rf"""
    {_UNDONE} {_SURE} | (?:will not|won't) (?:say|comment|discuss|confirm) | will (?:consider|try|seek|aim)
    | order(?:ed)? (?:to|of|at|from) | in order
""")

#: Ladders, weakest rung first; each rung is a set of words that may stand for one another.
_LADDERS = """
    protester demonstrator marcher crowd activist campaigner | rioter mob thug vandal looter
    protest demonstration march rally gathering | unrest disorder clash | riot rampage
    die died dead dies death lost perish | kill killed kills shot slain | murder murdered massacre massacred slaughter slaughtered execute executed
    incident event encounter | attack assault strike | atrocity terror terrorism terrorist
    gunman attacker shooter suspect assailant | militant extremist | terrorist
    fighter rebel | militant | terrorist
    question questioned interview interviewed | detain detained held hold | arrest arrested | charge charged indict indicted | convict convicted jail jailed sentence sentenced
    suspend suspended pause paused stall stalled adjourn adjourned postpone postponed delay delayed | collapse collapsed fail failed cancel cancelled scrap scrapped abandon abandoned end ended
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
    ask asked asks request requested invite invited suggest suggested | urge urged urges call called appeal | press pressed | demand demanded demands insist | order ordered orders force forced compel instruct instructed
    advise advised advises counsel hint hinted | urge urged warn warned tell told | order ordered demand demanded
    criticise criticised criticize criticized question questioned | condemn condemned denounce denounced slam slammed blast blasted attack lambast lambasted
    concern concerns worry worried unease | fear fears alarm alarmed | panic crisis outrage
    dispute disagreement difference tension | row clash quarrel feud | fight war
    few | some several | many | most majority | all every
    failing shortcoming lapse | cover conceal hide
    mistake error slip | failure failing negligence | fraud crime
    concern issue question irregularity | misconduct wrongdoing breach | fraud corruption crime scandal
    fall fell fallen dip dipped slip slipped ease eased decline declined drop dropped | plunge plunged plummet plummeted tumble tumbled crash crashed collapse collapsed slump slumped
    rise rose risen gain gained increase increased grow grew climb climbed edge edged | soar soared surge surged jump jumped rocket rocketed skyrocket
    withhold withheld | hide hid hidden conceal concealed suppress suppressed
    mislead misled misleading inaccurate wrong | lie lied lying lies false
    decline declined | refuse refused | reject rejected deny denied
    unsafe risky | dangerous | deadly lethal fatal
    rare | common | widespread rampant
    small minor slight | major serious significant large | huge severe massive devastating catastrophic
    consider considered weigh mull plan planned propose proposed | agree agreed decide decided announce announced | do done sign signed approve approved impose imposed
    remove removed replace replaced | oust ousted sack sacked fire fired dismiss dismissed
    resign resigned quit leave left step stepped depart | oust ousted sack sacked fire fired force forced
    take took taken receive received accept accepted | steal stole stolen loot embezzle embezzled bribe
    allegation claim claims accusation suggestion report | evidence finding findings | proof fact
    suspicious unexplained | murder murdered killing homicide
    deny denied denies dispute disputed | decline declined | say said | admit admitted confess confessed confirm confirmed
    not-guilty innocent cleared acquitted | accused charged | guilty convicted
    contribute contributed factor linked | cause caused causes blame blamed
    cut trim trimmed reduce reduced reduction | slash slashed gut gutted axe axed
    block blocked delay delayed restrict restricted limit limited review | ban banned halt halted stop stopped prohibit prohibited
    warning watch yellow | amber orange | red emergency
    touch touched push pushed | hit struck beat beaten punch punched | batter battered maul mauled
    policy measure | crackdown purge
    migrant migrants refugee | illegal illegals invader
    mission operation intervention | war invasion occupation
    win victory beat beaten | rout routed thrash thrashed landslide crush crushed
    hope hoped | intend intended plan planned | pledge pledged promise promised vow
    resume reconsider | abandon
    help helped encourage encouraged back backed support supported | lead led direct directed order ordered
    know knew aware | order ordered approve approved
    met contact contacts | collude colluded collusion conspire conspired conspiracy
"""
_RUNGS: dict[str, list[tuple[int, int]]] = {}
for _ladder, _line in enumerate(_LADDERS.strip().splitlines()):
    for _rung, _step in enumerate(_line.split("|")):
        for _word in _step.split():
            _places = _RUNGS.setdefault(fold(_word), [])
            if all(place != (_ladder, _rung) for place in _places):
                _places.append((_ladder, _rung))


#: What is told of a source that keeps its name back says nothing of certainty.
_UNNAMED = re.compile(
    r"\b(?:who )?(?:did not want|asked not|declined|refused|requested not|wished not|not authori[sz]ed)"
    r" to (?:be )?(?:named|identified|quoted|speak|give)\b|\bfor fear of [^,.]*",
    re.IGNORECASE,
)


def firmness(text: str, *, counted: bool = True) -> int:
    """Weigh how sure the text sounds: firm words less hedges.

    Args:
        text: In plain quotation marks and apostrophes.
        counted: Whether `at least` and its like are hedges here.
    """
    text = _UNNAMED.sub(" ", text)
    weak = len(_WEAK.findall(text)) + (len(_ABOUT.findall(text)) if counted else 0)
    return len(_FIRM.findall(_NOT_FIRM.sub(" ", text))) - weak


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
    return not set(_RUNGS.get(old, ())).isdisjoint(_RUNGS.get(new, ()))


def bare(text: str) -> str:
    """Take the hedges and the firm words out of a text."""
    return _FIRM.sub(" ", _ABOUT.sub(" ", _WEAK.sub(" ", text)))


def _highest(words: Iterable[str]) -> dict[int, int]:
    rungs: dict[int, int] = {}
    for word in words:
        for ladder, rung in _RUNGS.get(word, ()):
            rungs[ladder] = max(rung, rungs.get(ladder, rung))
    return rungs

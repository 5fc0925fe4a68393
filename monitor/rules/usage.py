"""The words and turns of phrase that the wording of a sentence is weighed by."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _turns(text: str) -> re.Pattern[str]:
    """Compile turns of phrase, parted by blank, bar, blank."""
    turns = "|".join(re.split(r"\s+\|\s+", text.strip()))
    return re.compile(rf"\b(?:{turns})\b", re.IGNORECASE)


#: Verbs that report what somebody says.
CUES = _words("""
    said says say saying told tells tell telling stated states state announced announces
    announce reported reports report added adds add wrote writes write noted notes note
    explained explains claimed claims claim argued argues argue denied denies deny confirmed
    confirms confirm insisted insists insist warned warns warn acknowledged acknowledges
    acknowledge admitted admits admit testified declared declares called remarked replied
    recalled alleged alleges disclosed
""")

#: Words of grammar and of time passing, which tell no facts.
STOP = _words("""
    a an the and or but nor so yet of in on at to for from by with as into onto upon over under
    about after before during since until till while whilst than then that which who whom whose
    this these those it its he she they them their his her hers him we us our you your i me my
    is are was were be been being am has have had having do does did doing done will would shall
    should can could may might must not no never there here also too very just only own same
    such both each any all some other another more most much many if when where why how what
    because though although despite spite however meanwhile again still already now later
    earlier ago today yesterday tomorrow mr mrs ms dr up down out off back ahead through across
    between among against toward towards regarding concerning amid amongst via per plus
    including reporters according one morning afternoon evening night week month year day time
    saying
""")

#: Words that house styles choose between; each line is one word to us.
_STYLE = """
    truck lorry
    film movie
    fall autumn
    car automobile
    gas petrol
    lift elevator
    flat apartment
    railway railroad
    aeroplane airplane plane
    football soccer
    begin began begun start commence
    buy bought purchase
    help assist aid
    big large
    end finish conclude
    nearly almost
    around roughly approximately circa
    get got obtain receive
    show showed shown demonstrate
    ask asked request
    need require
    child kid
    attempt try tried
    fast quick rapid
    quickly swiftly rapidly
    hurt injured wounded
    cut reduce lower
    enough sufficient
    rise rose risen increase
    job post position
    firm company
    lawmaker legislator parliamentarian
    prime premier
    doctor physician
    choose chose chosen select
    use utilize utilise
    keep kept retain
    build built construct
    speak spoke talk
    phone telephone
    lawyer attorney
    holiday vacation
    teenager teen
    go went gone
    meet met
    percentage proportion
    huge enormous
    usually normally
    maybe possibly
    whole entire
    happen occur
    answer reply response
    leave left depart
"""
SAME = {word: line.split()[0] for line in _STYLE.splitlines() for word in line.split()}

#: Words that tell what sort of source it is, or how it came to know; folded as `wording` does.
OF_SOURCE = _words("""
    source official spokesman spokeswoman spokesperson aide diplomat insider anonym anonymity
    anonymous anonymously unnamed unidentifi identifi named familiar briefed brief knowledge
    witness whistleblower
""")

#: Hedges: what is only possible, reported, planned or not said.
WEAK = _turns(r"""
    may | might | could | appear(?:s|ed)? | appearing | seem(?:s|ed|ingly)? | reportedly |
    alleged(?:ly)? | apparently | possibl[ey] | perhaps | maybe | likely | probabl[ey] |
    potential(?:ly)? | suspected | suggest(?:s|ed|ing)? | hint(?:s|ed|ing)? |
    impl(?:y|ies|ied) | believe[sd]? | consider(?:s|ed|ing)? | weigh(?:s|ed|ing)? |
    mull(?:s|ed|ing)? | under (?:review|consideration) |
    (?:said|thought|understood|rumou?red|expected|set|due|poised|scheduled) to |
    plan(?:s|ned|ning)? to | aim(?:s|ed)? to | hope[sd]? to | intend(?:s|ed)? to | unclear |
    unconfirmed | unverified | uncertain | undecided | partly | in part |
    not (?:certain|sure|clear|confirmed|verified) |
    (?:won't|would not|will not|declin\w+ to|refus\w+ to) (?:say|confirm|comment|discuss) |
    tentative(?:ly)? | preliminary | propos(?:e|es|ed|al) | purported(?:ly)? | so-called |
    linked to | suspects? | stop(?:s|ped)? short of | open to | in talks to | close to |
    did(?: not|n't) (?:respond|comment|answer|reply) | no comment | at least | as many as |
    lean(?:s|ed|ing)? towards? | want(?:s|ed)? to | seek(?:s|ing)? to | hop(?:es|ed|ing) to |
    near(?:s|ing) | explor(?:es|ed|ing) | floats? | floated
""")

#: Words that leave no doubt, or no choice.
FIRM = _turns(r"""
    confirm(?:s|ed)? | admit(?:s|ted)? | acknowledge[sd]? | conced(?:e|es|ed) |
    definite(?:ly)? | certain(?:ly)? | clearly | undoubtedly | in fact | prove[sdn]? |
    demand(?:s|ed)? | order(?:s|ed)? | insist(?:s|ed)? | must | will | explicit(?:ly)? |
    flatly | categorical(?:ly)? | conclusive(?:ly)? | guarantee[sd]? | vow(?:s|ed)? |
    repeatedly | undisputed | without (?:a )?doubt | no doubt | indisputabl[ey] | decide[sd]? |
    make[s]? clear | made clear
""")

_UNDONE = r"(?:not|never|nor|neither|to|cannot|can't|won't|didn't|doesn't|short of)(?: \w+)?"
_SURE = r"(?:confirm|admit|acknowledg|prove|decide|guarantee)\w*"

#: Firm words that are taken back where they stand.
NOT_FIRM = _turns(rf"{_UNDONE} {_SURE} | (?:will not|won't) (?:say|comment|discuss)")

#: Numbers of no certain size.
VAGUE = _turns(r"""
    several | dozens | many | some | scores | hundreds | thousands | millions | few | multiple |
    number of | various
""")

#: Words that turn a sentence round.
NEGATION = _turns(r"""
    not | never | no | nor | none | nobody | neither | nothing | without | cannot | hardly |
    (?:ca|do|does|did|is|was|are|were|wo|would|could|should|has|have|had)n'?t
""")

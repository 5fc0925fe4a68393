"""The words and turns of phrase that the wording of a sentence is weighed by."""

from __future__ import annotations

import re

from monitor.rules.synonyms import SAME

#: Letters that a stem keeps at least.
_STEM = 3


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def turns(text: str) -> re.Pattern[str]:
    """Compile turns of phrase, parted by blank, bar, blank."""
    found = "|".join(" ".join(turn.split()) for turn in re.split(r"\s+\|\s+", text.strip()))
    return re.compile(rf"\b(?:{found})\b", re.IGNORECASE)


#: Words of grammar that tell how many of all, or how surely.
QUANTIFIERS = _words("all every most many some few several majority would will")

#: Verbs that report what somebody says.
CUES = _words("""
    said says say saying told tells tell telling stated states state announced announces
    announce reported reports report added adds add wrote writes write noted notes note
    explained explains claimed claims claim argued argues argue denied denies deny confirmed
    confirms confirm insisted insists insist warned warns warn acknowledged acknowledges
    acknowledge admitted admits admit testified declared declares called remarked replied
    recalled alleged alleges disclosed predicted predicts forecast forecasts estimated estimates
    describe described describes understands heard hears testifies concluded concludes
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
    saying last next this weekend early late around within along beside besides beyond
    take takes took taken taking place make makes made making give gives gave given giving
    come comes came coming bring brings brought put puts let lets set sets hold held holds
    become becomes became going seen used using people person those themselves itself himself
    herself thing things way well even else away apart together however therefore thus hence
    happen happens happened happening occur occurs occurred carry carries carried
    former latter both either neither whether like unlike followed following prior
""")

#: Words that tell what sort of source it is, or how it came to know; folded as `wording` does.
OF_SOURCE = _words("""
    source sourc official spokesman spokeswoman spokesperson aide diplomat insider anonym anonymity
    anonymous anonymously unnamed unidentifi identifi named familiar briefed brief knowledge
    witness whistleblower
""")

#: Numbers of no certain size.
VAGUE = turns(r"""
    several | dozens | many | some | scores | hundreds | thousands | millions | few | multiple |
    number of | various
""")

#: Words that turn a sentence round.
NEGATION = turns(r"""
    not | never | no | nor | none | nobody | neither | nothing | without | cannot | hardly |
    (?:ca|do|does|did|is|was|are|were|wo|would|could|should|has|have|had)n'?t
""")


def fold(word: str) -> str:
    """Fold inflections, British and American spellings, and words of one meaning."""
    if word in SAME:
        return SAME[word]
    for ending, to in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
        if word.endswith(ending) and len(word) - len(ending) >= _STEM and not word.endswith("ss"):
            word = word.removesuffix(ending) + to
            break
    word = SAME.get(word, SAME.get(word + "e", word))
    word = re.sub(r"our(?=$|[a-z]{1,3}$)", "or", word)  # colour, then centralise, defence, centre
    return (
        re.sub(r"is(?=$|ation$)", "iz", word).replace("defenc", "defens").replace("centr", "center")
    )

"""How sure a wording sounds, told by its hedges and its firm words."""

from __future__ import annotations

import re

from monitor.rules.usage import turns

#: Hedges: what is only possible, reported, planned or not said.
_WEAK = turns(r"""
    may(?! \d) | might | could(?! not| n't|n't) | appear(?:s|ed)? | appearing |
    seem(?:s|ed|ingly)? | reportedly | alleged(?:ly)? | alleges? | alleging | allegations? |
    apparent(?:ly)? | possibl[ey] | perhaps | maybe | likely | probabl[ey] | potential(?:ly)? |
    suspected | suspicions? | suggest(?:s|ed|ing)? | hint(?:s|ed|ing)? |
    (?:indicates?|indicated|indicating) |
    impl(?:y|ies|ied) | believe[sd]? | consider(?:s|ed|ing)? | weigh(?:s|ed|ing)? |
    mull(?:s|ed|ing)? | under (?:review|consideration|discussion) | accused of |
    on course (?:to|for) |
    (?:said|thought|understood|rumou?red|expected|set|due|poised|scheduled) to |
    (?:likely|ready|preparing|about|bound|on track) to |
    plan(?:s|ned|ning)? to | aim(?:s|ed|ing)? (?:to|for) | hope[sd]? to | intend(?:s|ed)? to |
    unclear | claims? (?=that|to|he|she|it|they|its|his|her|their|there) |
    claimed(?! responsibility| victory| the lives?| lives| asylum| credit) |
    claim(?:s|ed)(?=[.,"]|$) | purport(?:s|ed|edly)? | unconfirmed | unverified | uncertain |
    undecided | partly | in part | partial(?:ly)? |
    not (?:certain|sure|clear|confirmed|verified|known|ruled out|yet) | yet to |
    (?:won't|would not|will not|wouldn't|declin\w+ to|refus\w+ to) (?:say|confirm) |
    tentative(?:ly)? | preliminary | propos(?:e|es|ed|al) | so-called | self-described |
    linked (?:to|with) | link(?:s|ed)? between | associated with | connected (?:to|with) |
    tied to | suspects? | stop(?:s|ped)? short of | open to | (?:in|holding) talks | close to |
    lean(?:s|ed|ing)? towards? | want(?:s|ed)? to | seek(?:s|ing)? to | hop(?:es|ed|ing) to |
    near(?:s|ing) | explor(?:es|ed|ing) | floats? | floated | tr(?:y|ies|ied|ying) to |
    attempt(?:s|ed|ing)? to | in principle | letters? of intent | memorand\w+ of understanding |
    provisional(?:ly)? | in doubt | doubts? | speculat\w+ | rumou?rs? | rumou?red |
    if (?:confirmed|true) | said to (?:be|have) | somewhat | slight(?:ly)? | relatively |
    limited | shaky | fragile | fears that | raises? questions?
""")

#: How many at least or at most; where the number itself changed they say nothing of certainty.
_ABOUT = turns(r"""
    at least | as many as | as much as | up to | at most | or more | or so | an estimated |
    estimated
""")

#: Words that leave no doubt, or no choice.
_FIRM = turns(r"""
    confirm(?:s|ed|ing|ation)? | admit(?:s|ted|ting)? | acknowledge[sd]? | conced(?:e|es|ed) |
    definite(?:ly)? | certain(?:ly)? | clearly | undoubtedly | in fact | prove[sdn]? |
    demand(?:s|ed)? | order(?:s|ed)? | insist(?:s|ed)? | must | explicit(?:ly)? | flatly |
    categorical(?:ly)? | conclusive(?:ly)? | guarantee[sd]? | vow(?:s|ed)? | repeatedly |
    undisputed | without (?:a )?doubt | no doubt | indisputabl[ey] | decide[sd]? |
    make[s]? clear | made clear | extremely | highly | deeply | utterly | completely | totally |
    entirely | overwhelming(?:ly)? | massive(?:ly)? | catastrophic(?:ally)? | dramatic(?:ally)? |
    horrific | brutal(?:ly)? | shocking | deliberate(?:ly)? | knowingly | outright |
    final(?!ly| score) | evidence (?:that|of|shows) | finalised | finalized | sealed | formally |
    bans? | forced to | guilty of
""")
_UNDONE = (
    r"(?:not|never|nor|neither|to|cannot|can't|won't|didn't|doesn't|short of|yet|could|may|might)"
    r"(?: \w+)?"
)
_SURE = r"(?:confirm|admit|acknowledg|prove|decide|guarantee|final)\w*"

#: Firm words that are taken back where they stand.
_NOT_FIRM = turns(rf"""
    {_UNDONE} {_SURE} | (?:will not|won't) (?:say|comment|discuss|confirm) |
    will (?:consider|try|seek|aim) | order(?:ed)? (?:to|of|at|from) | in order
""")

#: What is told of a source that keeps its name back says nothing of certainty.
_UNNAMED = re.compile(
    r"\b(?:who )?(?:did not want|asked not|declined|refused|requested not|wished not"
    r"|not authori[sz]ed)"
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


def bare(text: str) -> str:
    """Take the hedges and the firm words out of a text."""
    return _FIRM.sub(" ", _ABOUT.sub(" ", _WEAK.sub(" ", text)))

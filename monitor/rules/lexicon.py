"""Words of the news: stems, families of words that do the same in a claim, and cue phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache


def word_list(text: str) -> tuple[str, ...]:
    """Part a list that is written as a line of words."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """Part a set that is written as a line of words."""
    return frozenset(text.split())


#: Function words that tell nothing about what a sentence is about.
STOP_WORDS = word_set(
    "a an the and or but nor so of to in on at by for from with as into onto over about after"
    " before"
    " during between among than then that this these those it its he she they we i you him her them"
    " his hers their our my your us me who whom whose which what when where why how is are was were"
    " be been being am do does did done has have had having will would shall should can could may"
    " might must not no never if while because since until there here also only just very more most"
    " other some any all both each such own same up out off down again further once own mr mrs ms"
    " dr"
    " said say says"
)

#: Families of words that do the same in a claim; a word may stand in several.
_FAMILIES = {
    "DIRECT": "advise advice counsel urge encourage recommend warn"
    " caution exhort nudge admonish implore persuade appeal pressure pressured force push demand"
    " coerce lobby instruct call-on",
    "RESTRAIN": "restraint restrain soften refrain de-escalate tone-down moderate gag hush",
    "RETRACT": "retract retraction withdraw withdrew withdrawn withdrawal rescind revoke recant"
        " disavow"
    " unsay repudiate",
    "UTTER": "remark comment statement answer words word wording speech phrase line",
    "CALL": "call phone telephone telephoned conversation talk rang ring rung dial exchange",
    "ATTACK": "attack strike invasion invade blockade assault",
    "PROHIBIT": "ban block bar forbid forbade forbidden prohibit prohibition suspend suspension"
        " halt veto"
    " disallow outlaw embargo reject refuse",
    "PERMIT": "approve approval clear clearance allow permit lift authorise authorize resume"
        " greenlight"
    " license grant",
    "RISE": "raise rise rose risen increase grow grew grown growth climb surge jump boost soar"
        " gain hike"
    " up higher",
    "FALL": "fall fell fallen drop decline decrease cut halve reduce reduction slump shrink shrank"
        " lower"
    " down plunge slash",
    "CHANGE": "change alter alteration rewrite rewrote rewritten shift revise revision amend"
        " modify replace"
    " overhaul switch",
    "SAME": "unchanged same constant unaltered",
    "BACK": "support back endorse endorsement favour favor backing",
    "OPPOSE": "oppose opposition resist condemn",
    "OFFER": "offer propose proposal",
    "SELL": "sell sold sale divest divestiture dispose disposal spin-off",
    "LOSE": "lose lost loss cost cut eliminate elimination axe shed scrap redundancy layoff fewer",
    "JOB": "job post position employment worker staff",
    "ACQUIRE": "buy bought purchase acquire acquisition takeover",
    "PAY": "pay paid price cost worth value",
    "MERGE": "merge merger takeover deal acquisition combine combination tie-up buyout",
    "UNVEIL": "unveil announce announcement present reveal introduce launch publish",
    "PLAN": "plan aim goal target promise pledge intend seek vow expect",
    "DECIDE": "decide decision rule ruling vote verdict determine",
    "CONTACT": "contact approach communicate communication reach",
    "REPORT": "report article story account coverage",
    "RESPOND": "comment respond response reply answer",
    "CRIME": "crime offence offense felony",
    "SEAFOOD": "seafood fish fishery aquatic marine shellfish scallop",
    "IMPORT": "import shipment",
    "DEFENCE": "defence defense military",
    "DIE": "die died dead death kill killed fatality toll",
    "INJURE": "injure injury wound hurt",
    "ARREST": "arrest detain detention custody jail imprison",
    "CHARGE": "charge indict indictment prosecute accuse",
    "QUIT": "resign resignation quit step-down",
    "DISMISS": "fire sack oust dismiss dismissal",
    "APPOINT": "appoint appointment hire nominate name",
    "WIN": "win won victory defeat beat triumph",
    "AGREE": "agree agreement accord pact treaty sign signed",
    "MEET": "meet met meeting summit",
    "VISIT": "visit travel trip tour",
    "START": "reopen resume start begin began begun open launch",
    "END": "end stop halt close closure shut cease terminate",
    "BUILD": "build built construct construction",
    "LEAK": "leak disclose divulge hack breach",
    "KNOW": "know knew known aware awareness",
    "ADMIT": "admit concede acknowledge",
    "PROBE": "investigate investigation probe inquiry inquest",
    "SAFE": "safe safety secure harmless",
    "UNSAFE": "unsafe danger dangerous hazard hazardous contaminate",
    "DELAY": "delay postpone postponement defer",
    "RECALL": "recall",
    "PASS": "pass enact adopt ratify",
    "SEND": "send sent deploy dispatch deliver ship supply",
    "FIND": "find found discover detect",
    "CAUSE": "cause trigger provoke spark",
    "DESTROY": "demolish demolition destroy raze bulldoze wreck",
    "KEEP": "keep kept preserve save spare",
    "STEAL": "steal stole stolen theft embezzle",
    "FAKE": "fake forge forgery hoax fabricate",
    "HIDE": "hide hid hidden conceal cover-up",
    "RECEIVE": "receive accept take took",
    "MONEY": "budget spending fund funding money",
    "LEADER": "president premier minister leader chairman chief head chancellor king governor"
        " mayor",
}  # fmt: skip

#: Families whose words say the opposite of each other.
OPPOSITES = {
    "RISE": "FALL", "FALL": "RISE", "CHANGE": "SAME", "SAME": "CHANGE", "BACK": "OPPOSE",
    "OPPOSE": "BACK", "PROHIBIT": "PERMIT", "PERMIT": "PROHIBIT", "SAFE": "UNSAFE",
    "DESTROY": "KEEP", "KEEP": "DESTROY",
    "UNSAFE": "SAFE", "START": "END", "END": "START",
}  # fmt: skip

#: Families too common in news to decide alone what a sentence does.
WEAK_FAMILIES = frozenset(
    {"LEADER", "REPORT", "UTTER", "CALL", "JOB", "MONEY", "RECEIVE", "SEND", "KNOW"}
)

#: Families of things: they say what a claim is about, never what happens.
THINGS = frozenset({"CRIME", "SEAFOOD", "IMPORT", "DEFENCE", "MERGE", "ATTACK", "MEET", "DECIDE"})

#: Phrases that do what a family's words do.
_PHRASES: dict[str, str] = {
    "RESTRAIN": r"(?:not to|n't|not|never|avoid|refrain from|against|without|stop|hold off)"
    r" (?:\w+ )?(?:provok|escalat|antagoni|inflam|stok|[\"“']?pok|anger|upset|rais)\w*"
    r"|avoid (?:\w+ ){0,2}(?:friction|escalation|confrontation|tension)|avoid \W?pok"
    r"|bring the temperature down|(?:lower|turn down) the (?:temperature|heat)|cooler heads"
    r"|take the heat out|go easy|hold off|tone (?:it )?down|dial (?:it )?down|watch (?:her|his"
    r"|their) "
    r"tongue|keep (?:calm|quiet)|cool (?:down|off|the|\w+ dispute)|ease (?:\w+ )?(?:tension"
    r"|friction)"
    r"|counsell?ed (?:caution|restraint)|warned \w+ \w+ off",
    "DIRECT": r"call(?:s|ed|ing)? (?:for|on|upon)\b|express(?:ed|ing)? the hope|le(?:an(?:ed|t)?)"
        r" on"
    r"|press(?:es|ed|ing)\b|press(?= (?:\w+ ){1,3}(?:to|for)\b)|suggest(?:ed|s|ing)?(?= to"
    r" (?:[\w.]+ ){1,3}that )|suggest(?:ed|s|ing)?(?= (?:[\w.]+ ){1,3}(?:avoid|refrain|not|stop"
    r"|soften|hold|drop))|order(?:s|ed|ing)?(?= (?:\w+ ){1,3}to )|wants? (?:\w+ ){1,3}?to (?=\w)"
    r"|must (?:at once|immediately|now)|offered (?:\w+ )?guidance"
    r"|(?:t(?:old|ells?|elling)|ask(?:s|ed|ing)?)(?= (?:(?!that |he |she |it |they |would |about"
    r" )[\w.'-]+ ){1,5}?(?:not )?to \w)"
    r"|told(?= \w+[,:]? \W?(?:don't|do not) )|ask(?:s|ed|ing)?(?= (?:not )?to )|ask(?:s|ed|ing)?"
    r" for(?! comment)",
    "RETRACT": r"(?:tak\w+|took) (?:\w+ ){0,3}back|walk(?:s|ed|ing)? (?:\w+ ){0,3}back"
    r"|eat (?:\w+ )?words|climb(?:s|ed)? down",
    "SILENT": r"no comment|(?:not|n't|never|nor|neither) (?:immediately |publicly )?(?:comment"
        r"|respond|repl(?:y|ied)|answer)\w*"
    r"|yet to (?:comment|respond|reply|answer|say|speak)|(?:declin|refus)\w+ (?:to )?(?:comment"
    r"|answer|say|discuss"
    r"|elaborate|confirm|respond|reply)|said nothing|no (?:immediate )?(?:answer|reply|response)"
    r"|(?:would not|will not|won't|wouldn't) (?:say|discuss|comment|confirm|read|describe|be drawn"
    r"|answer)"
    r"|(?:remain|stay|kept|keep)\w* (?:\w+ )?silen\w+|went unanswered|avoid\w* public|not"
    r" (?:immediately )?available",
    "SAME": r"not (?:\w+ )?(?:mov|chang|shift|alter)\w+|no change|as it ever was|what it has been"
        r"|not a change",
    "OPPOSE": r"turn(?:s|ed)? against|drop(?:s|ped)? (?:its|their|his|her) support|no longer"
        r" (?:back|support)\w*"
    r"|withdr[ae]w\w* (?:its|their|his|her) support",
    "BACK": r"in favou?r of|(?:are|is) for (?:it|the)\b|vot\w+ (?:\S+ ){0,6}for",
    "CONTACT": r"reach(?:ed|es)? out|in touch|been in touch|sought clarification|got in touch"
        r"|spoken? to"
    r"|had approached",
    "DELAY": r"put(?:s|ting)? (?:\w+ ){0,3}off\b|kick\w* (?:\w+ ){0,3}down the road",
    "DESTROY": r"t(?:ear|ears|ore|orn|earing) (?:\w+ ){0,3}?down|(?:pull|knock)(?:ed|ing|s)?"
        r" (?:\w+ ){0,3}?down",
    "CAUSE": r"due to|because of|blamed (?:\w+ ){0,3}?on|started by|set off by|led to"
        r"|result(?:ed)? (?:in|from)",
    "VISIT": r"set foot",
    "QUIT": r"st(?:ep|epped|epping|ands?|ood) down",
    "DIRECT RESTRAIN": r"urg\w+ (?:caution|calm|restraint)",
    "SURVIVAL": r"surviv\w+|existential",
    "ANYTIME": r"any ?time|any hour|at any (?:time|hour)|whenever",
    "RETAIN": r"st(?:ood|ands?) by",
    "SELL": r"up for sale|give up",
    "PROHIBIT": r"say(?:s)? no to|is a no\b",
}  # fmt: skip

_IRREGULAR = {
    "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "grew": "grow",
    "grown": "grow", "told": "tell", "sold": "sell", "paid": "pay", "bought": "buy",
    "withdrew": "withdraw", "withdrawn": "withdraw", "forbade": "forbid", "forbidden": "forbid",
    "rang": "ring", "rung": "ring", "lost": "lose", "met": "meet", "won": "win", "built": "build",
    "began": "begin", "begun": "begin", "sent": "send", "found": "find", "knew": "know",
    "known": "know", "took": "take", "taken": "take", "gave": "give", "given": "give",
    "said": "say", "spoke": "speak", "spoken": "speak", "made": "make", "left": "leave",
    "held": "hold", "wrote": "write", "written": "write", "rewrote": "rewrite",
    "rewritten": "rewrite", "defense": "defence", "offense": "offence", "died": "die",
    "dying": "die", "stole": "steal", "stolen": "steal", "hid": "hide", "hidden": "hide",
    "men": "man", "women": "woman", "children": "child", "people": "people", "shrank": "shrink",
    "favor": "favour", "labor": "labour", "percent": "percent", "news": "news",
}  # fmt: skip

_SHORTEST_STEM = 3


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut one lower-case word to a stem that its inflections share."""
    word = _IRREGULAR.get(word, word)
    if len(word) <= _SHORTEST_STEM or not word.isascii():
        return word
    for ending, instead in (("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ss", "ss"), ("us", "us"),
                            ("is", "is"), ("s", "")):  # fmt: skip
        if word.endswith(ending):
            word = word[: -len(ending)] + instead
            break
    for ending in ("ingly", "edly", "ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST_STEM and re.search(r"[aeiouy]", root):
            word = _undouble(root)
            break
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word


def _undouble(root: str) -> str:
    if root[-1] == root[-2] and root[-1] not in "sz" and (root[-1] != "l" or len(root) > 4):  # noqa: PLR2004 (tell, sell, call keep both letters)
        return root[:-1]
    return root


def _by_stem() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for family, members in _FAMILIES.items():
        for member in members.split():
            key = stem(member)
            if family not in found.get(key, ()):
                found[key] = (*found.get(key, ()), family)
    return found


_CONCEPTS = _by_stem()
#: Families as they are told apart from stems: in capitals.
FAMILIES = frozenset(_FAMILIES) | frozenset(name for names in _PHRASES for name in names.split())
_ANY_PHRASE = re.compile(
    "|".join(rf"(?P<p{number}>\b(?:{pattern}))" for number, pattern in enumerate(_PHRASES.values()))
)
_PHRASE_NAMES = [names.split() for names in _PHRASES]


def concepts(stemmed: str) -> tuple[str, ...]:
    """List the families a stem belongs to."""
    return _CONCEPTS.get(stemmed, ())


def found_phrases(text: str) -> Iterator[tuple[str, int, int]]:
    """List families that a phrase of the text stands for, with the phrase's offsets."""
    for found in _ANY_PHRASE.finditer(text.lower().replace("\u2019", "'")):
        group = int((found.lastgroup or "p0")[1:])
        for name in _PHRASE_NAMES[group]:
            yield name, found.start(), found.end()


def phrases(text: str) -> Iterator[str]:
    """List families that the text's phrases stand for."""
    return (name for name, _, _ in found_phrases(text))

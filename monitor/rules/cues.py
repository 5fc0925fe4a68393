"""What tells in a sentence that somebody tells: cues, and what makes them none."""

from __future__ import annotations

import re

from monitor.rules.lexicon import word_set
from monitor.rules.names import NAME

CUE = re.compile(
    r"\b(?P<cue>(?:(?:has|have|had|did|does|do|would|will|is|are|was|were)(?:n['\u2019]t| not|"
    r" never|"
    r" also| repeatedly"
    r"| since| formally| again)* )?"
    r"(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|den(?:ied|ies|y|ying)|confirm(?:ed|s|ing)?"
    r"|report(?:ed|s|ing)?|claim(?:ed|s|ing)?"
    r"|add(?:ed|s|ing)|repeat(?:ed|s|ing)|insist(?:ed|s|ing)?|maintain(?:ed|s|ing)?"
    r"|acknowledg(?:ed?|es|ing)|admit(?:ted|s|ting)?"
    r"|conced(?:ed?|es|ing)|reject(?:ed|s|ing)?|dismiss(?:ed|es|ing)?|refut(?:ed?|es|ing)"
    r"|disput(?:ed?|es|ing)|declin(?:ed?|es|ing)"
    r"|refus(?:ed?|es|ing)|announc(?:ed?|es|ing)|declar(?:ed?|es|ing)|stat(?:ed|es|ing)|not(?:ed"
    r"|es|ing)|argu(?:ed?|es|ing)"
    r"|warn(?:ed|s|ing)?|demand(?:ed|s|ing)?|call(?:ed|s|ing)? (?:for|on)|reaffirm(?:ed|s|ing)?"
    r"|reiterat(?:ed?|es|ing)"
    r"|explain(?:ed|s|ing)?|express(?:ed|es|ing)?|point(?:ed|s|ing)? out|emphasi[sz](?:ed?|es|ing)"
    r"|stress(?:ed|es|ing)?"
    r"|repl(?:ied|ies|y)|answer(?:ed|s)?|describ(?:ed?|es|ing)|suggest(?:ed|s|ing)?|recall(?:ed"
    r"|s)?|testif(?:ied|ies)|wrote|writes"
    r"|tweeted|posted|publish(?:ed|es)|unveil(?:ed|s)|put(?:s)?|withdrew|retract(?:ed|s)|walked"
    r" back|took back|vot(?:ed|es)"
    r"|contradict(?:ed|s)|allege[sd]?|assert(?:ed|s)?|accus(?:ed|es)|comment(?:ed)?|respond(?:ed)?"
    r"|commented|clarif(?:ied|ies)"
    r"|spoke of|sidesteps?|stopped short|st(?:ood|ands) by|let it be known|push(?:ed|es) back"
    r"|pledg(?:ed|es)|vow(?:ed|s)|promis(?:ed|es)"
    r"|rul(?:ed|es) out|amend(?:ed|s)|correct(?:ed|s)|(?:had|have|has) no (?:immediate )?comment"
    r"|yet to (?:say|comment|respond|answer)|presses|want(?:s|ed)?|wish(?:es)?|estimat(?:ed|es)"
    r"|lists?"
    r"|shows?|showed|quot(?:ed|es)|revealed|disclosed|predict(?:ed|s)|oppos(?:ed|es)|back(?:ed|s)"
    r"|support(?:ed|s)|cheer(?:ed|s)"
    r"|turned against|approv(?:ed|es)|decid(?:ed|es)|criti[cs]i[sz](?:ed|es)|welcom(?:ed|es)"
    r"|condemn(?:ed|s)|hails?|hailed|w(?:ent|ill go) on|goes on|reads? out|disagreed?|disagrees"
    r"|contends?|contended|br(?:oke|eaks) (?:[\w'\u2019]+ ){0,5}silence|sid(?:ed|es) with"
    r"|se(?:nt|nds) (?:us )?an? (?:\w+ )?(?:reply|answer|statement)"
    r"|renew(?:ed|s) (?:its|his|her|their) (?:\w+ )?(?:call|demand|appeal|denial)"
    r"|remember(?:ed|s)?|s(?:ees|aw) (?:it|things) (?:differently|otherwise)|reads? it"
    r"|put(?:s)? forward|counts|reckon(?:ed|s)?|swore|st(?:uck|icks) to|concluded|concludes"
    r"|resolv(?:ed|es) to|blam(?:ed|es)|agree(?:d|s)?))\b",
)
ACCORDING = re.compile(r"\b(?P<cue>[Aa]ccording to|[Cc]iting|[Ii]n the words of) ")
WORD_OF = re.compile(
    rf"({NAME.pattern})['\u2019]s (?:\w+ )?(?P<cue>promise|pledge|remark|comment|statement"
    rf"|claim|denial"
    rf"|assertion|announcement|refusal)s?\b"
)
PASSIVE = re.compile(
    r"\b(?P<cue>(?:dismissed|denied|rejected|confirmed|reported|announced|unveiled|published"
    r"|released|refuted|disputed)"
    r"(?: (?!an?\b|the\b|its\b|his\b|her\b|their\b)\w+){0,3}?) by "
)
RELEASED = re.compile(r"\b(?:released|published|issued|written) (?:\w+ ){0,3}by ")
#: Told to one person, not to the public: a report of it is somebody else's word.
PRIVATE = re.compile(
    r" (?:her|him|them|(?:Mr|Ms|Mrs|President|Prime Minister|Minister)\b|[A-Z]\w+ [A-Z]\w+"
    r"|[A-Z][a-z]+ (?:that|not|to|she|he)\b)"
)
#: What may follow a cue that stands behind its content: `..., she said on Monday in Lima.`
TRAILER = re.compile(
    r"(?: (?:(?:on|in|at|during|after|late|early|last|this|when|before)\b[^,;]{0,110}"
    r"|\w+day\b[^,;]{0,30}))?\W*$"
    r"| on \w+day, |, (?:citing|adding)\b"
)
AUDIENCE = re.compile(r"(?: (?!that\b)[\w'\u2019.-]+){1,14}\W*$")
#: Nouns that read like cues; only with `that` behind them are they verbs.
NOUNS = word_set(
    "report reports claim claims dispute disputes comment answer press back backs support"
    " supports put lists list demand reply replies estimate put puts show shows state stress"
)
NO_CUE = re.compile(
    r"\b(?:(?i:the|an?|to|of|for|no|not|any|its|his|her|their|these|those|that|by|be|been|being|is"
    r"|was|were|are"
    r"|asked|when)|media|news)\s+$"
)
#: `Made no specific demand that ...` is a noun, whatever follows.
NOUN_PHRASE = re.compile(r"\b(?i:no|any|an?|the|its|his|her|their) (?:\w+ )?$")
INVERTING = word_set("said says added adds wrote replied announced declared insisted argued")

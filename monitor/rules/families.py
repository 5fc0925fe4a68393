"""Families of words that do the same in a claim, and which of them say the opposite.

A table of English, not of any story: verbs with their nouns, as the news uses them.
"""

from __future__ import annotations

#: From a family's name to its words; a word may stand in several.
FAMILY_WORDS = {
    "DIRECT": """advise advice counsel urge encourage recommend warn caution exhort nudge admonish
        implore persuade appeal pressure pressured force push demand coerce lobby instruct
        entreat beseech prod goad cajole plead admonition entreaty""",
    "RESTRAIN": "restraint restrain soften refrain de-escalate moderate gag hush",
    "WARN": "warn warning alert alarm siren forewarn",
    "RETRACT": """retract retraction withdraw withdrew withdrawn withdrawal rescind revoke
        revocation recant disavow unsay repudiate annul nullify backtrack backpedal""",
    "RETAIN": "uphold upheld",
    "UTTER": "remark comment statement answer words word wording speech phrase line sentence",
    "CALL": """call phone telephone telephoned conversation talk rang ring rung dial exchange
        chat""",
    "ATTACK": "attack strike invasion invade blockade assault bomb bombing raid shell shelling",
    "PROHIBIT": """ban block bar forbid forbade forbidden prohibit prohibition suspend suspension
        halt veto disallow outlaw embargo reject refuse refusal thwart preclude""",
    "PERMIT": """approve approval clear clearance allow permit lift authorise authorize resume
        greenlight license grant consent pass enact adopt ratify""",
    "RISE": """raise rise rose risen increase grow grew grown growth climb surge jump boost soar
        gain hike higher rocket swell mount expand spike uptick""",
    "FALL": """fall fell fallen drop decline decrease cut halve reduce reduction slump shrink
        shrank lower plunge slash dip tumble sink sank slide slid ebb dwindle""",
    "CHANGE": """change alter alteration rewrite rewrote rewritten shift revise revision amend
        modify replace overhaul switch""",
    "SAME": "unchanged same constant unaltered",
    "BACK": """support back endorse endorsement favour favor backing champion embrace""",
    "OPPOSE": "oppose opposition resist condemn object denounce",
    "OFFER": "offer propose proposal volunteer",
    "SELL": "sell sold sale divest divestiture dispose disposal spin-off offload unload auction",
    "LOSE": """lose lost loss cost cut eliminate elimination axe shed scrap redundancy layoff
        fewer""",
    "JOB": "job post position employment worker staff",
    "ACQUIRE": "buy bought purchase acquire acquisition takeover",
    "PAY": "pay paid price cost worth value purchase",
    "MERGE": """merge merger takeover deal acquisition acquire combine combination tie-up buyout
        swallow""",
    "UNVEIL": """unveil announce announcement present reveal introduce launch publish outline
        submit table""",
    "PLAN": "plan aim goal target promise pledge intend seek vow expect",
    "DECIDE": "decide decision rule ruling vote verdict determine",
    "CONTACT": "contact approach communicate communication reach",
    "REPORT": "report article story account coverage",
    "RESPOND": "comment respond response reply answer",
    "CRIME": "crime offence offense felony",
    "SEAFOOD": "seafood fish fishery aquatic marine shellfish scallop",
    "IMPORT": "import shipment",
    "DEFENCE": "defence defense military arms weapon",
    "DIE": """die died dead death kill killed fatality toll perish casualty fatal corpse""",
    "INJURE": "injure injury wound hurt maim",
    "BREAK": """break broke broken breach collapse failure rupture burst crumble crack""",
    "ARREST": "arrest detain detention custody jail imprison apprehend",
    "FREE": "release free freed liberate",
    "CHARGE": "charge indict indictment prosecute accuse",
    "CONVICT": "convict conviction guilty sentence",
    "ACQUIT": "acquit acquittal exonerate innocent",
    "SUE": "sue lawsuit litigation",
    "FINE": "fine penalty penalise penalize",
    "QUIT": "resign resignation quit step-down",
    "DISMISS": "fire sack oust dismiss dismissal",
    "APPOINT": "appoint appointment hire nominate name",
    "ELECT": "elect election",
    "WIN": "win won victory defeat beat triumph",
    "AGREE": "agree agreement accord pact treaty sign signed",
    "JOIN": "join accede accession enter",
    "MEET": "meet met meeting summit",
    "VISIT": "visit travel trip tour",
    "START": "reopen resume start begin began begun open launch",
    "END": "end stop halt close closure shut cease terminate",
    "BUILD": "build built construct construction erect",
    "LEAK": "leak disclose divulge hack breach",
    "KNOW": "know knew known aware awareness",
    "ADMIT": "admit concede acknowledge",
    "PROBE": "investigate investigation probe inquiry inquest",
    "SAFE": "safe safety secure harmless",
    "UNSAFE": "unsafe danger dangerous hazard hazardous contaminate",
    "DELAY": "delay postpone postponement defer",
    "RECALL": "recall",
    "SEND": "send sent deploy dispatch deliver ship supply",
    "FIND": "find found discover detect",
    "CAUSE": "cause trigger provoke spark blame",
    "NO-LINK": "unconnected unrelated coincidence",
    "DESTROY": "demolish demolition destroy raze bulldoze wreck",
    "KEEP": "keep kept preserve save spare",
    "STEAL": "steal stole stolen theft embezzle pilfer",
    "FAKE": "fake forge forgery hoax fabricate",
    "HIDE": "hide hid hidden conceal cover-up",
    "CHEAT": "cheat fraud defraud swindle dupe",
    "LIE": "lie lied mislead misled deceive",
    "BRIBE": "bribe bribery kickback payoff",
    "SPY": "spy espionage wiretap eavesdrop surveillance",
    "APOLOGISE": "apologise apologize apology sorry",
    "EVACUATE": "evacuate evacuation",
    "EXPLODE": "explode explosion blast detonate detonation",
    "CRASH": "crash collide collision derail derailment",
    "BLAZE": "blaze fire inferno",
    "FLOOD": "flood flooding deluge inundate",
    "DRILL": "drill drilling bore boring",
    "INFECT": "infect infection outbreak",
    "BORROW": "borrow loan lend lent credit",
    "BANKRUPT": "bankrupt bankruptcy insolvent insolvency",
    "IGNORE": "ignore disregard overlook",
    "MOVE": "relocate relocation move transfer",
    "RESTORE": "restore reinstate reimpose renew",
    "RECEIVE": "receive accept take took get got",
    "MONEY": "budget spending fund funding money package outlay",
    "LEADER": """president premier minister leader chairman chief head chancellor king governor
        mayor""",
}

#: Words that fill a family in a report without making one in a claim: a call is a contact.
NARROWER = {
    "CONTACT": "complain",
    "DIRECT": "request",
    "UNVEIL": "propose",
    "DESTROY": "gut",
}

_OPPOSED = {
    "RISE": "FALL", "CHANGE": "SAME", "BACK": "OPPOSE", "PROHIBIT": "PERMIT", "SAFE": "UNSAFE",
    "DESTROY": "KEEP", "START": "END", "RETRACT": "RETAIN", "CONVICT": "ACQUIT",
}  # fmt: skip

#: Families whose words say the opposite of each other.
OPPOSITES = _OPPOSED | {b: a for a, b in _OPPOSED.items()} | {"CAUSE": "NO-LINK"}

#: Families too common in news to decide alone what a sentence does.
WEAK_FAMILIES = frozenset(
    {"LEADER", "REPORT", "UTTER", "CALL", "JOB", "MONEY", "RECEIVE", "SEND", "KNOW"}
)

#: Families of things: they say what a claim is about, never what happens.
THINGS = frozenset({
    "CRIME", "SEAFOOD", "IMPORT", "DEFENCE", "MERGE", "ATTACK", "MEET", "DECIDE", "BREAK", "BLAZE",
    "FLOOD", "DRILL", "RESTORE",
})  # fmt: skip

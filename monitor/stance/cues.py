"""Cue phrases of the lexical stance model: denial, silence, doubt, and what points elsewhere."""

from __future__ import annotations

import re

from monitor.rules.names import NAME

NEGATORS = re.compile(
    r"\bpush\w* back\b|\bcancel\w*|\bcall\w* off\b|\babandon\w*|\b(?:walk|back"
    r"|pull)\w* (?:away from|out of)\b|\bditch\w*|\bshelv\w*|\bscrapp\w*|\bdrop\w* (?:its|his"
    r"|her|their|the|any|all)\b"
    r"|\bwithdr[ae]w\w* (?:its|his|her|their) (?=demand|request|call|offer|plan|bid|threat)"
    r"|\b(?:not|never"
    r"|once|formerly|no longer|no|none|nobody|nothing|neither|nor"
    r"|without|cannot|den(?:y|ies|ied|ying)|refut\w+|rejected|dismissed"
    r"|refus\w+|rul\w+ out|fail\w+ to|false\w*|untrue|far from|yet to|stop\w* short|contrary to"
    r"|lack\w*)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
POINTING_DENIAL = re.compile(
    r"no such (?:fact|thing|\w+)|(?:did|does|do|done|has done|said) (?:no such|nothing of the)"
    r"|nothing of the (?:kind|sort)"
    r"|never (?:told|said|asked|did|happened|gave)\b|(?:did not|didn['\u2019]t) happen\b"
    r"|(?:ma[dk]es?|making|invent\w*) (?:up )?(?:a|the|this|that) (?:\w+ )?(?:story|report"
    r"|account)|mis(?:spoke|speaks)\b|(?:that|this|these|those|they|it|which|report|account|story"
    r"|description|claim)s?"
    r"(?: \w+){0,5} (?:is|was|were|are) (?:simply |completely |flatly |just |all |pure |utter "
    r"|total )?(?:untrue|false|lies|a lie|fiction|(?:an? )?invention|fairy ?tales?|a fairy ?tale"
    r"|rubbish|groundless|absurd|fake|made up|invented|a fabrication|fantasy"
    r"|wrong|not true|incorrect|inaccurate"
    r"|baseless|unfounded|nonsense|fabricated)"
    r"|(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:es|ed)|disput(?:es|ed)"
    r"|disown(?:s|ed)|disavow(?:s|ed)|repudiat(?:es|ed)"
    r"|contest(?:s|ed)|contradict(?:s|ed)) (?:the |these |those |that |such |any |all |its )?"
    r"(?:\w+[\u2019']?s? ){0,3}(?:reports?|accounts?|claims?|allegations?|stor(?:y|ies)"
    r"|suggestions?"
    r"|idea|charges?|accusations?|assertions?|description)"
    r"|(?:that|this|it)(?:['\u2019]s| is| was) not (?:true|so|right|correct|the case)"
    r"|never on the"
    r" table|pushed back (?:against|on)"
    r"|not (?:give|gave|offer|make) (?:\w+ )*of that kind|no (?:advice|request|offer|order|plan"
    r"|deal|decision)\b|\bfalse\b[.:]"
    r"|\b(?:he|she|it|they|we|I) (?:(?:did|has|have|had|was|were|is|are|does|do) not"
    r"|(?:did|has|have|had|was|were|is|are|does|do)n['\u2019]t)(?=[.,;\"”]|$)",
    re.IGNORECASE,
)
POINTING_SUPPORT = re.compile(
    r"\bstands\b(?! (?:by|in|for|at|with|to|behind))|(?:that|this|it|which|report|account"
    r"|story)s?"
    r" (?:is|was|were|are) (?:true|right|correct|accurate)\b"
    r"|confirm(?:s|ed)? (?:the |that |these |those )?(?:\w+ ){0,2}(?:reports?|accounts?|stor(?:y"
    r"|ies)|claims?)\b"
    r"|(?:stood|stands?|stick|sticks|stuck|sticking) (?:by|to) (?:it\b|its|the|his|her|what"
    r"|their)",
    re.IGNORECASE,
)
SILENT = re.compile(
    r"no (?:immediate )?comment|(?:not|n['\u2019]t|never|nor|neither) (?:immediately |publicly"
    r" )?(?:comment|respon|repl|answer)\w*"
    r"|yet to (?:comment|respond|reply|answer|say|speak)|(?:declin\w+|refus\w+) (?:to "
    r"|in )?(?:any"
    r" )?(?:comment|answer|say|discuss|elaborat|confirm"
    r"|respon|reply)\w*|no (?:immediate )?(?:answer|reply|response)|went unanswered|said nothing"
    r"|remained silent"
    r"|(?:would not|will not|wo ?n['\u2019]t|would ?n['\u2019]t) (?:say|discuss|comment"
    r"|confirm|\W?read out"
    r"|describe|be drawn|answer|elaborate)"
    r"|sidestep\w*|stopped short of (?:sayi|confi|deny|comm|answ|addr|admi|ackn|endor|rul)\w+"
    r"|neither confirm\w* nor den|(?:confirm|deny)(?:ed|ing)? (?:or|nor)"
    r" (?:deny|confirm)|(?:not|n['\u2019]t) deny|not confirm"
    r"|did not address|not (?:a )?matter for",
    re.IGNORECASE,
)
UNSURE = re.compile(
    r"\bfact[ -]check\b|\bviral\b|\bTHE CLAIM\b|\?[\"”\u2019']?$|^(?:[\"“])?(?:if|were|suppose"
    r"|imagine"
    r"|should|had (?:it|the|he|she|they))\b|\bwhether\b|\b(?:allegedly false|rumou?rs?"
    r"|i do not know|it is unclear|unclear|hypothetical|as if|could imagine|bet|believe that"
    r"|poll)\b|\b(?:delet|remov)\w+ (?:a|the|his|her) (?:\w+ )?(?:post|tweet|message|video)\b",
    re.IGNORECASE,
)
#: Doubt of the clause it stands in, and of no other.
HEDGE = re.compile(r"\b(?:might|may|perhaps|possibly|maybe)\b", re.IGNORECASE)
IF = re.compile(r"\bif (?:the|it|he|she|they|\w+ (?:does|do|did))\b", re.IGNORECASE)
#: What makes the word behind it a word only: `the word retraction`.
AS_WORD = re.compile(r"\b(?:word|term|expression|verb|noun|phrase) \W?$")
#: A question told and answered in one sentence: `asked if he had, she said he had not`.
ANSWERED = re.compile(
    r", (?:\w+ ){1,5}(?:said|says|replied|answered)(?: that)?(?:"
    r" (?:he|she|it|they|I) (?:had|did|was|has|is|were|have|do|does)(?: (?P<no>not)"
    r"|(?P<short>n['\u2019]t))?"
    r"|[:,]? [\"“](?:(?P<bare>no|none|never)|yes)\b.{0,40})[.\"”]*$",
    re.IGNORECASE,
)
#: Content that is only named, so that something can be said of it.
NAMED_ONLY = re.compile(
    r"\b(?:after|amid|following|of|about|to|on|over|despite) (?:the |an? |any |media |press "
    r"|recent |such )*(?:reports?|claims?"
    r"|allegations?|rumou?rs?|suggestions?|accusations?|speculation|talk|idea|notion) (?:that"
    r"|of)\b",
    re.IGNORECASE,
)
#: Who stands by these speaks: a source, not one of the claim's people.
SPEAKS_BEFORE = re.compile(r"\b(?:said|says|wrote|added|according to)\b[^.;]{0,40}$")
SPEAKS_BEHIND = re.compile(
    r"[^.;]{0,60}\b(?:said|says|wrote|reported|denied|confirmed|told reporters)\b"
)
#: Whose act a noun in this place is: `Beijing's call`.
OWNER = re.compile(rf"({NAME.pattern})['\u2019]s? (?:\w+ )?$")
#: Content of its own in front of a denial: `a statement that he urged her, but ...`.
TOLD_FIRST = re.compile(
    r"\b(?:statement|description|report|claim|article|account|allegation"
    r"|story)s? (?:\w+ ){0,2}?(?:that|saying|claiming|which)\b"
)
WOULD = re.compile(r"\b(?:would|could|should)\b", re.IGNORECASE)
OTHER_EVENT = re.compile(
    r"\b(?:new|second|third|another|separate|later|previous|different) (?:\w+ )?(?:call"
    r"|conversation|meeting|summit|talks|merger|deal|report|vote|visit)\b",
    re.IGNORECASE,
)
#: A short answer to the question before: `"None," he said.`
BARE_NO = re.compile(
    r"^\W*(?:no|none|never|not (?:so|true|at all|a bit)|nothing|wrong|false|nonsense|untrue"
    r"|absolutely not|(?:it|that|he|she|they) (?:was|is|did|has|have|had|does) ?(?:not"
    r"|n['\u2019]t))"
    r"(?=[,.!;:\"”]|$)",
    re.IGNORECASE,
)
BARE_YES = re.compile(
    r"^\W*(?:yes|indeed|correct|that is right|that['\u2019]s right|(?:it|that|he|she|they)"
    r" (?:was|is|did|has|have|had|does))(?=[,.!;:\"”]|$)",
    re.IGNORECASE,
)
OTHER_HOME = re.compile(
    r"\b(?:his|her|its|their) own (?:country|nation|government|company|city|party)\b"
)
BARE_REFUSAL = re.compile(
    r"\b(?:has|have|had)? ?(?:refused|declined)\b(?! to)|(?:has|have"
    r"|had) not\b[.,]",
    re.IGNORECASE,
)
CONTINUES = re.compile(
    r"\b(?:he|she|they|it|him|her|them|that|this|such|the (?:call|advice|report|remarks?"
    r"|answer))\b",
    re.IGNORECASE,
)
PARTED = re.compile(
    r"[;:]|[\"”],|, (?:the|an?|and|but|saying|while|who|which)\b|(?<!said)(?<!say) that (?!the "
    r"|she |he |it |they |[A-Z])"
)
NEW_CLAUSE = re.compile(
    r" and (?=(?:stopped|did|has|had|is|was|will|would|then|said)\b)|[;:.“”\"]|, (?:and|but"
    r"|while|saying|telling)\b|\b(?:remark|comment|statement|answer|claim"
    r"|view)s? that\b"
)
TO_DO = re.compile(
    r"\bthat (?!kind|sort|nature)\w+ \w+|(?<!how )\bto (?!the |an? |his |her |their |its "
    r"|[A-Z])\w"
)
DEONTIC = re.compile(
    r"\b(?:must|has to|have to|should|needs? to|had to|ought|wants? |wanted |hop(?:es?|ed|ing) "
    r"|demand\w*|takes to|in order to|so as to|consider\w*|weigh(?:s|ed|ing)|mull\w*"
    r"|contemplat\w*|recommend\w*|expected to|likely to|poised to|in talks|bid to|close to)\b"
)
UNDECIDED = re.compile(
    r"\b(?:nothing|not|never) (?:has |have |had )?(?:yet )?(?:been )?decided|\bno (?:final"
    r" )?decision",
    re.IGNORECASE,
)
AGENT = re.compile(
    rf"({NAME.pattern})(?: (?:has|had|did|also|have|made|gave|no|any|specific|subtly|then|again"
    rf"|formally|\(?[Oo]n \w+day)){{0,3}} $"
)
PATIENT = re.compile(rf" (?:\w+ ){{0,1}}?({NAME.pattern})")
#: Words in front of a predicate that can stand for a subject named before, or make it a noun.
POINTS = re.compile(
    r"(?:\b(?:he|she|it|they|I|we|who|his|her)\b[^;:]{0,40}$"
    r"|\b(?:no|an?|any|such|that|this|its|of|the|was|were|been) (?:\w+ )?\w?$|^\W*\w?$)",
    re.IGNORECASE,
)
THE_LEADER = re.compile(
    r"\b[Tt]he (?:\w+ )?(?:president|premier|prime minister|minister|secretary|chairman"
    r"|chancellor"
    r"|leader)\b"
)
THE_BODY = re.compile(
    r"\b(?:government|ministry|spokes\w+|officials?|company|union|authority|agency|paper"
    r"|newspaper"
    r"|firm|bank|court|council)\b"
)
ANONYMOUS = re.compile(r"anonym|not to be named|\b(?:senior|former)\b.{0,30}\bofficial|\baide\b")
#: A retraction or a statement of a publication, not of the claim's people.
DENIES = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|reject|dismiss|refut|false"
    r"|untrue)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:\bbut|\band|[-\u2013—;]|which) .{0,70}(?:no such (?:fact|thing)|(?:is|was|are) (?:simply"
    r" )?(?:untrue|false|not true|wrong|not so))",
    re.IGNORECASE,
)
#: Content that a denial names itself, so that it does not point back.
OWN_CONTENT = re.compile(
    r"\s*,? ?(?:that|claiming|indicating|saying|alleging|suggesting|having|which sa(?:id|ys)|of "
    r"|about )",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"report|account|article|stor(?:y|ies)|claim|alleg|anonym|unnamed|sources|\bsaid\b|according"
    r"|Journal|Times|News",
    re.IGNORECASE,
)
OF_PRINT = re.compile(
    r"(?:retract|withdr[ae]w|amend|correct|chang)\w* (?:its|their|the|an|his|her) (?:\w+"
    r" )?(?:article|report|story|account|item|headline)"
)
#: Verbs by which somebody who was silent speaks.
SPOKE = re.compile(
    r"\b(?:acknowledged|confirmed|denied|commented|told|said|sa(?:ys?|id) (?:something|that)"
    r"|disowned|rejected|br(?:oke|eaks) (?:its|his|her|their) silence)\b"
)
#: Words for somebody who speaks, or is asked, for an institution.
VOICE = re.compile(r"spokes\w+|press secretary|[Rr]equests? for comment")
#: What stands in front of a predicate that is a noun: `it was advice`, `the request`.
NOUN = re.compile(r"\b(?:the|an?|this|that|such|was|is|of|his|her|its) (?:\w+ )?$", re.IGNORECASE)

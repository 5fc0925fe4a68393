"""Turns of phrase that do what a family's words do."""

from __future__ import annotations

#: Phrases that do what a family's words do.
PHRASES: dict[str, str] = {
    "RESTRAIN": r"leave (?:\w+ ){1,3}(?:alone|unprovoked|be\b)|keep (?:it|things|\w+) (?:calm"
    r"|cool|quiet)|cool it"
    r"|slow steps|tread (?:softly|carefully|lightly)|let (?:it|things) (?:rest|lie|cool)"
    r"|(?:not to|n't|not|never|avoid|against|without) (?:\w+ )?(?:stir|rile|needl|bait|goad"
    r"|upset|enrag|annoy|irritat|rock)\w*"
    r"|(?:not to|n't|not|never|avoid|refrain from|against|without|stop|hold off)"
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
    r"|press(?:es|ed|ing)\b|press(?! (?:conf|secr|free|offi|rele|brie|corp|agen"
    r"|asso))(?= (?:\w+ ){1,3}(?:to|for)\b)|suggest(?:ed|s|ing)?(?= to"
    r" (?:[\w.]+ ){1,3}that )|suggest(?:ed|s|ing)?(?= (?:[\w.]+ ){1,3}(?:avoid|refrain|not|stop"
    r"|soften|hold|drop))|order(?:s|ed|ing)?(?= (?:\w+ ){1,3}to )"
    r"|wants?(?= (?:\w+ ){1,4}?(?:to \w|\w+(?:ed|wn|en)\b))|requir\w+ (?=[\w.]+ (?:[\w.]+ )?to )"
    r"|must (?:at once|immediately|now)|offered (?:\w+ )?guidance"
    r"|(?:t(?:old|ells?|elling)|ask(?:s|ed|ing)?)(?= (?:(?!that |he |she |it |they |would |about"
    r" )[\w.'-]+ ){1,5}?(?:not )?to \w)"
    r"|told(?= \w+[,:]? \W?(?:don't|do not) )|ask(?:s|ed|ing)?(?= (?:not )?to )|ask(?:s|ed|ing)?"
    r" for(?! comment)",
    "RETRACT": r"swallow\w* (?:\w+ )?back|tak\w+ away|str(?:ip|ipped|ips) (?:\w+ ){0,3}of|pull\w*"
    r" (?:[\w'-]+ ){1,2}licen[cs]e|(?:tak\w+|took) (?:\w+ ){0,3}back|walk(?:s|ed"
    r"|ing)? (?:\w+ ){0,3}back"
    r"|eat (?:\w+ )?words|climb(?:s|ed)? down",
    "SILENT": r"no comment|(?:not|n't|never|nor|neither) (?:immediately |publicly )?(?:comment"
        r"|respond|repl(?:y|ied)|answer)\w*"
    r"|yet to (?:comment|respond|reply|answer|say|speak)|(?:declin|refus)\w+ (?:to )?(?:comment"
    r"|answer|say|discuss"
    r"|elaborate|confirm|respond|reply)|said nothing|no (?:immediate )?(?:answer|reply|response)"
    r"|(?:would not|will not|won't|wouldn't) (?:say|discuss|comment|confirm|read|describe"
    r"|be drawn"
    r"|answer)"
    r"|(?:remain|stay|kept|keep)\w* (?:\w+ )?silen\w+|went unanswered|avoid\w* public|not"
    r" (?:immediately )?available",
    "ACQUIT": r"clear\w* (?:him |her |them )?of\b|found not guilty",
    "CONVICT": r"found guilty",
    "SAME": r"what it (?:was|is|always)\b|(?:the same|just) as (?:it|before|ever)"
    r"|not (?:\w+ )?(?:mov|chang|shift|alter)\w+|no change|as it ever was|what it has been"
        r"|not a change",
    "OPPOSE": r"c[ao]me out against|(?:is|are|was|were|been|be) against|turn(?:s|ed)? against"
    r"|drop(?:s|ped)? (?:its|their|his|her) support|no longer"
        r" (?:back|support)\w*"
    r"|withdr[ae]w\w* (?:its|their|his|her) support",
    "BACK": r"thr(?:ow|ew|own|owing) (?:\w+ ){1,3}behind|rall(?:y|ied|ies) (?:behind|to)|sid(?:e"
    r"|ed|es|ing) with"
    r"|on board|came out (?:for|in favou?r)|st(?:ands?|ood) behind|in favou?r of|(?:are"
    r"|is) for (?:it|the)\b|vot\w+ (?:\S+ ){0,6}for",
    "CONTACT": r"reach(?:ed|es)? out|in touch|been in touch|sought clarification|got in touch"
        r"|spoken? to"
    r"|had approached",
    "DELAY": r"put(?:s|ting)? (?:\w+ ){0,3}off\b|kick\w* (?:\w+ ){0,3}down the road",
    "DESTROY": r"t(?:ear|ears|ore|orn|earing) (?:\w+ ){0,3}?down|(?:pull|knock)(?:ed|ing|s)?"
        r" (?:\w+ ){0,3}?down",
    "LOSE": r"(?:will|would|are to|is to|to) go\b",
    "PLAN": r"mean(?:s|t)? to (?=[a-z])|commit\w* (?:\w+ )?to|set out to",
    "CAUSE": r"(?<=not )because|due to|because of|blamed (?:\w+ ){0,3}?on|started by|set off by"
    r"|led to"
        r"|result(?:ed)? (?:in|from)|t(?:o|oo) blame|responsible for|br(?:ing|ings|ought"
        r"|inging) (?:\w+ ){0,3}"
    r"?down|but for (?:the|a|his|her|its)\b|stemm?(?:s|ed)? from|owing to|as a result of",
    "VISIT": r"set foot",
    "QUIT": r"st(?:ep|epped|epping|ands?|ood) down",
    "DIRECT RESTRAIN": r"urg\w+ (?:caution|calm|restraint)",
    "SURVIVAL": r"surviv\w+|existential",
    "ANYTIME": r"any ?time|any hour|at any (?:time|hour)|whenever",
    "RETAIN": r"st(?:ood|ands?|anding) by|le(?:ave|aves|ft|aving) (?:\w+ ){1,3}in place"
    r"|st(?:ick|icks|uck|icking) (?:to|by)|(?<!as )\bstands\b(?! (?:in|for|at|with|to|behind|out"
    r"|up|down"
    r"|trial|on))",
    "SELL": r"up for sale|give up|part(?:s|ed|ing)? with|on the (?:auction )?block|let(?:s"
    r"|ting)? go of",
    "OFFER": r"(?:is|are|was|were|be) (?:ready|willing|prepared) to|put(?:s|ting)? forward",
    "UNVEIL": r"put(?:s|ting)? (?:[\w$.,-]+ ){1,8}before|la(?:id|ys?) (?:\w+ ){1,4}before"
    r"|roll\w* out",
    "NO-LINK": r"nothing to do with|no (?:link|connection|bearing)|no part in",
    "BREAK": r"g(?:ive|ives|ave|iving|iven) way|fall(?:s|en|ing)? (?:down|apart)|fell (?:down"
    r"|apart)",
    "PROHIBIT": r"vot\w+ (?:(?!to )\w+ ){0,3}down\b|(?:turn|shoot|shot|strike"
    r"|struck)\w* (?:\w+ ){0,3}down\b|thr(?:ow|ew|own) out|say(?:s)? no to|is a no\b",
}  # fmt: skip

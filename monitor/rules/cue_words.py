"""Words by which somebody tells, thinks or wants something: the cues of attribution, as stems.

Source: verbs and nouns that are cues more than once in PolNeAR's training part, sorted by hand.
"""

from __future__ import annotations

from monitor.rules.lexicon import stem, word_set

_TELLING = """
    acknowledge add admit advise affirm allege announce answer apologize applaud appeal argue argued
    ask assail assert assure attack attest bemoan blame blast boast brag brand brief call caution
    charge chant chide cite claim clarify comment compare complain concede conclude condemn confirm
    congratulate contend continue counter credit criticise criticize crow cry decide declare decline
    decry demand denounce deny deride describe detail disclose discuss dismiss dispute dub echo
    elaborate email emphasise emphasize estimate explain express find forecast found gush hail
    hammer highlight hint identify imply indicate inform insinuate insist interject joke label laid
    lambaste lament lay liken list maintain mention mock muse name note notify observe opine order
    outline plead pledge point portray posit post praise predict proclaim profess project promise
    propose publish quip quote rail read reaffirm reassure rebuff rebuke rebut recall recommend
    recount refer reference refute reiterate reject remark remember remind repeat reply report
    request respond retort retweet reveal ridicule rip rule said say says scold see shoot shot shout
    show shown signal slam sniff speak speculate spoke state stipulate stress sued suggest sum
    summarize surmise swear talk tease telegraph tell testify text thank theorize threaten told tout
    tweet underscore urge voice vouch vow warn wonder write written wrote yell address
    characterize challenge laud question calculate"""
_ATTITUDES = """
    accept accusation adopt admire admitted advocate aim agree allegation allow angry anticipate
    appear applause approve argument assertion assume assumption attempt attack attitude avoid aware
    back ban begin belief believe block boo call care cast celebrate champion charge cheer choose
    chose claim comment complaint concentrate concern concerned confidence confident consider
    consideration continue contrast conversation convince convinced cover crave credit critical
    criticism debate decision deem defend deflect deliver demand demonstrate depict desire determine
    determined disagree disapprove disappointed disavow discover discussion dislike display distance
    distrust dodge doubt dream eager embrace encourage endorse endorsement enjoy envision evaluate
    evidence expect favor favour fear feel felt fight focus frame fume gave get give got hate hear
    heard held hold hope hopeful hoping idea ignore imagine indicate insult intend interest
    interview invite invoke judge keep knew know known lean learn like lobby long look love made
    make marvel mean meant message mind need nominate notice notion offer opinion oppose opposition
    optimistic paint persuade pick plan pledge policy poll portray position praise prediction prefer
    present press presume promise promote proposal protest prove push question raise rally rank rate
    realize recognize reconsider reflect refuse regard reject release reluctant remain remark
    require resist respect saw seek seem seen seethe select shrug sign skeptical sought sound
    speculation speech stance start statement stop struggle suggestion support supportive sure
    surprised survey suspect take tend think thought threaten took tried trust try turn understand
    understood unsure upbeat urge vent view vote want warning weigh welcome willing wish worried
    worry yearn"""
_NOUNS = """
    accusation address allegation applause argument assertion attack attempt ban belief block call
    cast challenge charge claim comment complaint concern confidence conversation cover criticism
    debate decision demand desire discussion distrust doubt endorsement estimate fear fight figure
    focus forecast hope idea interest interview look mean message notion offer opinion opposition
    order plan pledge policy poll position post praise prediction press project promise proposal
    push question rank rate read remark report request signal sound speculation speech stance state
    statement suggestion support survey talk threat threaten trust tweet view vote warning answer
    assumption"""


def _stems(words: str) -> frozenset[str]:
    """Stem words in all their forms, as a stem may differ between them (`add`, `added`)."""
    return frozenset(stem(w + end) for w in words.split() for end in ("", "s", "ed", "ing"))


#: Stems of words by which somebody tells something.
TELLING = _stems(_TELLING)
#: Stems of words by which somebody thinks, feels, wants or judges something.
ATTITUDES = _stems(_ATTITUDES) - TELLING
#: Stems of cues that are as often nouns: behind an article and one word more they are.
NOUNS = _stems(_NOUNS)
#: Stems of cues that tell nobody's mind where the subject is `it`.
SEEMING = _stems("seem appear look sound mean")
#: Stems of participles that tell what their subject feels, though they look passive.
FEELINGS = _stems(
    "worried concerned determined convinced disappointed surprised committed interested opposed"
    " prepared scared inclined focused pleased tired frustrated excited dedicated"
)
#: Words that are verbs wherever they stand, and open the predicate of a clause.
AUXILIARIES = word_set(
    "is are was were be been being am has have had having do does did will would can could shall"
    " should may might must cannot"
) | frozenset(
    verb + "n" + mark + "t"
    for verb in word_set("is are was were has have had do does did wo would ca could should")
    for mark in ("'", "\u2019")
)
#: Past forms, and a few present ones, that no ending tells from other words.
PAST = word_set(
    "said told began spent threw went came took gave made got saw ran led won lost kept left met"
    " sent held rose fell drew stood spoke wore built sat grew knew became brought bought caught"
    " fought thought wrote drove broke chose felt found heard paid sought taught withdrew swore"
    " shot struck laid says tells goes gets takes makes"
)
#: Words that stand in front of a verb and belong to it.
HELPERS = AUXILIARIES | word_set(
    "to not never also then now still even just again often always already later repeatedly ever"
    " yet reportedly himself herself themselves once first recently"
)

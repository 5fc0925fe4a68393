"""An invented news world: names, and events each told in many ways, for augmentation.

Everything here is the project's own text. An event knows its claim, clauses that affirm it in
other words, clauses that contradict it, clauses that leave it open, and clauses about somebody else.
"""

# ruff: noqa: E501, SIM905 (tables of sentences read best one telling a line)

from __future__ import annotations

import random
from dataclasses import dataclass

FIRST = """Alan Amira Bruno Carla Chen Dana David Elena Emma Farid Greta Hana Hugo Ines Ivan Jane Jorge Kate
Kenji Lars Leila Li Luis Marta Maya Nadia Noor Olga Omar Paul Priya Rosa Samir Sven Tara Tomas Vera Yuki""".split()
LAST = """Abe Adler Alvarez Barros Bauer Bekele Castro Chowdhury Costa Dubois Eriksen Fischer Ferrari Garcia Haddad
Hoang Ibrahim Ito Jansen Kaya Keller Kim Kovacs Lindqvist Lopez Mbeki Moreau Nakamura Novak Okafor Olsen Park
Petrov Quinn Rahman Rossi Sato Silva Singh Tanaka Torres Ueda Vargas Walsh Weber Wong Yilmaz Zhou""".split()
TITLES = """President|Prime Minister|Finance Minister|Defence Secretary|Senator|Governor|Mayor|Chancellor|Foreign
Minister|Health Secretary|Attorney General|Trade Minister|Justice Minister|Interior Minister|King""".replace(
    "\n", " "
).split("|")
#: What a later sentence calls somebody without a name.
ROLES = (
    "he",
    "she",
    "the leader",
    "the minister",
    "the president",
    "the prime minister",
    "the president",
    "the premier",
    "the chairman",
)
#: Country, adjective, capital.
LANDS = [
    tuple(line.split(","))
    for line in """Brazil,Brazilian,Brasilia|France,French,Paris|Germany,German,Berlin|India,Indian,New Delhi
Kenya,Kenyan,Nairobi|Mexico,Mexican,Mexico City|Poland,Polish,Warsaw|Spain,Spanish,Madrid|Turkey,Turkish,Ankara
Egypt,Egyptian,Cairo|Canada,Canadian,Ottawa|Australia,Australian,Canberra|Italy,Italian,Rome|Norway,Norwegian,Oslo
South Korea,South Korean,Seoul|Vietnam,Vietnamese,Hanoi|Indonesia,Indonesian,Jakarta|Chile,Chilean,Santiago
Greece,Greek,Athens|Sweden,Swedish,Stockholm|Pakistan,Pakistani,Islamabad|Nigeria,Nigerian,Abuja|China,Chinese,Beijing
Japan,Japanese,Tokyo|Russia,Russian,Moscow|Britain,British,London|Ukraine,Ukrainian,Kyiv|Israel,Israeli,Jerusalem""".replace(
        "\n", "|"
    ).split("|")
]
BODIES = """Energy Commission|Central Bank|Electoral Board|Health Agency|Transport Authority|Securities Regulator|Supreme Court
Teachers' Union|Dockworkers' Federation|Space Agency|Football Association|Port Authority|Data Protection Office
Trade Commission|Farmers' League|Pilots' Association|Food Standards Agency|City Council""".replace(
    "\n", "|"
).split("|")
FIRMS = """Meridian Foods|Northgate Bank|Halcyon Airways|Solaris Energy|Vantage Motors|Brightwater|Orion Telecom|Kestrel
Pharma|Polar Shipping|Delta Steel|Harbour Media|Quantum Chips|Cedar Insurance|Lumen Retail|Apex Mining""".replace(
    "\n", " "
).split("|")
OUTLETS = """Reuters|the Associated Press|the New York Times|the Guardian|Bloomberg|the Financial Times|Le Monde|the BBC|CNN|Der
Spiegel|the Washington Post|Kyodo News|the Daily Courier|the Evening Post|Channel 9|the Herald|the Morning Star|Axios""".replace(
    "\n", " "
).split("|")
THINGS = """tax bill|peace plan|pipeline|fuel levy|vaccine programme|border treaty|budget|pension reform|trade deal|stadium|dam
project|data law|fishing treaty|rescue package|nuclear plant|ceasefire""".replace("\n", " ").split(
    "|"
)
GOODS = "beef|steel|solar panels|wheat|wine|timber|mobile phones|dairy products|coal|cars|rice|apples".split(
    "|"
)
ASSETS = "its Rotterdam terminal|the northern branch|its airport slots|its chip unit|two of its mines|its ferry arm".split(
    "|"
)
REMARKS = """her remarks on the border|his comments about judges|the accusation against the navy|his statement on the
vaccine|her words about the strike|his warning of war""".replace("\n", " ").split("|")
#: What somebody may be told to do: bare verb phrases.
ACTIONS = """stay out of the {thing} talks|provoke the neighbours over the {thing}|sign the {thing}|delay the {thing}|raise the matter of
the {thing} in public|escalate the dispute over the {thing}|sack the army chief|release the prisoners|cut interest rates|attend the
summit|drop the case|pay the ransom|send troops to the border|publish the report""".replace(
    "\n", " "
).split("|")
#: When it was said; another time is another matter.
TIMES = ("during a phone call in March", "at their meeting last week", "in a letter in 2019", "during their November 2022 call", "at a summit in January",
         "when they met in Geneva", "in a speech on May 4", "during a visit in the summer of 2017", "on the telephone in October")  # fmt: skip
#: Telling: base, past, gerund; one family means one thing.
ADVISE = "advised|urged|counselled|told|encouraged|asked|called on|suggested to|appealed to".split(
    "|"
)
PRESS = "pressed|pressured|pushed|leaned on|put pressure on".split("|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One checkable matter and ways to tell it; clauses are finite, without a full stop."""

    claim: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    open: tuple[str, ...]
    other: tuple[str, ...]
    #: What a report of it is about: "the advice", "the takeover".
    noun: str


class World:
    """Draws names and events with the dice it is given."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.firms, self.bodies, self.lands, self.things = FIRMS, BODIES, LANDS, THINGS
        self._people: list[str] = []
        self._titled = 0.1

    def recast(self) -> None:
        """Draw the small cast of one story: whatever is told from now on is about the same few."""
        d = self.dice
        self.firms, self.bodies = d.sample(FIRMS, 4), d.sample(BODIES, 3)
        self.lands, self.things = d.sample(LANDS, 4), d.sample(THINGS, 3)
        self._people = [f"{d.choice(FIRST)} {d.choice(LAST)}" for _ in range(5)]
        self._titled = 0.3

    def person(self) -> str:
        """Draw a person's full name; of a cast, the next in turn."""
        if self._people:
            self._people.append(self._people.pop(0))
            return self._people[-1]
        return f"{self.dice.choice(FIRST)} {self.dice.choice(LAST)}"

    def _short(self, name: str) -> str:
        """Name somebody as a later sentence does."""
        last = name.rsplit(maxsplit=1)[-1]
        if chance(self.dice, self._titled):
            return self.dice.choice(ROLES if self._people else ROLES[:4])
        return self.dice.choice(
            [
                name,
                last,
                last,
                f"{self.dice.choice(['Mr', 'Ms', 'Mr.', 'Ms.', 'Dr'])} {last}",
                f"{self.dice.choice(TITLES)} {last}",
            ]
        )

    def speaker(self) -> str:
        """Draw somebody who speaks: a name, a title and name, an office, a spokesperson, a capital."""
        d = self.dice
        land, adjective, capital = d.choice(self.lands)
        name = self.person()
        return d.choice([
            name, name, f"{d.choice(TITLES)} {name}", f"spokeswoman {name}", f"{adjective} officials",
            f"the {d.choice(self.bodies)}", f"a spokesman for the {d.choice(self.bodies)}", d.choice(self.firms), land, capital,
            "the White House", "the foreign ministry", "her spokesman", "the government", "a senior official",
            f"{name}, the {adjective} government's top spokesman,", f"{name}, who chairs the {d.choice(self.bodies)},",
            "the minister", "he", "she", "the company", "the chief executive", "an official", "the president's office",
        ])  # fmt: skip

    def outlet(self) -> str:
        """Draw a newsroom."""
        return self.dice.choice(OUTLETS)

    def event(self) -> Event:
        """Draw an event of any kind."""
        kinds = (self.telling, self.telling, self.pressing, self.ruling, self.takeover, self.figure, self.taking_back,
                 self.backing, self.ban, self.leaving, self.policy, self.offer, self.contact, self.trend,
                 self.silence, self.invitation, self.pledge, self.warning)  # fmt: skip
        return self.dice.choice(kinds)()

    def deniable(self) -> Event:
        """Draw an event that a bare denial or refusal to comment answers; a silence is not one."""
        event = self.event()
        while event.noun == "the silence":
            event = self.event()
        return event

    def telling(self) -> Event:
        """Somebody advised somebody to do something, or not to."""
        d = self.dice
        x, y, z, w = (self.person() for _ in range(4))
        xs, ys = self._short(x), self._short(y)
        act = d.choice(ACTIONS).format(thing=d.choice(self.things))
        not_ = d.choice(["", "not "])
        when, elsewhen = d.sample(TIMES, 2)
        tail = d.choice(["", f" {when}"])
        a, b = d.choice(ADVISE), d.choice(ADVISE)
        a = "told" if a == "suggested to" else a
        flip = "" if not_ else "not "
        affirm = (
            f"{xs} {b} {ys} to {not_}{act}"
            if b != "suggested to"
            else f"{xs} suggested to {ys} {not_}to {act}"
        )
        refrain = [f"{xs} had wanted {ys} to refrain and said so: do not {act}", f"{xs} warned {ys} not to {act}",
                   f"{xs} cautioned {ys} against it, saying it would be unwise to {act}"] if not_ else []  # fmt: skip
        return Event(
            claim=f"{x} {a} {y} to {not_}{act}{tail}.",
            yes=(affirm, affirm + tail, f"{xs} did {_base(b)} {ys} to {not_}{act}", f"{ys} was {_passive(b)} by {xs} to {not_}{act}",
                 f"{xs} had {_passive(b)} {ys} to {not_}{act} when they spoke", f"{xs} gave {ys} the advice to {not_}{act}", *refrain),
            no=(f"{xs} did not {_base(b)} {ys} to {not_}{act}", f"{xs} gave {ys} no such advice about the plan to {act}",
                f"{xs} never told {ys} to {not_}{act}", f"{xs} gave no advice to {ys}", f"nobody told {ys} to {not_}{act}",
                f"{xs} {a} {ys} to {flip}{act}", f"{ys} was given no advice of that kind by {xs}",
                f"{ys} heard no such advice from {xs}"),
            open=(f"{xs} and {ys} spoke for twenty minutes", f"{ys} may {act}", f"{xs} would do well to {_base(a)} {ys} to {not_}{act}",
                  f"{xs} and {ys} discussed whether to {act}", f"{ys} was asked what {xs} had said about it",
                  f"{ys} thanked {xs} for the conversation"),
            other=(f"{z} {b if b != 'suggested to' else 'told'} {w} to {not_}{act}", f"{z} {a} {ys} to {not_}{act}", f"{xs} {a} {w} to {not_}{act}",
                   f"{w} denied that {z} had told anyone to {act}", *([f"{affirm} {elsewhen}", f"{xs} {a} {ys} to {not_}{act} {elsewhen}"] if tail else [])),
            noun="the advice",
        )  # fmt: skip

    def pressing(self) -> Event:
        """Somebody put pressure on somebody; the claim may be that nobody did."""
        d = self.dice
        x, y, z = (
            self.person(),
            d.choice([self.person(), f"the {d.choice(self.bodies)}"]),
            self.person(),
        )
        xs, ys = self._short(x), y if y.startswith("the ") else self._short(y)
        act = d.choice(ACTIONS).format(thing=d.choice(self.things))
        p, q = d.choice(PRESS), d.choice(PRESS)
        yes: tuple[str, ...] = (f"{xs} {q} {ys} to {act}", f"{ys} came under pressure from {xs} to {act}", f"{xs} had repeatedly asked {ys} to {act}",
               f"{xs} did press {ys} to {act}", f"{ys} was pushed by {xs} to {act}")  # fmt: skip
        no: tuple[str, ...] = (f"{xs} did not press {ys} to {act}", f"{xs} never asked {ys} to {act}", f"{xs} put no pressure on {ys} to {act}",
              f"{ys} was not pushed to {act}", f"{xs} urged nobody and pressed nobody", f"{ys} came under no pressure from {xs}")  # fmt: skip
        claim = f"{x} {p} {y} to {act}."
        if chance(d, 0.35):
            claim, yes, no = f"{x} did not press {y} to {act}.", no, yes
        return Event(
            claim=claim, yes=yes, no=no, noun="the pressure",
            open=(f"{xs} called {ys} on Monday about timing", f"{xs} hopes that {ys} will {act}", f"{ys} has yet to decide whether to {act}"),
            other=(f"{z} {q} {ys} to {act}", f"{z} denied having pressed anyone to {act}", f"{z} did not ask {self.person()} to {act}"),
        )  # fmt: skip

    def ruling(self) -> Event:
        """A body clears or blocks something."""
        d = self.dice
        body, other_body = d.sample(self.bodies, 2)
        f, g, h, k = d.sample(self.firms, 4)
        block, clear = ("block", "blocked", "forbid"), ("approve", "approved", "clear")
        good, bad = (block, clear) if chance(d, 0.5) else (clear, block)
        what = f"{f}'s takeover of {g}"
        past = {"forbid": "forbade", "clear": "cleared"}
        return Event(
            claim=f"The {body} has decided to {good[0]} {what}.",
            yes=(f"the {body} {good[1]} {what}", f"the {body} voted five to two to {good[2]} the takeover of {g}",
                 f"{what} was {good[1]} by the {body}", f"the {body} {past[good[2]]} {what}", f"the {body} will {good[0]} the deal, two people told of the vote"),
            no=(f"the {body} {bad[1]} {what}", f"the {body} has not decided anything on {what}", f"the {body} will not {good[0]} {what}",
                f"there was no vote at the {body} on {what}", f"the {body} decided to {bad[2]} the deal between {f} and {g}"),
            open=(f"the {body} is expected to rule on {what} next month", f"{f} hopes that the {body} will {clear[0]} the deal",
                  f"analysts think the {body} could {good[0]} {what}", f"lawmakers called on the {body} to {good[0]} {what}"),
            other=(f"the {other_body} {good[1]} the merger of {h} and {k}", f"the {body} {good[1]} {h}'s takeover of {k}"),
            noun="the decision",
        )  # fmt: skip

    def takeover(self) -> Event:
        """A price."""
        d = self.dice
        f, g, h, k = d.sample(self.firms, 4)
        n = d.choice([3, 7, 12, 18, 25, 31, 44, 60, 85])
        m = n + d.choice([-2, 2, 5, 9])
        unit = d.choice(["billion", "million"])
        return Event(
            claim=f"{f} is paying {d.choice([f'${n} {unit}', f'{n} {unit} dollars'])} for {g}.",
            yes=(f"{f} will pay {n} {unit} dollars for {g}", f"{f} buys {g} in ${n}{unit[0]}n deal", f"{f} has agreed to acquire {g} for ${n} {unit}",
                 f"{g} is being sold to {f} at a price of {n} {unit} dollars", f"the takeover of {g}, valued at ${n} {unit}, was signed by {f}"),
            no=(f"{f} is paying {m} {unit} dollars for {g}", f"the price {f} pays for {g} is ${m} {unit}, not {n}", f"{f} is not buying {g}",
                f"{g} has not been sold to {f}", f"{f} will pay only ${m} {unit} for {g}"),
            open=(f"{f} and {g} are in talks", f"{f} might pay ${n} {unit} for {g}", f"analysts said {g} could fetch {n} {unit}"),
            other=(f"{h} will pay {n} {unit} dollars for {k}", f"{h} has agreed to acquire {g} from a fund", f"{f} opened an office near {k}"),
            noun="the price",
        )  # fmt: skip

    def figure(self) -> Event:
        """A number of jobs or deaths, or a budget."""
        d = self.dice
        f, g = d.sample(self.firms, 2)
        n = d.choice([120, 300, 450, 1200, 2600, 3800, 5200, 14000])
        m = d.choice([c for c in (90, 200, 700, 1900, 3100, 8000) if c != n])
        verb, past = d.choice(
            [("cut", "cut"), ("create", "created"), ("lose", "lost"), ("add", "added")]
        )
        flip = {"cut": "create", "create": "cut", "lose": "add", "add": "lose"}[verb]
        return Event(
            claim=f"{f} will {verb} {n:,} jobs.",
            yes=(f"{f} is to {verb} {n} posts", f"{f} plans to {verb} {n:,} jobs by next year", f"a plan of {f} foresees that it will {verb} {n:,} positions",
                 f"{n:,} jobs will be {past} at {f}"),
            no=(f"{f} will {verb} {m:,} jobs, not {n:,}", f"no jobs will be {past} at {f}", f"{f} will not {verb} any jobs", f"{f} will {flip} {n:,} jobs",
                f"the number of jobs {past} at {f} is {m:,}", f"nobody at {f} is affected and there is no plan to {verb} jobs"),
            open=(f"{f} employs {n * 9:,} people", f"{f} could {verb} {n:,} jobs", f"unions fear for jobs at {f}", f"{f} is reviewing its staffing"),
            other=(f"{g} will {verb} {n:,} jobs", f"{g} plans to {verb} {m:,} posts"),
            noun="the figure",
        )  # fmt: skip

    def taking_back(self) -> Event:
        """Somebody takes words back, is asked to, or refuses."""
        d = self.dice
        x, z = self.person(), self.person()
        xs, words = self._short(x), d.choice(REMARKS)
        land, adjective, _ = d.choice(self.lands)
        verbs = [("retract", "retracted"), ("withdraw", "withdrawn"), ("take back", "taken back")]
        (a, a_pp), (b, b_pp) = d.choice(verbs), d.choice(verbs)
        demand = (f"{land} demanded that {xs} {b} {words}", f"{land} called on {xs} to {b} {words}", f"{adjective} officials want {xs} to {b} {words}",
                  f"{land} insisted that the words must be {b_pp} by {xs}", f"{xs} must {b} what was said, {land}'s foreign ministry demanded")  # fmt: skip
        if chance(d, 0.4):
            return Event(
                claim=f"{land} demanded that {x} {a} {words}.", yes=demand, noun="the demand",
                no=(f"{land} has not demanded that {xs} {b} anything", f"{land} made no demand for a retraction", f"{land} never asked {xs} to {b} {words}"),
                open=(f"{land} was angered by {words}", f"{xs} refused to {b} {words}", f"{land} may respond to {words}"),
                other=(f"{z} demanded a recount", f"{d.choice(self.lands)[0]} demanded that {z} {b} a statement"),
            )  # fmt: skip
        return Event(
            claim=f"{x} has {a_pp} {words}.", noun="the retraction",
            yes=(f"{xs} has {b_pp} {words}", f"{xs} retracted {words}", f"{words} were withdrawn by {xs}", f"{xs} took back {words} and apologised"),
            no=(f"{xs} refused to {b} {words}", f"{xs} has not {b_pp} {words}", f"{xs} would not {b} {words}", f"{xs} stood by {words}",
                f"{xs} ruled out a retraction of {words}", f"{xs} has not taken back a single word", f"{words} have not been {b_pp} until today"),
            open=(*demand[:3], f"{xs} may {b} {words}", f"{words} caused an outcry"),
            other=(f"{z} has {b_pp} a claim about the budget", f"{z} retracted an earlier statement"),
        )  # fmt: skip

    def backing(self) -> Event:
        """A body supports or opposes a matter."""
        d = self.dice
        body, other_body = d.sample(self.bodies, 2)
        thing, other_thing = d.sample(self.things, 2)
        back, oppose = ("support", "back", "endorse"), ("oppose", "reject", "fight")
        good, bad = (back, oppose) if chance(d, 0.7) else (oppose, back)
        return Event(
            claim=f"The {body} {good[0]}s the {thing}.",
            yes=(f"the {body} {good[1]}s the {thing}", f"the {body} voted to {good[2]} the {thing}", f"the {thing} has the {body} {'behind' if good is back else 'against'} it",
                 f"the {body} has come out {'for' if good is back else 'against'} the {thing}"),
            no=(f"the {body} {bad[1]}s the {thing}", f"the {body} no longer {good[1]}s the {thing}", f"the {body} does not {good[0]} the {thing}",
                f"the {body}, which once {good[1]}ed the {thing}, turned {'against' if good is back else 'to favour'} it", f"the {body} voted to {bad[2]} the {thing}"),
            open=(f"the {body} will read the {thing} before it takes a position", f"the {body} is split over the {thing}", f"the {body} has yet to take a side on the {thing}",
                  f"ministers hope the {body} will {good[0]} the {thing}"),
            other=(f"the {other_body} {good[1]}s the {other_thing}", f"the {other_body} {bad[1]}s the {thing}", f"the {body} elected a new president"),
            noun="its position",
        )  # fmt: skip

    def ban(self) -> Event:
        """A country bans imports, or lifts the ban."""
        d = self.dice
        (land, adj, cap), (from_land, from_adj, _), (third, _, _) = d.sample(self.lands, 3)
        goods, other_goods = d.sample(GOODS, 2)
        return Event(
            claim=f"{land} has {d.choice(['imposed', 'reimposed', 'introduced'])} a ban on imports of {from_adj} {goods}.",
            yes=(f"{land} banned {from_adj} {goods}", f"{cap} has suspended all imports of {goods} from {from_land}", f"{from_adj} {goods} may no longer be imported into {land}",
                 f"{adj} customs stopped {goods} from {from_land} with immediate effect", f"{cap} made its ban on {from_adj} {goods} official"),
            no=(f"{land} has not banned {from_adj} {goods}", f"there is no ban on {from_adj} {goods} in {land}", f"{cap} lifted its ban on {from_adj} {goods}",
                f"imports of {from_adj} {goods} into {land} continue as before"),
            open=(f"{land} threatened to ban {from_adj} {goods}", f"{from_adj} exporters of {goods} fear a ban", f"{cap} is considering limits on {goods}",
                  f"{from_land} sells much of its {goods} to {land}"),
            other=(f"{third} banned {from_adj} {goods}", f"{land} bought more {other_goods} from {third}", f"{land} has reimposed a ban on {other_goods} from {third}"),
            noun="the ban",
        )  # fmt: skip

    def leaving(self) -> Event:
        """Somebody resigns or is dismissed."""
        d = self.dice
        x, z = self.person(), self.person()
        xs, post = (
            self._short(x),
            d.choice(
                ["finance minister", "coach", "chief executive", "ambassador", "party leader"]
            ),
        )
        return Event(
            claim=f"{x} has resigned as {post}.",
            yes=(f"{xs} stepped down as {post}", f"{xs} quit", f"{xs} handed in a letter of resignation", f"{xs} is leaving the post of {post}"),
            no=(f"{xs} has not resigned", f"{xs} remains {post}", f"{xs} will stay on as {post}", f"{xs} refused to step down", f"{xs} is going nowhere"),
            open=(f"{xs} faces calls to resign", f"{xs} may resign", f"{xs} offered no word on the future", f"rivals want {xs} to go"),
            other=(f"{z} stepped down as {post}", f"{z} has resigned"),
            noun="the resignation",
        )  # fmt: skip

    def policy(self) -> Event:
        """A policy has changed, or is what it was."""
        d = self.dice
        (land, adj, cap), (third, _, _) = d.sample(self.lands, 2)
        thing = d.choice(self.things)
        return Event(
            claim=f"{land} has changed its {d.choice(['policy', 'position', 'stance'])} on the {thing}.",
            yes=(f"{land} has altered its policy on the {thing}", f"{cap} shifted its stance on the {thing}", f"{adj} policy on the {thing} is no longer what it was",
                 f"this is a new {adj} policy on the {thing}"),
            no=(f"{adj} policy on the {thing} is unchanged", f"there is no change whatsoever in {land}'s policy on the {thing}", f"{cap}'s position on the {thing} is the same as ever",
                f"{land}'s policy on the {thing} has not moved since 1994"),
            open=(f"{land} is reviewing its policy on the {thing}", f"critics want {cap} to change course on the {thing}", f"{cap} explained its policy on the {thing}"),
            other=(f"{third} has altered its policy on the {thing}", f"{land} held an election"),
            noun="the change",
        )  # fmt: skip

    def offer(self) -> Event:
        """A firm offers something to win something."""
        d = self.dice
        f, g = d.sample(self.firms, 2)
        asset, other = d.sample(ASSETS, 2)
        body = d.choice(self.bodies)
        return Event(
            claim=f"{f} offered to sell {asset} to win approval from the {body}.",
            yes=(f"{f} has offered to sell {asset}", f"{f} proposed to the {body} that it divest {asset}", f"{asset} was put on the table by {f}", f"{f}'s offer to dispose of {asset} did not convince the {body}"),
            no=(f"{f} did not offer to sell {asset}", f"{asset} was never on the table, {f} said", f"{f} has made no such offer about {asset}", f"{f} refused to sell {asset}", f"{f} will keep {asset}"),
            open=(f"{f} might have to sell {asset}", f"bidders would like to see {f} sell {asset}", f"were {f} to sell {asset}, the {body} might soften"),
            other=(f"{g} offered to sell {other}", f"{f} bought trucks from {g}"),
            noun="the offer",
        )  # fmt: skip

    def contact(self) -> Event:
        """Somebody got in touch with somebody about something."""
        d = self.dice
        (land, adj, cap), (third, _, _) = d.sample(self.lands, 2)
        o, p = d.sample(OUTLETS, 2)
        thing = d.choice(self.things)
        return Event(
            claim=f"{land} contacted {o} about its report on the {thing}.",
            yes=(f"{land} had been in touch with {o} over the report", f"{o} received a communication from the {adj} side about its article", f"{cap} reached out to {o} over its report on the {thing}",
                 f"{adj} diplomats wrote to {o} about the {thing} article"),
            no=(f"no {adj} official had been in touch with {o}", f"{land} did not contact {o} about the report", f"{o} has not heard from {cap} about its article"),
            open=(f"{land} was unhappy with the report of {o}", f"{o} published a report on the {thing}", f"{cap} may complain to {o}"),
            other=(f"{third} contacted {p} about an advertisement", f"{p} received a letter from {third}"),
            noun="the contact",
        )  # fmt: skip

    def trend(self) -> Event:
        """Something has risen or fallen."""
        d = self.dice
        what, other = d.sample(
            "Burglaries|Rents|Road deaths|Attacks on nurses|Asylum claims|Food prices|Exports|Measles cases".split(
                "|"
            ),
            2,
        )
        land, third = (c[0] for c in d.sample(self.lands, 2))
        up, down = (
            ("risen", "rose", "increased", "went up"),
            ("fallen", "fell", "dropped", "went down"),
        )
        good, bad = (up, down) if chance(d, 0.5) else (down, up)
        n = d.randint(2, 40)
        low = what.lower()
        return Event(
            claim=f"{what} in {land} have {good[0]}.",
            yes=(f"{low} in {land} {good[1]} {n} percent from a year earlier", f"{low} {good[2]} in {land}", f"the number of {low} in {land} {good[3]} to {n * 311:,}"),
            no=(f"{low} in {land} {bad[1]} by {n}%", f"{low} in {land} have not {good[0]}", f"{low} in {land} were unchanged", f"{low} {bad[3]} across {land}"),
            open=(f"figures on {low} in {land} are due on Friday", f"{land} published guidance about {low}", f"ministers fear that {low} in {land} could have {good[0]}"),
            other=(f"{low} in {third} {good[1]} by {n} percent", f"{other.lower()} in {third} {good[2]}"),
            noun="the trend",
        )  # fmt: skip

    def silence(self) -> Event:
        """Somebody has said nothing on a matter; speaking contradicts it."""
        d = self.dice
        who = d.choice(
            [
                "The White House",
                "The Kremlin",
                self.person(),
                d.choice(self.firms),
                f"The {d.choice(self.bodies)}",
                "Downing Street",
            ]
        )
        low = who[0].lower() + who[1:] if who.startswith("The ") else who
        x, z = self.person(), d.choice(self.firms)
        matter = d.choice(
            [
                f"the reports about {x}",
                f"the {d.choice(self.things)} report",
                f"what {x} told {self.person()}",
            ]
        )
        return Event(
            claim=f"{who} has not commented on {matter}.",
            yes=(f"{low} has yet to say anything about {matter}", f"{low} declined to comment on {matter}", f"{low} did not respond to a request for comment on {matter}",
                 f"{low} would not discuss {matter}", f"{low} had no comment on {matter}", f"{low} has stayed silent on {matter}", f"requests for comment to {low} on {matter} brought no answer"),
            no=(f"{low} denied {matter}", f"{low} said on Monday that {matter} were false", f"{low} confirmed {matter} for the first time", f"{low} acknowledged {matter} on the record",
                f"{low} issued a statement on {matter}, calling the account accurate"),
            open=(f"{low} will hold a briefing on Tuesday", f"reporters want {low} to explain {matter}"),
            other=(f"{z} declined to comment on its quarterly results", f"{low} did not comment on a football match", f"{z} denied {d.choice(['the rumour', 'a delay'])}"),
            noun="the silence",
        )  # fmt: skip

    def invitation(self) -> Event:
        """Somebody was told they may do something."""
        d = self.dice
        x, y, z = self.person(), self.person(), self.person()
        xs, ys = self._short(x), self._short(y)
        act, alt = d.choice([("visit at any time", "come whenever it suited"), ("call at any hour", "telephone whenever they liked"), ("use the residence", "stay at the house"),
                             ("count on more aid", "expect further help")])  # fmt: skip
        return Event(
            claim=f"{x} told {y} that {d.choice(['she', 'he'])} could {act}.",
            yes=(f"{xs} had said {ys} should feel free to {act}", f"{xs} told {ys} to {alt}", f"{ys} could {alt}, {xs} had offered", f"according to {ys}, {xs} offered that one could {act}"),
            no=(f"{xs} never told {ys} to {act}", f"{xs} made no offer that {ys} could {act}", f"{xs} told {ys} not to {act}"),
            open=(f"{xs} and {ys} exchanged greetings", f"{ys} hopes to {act}", f"{ys} described {xs} as friendly"),
            other=(f"{z} told reporters they could {act}", f"{z} wrote to {ys}"),
            noun="the offer",
        )  # fmt: skip

    def pledge(self) -> Event:
        """A plan with a figure and a year."""
        d = self.dice
        (land, adj, cap), (third, _, _) = d.sample(self.lands, 2)
        what = d.choice(
            ["defence spending", "its minimum wage", "renewable power", "education spending"]
        )
        n, y = d.randint(2, 9), d.randint(2026, 2038)
        m, late = n + d.choice([1, 2, 3]), y + d.choice([2, 3, 5])
        pct = d.choice([f"{n}%", f"{n} percent", f"{n} per cent"])
        return Event(
            claim=f"{land} plans to raise {what} to {n}% of GDP by {y}.",
            yes=(f"{land} will lift {what} to {pct} of GDP by {y}", f"{cap} aims for {what} of {pct} in {y}", f"{what} is to reach the {pct} that {land} promised for {y}",
                 f"{adj} leaders pledged to bring {what} to {pct} of output by {y}"),
            no=(f"{land} will reach {pct} for {what} in {late} rather than {y}", f"{land} plans to raise {what} to {m}% of GDP by {y}", f"{land} has dropped its plan to raise {what}",
                f"{cap} now aims for {pct} by {late}, not {y}", f"{land} will not raise {what}"),
            open=(f"{land} debated {what}", f"allies want {land} to raise {what}", f"{land} could raise {what} one day"),
            other=(f"{third} will lift {what} to {pct} of GDP by {y}", f"{third} cut {what}"),
            noun="the plan",
        )  # fmt: skip

    def warning(self) -> Event:
        """Somebody said that something could be something."""
        d = self.dice
        x, z = self.person(), self.person()
        xs = self._short(x)
        what = d.choice(
            [
                "a strike on the port",
                "a bank run",
                "the drought",
                "a cyberattack",
                "a blockade",
                "the new virus",
            ]
        )
        be, alt = d.choice([("an existential threat", "could threaten the country's existence"), ("a national emergency", "might amount to an emergency"),
                            ("an act of war", "could count as war")])  # fmt: skip
        return Event(
            claim=f"{x} said {what} could be {be}.",
            yes=(f"{xs} told parliament that {what} {alt}", f"{xs} called {what} a case that could be {be}", f"remarks by {xs} suggested that {what} {alt}", f"{xs} warned that {what} might become {be}"),
            no=(f"{xs} did not say that {what} could be {be}", f"{xs} never called {what} {be}", f"{xs} said {what} would not be {be}"),
            open=(f"{xs} spoke about {what}", f"{xs} was asked about {what}", f"lawmakers want {xs} to say whether {what} could be {be}"),
            other=(f"{z} said {what} could be {be}", f"{z} spoke to troops"),
            noun="the remark",
        )  # fmt: skip


def chance(dice: random.Random, share: float) -> bool:
    """Throw the dice: true in this share of throws."""
    return dice.random() < share


def _base(past: str) -> str:
    forms = {"advised": "advise", "urged": "urge", "counselled": "counsel", "told": "tell", "encouraged": "encourage",
             "asked": "ask", "called on": "call on", "suggested to": "tell", "appealed to": "appeal to"}  # fmt: skip
    return forms[past]


def _passive(past: str) -> str:
    return {"called on": "asked", "suggested to": "told", "appealed to": "begged"}.get(past, past)

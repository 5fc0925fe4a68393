"""Who does it: whether a passage puts the claim's own people in the claim's places."""

from __future__ import annotations

import re

from monitor.rules.frames import Frame, Slot
from monitor.rules.names import COUNTRIES, NAME, bare, is_institution
from monitor.rules.text import country_term, terms
from monitor.stance import cues
from monitor.stance.figures import compare_figures
from monitor.stance.views import Sign, View

#: Families whose nouns are somebody's act: `Beijing's call` is not Washington's.
ACTS = frozenset({"DIRECT", "RETRACT", "OFFER", "PROHIBIT", "PERMIT", "BACK", "OPPOSE", "RESPOND"})

_THING_OPENS = re.compile(r"\W*(?:it|its)\b", re.IGNORECASE)
_THING_POINTS = re.compile(r"\bits?\b[^;:]{0,40}$", re.IGNORECASE)
_PERSON_POINTS = re.compile(r"\b(he|she|I|him|her)\b(?: \w+){0,4}? $", re.IGNORECASE)


def cast_fits(laid: Frame, view: View, sign: Sign) -> bool:
    """Tell whether the claim's people do it: its subject is there, nobody else in their places."""
    if not laid.actors:
        return True
    subject, front = laid.actors[0], view.text[: sign.start]
    known = frozenset[str]().union(*(actor.terms for actor in laid.actors))
    if _other_country(subject, known, front):
        return False
    if laid.numbers and compare_figures(laid, view.text) == "agrees":
        return cast_named(laid, view)
    if not _subject_there(laid, view, sign) or not cast_named(laid, view):
        return False
    wanted = subject.terms if len(laid.actors) > 1 else known
    return not (
        _other_agent(subject, wanted, front)
        or (laid.head & ACTS and _other_owner(wanted, front))
        or _other_person(laid, view, known)
        or _other_patient(known, view.text[sign.end :])
    )


def _other_agent(subject: Slot, wanted: frozenset[str], front: str) -> bool:
    """Tell whether somebody else than the subject stands right in front of the predicate."""
    found = cues.AGENT.search(front)
    agent = bare(found[1]) if found else ""
    if not agent or is_institution(agent) or subject.terms & terms(front):
        return False
    return not _name_terms(agent) & wanted


def _other_owner(wanted: frozenset[str], front: str) -> bool:
    """Tell whether the act is somebody else's: `Beijing's call`."""
    owner = cues.OWNER.search(front)
    return owner is not None and not _name_terms(owner[1]) & wanted


def _other_patient(known: frozenset[str], behind: str) -> bool:
    """Tell whether a person of another claim stands right behind the predicate."""
    found = cues.PATIENT.match(behind)
    patient = bare(found[1]) if found else ""
    return _is_person(patient) and not _name_terms(patient) & known


def _is_person(name: str) -> bool:
    """Tell whether a name reads as a person's in full."""
    return " " in name and name not in COUNTRIES and not is_institution(name)


def _other_person(laid: Frame, view: View, known: frozenset[str]) -> bool:
    """Tell whether a person of the claim is nowhere near, and another who is no source is there."""
    absent = any(
        a.kind == "person" and not a.terms & (view.here | view.near | view.far) for a in laid.actors
    )
    if not absent or "LEADER" in view.here:
        return False
    for hit in NAME.finditer(view.text):
        name = bare(hit.group())
        speaks = cues.SPEAKS_BEFORE.search(view.text[: hit.start()]) or cues.SPEAKS_BEHIND.match(
            view.text[hit.end() :]
        )
        if _is_person(name) and not speaks and not _name_terms(name) & known:
            return True
    return False


def _other_country(subject: Slot, known: frozenset[str], front: str) -> bool:
    """Tell whether another country than the claim's opens the clause, where the subject stands."""
    if not any(term.startswith("@") for term in subject.terms):
        return False
    opening = NAME.match(re.sub(r"^\W+", "", front))
    country = COUNTRIES.get(bare(opening.group())) if opening else None
    return country is not None and country_term(country) not in known


def cast_named(laid: Frame, view: View) -> bool:
    """Tell whether at least half of the claim's names are in sight; one alone may be understood."""
    actors = laid.actors
    return len(actors) == 1 or sum(view.share(a) > 0 for a in actors) * 2 >= len(actors)


def _subject_there(laid: Frame, view: View, sign: Sign) -> bool:
    """Tell whether the claim's subject is named here, or pointed to by a fitting word."""
    subject, front = laid.actors[0], view.text[: sign.start]
    if subject.kind == "person" and _THING_OPENS.match(front):
        return bool(subject.terms & terms(front))
    if subject.terms & view.here:
        return True
    if subject.kind == "actor" and _PERSON_POINTS.search(front):
        return False
    if subject.terms & (view.near | view.far):
        return _pointed_to(laid, view, sign)
    leader = cues.THE_LEADER.search(front) is not None
    return leader if subject.kind == "person" else "LEADER" in view.here


def _pointed_to(laid: Frame, view: View, sign: Sign) -> bool:
    """Tell whether something in front of the predicate points to a subject named before."""
    person, front = laid.actors[0].kind == "person", view.text[: sign.start]
    if any(slot.terms & terms(front) for slot in laid.slots if slot.kind == "rest"):
        return True  # `the policy is ...`: what the claim's subject has stands for it
    if person and _THING_POINTS.search(front):
        return False
    stands_in = cues.THE_LEADER if person else cues.THE_BODY
    return bool(cues.POINTS.search(view.text[: sign.start + 1]) or stands_in.search(front))


def _name_terms(name: str) -> frozenset[str]:
    found = set(terms(bare(name)))
    if bare(name) in COUNTRIES:
        found.add(country_term(COUNTRIES[bare(name)]))
    return frozenset(found)


def names_another(name: str, view: View) -> bool:
    """Tell whether the passage names another of the kind: the Carrick Dam for the Orla Dam."""
    first, last = (name.split() or [""])[0], (name.split() or [""])[-1]
    if first == last or name in COUNTRIES:
        return False
    surroundings = " ".join((view.text, *view.context, view.headline))
    if re.search(rf"\b{re.escape(first)}\b", surroundings):
        return False
    named = [bare(hit.group()) for hit in NAME.finditer(view.text)]
    return any(other.split(" ")[-1] == last and " " in other for other in named)

"""Names: countries and their capitals, institutions, people, and who is who in one article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.rules.lexicon import word_set

_COUNTRIES = """United States|Washington|American|Americans|U.S|US|U.S.|USA|America
Japan|Tokyo|Japanese
China|Beijing|Chinese|PRC
Taiwan|Taipei|Taiwanese
South Korea|Seoul|South Korean
North Korea|Pyongyang|North Korean
Russia|Moscow|Russian|Kremlin|The Kremlin
Ukraine|Kyiv|Ukrainian|Kiev
United Kingdom|London|British|Britain|UK|U.K|Downing Street
France|Paris|French
Germany|Berlin|German
Italy|Rome|Italian
Spain|Madrid|Spanish
Canada|Ottawa|Canadian
Mexico|Mexico City|Mexican
Brazil|Brasilia|Brazilian
Argentina|Buenos Aires|Argentine
India|New Delhi|Indian|Delhi
Pakistan|Islamabad|Pakistani
Afghanistan|Kabul|Afghan
Iran|Tehran|Iranian
Iraq|Baghdad|Iraqi
Israel|Jerusalem|Israeli
Egypt|Cairo|Egyptian
Turkey|Ankara|Turkish|Turkiye
Saudi Arabia|Riyadh|Saudi
Syria|Damascus|Syrian
Lebanon|Beirut|Lebanese
Qatar|Doha|Qatari
Australia|Canberra|Australian
New Zealand|Wellington
Philippines|Manila|Philippine|Filipino
Vietnam|Hanoi|Vietnamese
Thailand|Bangkok|Thai
Indonesia|Jakarta|Indonesian
Malaysia|Kuala Lumpur|Malaysian
Singapore|Singaporean
Poland|Warsaw|Polish
Hungary|Budapest|Hungarian
Netherlands|The Hague|Dutch
Belgium|Belgian
Sweden|Stockholm|Swedish
Norway|Oslo|Norwegian
Finland|Helsinki|Finnish
Denmark|Copenhagen|Danish
Switzerland|Bern|Swiss
Austria|Vienna|Austrian
Greece|Athens|Greek
Portugal|Lisbon|Portuguese
Ireland|Dublin|Irish
Nigeria|Abuja|Nigerian
Kenya|Nairobi|Kenyan
South Africa|Pretoria|South African
Ethiopia|Addis Ababa|Ethiopian
Ghana|Accra|Ghanaian
Uganda|Kampala|Ugandan
Tanzania|Dodoma|Tanzanian
Rwanda|Kigali|Rwandan
Somalia|Mogadishu|Somali
Sudan|Khartoum|Sudanese
South Sudan|Juba|South Sudanese
Zambia|Lusaka|Zambian
Zimbabwe|Harare|Zimbabwean
Mozambique|Maputo|Mozambican
Angola|Luanda|Angolan
Namibia|Windhoek|Namibian
Botswana|Gaborone|Botswanan
Malawi|Lilongwe|Malawian
Madagascar|Antananarivo|Malagasy
Senegal|Dakar|Senegalese
Ivory Coast|Yamoussoukro|Ivorian|Cote d'Ivoire
Cameroon|Yaounde|Cameroonian
Mali|Bamako|Malian
Burkina Faso|Ouagadougou|Burkinabe
Sierra Leone|Freetown|Sierra Leonean
Liberia|Monrovia|Liberian
Eritrea|Asmara|Eritrean
Morocco|Rabat|Moroccan
Algeria|Algiers|Algerian
Tunisia|Tunis|Tunisian
Libya|Libyan
Venezuela|Caracas|Venezuelan
Colombia|Bogota|Colombian
Peru|Peruvian
Chile|Chilean
Ecuador|Quito|Ecuadorian
Bolivia|La Paz|Bolivian
Paraguay|Asuncion|Paraguayan
Uruguay|Montevideo|Uruguayan
Guyana|Guyanese
Suriname|Paramaribo|Surinamese
Cuba|Havana|Cuban
Haiti|Port-au-Prince|Haitian
Dominican Republic|Santo Domingo
Jamaica|Jamaican
Guatemala|Guatemalan
Honduras|Tegucigalpa|Honduran
El Salvador|Salvadoran
Nicaragua|Managua|Nicaraguan
Costa Rica|Costa Rican
Panama|Panamanian
Iceland|Reykjavik|Icelandic
Estonia|Tallinn|Estonian
Latvia|Riga|Latvian
Lithuania|Vilnius|Lithuanian
Belarus|Minsk|Belarusian
Moldova|Chisinau|Moldovan
Romania|Bucharest|Romanian
Bulgaria|Bulgarian
Serbia|Belgrade|Serbian
Croatia|Zagreb|Croatian
Slovenia|Ljubljana|Slovenian
Slovakia|Bratislava|Slovak
Czech Republic|Prague|Czech|Czechia
Bosnia|Sarajevo|Bosnian
Kosovo|Pristina|Kosovar
Montenegro|Podgorica|Montenegrin
North Macedonia|Skopje
Albania|Tirana|Albanian
Cyprus|Nicosia|Cypriot
Luxembourg|Luxembourgish
Tbilisi|Georgian
Armenia|Yerevan|Armenian
Azerbaijan|Baku|Azerbaijani
Kazakhstan|Astana|Kazakh
Uzbekistan|Tashkent|Uzbek
Kyrgyzstan|Bishkek|Kyrgyz
Tajikistan|Dushanbe|Tajik
Turkmenistan|Ashgabat|Turkmen
Mongolia|Ulaanbaatar|Mongolian
Nepal|Kathmandu|Nepali
Bangladesh|Dhaka|Bangladeshi
Sri Lanka|Colombo|Sri Lankan
Bhutan|Thimphu|Bhutanese
Maldives|Maldivian
Myanmar|Naypyidaw|Burmese
Cambodia|Phnom Penh|Cambodian
Laos|Vientiane|Laotian
Brunei|Bruneian
Timor-Leste|Timorese|East Timor
Papua New Guinea|Port Moresby|Papua New Guinean
Fiji|Suva|Fijian
Samoa|Apia|Samoan
Tonga|Tongan
Vanuatu|Port Vila
Solomon Islands|Honiara
Kiribati|Tarawa
Palau|Palauan
Kuwait|Kuwaiti
Bahrain|Manama|Bahraini
Oman|Omani
Yemen|Sanaa|Yemeni
United Arab Emirates|Abu Dhabi|Emirati|UAE
Amman|Jordanian
Palestinian Authority|Ramallah|Palestinian
European Union|Brussels|EU|E.U"""
# Missing on purpose are names that are as often a person's, a state's or a common city's: Chad,
# Georgia, Jordan, Lima, Santiago, Kingston, San Jose, Victoria; their peoples stand for them.

#: From any name of a country (capital, people, short form) to the country.
COUNTRIES = {
    alias: line.split("|")[0] for line in _COUNTRIES.splitlines() for alias in line.split("|")
}

#: Houses that stand for the government in them; names of their own, unlike a capital's.
SEATS = {
    "White House": "United States",
    "Pentagon": "United States",
    "State Department": "United States",
    "Whitehall": "United Kingdom",
    "Elysee": "France",
    "Quai d'Orsay": "France",
    "Zhongnanhai": "China",
    "Blue House": "South Korea",
    "Kantei": "Japan",
    "Malacanang": "Philippines",
}

_INSTITUTION_HEADS = word_set(
    "administration agency airlines airways alliance army assembly association authority bank board"
    " bureau cabinet center centre chamber church college commission committee company congress"
    " corporation council court department diet directorate embassy federation force foundation"
    " government group guard hospital house inc institute institution journal kremlin laboratory"
    " league"
    " ltd media ministry nations navy network news newspaper office organisation organization"
    " parliament"
    " party pentagon police post press railway railways rail regulator reuters secretariat senate"
    " service society state standard telegraph times treasury tribune trust union university"
    " watchdog"
    " wire workers yuan herald gazette chronicle dispatch bulletin courier affairs customs motors"
    " energy"
    " power electric gas water mining pharma insurance logistics railroad"
    " airlines steel oil industries holdings systems technologies partners capital line"
)
_TITLES = word_set(
    "president vice prime minister premier chief cabinet secretary deputy foreign defence defense"
    " finance"
    " interior justice economy transport health environment trade press state home general attorney"
    " ambassador chancellor king queen prince princess pope governor mayor senator rep"
    " representative"
    " congressman congresswoman judge justice chairman chairwoman chair director director-general"
    " ceo cfo"
    " executive officer spokesman spokeswoman spokesperson professor prof dr doctor mr mrs ms miss"
    " sir"
    " dame lord lady captain colonel major lieutenant sergeant admiral counsellor counselor envoy"
    " former"
    " leader u.s us speaker lawmaker commissioner analyst economist editor opposition new"
    " presidents"
    " ministry the a an and to of pm top senior special counsel police first treasury party"
    " consul prefect councillor councilor whip auditor registrar bishop archbishop cardinal sheriff"
    " superintendent inspector detective coach rector provost commander chairperson treasurer"
    " auditor-general registrar-general secretary-general vice-chancellor presidential"
)
#: Titles in front of which any word tells the field of work: `Energy Minister`.
_OFFICERS = word_set("minister secretary commissioner spokesman spokeswoman spokesperson")
_NOT_NAMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july"
    " august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
    " the a"
    " an in on at by for from with as after before during when while if asked pressed speaking but"
    " and or"
    " so yet it he she they we i his her their its this that these those there here what who why"
    " how no"
    " not mr mrs ms dr one two three four five six seven eight nine ten several some many most all"
    " both"
    " until once whether concerning regarding against among like unlike because only later earlier"
    " meanwhile however though although since under despite following according about our"
    " my your then now also only even still such each another other false true nothing nobody"
    " neither nor"
    " did do does has have had is are was were should could would"
    " officials people sources critics experts analysts reporters lawmakers"
)

#: Words of a person's name who is said to be of some place.
_PERSON_WORDS = range(2, 4)
_PARTICLES = r"of the|of|for|to|de|del|van|von|bin|al|el|la|and the|&"
_PART = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-Þ][\w&-]*(?:\.(?=\s[A-Z]))?)(?:['\u2019](?!s\b)\w+)*"
NAME = re.compile(rf"{_PART}(?:\s(?:(?:{_PARTICLES})\s)?{_PART})*")


def is_institution(name: str) -> bool:
    """Tell whether a name reads as that of an institution, not a person."""
    parts = [part.lower().strip(".") for part in name.split()]
    heads = {part.removesuffix("'s") for part in parts}
    return bool(heads & _INSTITUTION_HEADS) or " of " in name or (name.isupper() and len(name) > 1)


def bare(name: str) -> str:
    """Take titles, the article and days off a name: `President Ana Ruiz` is `Ana Ruiz`."""
    parts = name.replace("\u2019", "'").split()
    while parts and _folded(parts[0]) in _NOT_NAMES:
        parts.pop(0)
    while parts and _folded(parts[-1]) in _NOT_NAMES | {"of", "for", "and"}:
        parts.pop()
    title = 0
    while title < len(parts) and _opens_title(parts, title):
        title += 1
    rest = _without_place(parts[title:])
    body = not rest or rest[0] in {"of", "for", "and"} or is_institution(" ".join(rest))
    if rest and rest[0] == "to":
        rest, body = rest[2:], False
    kept = parts if title and body and is_institution(" ".join(parts)) else rest
    return " ".join(kept).rstrip(".,").removesuffix("'s")


def _without_place(parts: list[str]) -> list[str]:
    """Take off where a person is from: `Ana Ruiz of the Senate` is Ana Ruiz, no institution."""
    at = parts.index("of") if "of" in parts else 0
    return parts[:at] if at in _PERSON_WORDS and not is_institution(" ".join(parts[:at])) else parts


def _opens_title(parts: list[str], at: int) -> bool:
    """Tell whether a title stands here, or the country or field of work in front of one."""
    if _folded(parts[at]) in _TITLES:
        return True
    behind = _folded(parts[at + 1]) if at + 1 < len(parts) else ""
    country = behind in _TITLES and parts[at].removesuffix("'s").rstrip(".") in COUNTRIES
    return country or (behind in _OFFICERS and at + 2 < len(parts))


def _folded(part: str) -> str:
    return part.lower().strip(".,")


@dataclass(slots=True)
class Cast:
    """Who is who in one article: last names, short forms, acronyms and offices."""

    #: From any form in lower case to the full name.
    forms: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    #: From an office in lower case ("prime minister") to its holder's full name.
    holders: dict[str, str] = field(default_factory=dict)
    #: From a person's full name to the office in which the article names that person.
    offices: dict[str, str] = field(default_factory=dict)
    #: The country whose leader the article speaks of, most often first.
    homes: tuple[str, ...] = ()

    def full(self, name: str) -> str:
        """Resolve a name to its full form in this article; countries from capitals and peoples."""
        name = bare(name) or name.strip()
        if name in COUNTRIES:
            return COUNTRIES[name]
        return self.forms.get(name.lower(), name)

    def is_person(self, name: str) -> bool:
        """Tell whether a full name is a person's."""
        return name in self.people


_OPENING = re.compile(r"(?:[.!?:]\s+|[\"“\u2018'])$")
_HOME = re.compile(
    r"\b([A-Z][\w.]+)(?:['\u2019]s)? (?:[a-z]+ ){0,2}?(?:prime minister|premier|president"
    r"|leader|Prime"
    r" Minister|PM)\b"
)


def cast(texts: Iterable[str]) -> Cast:
    """Learn the names of an article from its sentences, in order."""
    found: dict[str, None] = {}
    titled: set[str] = set()
    made = Cast()
    offices: dict[str, str] = {}
    homes: Counter[str] = Counter()
    for text in texts:
        homes.update(COUNTRIES[c] for c in _HOME.findall(text) if c in COUNTRIES)
        for hit in NAME.finditer(text):
            raw, name = hit.group(), bare(hit.group())
            sum_of = text[hit.end() :].startswith("$")
            if not name or sum_of or name.lower() in _NOT_NAMES or name in COUNTRIES:
                continue
            opens = not hit.start() or bool(_OPENING.search(text[: hit.start()]))
            if opens and " " not in raw and not text[hit.end() :].startswith(("'s", "\u2019s")):
                continue
            found.setdefault(name)
            front, behind = text[: hit.start()], text[hit.end() :]
            titles = _office(raw, name, front)
            office = titles or _apposed(name, behind)
            if office:
                titled.add(name)
                made.holders.setdefault(office, name)
                where = front + raw if titles else behind[:_BEHIND]
                offices.setdefault(name, _of_country(office, where))
    _learn(made, list(found), titled)
    made.homes = tuple(country for country, _ in homes.most_common())
    made.holders = {office: made.full(name) for office, name in made.holders.items()}
    made.offices = {made.full(name): office for name, office in offices.items()}
    return made


_OFFICE_WORDS = (
    r"(?:(?:chief|prime|foreign|defen[cs]e|finance|interior|transport|press|cabinet|vice|deputy"
    r"|white house"
    r"|ministry|government) )*"
    r"(?:minister|president|secretary|chairman|chairwoman|premier|chancellor|spokes(?:man|woman"
    r"|person)|ambassador"
    r"|chief|head|director|leader|governor|mayor|counsel|counsellor|economist|lawmaker|professor"
    r"|envoy)"
)
_OFFICE = re.compile(rf"\b({_OFFICE_WORDS})(?: to \w+)?,? ?$", re.IGNORECASE)
#: Characters behind a name in which an office set off by commas ends.
_BEHIND = 80
#: `Ana Ruiz, the foreign minister, ...`, `Ana Ruiz, Peru's foreign minister.`
_APPOSED = re.compile(
    r", (?:the|its|[A-Z][\w.]*(?:['\u2019]s)?) (?:(?!former\b)[\w.]+(?:['\u2019]s)? ){0,2}?"
    rf"({_OFFICE_WORDS})(?=,| of | for |\.)"
)


def _of_country(office: str, where: str) -> str:
    """Put the country in front of an office where the words have it so: `Japan's premier`."""
    words = where[: where.lower().rfind(office)].rstrip().replace("\u2019", "'")
    spelled = words.removesuffix("'s").split()
    ends = (" ".join(spelled[-length:]).strip("(\"'") for length in (2, 1))
    country = next((COUNTRIES[end] for end in ends if end in COUNTRIES), None)
    return f"{country}'s {office}" if country else office


def _apposed(name: str, behind: str) -> str | None:
    """Find the office that is set off by commas behind a person's name."""
    found = _APPOSED.match(behind[:_BEHIND])
    return found[1].lower() if found and " " in name and not is_institution(name) else None


def _office(raw: str, name: str, before: str) -> str | None:
    """Find the office written in front of a name, in or before the capitalised run."""
    prefix = raw[: raw.find(name)] if name in raw else ""
    found = _OFFICE.search((before[-60:] + prefix).rstrip())
    if found and not is_institution(name):
        return found.group(1).lower()
    mister = re.search(
        r"\b(?:Mr|Mrs|Ms|Dr|Professor|Presidents?|Senator)\.? *$", before[-12:] + prefix
    )
    return mister.group().strip(" .").lower() if mister and not is_institution(name) else None


def _learn(made: Cast, names: list[str], titled: set[str]) -> None:
    """Tie short forms to full names: last names, acronyms, a paper's last word."""
    for name in sorted(names, key=lambda n: -len(n.split())):
        parts = name.split()
        lower = name.lower()
        if lower in made.forms:
            continue
        made.forms[lower] = name
        if is_institution(name):
            significant = [p for p in parts if p[0].isupper()]
            if len(significant) > 1:
                made.forms.setdefault("".join(p[0] for p in significant).lower(), name)
                made.forms.setdefault(parts[-1].lower(), name)
                made.forms.setdefault(" ".join(parts[:-1]).lower(), name)
            continue
        if len(parts) in {2, 3} or name in titled:
            made.people.add(name)
            made.forms.setdefault(parts[-1].lower(), name)
            if len(parts) > 1 and (name in titled or "-" in parts[1]):
                made.forms.setdefault(parts[0].lower(), name)

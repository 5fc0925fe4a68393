"""Kinds of XML feeds: which of their elements say what of an item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ATOM = "{http://www.w3.org/2005/Atom}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
RSS1 = "{http://purl.org/rss/1.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
SY = "{http://purl.org/rss/1.0/modules/syndication/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
MEDIA = "{http://search.yahoo.com/mrss/}"
FEEDBURNER = "{http://rssnamespace.org/feedburner/ext/1.0}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: What an element of an item is to us, by its name after the namespace of its kind of feed.
_RSS_ROLES = {
    "guid": "guid",
    "title": "title",
    "link": "link",
    "enclosure": "enclosure",
    "pubDate": "published",
    "description": "body",
    "author": "author",
}
_ATOM_ROLES = {
    "id": "guid",
    "title": "title",
    "link": "link",
    "published": "published",
    "updated": "updated",
    "summary": "body",
    "content": "body",
    "author": "author",
}
#: The same for the modules that every kind of feed may use.
_MODULE_ROLES = {
    f"{FEEDBURNER}origLink": "origin",
    f"{CONTENT}encoded": "body",
    f"{DC}description": "body",
    f"{ITUNES}summary": "body",
    f"{MEDIA}description": "body",
    f"{DC}creator": "author",
    f"{DC}author": "author",
    f"{ITUNES}author": "author",
    f"{DC}title": "title",
    f"{DC}date": "updated",
    f"{ATOM}updated": "updated",
    f"{ATOM}published": "published",
    f"{TERMS}modified": "updated",
    f"{TERMS}issued": "published",
    f"{ITUNES}duration": "number",
    f"{ITUNES}episode": "number",
}
#: Names that feedparser takes for one of these in whatever case and common namespace.
LIKE_OURS = frozenset(
    {
        *("guid", "id", "title", "link", "enclosure", "author", "creator", "name", "email"),
        *("pubdate", "published", "issued", "updated", "modified", "date", "lastbuilddate"),
        *("description", "summary", "content", "encoded", "body", "fullitem", "abstract"),
        *("item", "entry", "managingeditor", "origlink", "newlocation"),
    }
)
#: Namespaces whose elements feedparser knows by their names; "" is none.
COMMON = frozenset({"", *(ns[1:-1] for ns in (ATOM, RSS1, DC, TERMS, CONTENT))})
KNOWN_SPACES = frozenset({*COMMON, *(n[1:-1] for n in (ITUNES, MEDIA, FEEDBURNER, SY))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A kind of feed."""

    #: Its namespace in braces, "" for none.
    space: str
    item: str
    roles: Mapping[str, str]
    atom: bool


def _dialect(space: str, item: str, roles: Mapping[str, str]) -> Dialect:
    own = {f"{space}{name}": role for name, role in roles.items()}
    return Dialect(
        space=space, item=f"{space}{item}", roles={**_MODULE_ROLES, **own}, atom=space == ATOM
    )


RSS2 = _dialect("", "item", _RSS_ROLES)
RSS10 = _dialect(RSS1, "item", _RSS_ROLES)
ATOM10 = _dialect(ATOM, "entry", _ATOM_ROLES)

"""Lists of feeds as other feed readers write and read them (OPML 2.0).

Source: http://opml.org/spec2.opml
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from monitor.model.errors import SeedError
from seeds.records import Record

#: Names our attributes apart from OPML's; it leads nowhere.
_SPACE = "urn:onrecord:opml"
_OWN = ("id", "paused", "kind")
#: Source: https://www.w3.org/TR/xml/#charsets, the characters left out of it.
_UNWRITABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse_opml(body: bytes, path: str) -> tuple[Record, ...]:
    """Find every feed in an OPML list, in whatever folder it stands.

    Raises:
        SeedError: It is not OPML, declares entities, or lists no feed.
    """
    # Entities are never expanded; a list that declares some is not an honest one.
    if b"<!ENTITY" in body:
        raise SeedError("The list declares XML entities: it is refused.", path=path)
    root = _root(body, path)
    if root.tag.lower() != "opml":
        raise SeedError(f"This is not OPML: it begins with <{root.tag}>.", path=path, line=1)
    outlines = [node for node in root.iter("outline") if _attribute(node, "xmlUrl")]
    if not outlines:
        raise SeedError("There is no feed in the list (no outline has an xmlUrl).", path=path)
    return tuple(_record(node, path, number) for number, node in enumerate(outlines, start=1))


def dump_opml(feeds: Iterable[Mapping[str, object]]) -> str:
    """Write feeds as an OPML list, by their `url`, `outlet`, `id`, `paused` and `kind`.

    What OPML has no word for stands in attributes of our own namespace, which other
    readers pass over.
    """
    root = etree.Element("opml", nsmap={"onrecord": _SPACE}, version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Feeds of Onrecord"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        name, url = (_writable(str(feed[key])) for key in ("outlet", "url"))
        line = etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=url)
        for key in _OWN:
            if feed.get(key):
                line.set(f"{{{_SPACE}}}{key}", _writable(str(feed[key])))
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written.decode()


def _writable(text: str) -> str:
    """Leave out what XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def _root(body: bytes, path: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise SeedError(f"This is not XML: {error.msg}.", path=path, line=error.lineno) from error


def _attribute(node: etree._Element, name: str) -> str | None:
    """Get an attribute however its name is capitalised; readers differ."""
    return next((value for key, value in node.attrib.items() if key.lower() == name.lower()), None)


def _record(node: etree._Element, path: str, number: int) -> Record:
    values: dict[str, object] = {
        "url": _attribute(node, "xmlUrl"),
        "outlet": _attribute(node, "title") or _attribute(node, "text"),
    }
    own = {key: node.get(f"{{{_SPACE}}}{key}") for key in _OWN}
    values.update({key: value for key, value in own.items() if value})
    if "paused" in values:
        values["paused"] = values["paused"] == "True"
    return Record(path=path, kind="feed", number=number, values=values, lines={"": node.sourceline})

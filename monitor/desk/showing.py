"""How a view is put before a person, as a page, or before a program, as JSON."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from monitor.desk import wording

#: What steers instead of being read: controls but line feed and tab, lone surrogates, line and
#: paragraph separators, what XML has no place for. Each is shown as one replacement character.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]")

#: Marks that reorder the text around them (UAX 9); letters of any script keep their own order.
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

#: A web address, in its parts; a mail address is none.
_ADDRESS = re.compile(
    r"(?P<scheme>[a-z+]+://)(?:[^/?#]*@)?(?P<host>[^/?#]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)

#: Fields that say something to the database only.
_INNER = frozenset({"signature", "validators", "body_hash", "raw_hash", "content_hash"})


def shown(value: object) -> object:
    """Make text from outside harmless to read; escaping it is the template's second step."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _CONTROLS.sub("\ufffd", _BIDI_CONTROLS.sub("", value))
    return value


def web_link(url: str | None) -> str | None:
    """Give an address back if a person may safely click on it, else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def without_secret(address: str) -> str:
    """Show where an address leads without what in it may open doors."""
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        return address
    return f"{parts['scheme']}{parts['host']}{'/…' if parts['rest'].strip('/') else ''}"


def without_login(url: str) -> str:
    """Show a feed's address without the name and password that may stand in it."""
    return _ADDRESS.sub(r"\g<scheme>\g<host>\g<rest>", url)


def as_json(view: object) -> str:
    """Write a view as JSON: instants in ISO 8601, durations in seconds, ASCII only."""
    return json.dumps(view, default=_plain, ensure_ascii=True)


def _plain(value: Any) -> object:  # noqa: ANN401 (whatever a view holds)
    """Say in JSON's terms what JSON has none for."""
    match value:
        case date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case frozenset():
            return sorted(value)
        case _ if dataclasses.is_dataclass(value):
            names = (field.name for field in dataclasses.fields(value))
            return {name: getattr(value, name) for name in names if name not in _INNER}
        case _:
            raise TypeError(f"A view holds {type(value)}, which has no form in JSON.")


def _environment() -> Environment:
    """Build the templates' environment: every expression is made harmless, then escaped."""
    environment = Environment(
        loader=PackageLoader("monitor.desk"),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "path": lambda part: quote(str(part), safe=""),
        "web_link": web_link,
        "without_secret": without_secret,
        "without_login": without_login,
        **wording.FILTERS,
    }
    environment.globals |= wording.WORDS
    return environment


_ENVIRONMENT = _environment()


def render(template: str, **values: object) -> str:
    """Render a page."""
    return _ENVIRONMENT.get_template(template).render(values)

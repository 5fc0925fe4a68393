"""What makes two sightings the same article, and two texts the same text."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import SplitResult, urlsplit, urlunsplit

from monitor.model.feed import FeedItem

#: Version of the content hash's recipe; its first character. A new recipe takes a new one.
_RECIPE = "1"

#: Length of an article id in hexadecimal digits (64 bits: a clash in 10^6 articles is one in 10^7).
_ID_DIGITS = 16

#: A longer address is left as it is: no article has one, and folding nested ones takes long.
_MAX_URL = 4_096

_DEFAULT_PORTS = {"http": 80, "https": 443}

#: Query parameters that say where a reader came from, never which article it is:
#: those of analytics, advertising, social and mail platforms, and of large newsrooms.
_TRACKING = re.compile(
    r"(?:utm|at|pk|mtm|hsa|guce)_.*|_ga|_gl|_hsenc|_hsmi|mkt_tok|mc_[ce]id|wt_mc|xtor|spm"
    r"|fbclid|fb_ref|gclid|gclsrc|dclid|[gw]braid|msclkid|twclid|yclid|igsh|igshid"
    r"|ref|ref_src|ref_url|reflink|partner|guccounter|soc_src|soc_trk|sr_share"
    r"|cmp|cmpid|ftag|icid|ito|mod|ncid|ocid|s_cid|smid|smtyp|srnd|taid|tpcc"
)
_AMP_VALUES = {"amp": ("", "1", "true"), "outputtype": ("amp",)}

#: Addresses of caches that serve another host's AMP page; the page's own address follows.
_AMP_CACHE = re.compile(
    r"https?://(?:www\.google\.[a-z.]+/amp/|[^/?#]+\.cdn\.ampproject\.org/[a-z]/)(s/)?(?=[^/?#]+\.)",
    re.IGNORECASE,
)
_AMP_PATH = re.compile(r"(?:/amp|\.amp)$|\.amp(?=\.html?$)")
_INDEX_PAGE = re.compile(r"/(?:index\.(?:html?|php)|default\.aspx?)$", re.IGNORECASE)
#: A host name of its own for telephones or AMP; two more labels must follow.
_VARIANT_HOST = re.compile(r"^(?:m|mobile|amp)\.(?=[^.]+\.[^.])")
_NUMERIC_HOST = re.compile(r"^[\d.]+$")

_WORD = re.compile(r"\w+")
#: Words of a text that are compared; no article has more.
_MAX_WORDS = 20_000


def canonical_url(url: str) -> str:
    """Fold the spellings of one address into one; idempotent.

    Lower-cases scheme and host, drops default port, credentials, fragment,
    tracking parameters and a trailing slash, and leads AMP and telephone
    variants back to the main page. The scheme stays, so that the address can
    be fetched. What is no http address comes back as it is, trimmed.
    """
    url = url.strip()
    while len(url) <= _MAX_URL and (folded := _fold(url)) != url:
        url = folded
    return url


def article_id(url: str) -> str:
    """Derive a short id from the canonical address; http or https and `www.` make no difference."""
    address = re.sub(r"^https?://(?:www\.)?", "", canonical_url(url))
    return hashlib.sha256(address.encode(errors="surrogatepass")).hexdigest()[:_ID_DIGITS]


def content_hash(headline: str, text: str) -> str:
    """Hash what a reader reads; white space, line breaks and Unicode composition do not count."""
    words = f"{fold_space(headline)}\n{fold_space(text)}"
    return _RECIPE + hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()


def item_changed(old: FeedItem, new: FeedItem) -> bool:
    """Say whether a feed's entry hints at an edit, so that its page is worth an early visit.

    A date that only disappears or goes back is no hint: feeds lose and rebuild dates.
    """
    stamped = new.updated_at is not None and (
        old.updated_at is None or new.updated_at > old.updated_at
    )
    return (
        stamped
        or fold_space(old.headline) != fold_space(new.headline)
        or fold_space(old.text) != fold_space(new.text)
    )


def alike(one: str, other: str) -> float:
    """Tell which share of the shorter text's phrases of three words stand in the longer, in [0, 1].

    >>> alike("The dam is safe, he said.", "Today the dam is safe, he said again.")
    1.0
    """
    ours, theirs = _phrases(one), _phrases(other)
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else float(fold_space(one) == fold_space(other))


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())[:_MAX_WORDS]
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def fold_space(text: str) -> str:
    """Make every run of white space one blank, and compose characters (NFC)."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _fold(url: str) -> str:
    url = _AMP_CACHE.sub(lambda cache: "https://" if cache[1] else "http://", url, count=1)
    try:
        parts = urlsplit(url)
        host = _host(parts)
    except ValueError:  # not an address: an open bracket, a port that is no number
        return url
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return url
    query = "&".join(pair for pair in parts.query.split("&") if not _noise(pair))
    return urlunsplit((parts.scheme, host, _path(parts.path, query), query, ""))


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    elif not _NUMERIC_HOST.match(host):
        host = _VARIANT_HOST.sub("www.", host)
    standard = parts.port is None or parts.port == _DEFAULT_PORTS.get(parts.scheme)
    return host if standard or not host else f"{host}:{parts.port}"


def _path(path: str, query: str) -> str:
    path = _AMP_PATH.sub("", path.rstrip("/"))
    if not query:  # with a query, an index page is a program and names its own pages
        path = _INDEX_PAGE.sub("", path)
    return path.rstrip("/") or "/"


def _noise(pair: str) -> bool:
    name, _, value = pair.lower().partition("=")
    return not pair or _TRACKING.fullmatch(name) is not None or value in _AMP_VALUES.get(name, ())

"""The article in a page: trafilatura for the text, the page's own data for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from trafilatura.metadata import extract_metadata

from monitor.model.article import Extract
from monitor.model.errors import ExtractError, PageBlocked
from monitor.model.feed import Page
from monitor.rules.identity import fold_space
from monitor.sources.markup import decode, one_line
from monitor.sources.metadata import Metadata, read_metadata
from monitor.sources.quality import blockage
from monitor.sources.workers import Workers

#: Stands in every revision; the first number changes when our own recipe does.
EXTRACTOR = f"onrecord-1/trafilatura-{version('trafilatura')}"
#: A shorter text is furniture that the extractor mistook for an article, in characters.
_SHORTEST_TEXT = 60
#: `articleBody` takes over where trafilatura found less than this share of it. On its own it
#: is the worse source (F1 .859 against .978): a guard, not a source.
_GUARD_SHARE = 0.5
#: Detection errs below some twenty words.
_SHORTEST_DETECTABLE = 100
#: Probability from which a detected language is taken, in [0, 1].
_LANGUAGE_FLOOR = 0.9
#: More of a text tells its language no better; in characters.
_DETECTED_FROM = 4_000
#: How much of what the page shows is looked at for block pages, in characters.
_VISIBLE = 4_000
#: What untrusted markup makes a parser die of; told as a page without an article.
_PARSER_FAILURES = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    AssertionError,
    etree.LxmlError,
)
#: Beyond this libxml2 cuts one long text (a script) and all after it, in characters.
_LIBXML_LIMIT = 9_000_000
_LIST_MARK = "- "


@dataclass(frozen=True, slots=True)
class PooledExtractor:
    """The `Extractor` whose work is done by killable workers."""

    workers: Workers

    async def extract(self, page: Page) -> Extract:
        """Extract headline, text and data.

        Raises:
            PageBlocked: Something else stands where the article should be.
            ExtractError: There is no article, or it could not be read in time.
        """
        return await self.workers.read(extract_article, ExtractError, page)


def extract_article(page: Page) -> Extract:
    """Find the article in a page; see `PooledExtractor.extract` for what it raises."""
    try:
        return _extract(page)
    except _PARSER_FAILURES as error:
        raise ExtractError(f"The page cannot be read: {error}", url=page.final_url) from error


def _extract(page: Page) -> Extract:
    tree = _tree(page)
    data = read_metadata(tree, page.final_url)
    visible = _visible(tree)
    text = _below_headline(_guarded(_text(tree), data.body), tree, data.headline)
    blocked = blockage(
        headers=page.headers, title=data.title, text=text, visible=visible, free=data.free
    )
    if blocked:
        raise PageBlocked(blocked.message, url=page.final_url, paywalled=blocked.paywalled)
    if len(text) < _SHORTEST_TEXT:
        raise ExtractError("There is no article text in the page.", url=page.final_url)
    return _completed(tree, data, text)


def _tree(page: Page) -> HtmlElement:
    text = decode(page.body, page.headers.get("content-type", ""))
    if len(text) > _LIBXML_LIMIT:
        tree = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True))
    else:
        tree = trafilatura.load_html(text)
    if tree is None:
        raise ExtractError("The document is not an HTML page.", url=page.final_url)
    for node in tree.iter("script", "style"):
        # Megabytes that date guessing would search; the page's data stay.
        if "ld+json" not in (node.get("type") or ""):
            node.text = None
    return tree


def _text(tree: HtmlElement) -> str:
    """Take the text in reading order, furniture, comments and link lists left out."""
    found = trafilatura.bare_extraction(
        tree, favor_precision=True, include_comments=False, include_tables=True
    )
    text = getattr(found, "text", None) or ""
    lines = (" ".join(line.split()).removeprefix(_LIST_MARK) for line in text.splitlines())
    return "\n\n".join(line for line in lines if line)


def _below_headline(text: str, tree: HtmlElement, headline: str) -> str:
    """Drop the headline where the text begins with it: it is kept by itself, and is no evidence."""
    headlines = {fold_space(str(h1.text_content())) for h1 in tree.iter("h1")} | {headline}
    first, _, rest = text.partition("\n\n")
    return rest if rest and fold_space(first) in headlines else text


def _guarded(text: str, body: str) -> str:
    if len(text) >= _GUARD_SHARE * len(body):
        return text
    return body


def _completed(tree: HtmlElement, data: Metadata, text: str) -> Extract:
    byline, published_at = data.byline, data.published_at
    if not byline or not published_at:
        # Some 24 ms a page, so only for pages that say too little themselves.
        guessed = extract_metadata(tree, default_url=data.url)
        byline = byline or one_line(guessed.author or "") or None
        published_at = published_at or _day(guessed.date)
    return Extract(
        url=data.url,
        headline=data.headline,
        text=text,
        byline=byline,
        published_at=published_at,
        updated_at=data.updated_at,
        language=_language(text),
        extractor=EXTRACTOR,
    )


def _day(date: str | None) -> datetime | None:
    return datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None


def _visible(tree: HtmlElement) -> str:
    """Show the first words of the page as a person (without scripts) would see them."""
    path = "//body//text()[not(ancestor::script or ancestor::style or ancestor::template)]"
    lines, length = [], 0
    for piece in tree.xpath(path):
        line = " ".join(str(piece).split())
        lines.append(line)
        length += len(line)
        if length > _VISIBLE:
            break
    return "\n".join(line for line in lines if line)


def _language(text: str) -> str | None:
    if len(text) < _SHORTEST_DETECTABLE:
        return None
    code, probability = _identifier().classify(text[:_DETECTED_FROM])
    return str(code) if probability >= _LANGUAGE_FLOOR else None


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

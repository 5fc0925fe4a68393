"""Turns what a person hands in (a text, a page, a JSON object) into a text to be read."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from monitor.model.errors import SeedError
from monitor.model.feed import Page
from monitor.service.reading import Text
from monitor.sources.extractor import extract_article

#: A first line this long, in characters, is a paragraph and no headline.
LONGEST_HEADLINE = 200

#: What a page begins with, within so many bytes.
_SNIFFED = 1024
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<p>", b"<div")


def text_from_file(name: str, body: bytes) -> Text:
    """Read a file's bytes: an HTML page, a JSON object with `headline` and `text`, or plain text.

    Raises:
        SeedError: It is none of these.
        ExtractError: It is a page without an article.
    """
    start = body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if any(mark in start for mark in _MARKUP):
        now = datetime.now(UTC)
        url = "file:///" + name
        page = Page(url=url, final_url=url, status=200, body=body, fetched_at=now)
        return text_from_page(page, name)
    try:
        words = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError(f"it is not UTF-8 text: {error}", path=name) from error
    headline, text = _from_json(name, words) if start.startswith(b"{") else split_headline(words)
    return _text(name, headline, text)


def text_from_page(page: Page, outlet: str | None = None) -> Text:
    """Extract the article of a page.

    Raises:
        ExtractError: There is none.
    """
    extract = extract_article(page)
    return _text(outlet or extract.url, extract.headline, extract.text, extract.published_at)


def split_headline(words: str) -> tuple[str, str]:
    """Take a first line that stands alone, is short and ends in no full stop as the headline."""
    first, _, rest = words.strip().partition("\n")
    first = first.strip()
    stands_alone = rest.startswith(("\n", "\r\n")) or rest.lstrip(" \t").startswith("\n")
    if stands_alone and len(first) <= LONGEST_HEADLINE and not first.endswith((".", '."', ".”")):
        return first, rest.strip()
    return "", words.strip()


def _from_json(name: str, words: str) -> tuple[str, str]:
    try:
        value = json.loads(words)
        return str(value.get("headline") or ""), str(value["text"])
    except (ValueError, KeyError) as error:
        raise SeedError(
            "a JSON file must hold one object with 'headline' and 'text'", path=name
        ) from error


def _text(name: str, headline: str, text: str, at: datetime | None = None) -> Text:
    return Text(
        id=name, headline=headline, text=text, outlet=name, published=at or datetime.now(UTC)
    )

"""Tests of which article a page, or a feed's entry, belongs to."""

from __future__ import annotations

from datetime import timedelta

from monitor.model.article import Article
from monitor.rules.folding import Candidate, Fold, fold, visit_for
from monitor.rules.identity import article_id, content_hash
from tests.builders import NOON, a_revision, a_visit, an_article, an_extract, an_item

OLD, NEW = "https://daily.example/dam", "https://daily.example/2025/dam"
HEADLINE = "Dam is safe, ministry says"
TEXT = "The dam is safe, the ministry said on Friday. Engineers had looked at it for two days."
OTHER = "Rain fell on the hills all night and the river rose by a hand before it fell again."


def a_candidate(
    *, text: str = TEXT, article: Article | None = None, same_guid: bool = False
) -> Candidate:
    """Build an article on record at the old address."""
    words = content_hash(HEADLINE, text)
    return Candidate(
        article=article or an_article(id=article_id(OLD), url=OLD),
        revisions=[a_revision(headline=HEADLINE, text=text, content_hash=words)],
        same_guid=same_guid,
    )


def folded(candidate: Candidate, *, url: str = NEW, text: str = TEXT) -> Fold | None:
    """Say why a page that is visited for the first time belongs to the candidate."""
    visit = a_visit(url=url, item=an_item(url=url))
    found = fold(an_extract(url=url, headline=HEADLINE, text=text), visit, [candidate], NOON)
    return found[0] if found else None


def test_an_address_is_the_article_it_names() -> None:
    """A page that names the address of an article is that article, whatever it says by now."""
    assert folded(a_candidate(), url=f"{OLD}/amp", text=OTHER) is Fold.ADDRESS


def test_an_alias_folds_only_the_same_text() -> None:
    """An address that once led to an article may have become another one's."""
    moved = an_article(id=article_id(OLD), url=OLD, aliases=(NEW,))
    assert folded(a_candidate(article=moved)) is Fold.ADDRESS
    assert folded(a_candidate(article=moved), text=OTHER) is None


def test_a_guid_folds_only_the_same_text() -> None:
    """A new link of the same entry is the article when it tells the same; feeds share guids."""
    edited = TEXT.replace("two days", "three days")
    assert folded(a_candidate(same_guid=True), text=edited) is Fold.GUID
    assert folded(a_candidate(same_guid=True), text=OTHER) is None
    assert folded(a_candidate(), text=edited) is None


def test_words_fold_when_they_are_the_same_and_of_one_day() -> None:
    """The same headline and text are one article at one outlet within two days, not later."""
    assert folded(a_candidate()) is Fold.WORDS
    last_month = an_article(id=article_id(OLD), url=OLD, published_at=NOON - timedelta(days=30))
    assert folded(a_candidate(article=last_month)) is None


def test_other_outlets_articles_are_never_folded() -> None:
    """What another outlet printed is a reprint and an article of its own."""
    theirs = an_article(id=article_id(OLD), url=OLD, outlet="The Weekly")
    assert folded(a_candidate(article=theirs, same_guid=True)) is None


def test_an_entry_is_read_by_the_visit_of_its_link() -> None:
    """The link says more than the guid."""
    by_link = a_visit(url=NEW, item=an_item(guid="new", url=NEW))
    by_guid = a_visit(url=OLD, item=an_item(guid="old", url=OLD))
    assert visit_for(an_item(guid="old", url=NEW), [by_guid], by_link) is by_link


def test_a_new_link_of_a_guid_is_visited() -> None:
    """An entry that keeps its guid and changes its link is looked up where it leads."""
    by_guid = a_visit(url=OLD, item=an_item(guid="1", url=OLD))
    assert visit_for(an_item(guid="1", url=NEW), [by_guid], None) is None


def test_links_that_never_end_are_one() -> None:
    """A session in the query, or ever another link for one headline, makes no more visits."""
    by_guid = a_visit(url=f"{OLD}?s=1", item=an_item(guid="1", url=f"{OLD}?s=1"))
    assert visit_for(an_item(guid="1", url=f"{OLD}?s=2"), [by_guid], None) is by_guid
    three = [a_visit(url=f"{OLD}/{n}", item=an_item(guid="1")) for n in range(3)]
    assert visit_for(an_item(guid="1", url=NEW), three, None) is three[-1]


def test_entries_that_share_a_guid_are_each_visited() -> None:
    """Other headlines under one guid are other articles, however many."""
    many = [a_visit(url=f"{OLD}/{n}", item=an_item(guid="1")) for n in range(9)]
    rain = an_item(guid="1", url=NEW, headline="Rain is on its way")
    assert visit_for(rain, many, None) is None

"""Block pages, paywalls and consent walls, and the articles that talk about them."""

from __future__ import annotations

import pytest

from monitor.model.errors import PageBlocked
from monitor.sources.extractor import extract_article
from monitor.sources.quality import blockage
from tests.hands.sources.conftest import a_page

ARTICLE = "The court heard on Tuesday how the publisher lost half of its readers. " * 30
OPENING = "The court heard on Tuesday how the publisher lost half of its readers in a year. " * 4


def page(title: str, body: str) -> str:
    """Build a page from its title and body."""
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Just a moment...", "<p>Enable JavaScript and cookies to continue</p>"),
        (
            "Access Denied",
            "<h1>Access Denied</h1><p>You don't have permission. Reference #18.2d</p>",
        ),
        ("Attention Required! | Cloudflare", "<p>Sorry, you have been blocked</p>"),
        ("daily.example", "<p>Please verify you are a human to go on reading our site today.</p>"),
        ("Are you a robot?", "<p>We've detected unusual activity from your computer network.</p>"),
        (
            "Before you continue",
            "<p>We value your privacy. We and our 842 partners store data.</p>",
        ),
        ("Daily", "<p>We and our partners use cookies.</p><button>Accept all cookies</button>"),
        ("Page not found", "<p>The page you were looking for has moved. Try the search above.</p>"),
        ("404 - Daily", "<p>Nothing here, but have a look at our most read stories of today.</p>"),
        ("Daily", "<noscript>You need to enable JavaScript to run this app.</noscript><div></div>"),
    ],
)
def test_block_pages_are_refused(title: str, body: str) -> None:
    """Challenges, denials, consent walls, lost pages and empty shells are no articles."""
    with pytest.raises(PageBlocked) as caught:
        extract_article(a_page(page(title, body)))
    assert not caught.value.paywalled


@pytest.mark.parametrize(
    "headers", [{"cf-mitigated": "challenge"}, {"x-amzn-waf-action": "captcha"}]
)
def test_headers_give_a_challenge_away(headers: dict[str, str]) -> None:
    """A firewall that says so is believed, whatever the page looks like."""
    with pytest.raises(PageBlocked, match="challenge"):
        extract_article(a_page(page("Daily", f"<p>{ARTICLE}</p>"), headers=headers))


@pytest.mark.parametrize(
    "offer",
    [
        "Subscribe to continue reading",
        "To read the full story, subscribe or sign in.",
        "Already a subscriber? Log in",
        "This article is for subscribers only.",
        "You\u2019ve reached your monthly limit of free articles.",
    ],
)
def test_paywall_stubs_are_refused_as_such(offer: str) -> None:
    """An opening that ends in an offer is a stub."""
    with pytest.raises(PageBlocked) as caught:
        extract_article(
            a_page(page("Court hears", f"<article><p>{OPENING}</p><p>{offer}</p></article>"))
        )
    assert caught.value.paywalled


def test_a_page_that_says_it_is_sold_is_a_stub_when_short() -> None:
    """The page's own word on being sold counts only where little text is shown."""
    stub = blockage(headers={}, title="Court hears", text=OPENING, visible="", free=False)
    assert stub is not None
    assert stub.paywalled
    assert blockage(headers={}, title="Court", text=ARTICLE, visible="", free=False) is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Why captchas fail", f"Pages that ask to verify you are human cost time. {ARTICLE}"),
        ("Access denied: how states block news", f"“Access denied” is what readers saw. {ARTICLE}"),
        (
            "Publishers raise paywalls",
            f"{ARTICLE}\n\nReaders must subscribe to read.",
        ),
        (
            "Publishers raise paywalls",
            f"{OPENING}\n\nOf its line “subscribe to continue reading” the Daily said: it stays.",
        ),
        ("Privacy ruling", f"“We value your privacy”, the notice says. {OPENING}"),
        ("The page that was not found in the archive", ARTICLE),
        ("Browsers without JavaScript", f"Some readers still enable JavaScript by hand. {OPENING}"),
        ("Subscribers-only news grows", f"Subscribe to read, say more papers. {ARTICLE}"),
    ],
)
def test_articles_about_walls_are_articles(title: str, text: str) -> None:
    """Talking about captchas and paywalls does not make a page one."""
    assert blockage(headers={}, title=title, text=text, visible=f"{title}\n{text}") is None

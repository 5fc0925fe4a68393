"""Tests that what stands around a story is no change of it, wherever it stands."""

from __future__ import annotations

import pytest

from monitor.model.change import ChangeKind
from monitor.rules.changes import classify
from monitor.rules.furniture import is_furniture, parts

STORY = (
    "The harbour council met on Tuesday. It spoke for three hours about the pier.",
    "Councillors voted 7 to 5 for the repair, which costs 3 million euros.",
    '"It was time," the mayor, Anna Ode, said.',
    "The work begins in May. The ferry will land at the old quay until then.",
)
#: Furniture as it was and as it is, by its sort; both of each pair are lines of their own.
PAIRS = [
    ("related", "Related: The wettest towns", "Related: Five piers to see"),
    ("related stories", "Related stories", "Related articles"),
    ("read more", "Read more: How the pier was built", "Read more: Who pays for the pier"),
    ("read next", "Read next: A town by the sea", "Also read: The ferry that stayed"),
    ("more on this", "More on this story", "More on this topic"),
    ("most read", "Most read: 1. The cat 2. The dog", "Most read: 1. The dog 2. The cow"),
    ("recommended", "Recommended for you", "You may also like"),
    ("shares", "214 shares", "1,902 shares"),
    ("shares in k", "1.2k shares | 45 comments", "3.4k shares | 88 comments"),
    ("comments", "12 comments", "57 comments"),
    ("comment count", "Comments (12)", "Comments (61)"),
    ("no comments", "No comments yet", "1 comment"),
    ("views", "10,412 views", "22,918 views"),
    ("reading now", "1,204 people are reading this", "3,411 people are reading this"),
    ("ago", "5 minutes ago", "2 hours ago"),
    ("short ago", "3h ago", "1d ago"),
    ("published ago", "Published 4 hours ago", "Published 1 day ago"),
    ("updated", "Updated 10:02", "Updated 14:47"),
    ("updated on", "Last updated on Nov 27, 2025 at 10:02 GMT", "Last updated: 28 November 2025"),
    ("stamp", "27 November 2025, 10:02 GMT", "27 November 2025, 18:40 GMT"),
    ("clock", "10:02 AM EST", "2:14 PM EST"),
    ("reading time", "3 min read", "4 min read"),
    ("listen", "Listen to this article (3 min)", "Listen to this article (4 min)"),
    ("newsletter", "Sign up for our weekly newsletter", "Get our daily newsletter"),
    ("inbox", "The morning's news in your inbox", "The evening's news in your inbox"),
    ("subscribe", "Subscribe now for 1 euro a month", "Subscribe now for 2 euros a month"),
    ("already", "Already a subscriber? Log in", "Already a member? Log in"),
    ("members", "Become a member from 5 euros a month", "Become a supporter today"),
    ("donate", "Donate to the Harbour Post", "Support independent journalism"),
    ("app", "Download our app", "Download the Harbour Post app"),
    ("advertisement", "Advertisement", "ADVERTISEMENT"),
    ("sponsored", "Sponsored content", "Paid post"),
    ("continues", "Article continues below", "Story continues after advertisement"),
    ("cookies", "We use cookies to improve your visit. Accept all", "This site uses cookies."),
    ("consent", "Manage cookies", "Accept all cookies"),
    ("privacy", "Privacy policy | Terms of use", "Privacy notice | Terms of service"),
    ("share", "Share this article", "Share this story"),
    ("share bar", "Share | Tweet | Mail | Print", "Share | Post | Mail | Print"),
    ("dots", "Facebook \u00b7 X \u00b7 Copy link", "Facebook \u00b7 Bluesky \u00b7 Copy link"),
    ("follow", "Follow us on Instagram", "Follow us on WhatsApp"),
    ("follow the", "Follow @harbourpost", "Follow the Post on Facebook"),
    ("tags", "Tags: harbour, pier", "Tags: harbour, pier, ferry"),
    ("topics", "Topics: Harbours | Councils", "Topics: Harbours"),
    ("filed", "Filed under: Local news", "Filed under: News"),
    ("caption", "Image caption: The pier in May", "Image caption: The pier in June"),
    ("photo", "Photo: Jo Li/Getty Images", "Photo: Ann Ek/Shutterstock"),
    ("image", "Image source, Getty Images", "Image source, Reuters"),
    ("video", "Video player is loading.", "Video unavailable"),
    ("no video", "This video can not be played", "This video cannot be played"),
    ("playing", "0:00 / 3:45", "0:00 / 2:10"),
    ("watch", "Watch: The pier from the air", "Watch: The ferry lands"),
    ("watch now", "Watch now", "Watch live"),
    ("script", "Please enable JavaScript to read comments.", "Your browser is out of date."),
    ("rights", "\u00a9 2025 Harbour Post. All rights reserved.", "\u00a9 2026 Harbour Post."),
    ("copyright", "Copyright 2025 The Harbour Post", "Copyright 2026 The Harbour Post"),
    ("tip", "Got a tip? Write to tips@post.example", "Have a news tip? Mail news@post.example"),
    ("affected", "Have you been affected? Tell us", "Get in touch: news@post.example"),
    ("developing", "This is a developing story.", "This is a breaking news story. More to follow."),
    ("check back", "Check back for updates.", "Please refresh the page for the latest."),
    ("join", "Join the conversation", "Join our WhatsApp channel"),
    ("top", "Back to top", "Skip to content"),
    ("shop", "To order a copy visit our bookshop", "To order a copy, visit shop.example"),
    ("trending", "Trending now", "Trending stories"),
    ("latest", "Latest headlines", "Top stories"),
    ("bio", "Jo Li is a reporter for the Harbour Post.", "Jo Li covers harbours for the Post."),
    ("help", "Ann Ek contributed to this report.", "Ann Ek and Jo Li contributed reporting."),
    ("credits", "(Reporting by Jo Li; Editing by Ann Ek)", "(Reporting by Jo Li and Ann Ek)"),
    ("byline", "By Jo Li", "By Jo Li and Ann Ek"),
    ("free", "You have 3 free articles left", "You have 2 free articles left"),
    ("print", "Print this page", "Email this page"),
]
#: Lines of stories that look like furniture.
PROSE = [
    "Shares jumped 6% in late trading.",
    "Net income rose 18% to $912 million. Shares were up 3.5% in extended trading.",
    "Follow-up talks are planned for May.",
    "Comments by the minister angered the union.",
    "More people died in the north than in the south.",
    "Top officials met on Monday, a spokesman said.",
    "Related companies paid 3 million euros, the court heard.",
    "Updated figures showed that 214 people had died.",
    "Published accounts put the loss at 4 million.",
    "Subscribers left in droves, the company said.",
    "Watch makers in Geneva fear the tariff.",
    "Print newspapers lost a tenth of their readers.",
    "Support for the plan fell to 41 percent.",
    "Video of the crash was shown in court.",
    "Photographs found in the flat were sent to the police.",
    "Email traffic between the two men shows that they knew.",
    "The photo: a blurred figure on the quay, said the judge, proves nothing.",
    "Listening devices were found in the embassy.",
    "Sign language will be taught in schools.",
    "Getting the deal done took nine months.",
    "Advertising revenue fell by a fifth.",
    "Readers of the newspaper will pay more from May.",
    "Back in London, ministers were asked about the leak.",
    "Five minutes later the second train came.",
    "By Tuesday evening 4,000 people had signed.",
    "By John's account nobody was hurt.",
    "In pictures shown to the court the car is red.",
    "Tagged whales were seen off the coast.",
    "Live rounds were fired, witnesses said.",
    "Join forces, the general told them, or lose the war.",
]


def told(before: str, after: str) -> tuple[frozenset[ChangeKind], bool, str | None]:
    """Classify an edit of the text alone."""
    return classify(("The vote", before), ("The vote", after))


def placed(line: str | None, at: int) -> str:
    """Put a line between the paragraphs of the story."""
    extra = [line] if line else []
    return "\n\n".join([*STORY[:at], *extra, *STORY[at:]])


FURNITURE = (frozenset({ChangeKind.BOILERPLATE}), False, None)


@pytest.mark.parametrize(("old", "new"), [pair[1:] for pair in PAIRS], ids=[p[0] for p in PAIRS])
@pytest.mark.parametrize("at", [0, 4], ids=["top", "bottom"])
def test_furniture_that_changes_is_no_change(old: str, new: str, at: int) -> None:
    """It may come, go, or change, above or below the story."""
    assert told(placed(old, at), placed(new, at)) == FURNITURE
    assert told(placed(None, at), placed(new, at)) == FURNITURE
    assert told(placed(old, at), placed(None, at)) == FURNITURE


@pytest.mark.parametrize(("old", "new"), [p[1:] for p in PAIRS], ids=[p[0] for p in PAIRS])
def test_furniture_in_the_middle_of_a_story(old: str, new: str) -> None:
    """A line between two paragraphs is furniture too."""
    assert told(placed(old, 2), placed(new, 2)) == FURNITURE


@pytest.mark.parametrize(
    "line",
    [
        "Read more: How the pier was built",
        "Sign up for our newsletter here.",
        "Share this article",
        "Updated 2 hours ago",
        "Click here to see the pictures.",
        "(Read more: The wettest towns)",
    ],
)
def test_furniture_glued_to_a_paragraph(line: str) -> None:
    """A sentence at either end of a paragraph of the story may be furniture."""
    text = "\n\n".join(STORY)
    assert told(text, f"{text} {line}") == FURNITURE


def test_titles_below_a_heading() -> None:
    """Links under a heading are furniture, whatever they say."""
    links = "More on this story\n\nHow the pier was built\n\nWho pays 3 million"
    text = "\n\n".join(STORY)
    assert parts(f"{text}\n\n{links}").story == text
    assert told(text, f"{text}\n\n{links}") == FURNITURE


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_not_furniture(line: str) -> None:
    """A sentence of a story that begins like furniture is a sentence of the story."""
    assert not is_furniture(line, at_end=True)
    text = "\n\n".join(STORY)
    kinds, material, _ = told(text, f"{text}\n\n{line}")
    assert ChangeKind.UPDATE in kinds
    assert material

"""What stands where an article should: challenges, consent walls, paywall stubs, empty shells.

Each verdict needs two signs, a phrase and the shortness of what surrounds it:
an article that talks about paywalls or captchas has neither the one in its
title nor the other in its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: Up to here a text may be a notice rather than an article, in characters.
#: Source: the longest challenge and consent texts seen are near 900; of the 181 pages of the
#: scrapinghub benchmark 3 % have a shorter article, none with such phrases.
_NOTICE = 1_000
#: Up to here a text is as good as none, in characters.
_SHELL = 250
#: Up to here a text may be the opening of an article that is sold, in characters.
_STUB = 2_500
#: A line that sells or asks is short; a paragraph that mentions selling is longer.
_LINE = 220


@dataclass(frozen=True, slots=True)
class Blockage:
    """What stands there instead of the article."""

    message: str
    paywalled: bool = False


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_CHALLENGE_TITLE = _any(
    r"^just a moment\b",
    r"^one moment,? please",
    r"^attention required",
    r"^access (?:to this page has been )?denied",
    r"^are you (?:a )?(?:robot|human)",
    r"^robot (?:check|or human)",
    r"^pardon our interruption",
    r"^(?:human|bot|security) (?:verification|check)\b",
    r"^verif(?:y|ying) (?:that )?you are human",
    r"^checking your browser",
    r"^client challenge",
    r"^vercel security checkpoint",
    r"^ddos-guard",
    r"^request (?:rejected|blocked)",
    r"^(?:403|429)\b",
    r"^(?:forbidden|blocked)$",
    r"^captcha",
)
_CHALLENGE_TEXT = _any(
    r"verify(?:ing)? (?:that )?you(?:'re| are) (?:a )?(?:human|not a (?:ro)?bot)",
    r"enable javascript and cookies to continue",
    r"checking (?:if the site connection|your browser)",
    r"(?:unusual|suspicious|automated) (?:traffic|activity) (?:coming )?(?:from|on) your",
    r"you (?:don't|do not) have permission to access",
    r"you have been blocked",
    r"complete the (?:captcha|security check)",
    r"press (?:&|and) hold to confirm",
    r"our systems have detected",
    r"\bray id\b",
    r"reference #[0-9a-f.]{8,}",
)
_NEEDS_SCRIPT = _any(
    r"(?:please )?(?:enable|turn on|activate) javascript",
    r"javascript is (?:disabled|required|not enabled)",
    r"(?:requires?|need to enable|without) javascript",
)
_CONSENT = _any(
    r"before you continue",
    r"we (?:value|care about|respect) your privacy",
    r"your privacy choices",
    r"we and our (?:\d[\d,]* )?(?:partners|vendors)",
    r"accept (?:all )?(?:cookies|and continue)",
    r"(?:manage|reject all|cookie) (?:cookies|preferences|settings)",
    r"consent to (?:the use|our use)",
    r"wir und unsere (?:\d+ )?partner",
    r"nos partenaires",
)
_CONSENT_TITLE = _any(
    r"^before you continue",
    r"^(?:your )?(?:cookies?|privacy|consent)(?: (?:settings|choices|notice|options))?$",
    r"^datenschutz",
)
#: Lines that sell, from their first word: prose quotes such words, an offer begins with them.
_OFFER = _any(
    r"^(?:please )?(?:subscribe|sign up|register|log ?in|sign in)(?: now| today| here)? "
    r"to (?:continue|keep|finish|read|unlock|access|view)",
    r"^to (?:(?:continue|keep|finish) reading|read the (?:full|rest|whole))",
    r"^continue reading (?:this|your|with)",
    r"^(?:this|the) (?:article|story|content|post) is (?:only |exclusively )?"
    r"(?:for|available (?:only )?to|reserved for|exclusive to) .{0,30}(?:subscribers|members)",
    r"^(?:already|are you) an? (?:subscriber|member)",
    r"^you(?:'ve| have) (?:reached|read|used) (?:your|all) .{0,40}(?:limit|free)",
    r"^(?:subscribers?|members?)[- ]only",
    r"^unlock (?:this|the) (?:article|story)",
    r"^become a (?:subscriber|member) to",
    r"^(?:the rest of )?(?:this|the) (?:article|story) is (?:locked|behind a paywall)",
    r"^you need (?:a|to) .{0,30}subscri",
)
_LOST_TITLE = _any(
    r"^(?:error )?404\b",
    r"\bpage (?:(?:was|could) )?not (?:be )?found",
    r"^not found\b",
    r"^page (?:does not exist|unavailable|no longer)",
    r"^(?:sorry|oops).{0,30}(?:find|found|exist)",
    r"can(?:'t|not) find (?:that|the|this) page",
    r"^seite nicht gefunden",
    r"^page introuvable",
)


def blockage(
    *, headers: Mapping[str, str], title: str, text: str, visible: str, free: bool | None = None
) -> Blockage | None:
    """Recognise what stands in place of the article; None when nothing does.

    Args:
        headers: Of the response, names in lower case.
        title: The page's own title.
        text: What the extractor took for the article.
        visible: The first words of everything the page shows, `noscript` included.
        free: What the page's own data say (`isAccessibleForFree`).
    """
    title = title.replace("\u2019", "'").strip()
    text, visible = text.replace("\u2019", "'"), visible.replace("\u2019", "'")
    return (
        _challenge(headers, title, text, visible)
        or _paywall(text, visible, free=free)
        or _consent(title, text, visible)
        or _lost(title, text)
        or _shell(text, visible)
    )


def _challenge(headers: Mapping[str, str], title: str, text: str, visible: str) -> Blockage | None:
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return Blockage("A Cloudflare challenge stands where the article should be.")
    if headers.get("x-amzn-waf-action"):
        return Blockage("An AWS firewall challenge stands where the article should be.")
    if len(text) > _NOTICE:
        return None
    if _CHALLENGE_TITLE.search(title):
        return Blockage(f"A block page stands where the article should be: {title[:80]!r}.")
    akamai = "akamaighost" in headers.get("server", "").lower()
    if len(visible) <= _NOTICE and (_CHALLENGE_TEXT.search(visible) or (akamai and not text)):
        return Blockage("A challenge or block page stands where the article should be.")
    return None


def _paywall(text: str, visible: str, *, free: bool | None) -> Blockage | None:
    if len(text) > _STUB:
        return None
    offered = any(_OFFER.search(line) for line in _last_lines(text))
    if not offered and (free is False or len(text) <= _NOTICE // 2):
        # The extractor may have taken the offer for furniture, and rightly.
        offered = any(_OFFER.search(line) for line in _lines(visible))
    if offered or (free is False and len(text) <= _NOTICE):
        return Blockage("Only the opening is shown to those who do not pay.", paywalled=True)
    return None


def _consent(title: str, text: str, visible: str) -> Blockage | None:
    if len(text) > _NOTICE:
        return None
    # Of a short article the banner is no part; of an empty page it is all there is.
    shown = text if len(text) > _SHELL else visible[:_NOTICE]
    signs = len({found[0].lower() for found in _CONSENT.finditer(shown)})
    if (signs and _CONSENT_TITLE.search(title)) or signs > 1:
        return Blockage("A consent wall stands where the article should be.")
    return None


def _lost(title: str, text: str) -> Blockage | None:
    if len(text) <= _NOTICE and _LOST_TITLE.search(title):
        return Blockage(f"The page says that it was not found: {title[:80]!r}.")
    return None


def _shell(text: str, visible: str) -> Blockage | None:
    if len(text) <= _SHELL and len(visible) <= _NOTICE and _NEEDS_SCRIPT.search(visible):
        return Blockage("The page shows its article only to a browser that runs scripts.")
    return None


def _lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if 0 < len(line) <= _LINE]


def _last_lines(text: str) -> list[str]:
    """List the short lines among a text's last four, where an offer stands."""
    return _lines("\n".join([line for line in text.splitlines() if line.strip()][-4:]))

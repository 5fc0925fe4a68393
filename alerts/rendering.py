"""Renders a notification as a mail: its subject, its plain text and its page."""

from __future__ import annotations

import textwrap

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from alerts import wording
from alerts.clean import cut, one_line, web_link
from alerts.edits import Fate, pieces
from alerts.wording import HouseStyle
from monitor.model.alert import AlertKind, Notification
from monitor.model.evidence import Stance

#: Columns of the plain-text part. Source: RFC 3676, 4.2 (78, less room for a reply's mark).
TEXT_COLUMNS = 76

#: Longest subject, in characters; phones show some 40, desktops 80, archives all.
SUBJECT_CHARACTERS = 150

#: How many edits, and how many earlier statements, one mail shows.
SHOWN_HUNKS, SHOWN_BEFORE = 8, 8

#: Longest passage or notice shown, in characters; the article holds the rest.
SHOWN_CHARACTERS = 1500

#: Ink of each kind: white text stands on it, at 4.5:1 or better (WCAG 2.2, 1.4.3).
INKS: dict[AlertKind, str] = {
    AlertKind.SUPPORTS: "#1a7a4a",
    AlertKind.CONTRADICTS: "#b3261e",
    AlertKind.WATCHED_SPEAKER: "#1f5fb8",
    AlertKind.STANDING_CHANGED: "#6a3fa0",
    AlertKind.REVISED: "#8f5a00",
    AlertKind.CORRECTED: "#8f5a00",
    AlertKind.RETRACTED: "#7d1f3c",
    AlertKind.RESTORED: "#1f5c7d",
    AlertKind.SOURCE_DOWN: "#4b5563",
    AlertKind.SOURCE_BACK: "#0f706a",
}

STANCE_INKS: dict[Stance, str] = {
    Stance.SUPPORTS: INKS[AlertKind.SUPPORTS],
    Stance.CONTRADICTS: INKS[AlertKind.CONTRADICTS],
    Stance.NEUTRAL: "#5b6470",
}


def render_subject(notification: Notification) -> str:
    """Write the subject: what happened, and to which claim."""
    alert = notification.alert
    what = one_line(alert.summary).rstrip(".")
    about = one_line(alert.claim_text or alert.headline or "")
    return cut(f"{what}: {about}" if about else what, SUBJECT_CHARACTERS)


def render_text(notification: Notification, style: HouseStyle | None = None) -> str:
    """Write the plain-text part, wrapped; addresses stand whole on lines of their own."""
    return _render("alert.txt.jinja", notification, style)


def render_html(notification: Notification, style: HouseStyle | None = None) -> str:
    """Write the page: one narrow column that mail programs, phones and dark screens keep."""
    return _render("alert.html.jinja", notification, style)


def _render(template: str, notification: Notification, style: HouseStyle | None) -> str:
    return _ENVIRONMENT.get_template(template).render(
        alert=notification.alert,
        folded=notification.folded,
        style=style or HouseStyle(),
        subject=render_subject(notification),
    )


def _wrap(text: str, indent: str = "", *, first: str | None = None) -> str:
    return textwrap.fill(
        text,
        TEXT_COLUMNS,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _shown(text: str | None) -> str:
    return cut(one_line(text or ""), SHOWN_CHARACTERS)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("alerts"),
        autoescape=select_autoescape(["html.jinja"], default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        begun=wording.begun,
        echoes=wording.how_many_echoes,
        edited=wording.edited,
        how_said=wording.how_said,
        pieces=pieces,
        quotations=wording.split_quotations,
        shown=_shown,
        stands=wording.where_it_stands,
        web_link=web_link,
        why=wording.why,
        wrap=_wrap,
    )
    environment.globals.update(
        Fate=Fate,
        INKS=INKS,
        KINDS=wording.KINDS,
        SHOWN_BEFORE=SHOWN_BEFORE,
        SHOWN_HUNKS=SHOWN_HUNKS,
        STANCES=wording.STANCES,
        STANCE_INKS=STANCE_INKS,
    )
    return environment


_ENVIRONMENT = _environment()

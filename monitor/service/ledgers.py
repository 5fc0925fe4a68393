"""The ledger as people and programs see it at the end of a replay."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor.model.alert import Alert
from monitor.model.article import Syndication
from monitor.model.claim import Claim
from monitor.model.evidence import Evidence, Stance, StandingKind
from monitor.ports import Unit
from monitor.rules.record import on_record
from monitor.service.markup import plain
from monitor.service.replay import Replayed

#: Alerts listed at the end of a replay, at most; an archive of forty reports raises about so many.
MOST_ALERTS = 10_000

_COLOUR = {
    StandingKind.UNCHALLENGED: "cyan",
    StandingKind.DISPUTED: "yellow",
    StandingKind.DENIED: "red",
    StandingKind.CONFIRMED: "green",
    StandingKind.RETRACTED: "magenta",
}


def ledger_as_json(unit: Unit, outcome: Replayed) -> dict[str, object]:
    """Give articles, claims and alerts as one object (stable interface of `replay`)."""
    ids = {article.id: report.id for report, article, _ in outcome.articles}
    return {
        "articles": [
            {
                "id": report.id,
                "outlet": article.outlet,
                "headline": revisions[-1].headline,
                "url": article.url,
                "published": report.published.isoformat(),
                "revisions": len(revisions),
                "reprint_of": _original(article.reprint_of, ids),
            }
            for report, article, revisions in outcome.articles
        ],
        "claims": [claim_as_json(unit, claim, ids) for claim in unit.claims.all()],
        "alerts": [_alert_as_json(alert, ids) for alert in _alerts(unit)],
    }


def print_ledger(console: Console, unit: Unit, outcome: Replayed) -> None:
    """Print where each claim stands and who put it there, then the articles."""
    console.rule("[bold]The ledger")
    for claim in unit.claims.all():
        print_claim(console, unit, claim)
    console.rule("[bold]The articles")
    console.print(_articles(outcome))
    told = _alerts(unit)
    leads = sum(alert.told_with is None for alert in told)
    console.print(f"\n{leads} notifications, which tell {len(told)} alerts.", style="dim")


def print_claim(console: Console, unit: Unit, claim: Claim) -> None:
    """Print where a claim stands, and each source's first words on either side."""
    standing = unit.ledger.standing(claim.id)
    line = Text.assemble(
        (f" {standing.kind.upper()} ", f"bold reverse {_COLOUR[standing.kind]}"),
        "  ",
        (claim.text, "bold"),
        f"  {claim.id}",
    )
    line.stylize("dim", len(line) - len(claim.id))
    console.print(line)
    table = Table.grid(padding=(0, 2))
    table.add_column(width=11)
    table.add_column(ratio=2, min_width=18)
    table.add_column(ratio=7)
    for item in on_record(unit.ledger.evidence(claim.id)):
        supports = item.stance is Stance.SUPPORTS
        table.add_row(
            Text("supports" if supports else "contradicts", "green" if supports else "red"),
            f"{plain(item.attribution.source.name)} [dim]{item.attribution.source.kind}[/]",
            f"{plain(' '.join(item.passage.text.split()))} "
            f"[dim]({plain(item.outlet)}, {item.at:%d %b %Y})[/]",
        )
    if not table.row_count:
        table.add_row("", "[dim]nobody yet[/]", "")
    console.print(Padding(table, (0, 0, 1, 2)))


def _articles(outcome: Replayed) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("published", "outlet", "headline", "revisions", "reprint of"):
        table.add_column(name, justify="right" if name == "revisions" else "left")
    for report, article, revisions in outcome.articles:
        original = article.reprint_of
        table.add_row(
            f"{report.published:%Y-%m-%d}",
            plain(article.outlet),
            plain(revisions[-1].headline) or "[dim]none[/]",
            str(len(revisions)),
            plain(original.outlet) if original else "",
        )
    return table


def claim_as_json(
    unit: Unit, claim: Claim, ids: Mapping[str, str] = MappingProxyType({})
) -> dict[str, object]:
    """Give a claim's ledger; article ids are replaced where `ids` knows another name."""
    words = on_record(unit.ledger.evidence(claim.id))
    standing = unit.ledger.standing(claim.id)
    return {
        "id": claim.id,
        "text": claim.text,
        "standing": standing.kind,
        "by": [source.name for source in standing.by],
        "supported_by": [_word(e, ids) for e in words if e.stance is Stance.SUPPORTS],
        "contradicted_by": [_word(e, ids) for e in words if e.stance is Stance.CONTRADICTS],
    }


def _word(item: Evidence, ids: Mapping[str, str]) -> dict[str, object]:
    return {
        "source": item.attribution.source.name,
        "kind": item.attribution.source.kind,
        "at": item.at.isoformat(),
        "article": ids.get(item.article_id, item.article_id),
        "text": item.passage.text,
    }


def _alert_as_json(alert: Alert, ids: Mapping[str, str]) -> dict[str, object]:
    return {
        "kind": alert.kind,
        "claim": alert.claim_id,
        "source": alert.source,
        "reason": alert.reason,
        "at": alert.at.isoformat(),
        "text": alert.statements[0].text if alert.statements else alert.notice,
        "article": ids.get(alert.article_id or "", alert.article_id),
        "summary": alert.summary,
        "severity": alert.severity,
        "told_with": alert.told_with,
        "id": alert.id,
    }


def _alerts(unit: Unit) -> list[Alert]:
    return list(unit.alerts.latest(MOST_ALERTS))[::-1]


def _original(reprint: Syndication | None, ids: Mapping[str, str]) -> str | None:
    if reprint is None:
        return None
    return ids.get(reprint.article_id or "", reprint.article_id or reprint.outlet)

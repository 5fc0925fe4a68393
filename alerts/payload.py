"""Puts a notification into the JSON that webhooks carry; the schema is docs/webhooks.md."""

from __future__ import annotations

import json
from typing import Any

from alerts.clean import cut
from alerts.wording import quoted_words, where_it_stands, why
from monitor.model.alert import Alert, Notification, Statement
from monitor.model.change import Hunk
from monitor.model.evidence import Standing

#: Version of the body's schema; it changes when a field changes its meaning or goes.
VERSION = "1"

#: Largest body, in bytes. Source: Standard Webhooks 1.0.0, payload size ("less than 20kb").
LIMIT_BYTES = 20_000

#: Longest text in characters and longest list in items, tried from roomy to tight.
#: The last of them fits whatever an alert holds.
_TRIMS = ((2000, 20), (1000, 10), (500, 5), (200, 3), (60, 1))

Json = dict[str, Any]


def payload(notification: Notification) -> Json:
    """Build the body of a webhook, trimmed to 20 kB; `data.trimmed` says whether it was."""
    whole = _payload(notification)
    if _fits(whole):
        return whole
    trimmed = (_trim(whole, *limits) for limits in _TRIMS)
    chosen: Json = next(filter(_fits, trimmed), _trim(whole, *_TRIMS[-1]))
    chosen["data"]["trimmed"] = True
    return chosen


def encode(body: Json) -> bytes:
    """Encode a body as the bytes that are signed and sent."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def _fits(body: Json) -> bool:
    return len(encode(body)) < LIMIT_BYTES


def _trim(value: Any, characters: int, items: int) -> Any:  # noqa: ANN401 (JSON is any)
    """Shorten every text and list; a link that is too long goes, since half a link is none."""
    match value:
        case str():
            return cut(value, characters)
        case list():
            return [_trim(item, characters, items) for item in value[:items]]
        case dict():
            return {
                key: None
                if key == "url" and len(item or "") > characters
                else _trim(item, characters, items)
                for key, item in value.items()
            }
        case _:
            return value


def _payload(notification: Notification) -> Json:
    alert = notification.alert
    return {
        "type": f"alert.{alert.kind}",
        "version": VERSION,
        "timestamp": alert.at.isoformat(),
        "data": alert_as_json(alert) | {"also": [_also(folded) for folded in notification.folded]},
    }


def alert_as_json(alert: Alert) -> Json:
    """Give one alert with all it says, untrimmed."""
    changed = alert.notice is not None or alert.hunks
    return {
        "id": alert.id,
        "kind": alert.kind.value,
        "reason": alert.reason.value,
        "why": why(alert),
        "severity": alert.severity.value,
        "summary": alert.summary,
        "claim": {"id": alert.claim_id, "text": alert.claim_text} if alert.claim_id else None,
        "source": alert.source,
        "article": _article(alert),
        "feed": alert.feed_id,
        "statements": [_statement(statement) for statement in alert.statements],
        "before": [_statement(statement) for statement in alert.before],
        "standing": {
            "before": _standing(alert.standing_before),
            "after": _standing(alert.standing_after),
        },
        "change": {"notice": alert.notice, "hunks": [_hunk(hunk) for hunk in alert.hunks]}
        if changed
        else None,
        "echoes": alert.echoes,
        "trimmed": False,
    }


def _article(alert: Alert) -> Json | None:
    if alert.article_id is None:
        return None
    return {
        "id": alert.article_id,
        "revision": alert.revision,
        "outlet": alert.outlet,
        "headline": alert.headline,
        "url": alert.url,
    }


def _statement(statement: Statement) -> Json:
    return {
        "source": statement.source,
        "source_kind": statement.source_kind.value,
        "stance": statement.stance.value,
        "novelty": statement.novelty.value,
        "text": statement.text,
        "cue": statement.cue,
        "quoted": quoted_words(statement.text),
        "outlet": statement.outlet,
        "article": statement.article_id,
        "revision": statement.revision,
        "headline": statement.headline,
        "url": statement.url,
        "at": statement.at.isoformat(),
    }


def _standing(standing: Standing | None) -> Json | None:
    if standing is None:
        return None
    return {
        "kind": standing.kind.value,
        "by": [source.name for source in standing.by],
        "since": standing.since.isoformat() if standing.since else None,
        "text": where_it_stands(standing),
    }


def _hunk(hunk: Hunk) -> Json:
    return {
        "field": hunk.field.value,
        "kind": hunk.kind.value,
        "before": hunk.before,
        "after": hunk.after,
    }


def _also(alert: Alert) -> Json:
    return {
        "kind": alert.kind.value,
        "reason": alert.reason.value,
        "why": why(alert),
        "summary": alert.summary,
        "claim": alert.claim_id,
    }

"""A stance model behind any OpenAI-compatible endpoint, with one of this house to fall back on.

    pairs | known? | ask, within time and money | what is left: the fallback

An answer is kept by the hash of its whole question and given again for ever, so a replay costs
nothing and reads as before. What the endpoint does not answer in the form asked for, the fallback
weighs: a reading is never lost to a bill, a limit or a bad line.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import math
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from aiohttp import ClientSession

from monitor.model.errors import ConfigError, StanceError
from monitor.model.evidence import Pair, Scores
from monitor.ports import Clock, StanceModel
from monitor.stance.remote_book import AnswerBook
from monitor.stance.remote_line import Completion, Failed, Trouble, line_to
from monitor.stance.remote_prompt import PROMPT_VERSION, has_words, read_answers, request

#: Questions in a row that came to nothing, after which the endpoint is left alone, and how long.
FAILURES, REST = 3, timedelta(minutes=5)

#: A longer Retry-After is not waited for: an alert is due within a minute or two.
PATIENCE = timedelta(seconds=30)

#: After this one call asks no more: with the requests then under way it stays within the five
#: minutes for which a job is leased.
ASKING = timedelta(minutes=2)

#: How often an answer that is not usable is asked for; the passage may be why, so once again only.
USABLE_TRIES = 2

#: Parts of a request that are not the operator's: reading answers and counting costs rest on them.
_FIXED = frozenset({"model", "messages", "response_format", "stream", "n"})
_LIMITS = ("max_tokens", "max_completion_tokens")

_UNRELATED = Scores(supports=0.0, contradicts=0.0, mentions=0.0, unrelated=1.0)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteSettings:
    """Which endpoint is asked, how patiently, and for how much."""

    #: Up to and with `/v1`; a server on this machine is fine, for the operator names it.
    base_url: str
    model: str
    api_key: str | None = field(default=None, repr=False)
    #: For one request, in all.
    timeout: timedelta = timedelta(seconds=30)
    #: Requests made for one question while the endpoint is busy.
    attempts: int = 3
    #: Before the second request where the endpoint names no time; doubles from there.
    backoff: timedelta = timedelta(seconds=1)
    #: Pairs in one request. Above 1 it is cheaper, but what one passage says may sway another's
    #: scores, and the port's promise that no pair changes another's no longer holds.
    batch: int = 1
    #: Requests under way at once.
    parallel: int = 8
    #: US dollars a day (UTC) that are never exceeded; None: no cap.
    daily_usd: float | None = None
    #: US dollars for a million tokens, as the endpoint's price list has them.
    usd_per_million_in: float = 0.0
    usd_per_million_out: float = 0.0
    #: Added to every request as they stand.
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """See that the cap can be kept.

        Raises:
            ConfigError: It cannot.
        """
        if self.daily_usd is not None and not (
            self.usd_per_million_in and self.usd_per_million_out
        ):
            raise ConfigError(
                "a cap needs both prices: usd_per_million_in and usd_per_million_out",
                key="stance.remote.daily_usd",
            )
        if fixed := sorted(_FIXED & set(self.parameters)):
            raise ConfigError(
                f"{', '.join(fixed)} cannot be set here", key="stance.remote.parameters"
            )
        for limit in _LIMITS:
            if not isinstance(self.parameters.get(limit, 1), int):
                raise ConfigError(
                    f"{limit} is a whole number of tokens", key="stance.remote.parameters"
                )


class RemoteModel:
    """The remote stance model; satisfies the StanceModel port.

    Every call runs an event loop of its own, on the worker thread that it comes on; it cannot be
    made from within a running one.
    """

    def __init__(
        self,
        settings: RemoteSettings,
        *,
        fallback: StanceModel,
        book: AnswerBook,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Read the settings; nothing is sent before the first pair is weighed.

        Args:
            settings: Whom to ask.
            fallback: Weighs what the endpoint does not.
            book: Answers and costs so far; the model's own from here on.
            clock: The machine's, even in a replay: money has the machine's days.
            sleep: Waits some seconds between attempts.

        Raises:
            ConfigError: The address or the key cannot be used.
        """
        self._line = line_to(settings.base_url, settings.api_key, settings.timeout)
        self._settings, self._fallback, self._book = settings, fallback, book
        self._clock, self._sleep = clock, sleep
        self._tries = {Trouble.BUSY: settings.attempts, Trouble.UNUSABLE: USABLE_TRIES}
        self._breaker = _Breaker()
        self._lock = Lock()
        self._late_at = clock.now()
        self._closed = False
        #: Pairs by who weighed them: `answered`, `kept` (an earlier answer), or why the fallback.
        self.tally: Counter[str] = Counter()
        self._missed: Counter[str] = Counter()

    @property
    def name(self) -> str:
        """Name both models: which of them weighed a passage is told by the tally and the log."""
        return f"remote:{self._settings.model}/{PROMPT_VERSION}, else {self._fallback.name}"

    def weigh(self, pairs: Sequence[Pair]) -> list[Scores]:
        """Weigh each pair; same length and order. Equal questions have equal answers.

        Raises:
            StanceError: The fallback was needed and failed too.
        """
        questions = [self._key(pair) for pair in pairs]
        with self._lock:
            self._late_at = self._clock.now() + ASKING
            found = self._answers(dict(zip(questions, pairs, strict=True)))
            self._log_missed()
        rest = [p for p, key in zip(pairs, questions, strict=True) if key not in found]
        weighed = iter(self._fallback.weigh(rest) if rest else ())
        return [found[key] if key in found else next(weighed) for key in questions]

    def close(self) -> None:
        """Ask no more, and close the book if no call is at it: one that is has the fallback end."""
        self._closed = True
        if self._lock.acquire(blocking=False):
            try:
                self._book.close()
            finally:
                self._lock.release()

    def _key(self, pair: Pair) -> bytes:
        """Hash the question as it would be sent alone: prompt, model, parameters and texts."""
        alone = json.dumps(self._request([pair]), sort_keys=True)
        return hashlib.sha256(alone.encode()).digest()

    def _request(self, pairs: Sequence[Pair]) -> dict[str, Any]:
        return request(self._settings.model, pairs, self._settings.parameters)

    def _answers(self, questions: Mapping[bytes, Pair]) -> dict[bytes, Scores]:
        """Gather what is known and what the endpoint answers; the rest is left out."""
        found = {key: _UNRELATED for key, pair in questions.items() if not has_words(pair)}
        wordless = len(found)
        try:
            for key in questions.keys() - found.keys():
                if kept := self._book.find(key):
                    found[key] = kept
            self.tally["kept"] += len(found) - wordless
            if left := {k: pair for k, pair in questions.items() if k not in found}:
                found |= asyncio.run(self._ask_all(left))
        except StanceError as error:
            left = {k: pair for k, pair in questions.items() if k not in found}
            self._fall_back(len(left), Failed(why=Trouble.UNRECORDED, detail=str(error)))
        return found

    async def _ask_all(self, questions: Mapping[bytes, Pair]) -> dict[bytes, Scores]:
        keys, size = list(questions), self._settings.batch
        gate = asyncio.Semaphore(self._settings.parallel)

        async def answered(batch: Sequence[bytes]) -> dict[bytes, Scores]:
            async with gate:
                return await self._answer(session, {key: questions[key] for key in batch})

        async with self._line.open() as session:
            batches = [keys[at : at + size] for at in range(0, len(keys), size)]
            parts = await asyncio.gather(*map(answered, batches))
        return {key: scores for part in parts for key, scores in part.items()}

    async def _answer(
        self, session: ClientSession, questions: Mapping[bytes, Pair]
    ) -> dict[bytes, Scores]:
        """Have one batch answered and kept, or note why it was not."""
        replied = await self._ask(session, list(questions.values()))
        if isinstance(replied, Failed):
            self._fall_back(len(questions), replied)
            return {}
        for key, scores in zip(questions, replied, strict=True):
            self._book.keep(key, scores)
        self.tally["answered"] += len(replied)
        return dict(zip(questions, replied, strict=True))

    async def _ask(self, session: ClientSession, pairs: Sequence[Pair]) -> list[Scores] | Failed:
        """Ask until there is an answer, or asking again cannot help."""
        body = self._request(pairs)
        tries: Counter[Trouble] = Counter()
        while True:
            replied = await self._ask_once(session, body, len(pairs))
            if not isinstance(replied, Failed):
                self._breaker.worked()
                return replied
            tries[replied.why] += 1
            wait = self._wait(replied, tries[replied.why])
            if wait is None:
                self._breaker.failed(replied.why, self._clock.now())
                return replied
            await self._sleep(wait.total_seconds())

    async def _ask_once(
        self, session: ClientSession, body: Mapping[str, Any], count: int
    ) -> list[Scores] | Failed:
        now = self._clock.now()
        if self._closed or now >= self._late_at:
            return Failed(why=Trouble.LATE, detail=f"{ASKING.total_seconds():.0f} s, or stopping")
        if self._breaker.resting(now):
            return Failed(why=Trouble.RESTING, detail=f"until {self._breaker.rest_until:%H:%M} UTC")
        day, worst = now.date(), self._worst(body)
        cap = math.inf if self._settings.daily_usd is None else self._settings.daily_usd
        if not self._book.reserve(day, worst, cap):
            return Failed(why=Trouble.CAPPED, detail=f"{cap:.2f} USD")
        reply = await self._line.post(session, body, now)
        self._book.give_back(day, worst - self._cost(reply, worst))
        if isinstance(reply, Failed):
            return reply
        try:
            return read_answers(reply.text, count)
        except ValueError as error:
            return Failed(why=Trouble.UNUSABLE, detail=str(error))

    def _wait(self, failed: Failed, tries: int) -> timedelta | None:
        """Say how long to wait before asking again, None where that cannot help."""
        if tries >= self._tries.get(failed.why, 1):
            return None
        wait = self._settings.backoff * 2 ** (tries - 1) if failed.wait is None else failed.wait
        return wait if wait <= PATIENCE else None

    def _worst(self, body: Mapping[str, Any]) -> float:
        """Bound a request's price from above: no token is shorter than a byte."""
        out = max(body.get(limit, 0) for limit in _LIMITS)
        return self._price(len(json.dumps(body)), out)

    def _cost(self, reply: Completion | Failed, worst: float) -> float:
        """Say what a request cost; where nobody tells, the worst."""
        if isinstance(reply, Failed):
            return worst if reply.charged else 0.0
        if reply.tokens_in is None or reply.tokens_out is None:
            return worst
        return self._price(reply.tokens_in, reply.tokens_out)

    def _price(self, tokens_in: int, tokens_out: int) -> float:
        settings = self._settings
        return (
            tokens_in * settings.usd_per_million_in + tokens_out * settings.usd_per_million_out
        ) / 1e6

    def _fall_back(self, count: int, failed: Failed) -> None:
        self.tally[failed.why] += count
        self._missed[f"{failed.why} ({failed.detail})"] += count

    def _log_missed(self) -> None:
        """Tell of one call in one line a reason: a broken line must not flood the log."""
        for reason, count in self._missed.items():
            _log.warning("%s weighs %d passages: %s", self._fallback.name, count, reason)
        self._missed.clear()


@dataclass(slots=True)
class _Breaker:
    """Leaves an endpoint alone that keeps failing; after a rest, one more failure is enough."""

    failures: int = 0
    rest_until: datetime | None = None

    def resting(self, now: datetime) -> bool:
        return self.rest_until is not None and now < self.rest_until

    def worked(self) -> None:
        self.failures, self.rest_until = 0, None

    def failed(self, why: Trouble, now: datetime) -> None:
        """Count what is the endpoint's doing: what a passage causes must not silence it for all."""
        if why in {Trouble.BUSY, Trouble.REFUSED}:
            self.failures += 1
            if self.failures >= FAILURES:
                self.rest_until = now + REST

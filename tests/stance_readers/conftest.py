"""An endpoint that listens, and the remote model that asks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.ports import StanceModel
from monitor.stance.remote import RemoteModel, RemoteSettings
from monitor.stance.remote_book import AnswerBook
from tests.fakes import FakeClock, WordModel
from tests.stance_readers.endpoint import Endpoint

KEY = "sk-very-secret-1234"


@dataclass
class Desk:
    """Builds remote models on one endpoint, one file of answers and one clock."""

    endpoint: Endpoint
    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    fallback: StanceModel = field(default_factory=WordModel)
    #: Seconds waited between attempts.
    waits: list[float] = field(default_factory=list)
    models: list[RemoteModel] = field(default_factory=list)

    @property
    def answers(self) -> Path:
        """Give the file of answers."""
        return self.folder / "data" / "answers.db"

    def model(self, **settings: object) -> RemoteModel:
        """Build a model; the file of answers outlives it."""
        told = {"base_url": self.endpoint.url, "model": "judge-1", "api_key": KEY, **settings}
        told.setdefault("timeout", timedelta(seconds=5))
        made = RemoteModel(
            RemoteSettings(**told),  # type: ignore[arg-type]  # a test says what it wants
            fallback=self.fallback,
            book=AnswerBook(self.answers),
            clock=self.clock,
            sleep=self._sleep,
        )
        self.models.append(made)
        return made

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """Give an endpoint that listens."""
    with Endpoint().listening() as listening:
        yield listening


@pytest.fixture
def desk(endpoint: Endpoint, tmp_path: Path) -> Iterator[Desk]:
    """Give a builder of models; they are closed in the end."""
    made = Desk(endpoint, tmp_path)
    yield made
    for model in made.models:
        model.close()

"""Killable worker processes: a page that hangs or kills its reader costs one page."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import Any, ParamSpec, TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from monitor.model.errors import MonitorError, SourceError

P = ParamSpec("P")
T = TypeVar("T")

#: Data one worker may hold, in bytes; a 20 MB page takes about a quarter of it.
MEMORY_BYTES = 2 * 1024**3
#: Imported once in the fork server, so that a replaced worker starts in milliseconds.
_PRELOAD = ["monitor.sources.workers", "monitor.sources.extractor", "monitor.sources.feeds"]


@dataclass(frozen=True, slots=True)
class _Raised:
    """An error of the tree on its way home; its own pickling would lose its keywords."""

    kind: type[MonitorError]
    args: tuple[Any, ...]
    state: dict[str, Any]

    def rebuild(self) -> MonitorError:
        error = self.kind.__new__(self.kind, *self.args)
        error.__dict__.update(self.state)
        return error


class Workers:
    """A pool of processes that starts when first used and outlives what it runs.

    The processes come from a fork server, never from a fork of this process:
    this one has threads.
    """

    def __init__(
        self,
        count: int = 2,
        limit: timedelta = timedelta(seconds=20),
        *,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self._count, self._limit, self._memory_bytes = count, limit, memory_bytes
        self._pool: ProcessPool | None = None
        self._lock = Lock()

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a module-level function on one worker.

        Raises:
            TimeoutError: It took longer than the limit; its process was killed.
            ChildProcessError: Its process died, or ran out of memory.
            MonitorError: Whatever the function raised.
        """
        future = self._open().schedule(
            _guarded,
            args=(function, args, kwargs),
            timeout=self._limit.total_seconds(),
        )
        try:
            outcome = await asyncio.wrap_future(future)
        except (ProcessExpired, BrokenExecutor, MemoryError) as error:
            raise ChildProcessError(f"The worker process was lost: {error!r}") from error
        if isinstance(outcome, _Raised):
            raise outcome.rebuild()
        return cast("T", outcome)

    async def read(
        self, function: Callable[P, T], failure: type[SourceError], *args: P.args, **kw: P.kwargs
    ) -> T:
        """Run a function on a page (its first argument), telling a lost worker as `failure`."""
        page = cast("Any", args[0])
        try:
            return await self.run(function, *args, **kw)
        except TimeoutError as error:
            seconds = self._limit.total_seconds()
            raise failure(f"It could not be read within {seconds:g} s.", url=page.url) from error
        except ChildProcessError as error:
            raise failure(f"Reading it failed: {error}", url=page.url) from error

    def close(self) -> None:
        """Stop the processes, finished or not."""
        with self._lock:
            if self._pool:
                self._pool.stop()  # type: ignore[no-untyped-call]  # pebble types all but this
                self._pool.join()
                self._pool = None

    def _open(self) -> ProcessPool:
        with self._lock:
            if self._pool is None:
                # One thread for linear algebra: language detection needs no more, and
                # each thread reserves memory in every worker.
                os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(_PRELOAD)
                self._pool = ProcessPool(
                    max_workers=self._count,
                    initializer=_limit_memory,
                    initargs=(self._memory_bytes,),
                    context=context,
                )
            return self._pool


def _guarded(
    function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> T | _Raised:
    try:
        return function(*args, **kwargs)
    except MonitorError as error:
        return _Raised(type(error), error.args, dict(error.__dict__))


def _limit_memory(limit_bytes: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = limit_bytes if hard == resource.RLIM_INFINITY else min(limit_bytes, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))

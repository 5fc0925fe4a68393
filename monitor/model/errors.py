"""The one tree of errors that Onrecord raises.

    MonitorError
    ├── ConfigError
    ├── SeedError
    ├── SourceError
    │   ├── FetchError
    │   │   ├── FetchTimeout
    │   │   ├── FetchRefused
    │   │   ├── FetchForbidden
    │   │   └── PageTooLarge
    │   ├── ParseError
    │   └── ExtractError
    │       └── PageBlocked
    ├── StanceError
    ├── StorageError
    │   ├── NotFound
    │   ├── Conflict
    │   └── SchemaMismatch
    └── ChannelError
        ├── ChannelUnavailable
        └── ChannelRejected

A class's docstring is its default message; what a program needs to know stands
in attributes and is never parsed out of the text.
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus


class MonitorError(Exception):
    """Something in Onrecord went wrong."""

    #: Whether trying the same thing again later can help.
    retryable: bool = False

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip().splitlines()[0])


class ConfigError(MonitorError):
    """The configuration cannot be used."""

    def __init__(self, message: str, *, path: str | None = None, key: str | None = None) -> None:
        self.path, self.key = path, key
        where = ": ".join(part for part in (path, key) if part)
        super().__init__(f"{where}: {message}" if where else message)


class SeedError(MonitorError):
    """A file of claims, outlets, feeds or reports cannot be used."""

    def __init__(self, message: str, *, path: str, line: int | None = None) -> None:
        self.path, self.line = path, line
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


class SourceError(MonitorError):
    """A feed or page could not be read."""

    def __init__(self, message: str | None = None, *, url: str) -> None:
        self.url = url
        super().__init__(message)


class FetchError(SourceError):
    """The page could not be fetched."""

    retryable = True

    def __init__(
        self, message: str | None = None, *, url: str, retry_after: timedelta | None = None
    ) -> None:
        #: How long the host asked us to stay away, None when it did not say.
        self.retry_after = retry_after
        super().__init__(message, url=url)


class FetchTimeout(FetchError):
    """The host did not answer in time."""


class FetchRefused(FetchError):
    """The host answered with an error status."""

    def __init__(
        self,
        message: str | None = None,
        *,
        url: str,
        status: int,
        retry_after: timedelta | None = None,
    ) -> None:
        self.status = status
        self.retryable = (
            status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR
        )
        super().__init__(
            message or f"The host answered with status {status}.", url=url, retry_after=retry_after
        )


class FetchForbidden(FetchError):
    """Fetching this address is not allowed (robots.txt, address guard, scheme)."""

    retryable = False


class PageTooLarge(FetchError):
    """The page is larger than the limit."""

    retryable = False

    def __init__(self, *, url: str, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        super().__init__(f"The page is larger than the limit of {limit_bytes:,} bytes.", url=url)


class ParseError(SourceError):
    """The document is not a feed."""


class ExtractError(SourceError):
    """No article text was found in the page."""


class PageBlocked(ExtractError):
    """Something else stands where the article should be."""

    def __init__(self, message: str, *, url: str, paywalled: bool = False) -> None:
        #: A stub that ends in an offer to subscribe, rather than a challenge or consent wall.
        self.paywalled = paywalled
        super().__init__(message, url=url)


class StanceError(MonitorError):
    """The stance model could not weigh the passages."""

    retryable = True

    def __init__(self, message: str | None = None, *, model: str) -> None:
        self.model = model
        super().__init__(message)


class StorageError(MonitorError):
    """The database could not be read or written."""

    retryable = True


class NotFound(StorageError):
    """There is no such record."""

    retryable = False

    def __init__(self, kind: str, key: str) -> None:
        self.kind, self.key = kind, key
        super().__init__(f"There is no {kind} {key!r}.")


class Conflict(StorageError):
    """Another record already stands under this key."""

    retryable = False

    def __init__(self, kind: str, key: str) -> None:
        self.kind, self.key = kind, key
        super().__init__(f"There is already another {kind} {key!r}.")


class SchemaMismatch(StorageError):
    """The database has another schema than this release needs."""

    retryable = False

    def __init__(self, *, have: str | None, want: str) -> None:
        self.have, self.want = have, want
        super().__init__(
            f"The database is at schema {have or 'none'}, this release needs {want}: "
            "run `onrecord doctor --migrate`, or install the release that wrote it."
        )


class ChannelError(MonitorError):
    """A notification could not be handed over."""

    def __init__(self, message: str | None = None, *, channel: str, recipient: str) -> None:
        self.channel, self.recipient = channel, recipient
        super().__init__(message)


class ChannelUnavailable(ChannelError):
    """The channel is not available now."""

    retryable = True

    def __init__(
        self,
        message: str | None = None,
        *,
        channel: str,
        recipient: str,
        retry_after: timedelta | None = None,
    ) -> None:
        #: How long the receiver asked us to wait, None when it did not say.
        self.retry_after = retry_after
        super().__init__(message, channel=channel, recipient=recipient)


class ChannelRejected(ChannelError):
    """The channel refused the notification for good."""

"""Bodies as they come off the wire: decompressed piece by piece, within limits."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable
from dataclasses import dataclass

from monitor.model.errors import FetchError, PageTooLarge

#: Window bits by which zlib reads gzip and zlib headers alike, and a stream without header.
_WITH_HEADER, _RAW = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS
#: Decompressed in one step, in bytes: a bomb is noticed after this much beyond the limit.
_STEP_BYTES = 256 * 1024
#: What we ask hosts for; brotli and zstandard would each need another library.
ACCEPT_ENCODING = "gzip, deflate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a body is read, in bytes."""

    wire_bytes: int
    #: After decompression.
    body_bytes: int
    #: Whether a longer body is cut there rather than refused (robots.txt).
    cuts: bool = False


class _Plain:
    """A body that came as it is."""

    complete = True

    def feed(self, piece: bytes, room: int) -> bytes:
        """Hand a piece on."""
        return piece[: room + 1]


class _Inflated:
    """A gzip or deflate body."""

    def __init__(self) -> None:
        self._inflater: zlib._Decompress | None = None

    @property
    def complete(self) -> bool:
        """Whether the stream came to its own end; an empty body has none to come to."""
        return self._inflater is None or self._inflater.eof

    def feed(self, piece: bytes, room: int) -> bytes:
        """Decompress a piece that is not empty, stopping one byte past the room left."""
        out = bytearray()
        while len(out) <= room:
            if self._inflater is None or (self._inflater.eof and piece[:1] == b"\x1f"):
                self._inflater = zlib.decompressobj(_window(piece))
            elif self._inflater.eof:
                break  # Padding after the end of a stream; browsers ignore it too.
            step = min(_STEP_BYTES, room + 1 - len(out))
            inflated = self._inflater.decompress(piece, step)
            out += inflated
            piece = self._inflater.unconsumed_tail or self._inflater.unused_data
            if not piece and len(inflated) < step:
                break
        return bytes(out)


def _window(start: bytes) -> int:
    """Tell a headerless deflate stream, which some hosts send as `deflate`, from the rest."""
    is_gzip = start[:1] == b"\x1f"
    is_zlib = start[0] & 0x0F == zlib.DEFLATED and int.from_bytes(start[:2], "big") % 31 == 0
    return _WITH_HEADER if is_gzip or is_zlib else _RAW


def _decoder(encoding: str, url: str) -> _Plain | _Inflated:
    match encoding.strip().lower():
        case "" | "identity" | "none" | "utf-8":
            return _Plain()
        case "gzip" | "x-gzip" | "deflate":
            return _Inflated()
        case other:
            raise FetchError(f"The host sent the content encoding {other!r}, not asked.", url=url)


async def read_body(
    pieces: AsyncIterable[bytes], *, encoding: str, limits: Limits, url: str
) -> bytes:
    """Read a body to its end, holding no more of it than the limits allow.

    Raises:
        PageTooLarge: A limit was passed; nothing beyond it was read.
        FetchError: The compressed stream is broken or ends too early. A page cut
            off in the middle would look like an edit.
    """
    decoder, body, wire = _decoder(encoding, url), bytearray(), 0
    try:
        async for piece in pieces:
            wire += len(piece)
            body += decoder.feed(piece, limits.body_bytes - len(body))
            if wire > limits.wire_bytes or len(body) > limits.body_bytes:
                if limits.cuts:
                    return bytes(body[: limits.body_bytes])
                exceeded = limits.body_bytes if len(body) > limits.body_bytes else limits.wire_bytes
                raise PageTooLarge(url=url, limit_bytes=exceeded)
    except zlib.error as error:
        raise FetchError("The compressed body is broken.", url=url) from error
    if not decoder.complete:
        raise FetchError("The compressed body ended too early.", url=url)
    return bytes(body)

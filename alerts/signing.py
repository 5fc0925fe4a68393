"""Signs webhooks by the Standard Webhooks specification 1.0.0, symmetric scheme."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import sha256
from hmac import digest

from monitor.model.errors import ConfigError

_PREFIX = "whsec_"

#: Least and most bytes of a key. Source: Standard Webhooks 1.0.0, signature scheme.
KEY_BYTES = (24, 64)


def read_secret(secret: str, *, key: str | None = None) -> bytes:
    """Read a `whsec_` secret; what is wrong with one is told without showing it.

    Args:
        secret: "whsec_" and the key in base64.
        key: Where it stands in the configuration, for the error.

    Raises:
        ConfigError: It is not such a secret, or too short or long.
    """
    least, most = KEY_BYTES
    how = f'write "{_PREFIX}" and {least} to {most} random bytes in base64.'
    if not secret.startswith(_PREFIX):
        raise ConfigError(f'A webhook secret begins with "{_PREFIX}": {how}', key=key)
    try:
        raw = b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        # Not chained: the library's error would carry the secret's characters along.
        raise ConfigError(f"A webhook secret is not base64: {how}", key=key) from None
    if not least <= len(raw) <= most:
        raise ConfigError(f"A webhook secret has {len(raw)} bytes: {how}", key=key)
    return raw


def signature(keys: Iterable[bytes], message_id: str, timestamp: int, body: bytes) -> str:
    """Sign a body with each key, so that a secret can be changed while both are known."""
    signed = b".".join((message_id.encode(), str(timestamp).encode(), body))
    return " ".join(f"v1,{b64encode(digest(key, signed, sha256)).decode()}" for key in keys)

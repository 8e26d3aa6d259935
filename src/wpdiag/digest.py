"""BLAKE2b without OpenSSL, which :mod:`hashlib` loads for other digests: that takes 2 ms of each start."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python built without its own
    from hashlib import blake2b

__all__ = ["hex_digest"]


def hex_digest(data: bytes, size: int) -> str:
    """The digest of some bytes in hexadecimal digits.

    :param size: of the digest, in bytes.
    """
    return blake2b(data, digest_size=size).hexdigest()

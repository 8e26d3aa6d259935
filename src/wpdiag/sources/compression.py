"""Compressed files, known by their first bytes (RFC 1952 and the formats' own specifications), not by their names."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from io import BufferedReader
from typing import BinaryIO, cast

ERRORS = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)
"""What reading damaged compressed data raises."""


def decompressed(stream: BufferedReader) -> BinaryIO:
    """The stream itself, or the data inside if it is gzip, bzip2 or xz."""
    head = stream.peek(6)[:6]
    if head.startswith(b"\x1f\x8b"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb"))
    if head.startswith(b"BZh"):
        return cast("BinaryIO", bz2.BZ2File(stream, "rb"))
    if head.startswith(b"\xfd7zXZ\x00"):
        return cast("BinaryIO", lzma.LZMAFile(stream, "rb"))
    return stream

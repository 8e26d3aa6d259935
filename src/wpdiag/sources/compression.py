"""Packed files and archives, known by their first bytes (RFC 1952, RFC 8878), not by their names."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from io import BufferedReader
from typing import BinaryIO, cast

from wpdiag.sources.frames import Frames
from wpdiag.sources.limits import Guarded, Limits, buffered

ERRORS = (EOFError, zlib.error, lzma.LZMAError)
"""What reading damaged packed data raises."""
_GZIP = b"\x1f\x8b"
_BZIP2 = b"BZh"
_XZ = b"\xfd7zXZ\x00"
_ZSTD = b"\x28\xb5\x2f\xfd"
LONGEST_SIGN = 6
"""Bytes that tell whether data is packed."""
_PIECE = 4096
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TAR_AT = 257

Open = Callable[[], BinaryIO]
"""Opens something as it is stored, each time anew."""


def decompressed(stream: BufferedReader, limits: Limits, packed_size: int | None = None) -> BinaryIO:
    """The stream itself, or the data inside if it is gzip, bzip2, xz or Zstandard.

    :param packed_size: how many bytes of its container the stream takes, where it comes out of one.
    :raises OSError: for Zstandard where neither Python nor a package can unpack it.
    """
    unpacked = _unpacked(stream)
    if unpacked is None:
        return cast("BinaryIO", Guarded(stream, limits, packed_size=packed_size)) if packed_size is not None else stream
    return cast("BinaryIO", Guarded(unpacked, limits, stream, packed_size))


def begins_archive(head: bytes) -> bool:
    """Whether some first bytes are those of an archive that is not packed as a whole."""
    return head[:4] in _ZIP or head[_TAR_AT : _TAR_AT + 5] == b"ustar"


def begins_packed(head: bytes) -> bool:
    """Whether some first bytes are those of packed data."""
    return head.startswith((_GZIP, _BZIP2, _XZ, _ZSTD))


def archive_kind(open_: Open, limits: Limits) -> str | None:
    """``zip``, ``tar`` or None, by the first bytes, packed or not.

    :raises OSError: where it cannot be read.
    """
    with open_() as raw:
        stream = buffered(raw)
        if stream.peek(4)[:4] in _ZIP:
            return "zip"
        try:
            with decompressed(stream, limits) as inside:
                head = inside.read(_TAR_AT + 5)
        except ERRORS:
            return None
    return "tar" if head[_TAR_AT:] == b"ustar" else None


def _unpacked(stream: BufferedReader) -> BinaryIO | None:
    head = stream.peek(LONGEST_SIGN)[:LONGEST_SIGN]
    if head.startswith(_GZIP):
        from wpdiag.sources.gzipped import gunzipped

        return gunzipped(stream)
    if head.startswith(_BZIP2):
        return cast("BinaryIO", bz2.BZ2File(stream, "rb"))
    if head.startswith(_XZ):
        return cast("BinaryIO", lzma.LZMAFile(stream, "rb"))
    if head.startswith(_ZSTD):
        return _zstd(stream)
    return None


def _zstd(stream: BufferedReader) -> BinaryIO:
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore] # Python 3.14
    except ImportError:
        pass
    else:
        return cast("BinaryIO", zstd.open(stream, "rb"))
    try:
        import zstandard
    except ImportError as missing:
        raise OSError("packed with Zstandard; to read it: pip install 'wpdiag[zstd]'") from missing
    unpacker = zstandard.ZstdDecompressor()
    return cast("BinaryIO", Frames(stream, unpacker.decompressobj, zstandard.ZstdError, _PIECE))

"""Transports unwrap what carried a diagnostic: one file per wrapper, found by itself."""

from wpdiag.transports.base import Transport
from wpdiag.transports.detect import by_name, detect, meant, names, words

__all__ = ["Transport", "by_name", "detect", "meant", "names", "words"]

"""Understand what one record says: its level, message, place and stack trace, and which kind of fault it is."""

from wpdiag.diagnose.record import diagnose

__all__ = ["diagnose"]

"""A report made fit to be shown to others: hosts, names and secrets become stand-ins such as ``<host-1>``."""

from wpdiag.redact.report import cleaned, learn, note, redact
from wpdiag.redact.standins import Standins, counted

__all__ = ["Standins", "cleaned", "counted", "learn", "note", "redact"]

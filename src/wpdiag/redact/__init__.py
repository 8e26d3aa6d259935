"""A report made fit to be shown to others: hosts, names and secrets become stand-ins such as ``<host-1>``."""

from wpdiag.redact.report import redact

__all__ = ["redact"]

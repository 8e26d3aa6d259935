"""Incremental scans: what of the sources is new since the last one, however their files were rotated meanwhile."""

from wpdiag.incremental.news import QUIET
from wpdiag.incremental.run import Incremental
from wpdiag.incremental.store import StateError

__all__ = ["QUIET", "Incremental", "StateError"]

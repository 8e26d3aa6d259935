"""Where bytes come from: files, folders, globs, archives, standard input, packed or not."""

from wpdiag.sources.base import Problem, Skipped, SourceFile
from wpdiag.sources.find import find
from wpdiag.sources.limits import Limits

__all__ = ["Limits", "Problem", "Skipped", "SourceFile", "find"]

"""Where bytes come from: files, folders, globs, archives, standard input, the web, packed or not."""

from wpdiag.sources.base import Asking, Local, Problem, Skipped, SourceFile, Unchanged
from wpdiag.sources.find import every, find
from wpdiag.sources.limits import Limits

__all__ = ["Asking", "Limits", "Local", "Problem", "Skipped", "SourceFile", "Unchanged", "every", "find"]

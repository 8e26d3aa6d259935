"""Where bytes come from: files, folders, globs, standard input, compressed or not."""

from wpdiag.sources.base import Problem, SourceFile
from wpdiag.sources.find import find

__all__ = ["Problem", "SourceFile", "find"]

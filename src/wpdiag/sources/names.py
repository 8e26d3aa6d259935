"""What is told by a name: which files of a folder or an archive are read, and what is an address."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy

_PACKED = r"(?:\.(?:gz|bz2|xz|zst|zip|old|bak))?"
_WANTED = lazy(
    r"(?:.*[._-])?(?:log|logs|err|error_log|php_errorlog|out|html?|xhtml|txt)"
    rf"(?:[._-]\d[\d._-]*)?(?:\.(?:tar|tgz))?{_PACKED}"
    rf"|.*\.(?:har|warc|wet){_PACKED}",
    re.I,
)
"""Names of logs and pages: ``debug.log``, ``error_log``, ``error.log-20261123.gz``, ``logs.tar.gz``, ``index.html``."""
_NOT_A_LOG = lazy(r"(?:readme|license|licence|changelog|robots|humans|security|ads|requirements)\.(?:txt|html?)", re.I)
SKIPPED_FOLDERS = frozenset({"node_modules", "vendor", "__pycache__", "wp-includes", "wp-admin", "__MACOSX"})
"""Folders that hold no logs."""
_ARCHIVE = lazy(r".*\.(?:zip|tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz|zst))", re.I)
_REMOTE = lazy(r"(?!(?:https?|file|local):)[a-z][a-z0-9+.-]+://")
_WEB = lazy(r"https?://", re.I)
_ROTATED = (*"0123456789._-", ".gz", ".bz2", ".xz", ".zst", ".old", ".bak")
"""How names end that a log gets when it is rotated, as a glance before the pattern."""
_ROTATION = lazy(r"(?:[._-]\d[\d._-]*)?(?:\.(?:gz|bz2|xz|zst|old|bak))?$", re.I)


def is_log_or_page(name: str) -> bool:
    """Whether a file with this name, without its folders, is read where nobody named it."""
    return bool(_WANTED.fullmatch(name)) and not _NOT_A_LOG.fullmatch(name) and not name.startswith(".")


def is_archive(name: str) -> bool:
    """Whether a name is that of an archive."""
    return bool(_ARCHIVE.fullmatch(name))


def rotated_of(name: str) -> str:
    """The name that a log had before it was rotated and packed: ``debug.log`` for ``debug.log.2.gz``."""
    return _ROTATION.sub("", name) if name.lower().endswith(_ROTATED) else name


def is_remote(word: str) -> bool:
    """Whether a word on the command line is an address of remote storage."""
    return _REMOTE.match(word) is not None


def is_web(word: str) -> bool:
    """Whether a word on the command line is an address of a web server."""
    return _WEB.match(word) is not None

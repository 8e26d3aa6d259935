"""The exit codes of every command, and the error that ends a command with one."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

CLEAN = 0
ISSUES = 1
USAGE = 2
INTERNAL = 2
UNREADABLE = 3
INTERRUPTED = 130


def fail(message: str, code: int = USAGE) -> NoReturn:
    """End the program with one clear line on standard error."""
    tell(message)
    raise SystemExit(code)


def tell(message: str) -> None:
    """A line on standard error, beside the data."""
    from wpdiag.safe import safe

    print(f"wpdiag: {safe(message)}", file=sys.stderr)


def discard_output() -> None:
    """Nobody can read standard output any more; without this, Python would complain when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""The exit codes of every command, and the error that ends a command with one."""

from __future__ import annotations

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

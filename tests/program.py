"""Runs the program as people do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FILE = "/srv/www/wp-content/plugins/shop/cart.php"
WARNING = f"[23-Nov-2026 16:43:10 UTC] PHP Warning:  Undefined variable $x in {FILE} on line 3\n"
DEPRECATED = f"[24-Nov-2026 16:43:10 UTC] PHP Deprecated:  Function utf8_encode() is deprecated in {FILE} on line 4\n"


def run(
    *words: object, cwd: Path | None = None, data: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The program with these words; it never shows a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "wpdiag", *map(str, words)],
        input=data,
        capture_output=True,
        cwd=cwd,
        env=os.environ | (env or {}),
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done

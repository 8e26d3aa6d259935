"""Runs wpdiag as users do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def scan(*sources: Path, options: tuple[str, ...] = ()) -> dict[str, Any]:
    """The report about some sources."""
    done = subprocess.run(
        [sys.executable, "-m", "wpdiag", "scan", "--format", "json", "--fail-on", "never", *options, *sources],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report

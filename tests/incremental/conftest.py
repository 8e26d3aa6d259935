"""A log and a state file."""

from __future__ import annotations

from pathlib import Path

import pytest

from incremental.logs import record


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log with two records, of which the second may go on."""
    file = tmp_path / "debug.log"
    file.write_text(record(1) + record(2))
    return file


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state.json"

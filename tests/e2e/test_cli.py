"""The command line, where PHP writes a message to the terminal and to the log at once."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import ClassVar

import pytest

from e2e import truth, web
from e2e.checks import NO_MARKS, Capture, Reported
from e2e.packages import php_modules, require
from e2e.scan import scan
from e2e.site import Site

pytestmark = pytest.mark.e2e

_RUN = Path(__file__).parent / "wordpress" / "run.php"
_ONLY_WEB = ("offend=headers_sent",)
"""A command sends no headers."""


class _Cli(Reported):
    settings: ClassVar[dict[str, str]] = {}
    findings: ClassVar = frozenset(("page.paths_shown_to_visitors",))
    wrong: ClassVar = dict.fromkeys(("nothing else", "count"), NO_MARKS)

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        require("php")
        ini = site.php_ini(folder, **cls.settings)
        output = folder / "terminal.txt"
        with output.open("wb") as terminal:
            for offence in web.OFFENCES:
                if offence.startswith("offend=") and offence not in _ONLY_WEB:
                    subprocess.run(
                        ["php", "-c", ini, _RUN, site.root, offence.removeprefix("offend=").replace("+", " ")],
                        env={"PHP_INI_SCAN_DIR": ""},
                        stdout=terminal,
                        stderr=subprocess.STDOUT,
                        check=False,
                    )
        truths = truth.read(folder / "truth.jsonl")
        assert len(truths) > 30

        return Capture(scan(output), truths)


class TestLoggedAndShown(_Cli):
    """Without a log file, PHP logs to standard error, beside what it shows: one message, two copies."""

    settings: ClassVar = {"display_errors": "1", "wpdiag__display": "1"}


class TestShown(_Cli):
    """What is shown only."""

    settings: ClassVar = {"display_errors": "1", "wpdiag__display": "1", "log_errors": "0"}


class TestXdebug(_Cli):
    """Xdebug's stack, outermost call first, behind each message."""

    settings: ClassVar = {"display_errors": "1", "wpdiag__display": "1", "log_errors": "0", "xdebug__mode": "develop"}

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        if not (php_modules() / "xdebug.so").exists():
            pytest.skip("not installed: php-xdebug")
        return super().happen(site, folder)

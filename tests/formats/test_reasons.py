"""Every kind of evidence has words."""

from __future__ import annotations

import re
from pathlib import Path

from wpdiag.formats.shared.reasons import KINDS, reason
from wpdiag.model import Evidence

CODE = Path(__file__).parents[2] / "src" / "wpdiag" / "attribute"


def evidence(kind: str, text: str) -> Evidence:
    return Evidence(kind=kind, text=text, component="plugin:x", role="owner", weight=1.0)


def test_all_kinds_that_the_code_makes() -> None:
    made = {kind for file in CODE.glob("*.py") for kind in re.findall(r'piece\(\s*"([a-z-]+)"', file.read_text())}
    assert {"file", "stack-trace", "text-domain", "table", "request", "updated"} <= made
    assert made <= KINDS


def test_paths_are_shown_below_the_site() -> None:
    assert (
        reason(evidence("stack-trace", "/w/wp-content/plugins/x/a.php(3): f()"))
        == "called from wp-content/plugins/x/a.php(3): f()"
    )
    assert reason(evidence("call", "Acme\\Shop\\go")) == "the stack names Acme\\Shop\\go"
    assert "\x1b" not in reason(evidence("text-domain", "\x1b[31m"))
    assert reason(evidence("of-a-later-version", "y")) == "of-a-later-version: y"

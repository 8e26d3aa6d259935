"""A baseline holds for other languages, lines, roots and releases."""

from __future__ import annotations

import json
import re
from pathlib import Path

import wpdiag
from gate.test_baseline import DATA, TODAY
from wpdiag.gate.baseline import Baseline
from wpdiag.gate.judge import judge
from wpdiag.gate.upkeep import create
from wpdiag.model import Report

LINES: list[tuple[str, str, str, str, dict[str, str]]] = json.loads(
    (DATA / "translated.json").read_text(encoding="utf-8")
)


def scan(folder: Path, text: str) -> Report:
    file = folder / "debug.log"
    file.write_text(text, encoding="utf-8")
    return wpdiag.scan([str(file)])


def test_a_baseline_holds_in_every_language(tmp_path: Path) -> None:
    """Made of the English records, it knows those of every other language."""

    def record(text: str, root: str, line: int) -> str:
        return f"[23-Nov-2026 16:43:10 UTC] PHP Notice:  {text} in {root}/wp-includes/functions.php on line {line}\n"

    english = (
        "Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. Translation loading for the "
        "<code>{}</code> domain was triggered too early. This is usually an indicator for some code in the plugin or "
        "theme running too early. Translations should be loaded at the <code>init</code> action or later. "
        "(This message was added in version 6.7.0.)"
    )
    locales: dict[str, dict[str, str]] = {}
    for locale, _, text, _, params in LINES:
        if "domain" in params:
            locales.setdefault(locale, {})[params["domain"]] = text
    assert len(locales) > 10
    for texts in locales.values():
        there = scan(tmp_path, "".join(record(english.format(domain), "/srv/a", 6114) for domain in texts))
        here = scan(tmp_path, "".join(record(text, "/home/b/releases/77/web", 6260) for text in texts.values()))
        judged = judge(here, baseline=create(there.issues), today=TODAY).report
        assert [issue.baseline for issue in judged.issues] == ["known"] * len(texts)
        assert judged.summary.baseline is not None
        assert judged.summary.baseline.gone == ()


def test_a_baseline_survives_lines_roots_and_releases(tmp_path: Path) -> None:
    text = (DATA / "captured" / "debug-log.log").read_text(encoding="utf-8", errors="surrogateescape")
    root = "/var/www/html"
    assert text.count(root) > 20

    def moved(root_: str, by: int) -> str:

        other = re.sub(r"(?<= on line )\d+", lambda match: str(int(match[0]) + by), text.replace(root, root_))
        return other.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    baseline: Baseline = create(scan(tmp_path, moved(root, 0)).issues)
    for place, by in (("/srv/releases/20261124/htdocs", 7), ("/home/customer/public_html", 120)):
        judged = judge(scan(tmp_path, moved(place, by)), baseline=baseline, today=TODAY).report
        new = [issue.message for issue in judged.issues if issue.baseline != "known"]
        assert new == []

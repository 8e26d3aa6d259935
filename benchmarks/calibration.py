"""Whether stated confidence is the share that is right: ``python benchmarks/calibration.py [SET]...``

A set is a ``.jsonl`` file of labelled snippets (tests/data/reports/README.md describes the fields). Printed are a
table of verdicts, a table of confidences in steps, and the Brier score: the mean squared distance of the stated
confidence from what was true (1 right, 0 wrong); 0 is perfect, always saying 50 % has 0.25. Where the label is
``unknown``, naming anybody is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from wpdiag.model import Issue, Report
from wpdiag.pipeline import scan
from wpdiag.sources import SourceFile

REPORTS = Path(__file__).parents[1] / "tests" / "data" / "reports" / "reports.jsonl"
VERDICTS = ("certain", "likely", "possible", "unknown")
_STEPS = (0.0, 0.4, 0.6, 0.75, 0.9, 1.01)


class Judged(NamedTuple):
    """One labelled record: what was said, and whether that is right."""

    id: str
    said: str
    label: str
    verdict: str
    confidence: float
    right: bool


def judge(file: Path) -> Iterator[Judged]:
    """Scan each snippet alone and compare.

    :raises OSError: where the file cannot be read; :raises ValueError: where a line is no JSON.
    """
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = _scan(row["text"])
        for label in row["expect"]:
            issue = _match(report, label)
            if issue is None:
                continue
            component = issue.component
            said = (
                f"{component.kind}:{component.slug}".lower()
                if component.kind not in ("core", "unknown")
                else component.kind
            )
            kind = label["component_kind"]
            wanted = f"{kind}:{label['component_slug']}".lower() if kind not in ("core", "unknown") else kind
            yield Judged(row["id"], said, wanted, component.verdict, component.confidence, said == wanted)


def brier(judged: Iterable[Judged]) -> float:
    """The Brier score of those that name somebody; 0.0 where nobody does."""
    named = [(one.confidence - one.right) ** 2 for one in judged if one.verdict != "unknown"]
    return sum(named) / len(named) if named else 0.0


def table(judged: list[Judged]) -> Iterator[str]:
    """Lines for people: by verdict, by confidence, the score."""
    yield f"{'verdict':<12}{'records':>8}{'right':>9}{'stated':>9}"
    for verdict in VERDICTS:
        yield _row(verdict, [one for one in judged if one.verdict == verdict])
    yield ""
    yield f"{'confidence':<12}{'records':>8}{'right':>9}{'stated':>9}"
    for low, high in pairwise(_STEPS):
        members = [one for one in judged if one.verdict != "unknown" and low <= one.confidence < high]
        yield _row(f"{low:.2f}-{min(high, 1):.2f}", members)
    yield ""
    yield _row("all", judged)
    yield f"Brier score {brier(judged):.3f}"


def _row(name: str, members: list[Judged]) -> str:
    if not members:
        return f"{name:<12}{0:>8}{'-':>9}{'-':>9}"
    right = sum(one.right for one in members) / len(members)
    stated = sum(one.confidence for one in members) / len(members)
    return f"{name:<12}{len(members):>8}{right:>9.1%}{stated:>9.1%}"


def _scan(text: str) -> Report:
    data = text.encode("utf-8", "surrogatepass")
    return scan([SourceFile("snippet.log", lambda: BytesIO(data))])


def _match(report: Report, label: dict[str, Any]) -> Issue | None:
    """The issue with the label's text, of several the one with its place."""
    sought = _bare(label["message_contains"])
    found = [issue for issue in report.issues if sought and sought in _bare(issue.message)]
    return max(found, key=lambda issue: _at(issue, label), default=None)


def _at(issue: Issue, label: dict[str, Any]) -> bool:
    location = issue.location
    return bool(location and label["file"] and location.file.endswith(label["file"]) and location.line == label["line"])


def _bare(text: str) -> str:
    return re.sub(r"<[^<>]*>|[\s`*]", "", text).lower()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, default=[REPORTS], metavar="SET")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong, too")
    options = parser.parse_args()
    judged = [one for file in options.sets for one in judge(file)]
    print("\n".join(table(judged)))
    if options.wrong:
        for one in judged:
            if not one.right:
                print(f"{one.id}: {one.verdict} {one.said} ({one.confidence:.0%}), label {one.label}", file=sys.stderr)


if __name__ == "__main__":
    main()

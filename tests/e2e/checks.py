"""The tests that every way of logging has to pass: a class of tests to inherit from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest

from e2e.site import Site
from e2e.truth import Truth, place_of
from e2e.web import OFFENCES
from wpdiag.model import at_least

_MENTIONED = "notice"
"""From this level on nothing may be reported that did not happen."""


NO_MARKS = "without tags, a place at the end of a line in a message looks like the message's own"


@dataclass(frozen=True)
class Capture:
    """What happened, what wpdiag made of it; ``cut`` is what the log has no room for."""

    report: dict[str, Any]
    truths: list[Truth]
    cut: list[Truth] = field(default_factory=list)

    def of(self, place: tuple[str, str | None, int | None]) -> list[dict[str, Any]]:
        """The issues of a place."""
        return [issue for issue in self.report["issues"] if place_of(issue) == place]


class Reported:
    """Every error is reported rightly, nothing else is; ``wrong`` has what is known to fail, and why."""

    wrong: ClassVar[dict[str, str]] = {}
    findings: ClassVar[frozenset[str]] = frozenset()
    """What the scan finds beside the errors."""
    times: ClassVar[int] = 1
    """How many times an error is in the log."""

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        """Commit all offences on servers set up in ``folder``, and scan what they logged."""
        raise NotImplementedError

    @pytest.mark.parametrize("offence", OFFENCES)
    def test_every_error_is_reported(self, capture: Capture, offence: str, request: pytest.FixtureRequest) -> None:
        self._expect(offence, request)
        for truth in capture.truths:
            if truth.request.endswith(offence):
                issues = capture.of(truth.place)
                assert issues, f"not reported: {truth}"
                faults = [truth.faults(issue) for issue in issues]
                assert [] in faults, f"{truth}: {faults}"

    def test_nothing_else_is_reported(self, capture: Capture, request: pytest.FixtureRequest) -> None:
        self._expect("nothing else", request)
        known = {truth.place for truth in capture.truths}
        heads = {truth.head for truth in capture.cut}
        levels = {truth.level for truth in capture.cut}
        extra = [
            issue
            for issue in capture.report["issues"]
            if at_least(issue["level"], _MENTIONED)
            and place_of(issue) not in known
            and issue["identifier"] not in self.findings
            and not (issue["level"] in levels and any(issue["message"][:20] == head[:20] for head in heads))
        ]
        assert not extra, [(place_of(issue), issue["message"], issue["component"]) for issue in extra]

    def test_each_is_counted(self, capture: Capture, request: pytest.FixtureRequest) -> None:
        self._expect("count", request)
        happened = Counter(truth.place for truth in capture.truths)
        cut = {truth.place for truth in capture.cut}
        counted: Counter[tuple[str, str | None, int | None]] = Counter()
        for issue in capture.report["issues"]:
            counted[place_of(issue)] += issue["count"]
        wrong = {
            place: (counted[place], number * self.times)
            for place, number in happened.items()
            if place not in cut and counted[place] != number * self.times
        }
        assert not wrong, wrong

    def _expect(self, name: str, request: pytest.FixtureRequest) -> None:
        if name in self.wrong:
            request.applymarker(pytest.mark.xfail(strict=True, reason=self.wrong[name]))

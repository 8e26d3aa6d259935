"""From a report to what a command prints and writes, and its exit code."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from wpdiag.cli.exits import CLEAN, ISSUES, UNREADABLE, USAGE, tell
from wpdiag.cli.gates import gate_of
from wpdiag.cli.outputs import Output, check_ranges, show, write_all
from wpdiag.cli.screen import view as view_of
from wpdiag.cli.settings import Checked, check, unknown_rule
from wpdiag.config import Resolved
from wpdiag.gate.baseline import Baseline
from wpdiag.gate.judge import judge, only_new
from wpdiag.gate.threshold import Gate
from wpdiag.model import Report
from wpdiag.report import select


class Telling(msgspec.Struct, frozen=True):
    """How to tell it: everything checked, so that nothing is wrong with it when the long work is done."""

    resolved: Resolved
    checked: Checked
    gate: Gate
    baseline: Baseline | None
    outputs: list[Output]
    screen: Output

    @classmethod
    def of(cls, resolved: Resolved) -> Telling:
        """By the settings in force; ends the program with one clear line where one is wrong."""
        settings = resolved.settings
        gate, baseline = gate_of(resolved)
        checked = check(resolved)
        for rule in settings.rule:
            if checked.book.get(rule) is None and "." not in rule and "*" not in rule:  # it has no dot or star
                tell(f"{resolved.where('rule')}: {unknown_rule(rule, checked.book)}")
        outputs = Output.parse_all(settings.output)
        screen = Output.on_screen(settings.format)
        if settings.warning or settings.critical:
            check_ranges(warning=settings.warning, critical=settings.critical)
        return cls(resolved, checked, gate, baseline, outputs, screen)

    def tell(self, report: Report, *, whole: bool) -> int:
        """Write and print the report; the exit code.

        :param whole: whether everything there is was asked for; if not, nothing is called gone or unused.
        """
        settings = self.resolved.settings
        unread = any(source.error for source in report.sources)
        judged = judge(
            report,
            ignores=settings.ignore,
            baseline=self.baseline,
            components=settings.component,
            rules=settings.rule,
            whole=whole and not unread,
            today=datetime.now(UTC).date(),
        )
        report = judged.report
        for note in judged.notes:
            tell(f"{self.resolved.origins['ignore'].name}: {note}")
        shown = only_new(report) if self.gate.only_new and not settings.verbose else report
        listed = select.listed(shown, settings.level, settings.top)
        view = replace(
            view_of("never", to_terminal=False, verbose=settings.verbose),
            gate=self.gate,
            warning=settings.warning,
            critical=settings.critical,
            by_site=settings.by_site,
            redact=settings.redact,
            book=self.checked.book,
            words=self.checked.book.words,
        )
        written = write_all(listed, self.outputs, view)
        if not settings.quiet:
            seen = view_of(settings.color, to_terminal=True, verbose=settings.verbose)
            show(self.screen, listed, replace(view, color=seen.color), self.outputs)
        own_code = self.screen.exit_code(listed, view)
        if own_code is not None:
            return own_code
        if not written:
            return USAGE
        if self.gate.any_fails(report.issues) or (judged.stale and settings.strict_ignores):
            return ISSUES
        return UNREADABLE if unread else CLEAN

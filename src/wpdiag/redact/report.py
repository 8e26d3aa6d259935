"""A report in, the same report without secrets out: counts, levels, components, fingerprints, places stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from wpdiag.attribute.roots import place_of
from wpdiag.diagnose.plain import one_line
from wpdiag.model import Evidence, Fix, Frame, GoneIssue, Issue, Lessons, Location, Merging, Report, Source, Summary
from wpdiag.redact import calls, hosts, secrets
from wpdiag.redact.paths import root_of, site
from wpdiag.redact.sql import statement
from wpdiag.redact.standins import KINDS, Standins
from wpdiag.redact.text import Cleaner
from wpdiag.tally.fold import template

_NOTE = "redacted: "
_VALUES = {"value": "value", "near": "value", "user": "user", "host": "host", "database": "database", "address": "ip"}
"""Parameters of a diagnostic that are a secret as a whole."""
_NAMES_OF_CODE = frozenset({"line", "output_line", "since", "number", "limit", "size", "seconds", "bytes", "updated"})


def redact(report: Report, name: Standins | None = None) -> Report:
    """Without hosts, accounts, IPs, e-mail addresses, users, secrets, values of queries, arguments of calls.

    Each is replaced by a stand-in such as ``<host-1>``, the same for the same value everywhere in this report; what was
    replaced is counted in ``redacted``. A report that was redacted before stays as it is.

    :param name: the stand-ins of another report, where both are shown together.
    """
    name = name or Standins()
    cleaner = learn(report, name)
    cleaner.look_everywhere()
    clean = _Redactor(cleaner).report(report)
    before, found = report.redacted or {}, name.counts()
    counts = {kind: before.get(kind, 0) + found.get(kind, 0) for kind in KINDS if kind in before or kind in found}
    warnings = tuple(warning for warning in clean.warnings if not warning.startswith(_NOTE))
    if counts:
        warnings += (note(counts),)
    return replace(clean, redacted=counts, warnings=warnings)


def learn(report: Report, name: Standins) -> Cleaner:
    """Give out stand-ins for all that is secret in a report; what is known then is found without its surroundings."""
    kept = _kept(report)
    name.see(report.to_json().decode(), kept)
    cleaner = Cleaner(name, _folders(report), kept)
    _Redactor(cleaner).report(report)
    return cleaner


def cleaned(text: str, name: Standins) -> str:
    """A text that stands beside a report, such as the name of its file, without secrets."""
    cleaner = Cleaner(name, (), frozenset())
    cleaner.text(text)
    cleaner.look_everywhere()
    return cleaner.text(text)


def note(counts: Mapping[str, int]) -> str:
    """``redacted: host 2, user 1``"""
    return _NOTE + ", ".join(f"{kind} {count:,}" for kind, count in counts.items())


def _kept(report: Report) -> frozenset[str]:
    """Slugs, names and versions of components, which are no secret."""
    names: set[str] = set()
    for issue in report.issues:
        names.update((issue.component.slug, issue.component.name or "", issue.component.version or ""))
        names.add((issue.fix.fixed_in if issue.fix else None) or "")
        names.update(other.slug for other in issue.alternatives)
        names.update(piece.component.partition(":")[2] for piece in issue.evidence)
    return frozenset(name.lower() for name in names if name)


def _folders(report: Report) -> Iterator[str]:
    for issue in report.issues:
        files = [issue.location.file] if issue.location else []
        files += [frame.file for frame in issue.trace if frame.file]
        files += [value for name, value in issue.params.items() if name in ("file", "path", "output_file")]
        files += [f"{issue.site}/wp-load.php"] if issue.site else []
        yield from filter(None, map(root_of, files))
    yield from filter(None, (root_of(source.name) for source in report.sources))


class _Redactor:
    """Walks through a report."""

    def __init__(self, cleaner: Cleaner) -> None:
        self._clean = cleaner
        self._text = cleaner.text
        self._name = cleaner.name

    def report(self, report: Report) -> Report:
        return replace(
            report,
            sources=tuple(map(self._source, report.sources)),
            summary=self._summary(report.summary),
            issues=tuple(map(self._issue, report.issues)),
            warnings=self._texts(report.warnings),
            lessons=Lessons(),  # they quote the logs
        )

    def _issue(self, issue: Issue) -> Issue:
        message = self._text(issue.message)
        return replace(
            issue,
            message=message,
            template=self._text(template(one_line(message))),
            params={name: self._param(name, value) for name, value in issue.params.items()},
            location=self._location(issue.location) if issue.location else None,
            trace=tuple(map(self._frame, issue.trace)),
            evidence=tuple(map(self._evidence, issue.evidence)),
            sources=tuple(sorted({self._text(source) for source in issue.sources})),
            site=self._site(issue.site) if issue.site else issue.site,
            requests=tuple(sorted({self._request(request) for request in issue.requests})),
            title=self._text(issue.title),
            why=self._text(issue.why),
            fix=self._fix(issue.fix) if issue.fix else None,
            because=self._text(issue.because),
            sites=tuple(replace(each, name=self._site_name(each.name)) for each in issue.sites),
            merging=Merging(installed=issue.merging.installed),  # the probe's lines are not there either
        )

    def _param(self, name: str, value: str) -> str:
        if name in _NAMES_OF_CODE:
            return value
        if name in ("file", "path", "output_file"):
            return self._file(value)
        if name == "query":
            return self._text(statement(value, self._name))
        if name == "request":
            return self._request(value)
        kind = _VALUES.get(name) or (secrets.kind_of(name) if name not in ("user", "key", "hash") else None)
        text = self._text(value)
        if kind is None or value.lower() in ("localhost", "127.0.0.1"):
            return text
        whole = self._name(kind, text)
        return whole if whole == text else self._name(kind, value)

    def _location(self, location: Location) -> Location:
        return replace(location, file=self._file(location.file))

    def _frame(self, frame: Frame) -> Frame:
        call = self._text(calls.call(frame.call, self._name))
        return replace(frame, file=self._file(frame.file) if frame.file else frame.file, call=call)

    def _file(self, file: str) -> str:
        """The path of one file; below the site's folder it stays."""
        place = place_of(file)
        root = place.root
        if place.kind == "unknown" or root is None:
            return self._text(file) if place.kind == "unknown" else self._clean.below_root(file)
        at = file.replace("\\", "/").find(f"{root}/")
        if at < 0 or root == "/":
            return self._text(file)
        start = at + len(root)
        return self._text(file[:at]) + (site(root, self._name)) + self._clean.below_root(file[start:])

    def _site(self, folder: str) -> str:
        return site(folder, self._name) if folder != "/" else folder

    def _site_name(self, name: str) -> str:
        """Of the root of a site, or a host."""
        if "/" in name or "\\" in name:
            return self._site(name)
        return name if hosts.is_well_known(name) else self._name("host", name)

    def _request(self, request: str) -> str:
        text = self._text(request)
        path, mark, query = text.partition("?")
        return path + (f"?{self._name('query', query)}" if mark and query else mark)

    def _evidence(self, piece: Evidence) -> Evidence:
        text = piece.text
        if piece.found_in == "report":
            return piece  # made from names and versions of components
        if piece.kind in ("stack-trace", "call", "call-defined-in"):
            text = calls.call_with_place(text, self._name)
        elif piece.kind in ("file", "called-in", "output-started", "headers-late", "path-in-message"):
            return replace(piece, text=self._file(text))
        return replace(piece, text=self._text(text))

    def _fix(self, fix: Fix) -> Fix:
        recover = fix.recover
        return replace(
            fix,
            summary=self._text(fix.summary),
            steps=self._texts(fix.steps),
            commands=self._texts(fix.commands),
            visitors=self._text(fix.visitors),
            recover=replace(recover, steps=self._texts(recover.steps), commands=self._texts(recover.commands))
            if recover
            else None,
            check=self._texts(fix.check),
            avoid=self._texts(fix.avoid),
            developer=self._texts(fix.developer),
            suppress=self._text(fix.suppress) if fix.suppress else fix.suppress,
        )

    def _source(self, source: Source) -> Source:
        error = self._text(source.error) if source.error else source.error
        return replace(source, name=self._text(source.name), error=error)

    def _summary(self, summary: Summary) -> Summary:
        sites = tuple(replace(each, name=self._site_name(each.name)) for each in summary.sites)
        summary = replace(summary, sites=sites)
        if summary.baseline is None:
            return summary
        gone = tuple(map(self._gone, summary.baseline.gone))
        return replace(summary, baseline=replace(summary.baseline, gone=gone))

    def _gone(self, issue: GoneIssue) -> GoneIssue:
        return replace(issue, message=self._text(issue.message))

    def _texts(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self._text, texts))

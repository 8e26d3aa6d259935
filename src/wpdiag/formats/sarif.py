"""``sarif``: SARIF 2.1.0 (OASIS), for code scanning on GitHub and viewers in editors.

The limits are those of GitHub's "SARIF support for code scanning": 25,000 results a run, 10 MB when gzipped, 20 tags a
rule, 1,024 characters for descriptions. No ``security-severity`` is given: a log does not tell one. No category
(``automationDetails``) either: the upload gives each job its own, and what a file says would win over it.
"""

from __future__ import annotations

import gzip
import re
from typing import Any

import msgspec

from wpdiag.formats.base import View
from wpdiag.formats.shared import markup, place, rules, words
from wpdiag.model import Frame, Issue, Report
from wpdiag.safe import safe, safe_line

NAME = "sarif"
SUFFIXES = (".sarif", ".sarif.json")

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"fatal": "error", "error": "error", "warning": "warning"}
_PROBLEMS = {"error": "error", "warning": "warning", "note": "recommendation"}
_BASELINE = {"new": "new", "returned": "new", "escalating": "updated", "known": "unchanged"}
_RESULTS = 25_000
_BYTES = 10_000_000
_MESSAGE = 1_000
_DESCRIPTION = 1_024
_FRAMES = 20
_BASE = "%SRCROOT%"
_ISSUE_LINK = re.compile(r"\]\s*\(")
_ARGUMENT = re.compile(r"\{(\d+)\}")


def render(report: Report, view: View) -> str:
    """One run as UTF-8 JSON text; the worst issues, where a consumer would refuse the number of all."""
    issues = report.issues[:_RESULTS]
    while True:
        text = msgspec.json.format(msgspec.json.encode(_log(report, issues, view)), indent=1)
        if len(text) <= _BYTES or len(gzip.compress(text, 6)) <= _BYTES:
            return text.decode() + "\n"
        issues = issues[: len(issues) // 2]


def _log(report: Report, issues: tuple[Issue, ...], view: View) -> dict[str, Any]:
    known: dict[str, int] = {}
    descriptions = []
    for issue in issues:
        if rules.rule_id(issue) not in known:
            known[rules.rule_id(issue)] = len(known)
            descriptions.append(_rule(issue, view))
    driver = {
        "name": report.tool.name,
        "version": report.tool.version,
        "semanticVersion": report.tool.version,
        "rules": descriptions,
    }
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_BASE: {"description": {"text": "The folder that WordPress is installed in."}}},
        "invocations": [_invocation(report, len(report.issues) - len(issues))],
        "results": [_result(issue, known[rules.rule_id(issue)]) for issue in issues],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(issue: Issue, view: View) -> dict[str, Any]:
    rule = rules.describe(issue, view)
    level = _LEVELS.get(issue.level, "note")
    text = [safe(rule.why), f"What to do: {safe(rule.summary)}"] if rule.summary else [safe(rule.why)]
    text += [f"{number}. {safe_line(step)}" for number, step in enumerate(rule.steps, 1)]
    text += [f"$ {safe_line(command)}" for command in rule.commands]
    described: dict[str, Any] = {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in re.split(r"[^A-Za-z0-9]+", rule.id))[:255] or "Issue",
        "shortDescription": {"text": _message(rule.title, _DESCRIPTION)},
        "fullDescription": {"text": _message(rule.why or rule.title, _DESCRIPTION)},
        "help": {"text": "\n".join(filter(None, text)) or safe_line(rule.title), "markdown": _help(rule)},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": _tags(issue, rule.audience), "problem.severity": _PROBLEMS[level]},
    }
    if rule.links and rule.links[0].isascii():
        described["helpUri"] = safe_line(rule.links[0])
    return described


def _help(rule: rules.Described) -> str:
    parts = [markup.escape(rule.why)]
    if rule.summary:
        parts.append(f"**What to do:** {markup.escape(rule.summary)}")
    if rule.steps:
        parts.append("\n".join(f"{number}. {markup.escape(step)}" for number, step in enumerate(rule.steps, 1)))
    if rule.commands:
        parts.append(markup.block(rule.commands))
    if rule.links:
        parts.append("\n".join(f"- {markup.link(link)}" for link in rule.links))
    return "\n\n".join(filter(None, parts)) or markup.escape(rule.title)


def _tags(issue: Issue, audience: str) -> list[str]:
    family = issue.identifier.partition(".")[0]
    return sorted({"wordpress", safe_line(family)[:50] or "php", f"for-{audience}"})


def _result(issue: Issue, rule: int) -> dict[str, Any]:
    spot = place.spot_of(issue)
    result: dict[str, Any] = {
        "ruleId": rules.rule_id(issue),
        "ruleIndex": rule,
        "level": _LEVELS.get(issue.level, "note"),
        "message": {"text": _text(issue)},
        "locations": [_location(spot, logical=issue)],
        # GitHub matches alerts by the first of these alone; without it, it would take the line's text.
        "partialFingerprints": {"primaryLocationLineHash": f"{issue.fingerprint}:1", "wpdiag/v1": issue.fingerprint},
        "occurrenceCount": issue.count,
        "properties": {
            "identifier": safe_line(issue.identifier),
            "level": issue.level,
            "component": words.component_key(issue.component),
            "confidence": issue.component.confidence,
            "verdict": issue.component.verdict,
            "sources": [safe_line(name) for name in issue.sources[:20]],
        },
    }
    related = [_related(frame, issue.site) for frame in issue.trace[:_FRAMES] if frame.file]
    if related:
        result["relatedLocations"] = related
    state = _BASELINE.get(issue.baseline or "")
    if state:
        result["baselineState"] = state
    if issue.first_seen and issue.last_seen:
        result["provenance"] = {
            "firstDetectionTimeUtc": _utc(issue.first_seen),
            "lastDetectionTimeUtc": _utc(issue.last_seen),
        }
    return result


def _text(issue: Issue) -> str:
    """The message, who is responsible, what to do; the last two are kept whole where the message is long."""
    rest = f"Responsible: {words.line(words.responsible(issue.component), 200)}."
    if issue.fix:
        rest += f" {words.fix(issue)}"
    return _message(f"{words.message(issue, _MESSAGE - len(rest) - 40)}\n{rest}", _MESSAGE)


def _message(text: str, longest: int) -> str:
    """A plain-text message (3.11.5, 3.11.6): what would be an embedded link or an argument is written out."""
    plain = safe(text)
    if _ISSUE_LINK.search(plain):
        plain = plain.replace("[", r"\[").replace("]", r"\]")
    return words.short(_ARGUMENT.sub(r"{{\1}}", plain), longest)


def _location(spot: place.Spot, logical: Issue | None = None) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": place.uri(spot.path), "uriBaseId": _BASE},
            "region": {"startLine": spot.line},
        }
    }
    if logical and logical.component.slug:
        component = logical.component
        location["logicalLocations"] = [
            {"name": safe_line(component.slug), "fullyQualifiedName": words.component_key(component), "kind": "module"}
        ]
    return location


def _related(frame: Frame, site: str | None) -> dict[str, Any]:
    spot = place.Spot(place.path_of(frame.file or "", site), max(frame.line or 1, 1))
    return {**_location(spot), "message": {"text": _message(words.line(frame.call, 200) or "called from here", 300)}}


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    notes = [{"level": "note", "message": {"text": _message(text, _MESSAGE)}} for text in report.warnings[:1000]]
    broken = [source for source in report.sources if source.error]
    notes += [
        {"level": "error", "message": {"text": _message(words.not_read(source), _MESSAGE)}} for source in broken[:1000]
    ]
    if left_out:
        text = f"{words.number(left_out, 'less severe issue')} left out: SARIF files have limits."
        notes.append({"level": "warning", "message": {"text": text}})
    return {
        "executionSuccessful": not broken,
        "endTimeUtc": _utc(report.generated_at),
        "toolExecutionNotifications": notes,
    }


def _utc(time: str) -> str:
    return time.replace("+00:00", "Z")

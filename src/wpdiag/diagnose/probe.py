"""Lines of the plugin that ``wpdiag probe`` prints: ``wpdiag-probe 1 KIND|NAME|VERSION|DOMAIN|FILE:LINE CALL|…``."""

from __future__ import annotations

from wpdiag.diagnose.wordpress import in_identifier
from wpdiag.lazy import lazy
from wpdiag.model import Diagnostic, Entry, Frame

BEGINS = "wpdiag-probe 1 "
_FRAME = lazy(r"(?P<file>[^|]{1,200}?):(?P<line>\d{1,7}) (?P<call>[^|]{1,200})")
_KINDS = frozenset(
    (
        "doing_it_wrong",
        *(f"deprecated.{kind}" for kind in ("function", "argument", "hook", "class", "constructor", "file")),
    )
)


def diagnose_probe(entry: Entry) -> Diagnostic | None:
    """The message that WordPress made at the same moment, with the calls behind it; None for a damaged line."""
    kind, *fields = entry.text.removeprefix(BEGINS).strip().split("|")
    if kind not in _KINDS or len(fields) < 3 or not fields[0]:
        return None
    name, since, domain = fields[:3]
    wrong = kind == "doing_it_wrong"
    params = {"function" if wrong else "name": name, "since": since, "domain": domain}
    frames = [match for field in fields[3:] if (match := _FRAME.fullmatch(field))]
    said = f"Function {name} was called incorrectly." if wrong else f"{name} is deprecated since version {since}!"
    return Diagnostic(
        identifier=f"wp.{kind}.{in_identifier(name)}",
        level="notice" if wrong else "deprecated",
        php_level=None,
        message=said,
        raw=entry.text,
        params={key: value for key, value in params.items() if value},
        trace=tuple(Frame(file=match["file"], line=int(match["line"]), call=f"{match['call']}()") for match in frames),
        probed=True,
    )

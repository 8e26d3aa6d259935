"""Where an issue is, written the same on every machine: a path below the site's root and a line."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import quote

from wpdiag.attribute.roots import place_of
from wpdiag.model import Component, Issue
from wpdiag.safe import safe_line

_FOLDERS = {"plugin": "plugins", "mu-plugin": "mu-plugins", "theme": "themes"}


class Spot(NamedTuple):
    """A relative path with ``/``, never empty nor going up, and a line from 1 on."""

    path: str
    line: int


def spot_of(issue: Issue) -> Spot:
    """The place where the responsible component acts, else the place that the message names.

    PHP and WordPress often name the core file that complains; where the stack trace has a call of the component, that
    one is what its developer wants to see. An issue without any file gets its component's folder, or a path made of its
    identifier.
    """
    location = issue.location
    if location and (_is_of(location.file, issue.component) or issue.component.kind in ("core", "unknown")):
        return _spot(location.file, location.line, issue.site)
    for frame in issue.trace:
        if frame.file and _is_of(frame.file, issue.component):
            return _spot(frame.file, frame.line, issue.site)
    if location:
        return _spot(location.file, location.line, issue.site)
    return Spot(_stand_in(issue), 1)


def known_spot(issue: Issue) -> Spot | None:
    """The place as people want to see it; None where no file is known."""
    return spot_of(issue) if issue.location or any(frame.file for frame in issue.trace) else None


def path_of(file: str, site: str | None = None) -> str:
    """A file as a path below its site's root; without a root, below the root of the file system. Safe to print."""
    place = place_of(file)
    whole = file.replace("\\", "/").removeprefix("phar://")
    if place.root is not None or place.kind != "unknown":
        path = place.path
    else:
        path = whole[: whole.rfind(place.path) + len(place.path)]
        path = path.removeprefix(f"{site.rstrip('/')}/") if site else path
    return _relative(path)


def uri(path: str) -> str:
    """A path as a relative URI reference (RFC 3986): everything but letters, digits and ``-._~/`` percent-encoded."""
    return quote(path, safe="/", errors="backslashreplace")


def _spot(file: str, line: int | None, site: str | None) -> Spot:
    return Spot(path_of(file, site), max(line or 1, 1))


def _relative(path: str) -> str:
    """Without a leading slash or steps upwards, on one line."""
    parts = posixpath.normpath("/" + safe_line(path)).split("/")
    return "/".join(part for part in parts if part) or "unknown"


def _is_of(file: str, component: Component) -> bool:
    place = place_of(file)
    return (place.kind, place.slug) == (component.kind, component.slug)


def _stand_in(issue: Issue) -> str:
    component = issue.component
    if component.kind in _FOLDERS:
        return _relative(f"wp-content/{_FOLDERS[component.kind]}/{component.slug}")
    if component.kind == "dropin":
        return _relative(f"wp-content/{component.slug}")
    return _relative(f"wpdiag/{issue.identifier}")

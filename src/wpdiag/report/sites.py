"""Sites: which one a record is of, and how many there are, in bounded memory.

Of more than ``MOST`` sites, those are kept whose names have the smallest digests: an even sample that is the same in
whatever order and grouping sites are put together, with exact counts of each that is kept. How far the digests reach
tells how many sites there are, to within about one per cent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from wpdiag.digest import hex_digest
from wpdiag.model import LEVELS, Issue, SiteCount, SiteShare, worst

MOST = 10_000
_LENGTH = 300
_BITS = 64


def site_of(request: str | None, root: str | None) -> str | None:
    """The host of the page's address, else the site's root; None where a record tells neither."""
    return (host_of(request) if request else None) or (root[:_LENGTH] if root else None)


def host_of(address: str) -> str | None:
    """The host of an absolute address, in lower case, without port."""
    if "://" not in address:
        return None
    try:
        return (urlsplit(address).hostname or "")[:_LENGTH] or None
    except ValueError:  # hostile or damaged
        return None


def add(counts: dict[str, int], more: dict[str, int]) -> None:
    """Add counts by site to others; what is too much goes."""
    for name, count in more.items():
        counts[name] = counts.get(name, 0) + count
    if len(counts) > 2 * MOST:  # not each time
        prune(counts)


def prune(counts: dict[str, int]) -> None:
    """Keep ``MOST`` sites."""
    if len(counts) > MOST:
        for name in sorted(counts, key=_place)[MOST:]:
            del counts[name]


def how_many(names: Collection[str]) -> int:
    """The number of sites of which these were kept."""
    if len(names) < MOST:
        return len(names)
    return (MOST - 1) * (1 << _BITS) // max(map(_place, names))


def counted(counts: dict[str, int], versions: dict[str, str], version: str | None) -> tuple[SiteCount, ...]:
    """Sites as an issue has them, most frequent first.

    :param versions: of the responsible component, by site.
    :param version: where a site has none of its own.
    """
    prune(counts)
    found = [
        SiteCount(name=name, count=count, version=versions.get(name, version if not versions else None))
        for name, count in counts.items()
    ]
    return tuple(sorted(found, key=lambda site: (-site.count, site.name)))


def affected_by(issues: Iterable[Issue]) -> dict[str, int]:
    """The sites on which any of these issues occurred, and how often."""
    found: dict[str, int] = {}
    for issue in issues:
        for site in issue.sites:
            found[site.name] = found.get(site.name, 0) + site.count
        if len(found) > 2 * MOST:
            prune(found)
    prune(found)
    return found


def shares(issues: Iterable[Issue], seen: Iterable[str]) -> tuple[SiteShare, ...]:
    """The sites of these issues and others that were seen, the worst first; free text does not count.

    :param seen: names of sites, whatever was found on them.
    """
    found: dict[str, dict[str, list[int]]] = {name: {} for name in seen}
    for issue in issues:
        for site in issue.sites:
            listed = found.setdefault(site.name, {})
            if issue.level != "info":
                listed.setdefault(issue.level, []).append(site.count)
    if len(found) > MOST:
        found = {name: found[name] for name in sorted(found, key=_place)[:MOST]}
    rows = [
        SiteShare(
            name=name,
            issues=sum(map(len, listed.values())),
            count=sum(map(sum, listed.values())),
            worst=worst(*listed) if listed else None,
        )
        for name, listed in found.items()
    ]
    return tuple(sorted(rows, key=_rank))


def _rank(share: SiteShare) -> tuple[int, int, str]:
    return LEVELS.index(share.worst) if share.worst else len(LEVELS), -share.count, share.name


def _place(name: str) -> int:
    return int(hex_digest(name.encode("utf-8", "surrogatepass"), _BITS // 8), 16)

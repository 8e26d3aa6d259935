"""What is installed on a site, as its folders or WP-CLI's lists say."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from wpdiag.attribute.catalog import Known


class InventoryError(Exception):
    """A folder or a list that tells nothing of what is installed; the message is for people."""


class Library(msgspec.Struct, frozen=True):
    """A Composer package that a component brings along."""

    package: str
    version: str


class Installed(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin, theme, must-use plugin or drop-in with what its header says."""

    kind: str
    slug: str
    name: str | None = None
    version: str | None = None
    domain: str | None = None
    libraries: tuple[Library, ...] = ()


class Inventory:
    """Everything installed.

    :param covers: the kinds of which it lists all: what is not in it is not there.
    :param wordpress: the version of WordPress, if known.
    """

    def __init__(self, components: Iterable[Installed], covers: Iterable[str], wordpress: str | None = None) -> None:
        self._components = {(each.kind, each.slug): each for each in components}
        self.covers = frozenset(covers)
        self.wordpress = wordpress

    def __len__(self) -> int:
        return len(self._components)

    def get(self, kind: str, slug: str) -> Installed | None:
        """The component of a kind and slug."""
        return self._components.get((kind, slug))

    def rules_out(self, kind: str, slug: str) -> bool:
        """Whether a component cannot have done it, for it is not there."""
        return kind in self.covers and (kind, slug) not in self._components

    def kinds_of(self, slug: str) -> set[str]:
        """The kinds of the components with this slug."""
        return {kind for kind, other in self._components if other == slug}

    def slugs(self) -> tuple[tuple[str, str], ...]:
        """Kind and slug of each."""
        return tuple(self._components)

    def known(self) -> tuple[Known, ...]:
        """The components as entries of the catalogue: their text domains are certain."""
        return tuple(
            Known(kind=each.kind, slug=each.slug, name=each.name, domains=(each.domain,) if each.domain else ())  # type: ignore[arg-type]
            for each in self._components.values()
        )

    def shipping(self, package: str) -> list[tuple[Installed, str]]:
        """Who brings a Composer package along, and in which version; in order of their slugs."""
        found = [
            (each, library.version)
            for each in self._components.values()
            for library in each.libraries
            if library.package == package
        ]
        return sorted(found, key=lambda pair: pair[0].slug)

    def merged(self, other: Inventory) -> Inventory:
        """Both; what the other says of a component counts where it says more."""
        components = dict(self._components)
        for key, each in other._components.items():
            mine = components.get(key)
            components[key] = each if mine is None else _merged(mine, each)
        return Inventory(components.values(), self.covers | other.covers, self.wordpress or other.wordpress)


def _merged(one: Installed, other: Installed) -> Installed:
    return Installed(
        kind=one.kind,
        slug=one.slug,
        name=one.name or other.name,
        version=one.version or other.version,
        domain=one.domain or other.domain,
        libraries=one.libraries or other.libraries,
    )

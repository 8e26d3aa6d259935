"""Who owns which text domain, prefix and namespace: ``rules/components.yml`` and the user's additions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from wpdiag.data import rules_folder
from wpdiag.yamlcache import load_yaml


class Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One component of the catalogue, with the prefixes of its names: ``wc_``, ``WC_``, ``Automattic\\WooCommerce``."""

    kind: Literal["plugin", "theme", "mu-plugin", "dropin"]
    slug: str
    name: str | None = None
    domains: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    namespaces: tuple[str, ...] = ()
    source: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    components: tuple[Known, ...]


class Catalog:
    """Look-ups by slug, text domain and prefix; later entries win over earlier ones."""

    def __init__(self, components: Iterable[Known]) -> None:
        self._components = tuple(components)

    @classmethod
    def default(cls) -> Catalog:
        """The catalogue that comes with wpdiag."""
        return cls(read_components(rules_folder() / "components.yml"))

    @cached_property
    def _slugs(self) -> dict[tuple[str, str], Known]:
        return {(known.kind, known.slug): known for known in self._components}

    @cached_property
    def _domains(self) -> dict[str, Known]:
        return {domain: known for known in self._components for domain in known.domains}

    @cached_property
    def _prefixes(self) -> dict[str, dict[str, Known]]:
        tables: dict[str, dict[str, Known]] = {"function": {}, "class": {}, "namespace": {}}
        for known in self._components:
            tables["function"] |= dict.fromkeys(known.functions, known)
            tables["class"] |= dict.fromkeys(known.classes, known)
            tables["namespace"] |= dict.fromkeys(known.namespaces, known)
        return tables

    def name_of(self, kind: str, slug: str) -> str | None:
        """The name in the component's header."""
        known = self._slugs.get((kind, slug))
        return known.name if known else None

    def of_domain(self, domain: str) -> Known | None:
        """The component whose text domain this is."""
        return self._domains.get(domain)

    def of_symbol(self, symbol: str) -> tuple[Known, str] | None:
        """The owner of a function, method or class by its namespace or prefix, and what gave it away; longest first."""
        name = symbol.lstrip("\\").partition("::")[0].partition("->")[0]
        space, _, _ = name.rpartition("\\")
        while space:
            known = self._prefixes["namespace"].get(space)
            if known:
                return known, space
            space = space.rpartition("\\")[0]
        if "\\" in name:
            return None
        table = self._prefixes["class" if name[:1].isupper() else "function"]
        for end in range(len(name), 1, -1):
            known = table.get(name[:end])
            if known and _ends_a_word(name, end):
                return known, name[:end]
        return None


def _ends_a_word(name: str, end: int) -> bool:
    """Whether a prefix ends where a word of the name ends: ``ACF`` in ``ACF_Field``, ``ACFField``, not in ``ACFE``."""
    if end == len(name) or name[end - 1] == "_" or name[end] == "_":
        return True
    return name[end].isupper() and (name[end - 1].islower() or name[end + 1 : end + 2].islower())


def read_components(file: Path) -> tuple[Known, ...]:
    """The components in a file.

    :raises OSError: where it cannot be read; :raises msgspec.ValidationError: where it is no catalogue.
    """
    return load_yaml(file, _File).components

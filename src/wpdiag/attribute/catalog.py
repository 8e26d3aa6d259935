"""Who owns which text domain, prefix, namespace, table, handle: ``rules/components.yml`` and the user's additions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from wpdiag.attribute.namesake import beginnings, ends_a_word, squash
from wpdiag.data import rules_folder
from wpdiag.yamlcache import load_yaml

Names = tuple[str, ...]


class Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """One component of the catalogue and the names that are its own.

    Whole names: ``domains`` (text domains), ``rest`` (REST namespaces without their version: ``wc``), ``blocks``
    (namespaces of blocks), ``pages`` (``admin.php?page=``). The others are beginnings: ``wc_`` of functions, ``WC_`` of
    classes and constants, ``Automattic\\WooCommerce`` of namespaces, ``woocommerce_`` of hooks, options, tables
    (without WordPress' table prefix), script and style handles, and post types.
    """

    # gc=False: without references to itself, and more than a thousand are read at each start
    kind: Literal["plugin", "theme", "mu-plugin", "dropin"]
    slug: str
    name: str | None = None
    domains: Names = ()
    functions: Names = ()
    classes: Names = ()
    namespaces: Names = ()
    constants: Names = ()
    hooks: Names = ()
    options: Names = ()
    tables: Names = ()
    handles: Names = ()
    post_types: Names = ()
    rest: Names = ()
    blocks: Names = ()
    pages: Names = ()
    source: str | None = None


Kind = Literal[
    "domains",
    "functions",
    "classes",
    "namespaces",
    "constants",
    "hooks",
    "options",
    "tables",
    "handles",
    "post_types",
    "rest",
    "blocks",
    "pages",
]
_REMEMBERED = 4096
"""Names that need not be looked up once more."""
_WHOLE = {"domains", "namespaces", "rest", "blocks", "pages"}


class Clue(msgspec.Struct, frozen=True):
    """Whose name it is, and the part of the name that gave it away."""

    known: Known
    given: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    components: tuple[Known, ...]


class Catalog:
    """Look-ups by slug, whole name and beginning of a name; later entries win over earlier ones."""

    def __init__(self, components: Iterable[Known]) -> None:
        self._components = tuple(components)
        self._tables: dict[Kind, dict[str, Known]] = {}
        self.find_symbol = lru_cache(_REMEMBERED)(self._find_symbol)
        """The owner of a function, method or class: by its namespace, from long to short, else by its beginning."""
        self.find_namesake = lru_cache(_REMEMBERED)(self._find_namesake)
        """The component with whose slug of several words a name begins: ``easy_popup_items``."""

    @classmethod
    def default(cls, added: Iterable[Known] = ()) -> Catalog:
        """The catalogue that comes with wpdiag, read once, and what the user adds, which wins."""
        more = tuple(added)
        return _own().extended(more) if more else _own()

    def extended(self, components: Iterable[Known]) -> Catalog:
        """This catalogue with further components, which win."""
        return Catalog((*self._components, *components))

    @cached_property
    def _slugs(self) -> dict[tuple[str, str], Known]:
        return {(known.kind, known.slug): known for known in self._components if known.name}

    @cached_property
    def _named(self) -> dict[tuple[str, str], str]:
        return {(known.kind, known.name.casefold()): known.slug for known in self._components if known.name}

    def _table(self, kind: Kind) -> dict[str, Known]:
        table = self._tables.get(kind)
        if table is None:
            table = {name: known for known in self._components for name in getattr(known, kind)}
            self._tables[kind] = table
        return table

    def name_of(self, kind: str, slug: str) -> str | None:
        """The name in the component's header."""
        known = self._slugs.get((kind, slug))
        return known.name if known else None

    def slug_of(self, kind: str, name: str) -> str | None:
        """The slug of the component with this name in its header."""
        return self._named.get((kind, name.casefold()))

    def find(self, kind: Kind, name: str) -> Clue | None:
        """The owner of a name of this kind: the whole name where owners have whole ones, else its longest beginning."""
        table = self._table(kind)
        if kind in _WHOLE:
            known = table.get(name)
            return Clue(known, name) if known else None
        for end in range(len(name), 1, -1):
            known = table.get(name[:end])
            if known and ends_a_word(name, end):
                return Clue(known, name[:end])
        return None

    @cached_property
    def _squashed(self) -> dict[str, Known]:
        """By squashed slug or text domain; a slug comes before another's domain."""
        table = {squash(domain): known for known in self._components for domain in known.domains}
        return table | {squash(known.slug): known for known in self._components}

    def find_slug(self, name: str) -> Known | None:
        """The component whose slug or text domain this is, whatever its case and signs."""
        return self._squashed.get(squash(name))

    def _find_namesake(self, name: str) -> Known | None:
        for begin in beginnings(name):
            known = self._squashed.get(begin)
            if known and squash(known.slug) == begin and not known.slug.isalnum():
                return known
        return None

    def _find_symbol(self, symbol: str) -> Clue | None:
        name = symbol.lstrip("\\").partition("::")[0].partition("->")[0]
        if "\\" not in name:
            return self.find("classes" if name[:1].isupper() else "functions", name)
        space = name.rpartition("\\")[0]
        while space:
            clue = self.find("namespaces", space)
            if clue:
                return clue
            space = space.rpartition("\\")[0]
        return None


@cache
def _own() -> Catalog:
    return Catalog(read_components(rules_folder() / "components.yml"))


def read_components(file: Path) -> tuple[Known, ...]:
    """The components in a file.

    :raises OSError: where it cannot be read; :raises msgspec.ValidationError: where it is no catalogue.
    """
    return load_yaml(file, _File).components

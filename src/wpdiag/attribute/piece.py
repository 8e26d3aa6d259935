"""One piece of evidence, made with its place in the text."""

from __future__ import annotations

from typing import Protocol

from wpdiag.model import Evidence


class Owner(Protocol):
    """Whatever names a component: a place, an entry of the catalogue."""

    @property
    def kind(self) -> str:
        """``plugin``, ``theme`` …"""

    @property
    def slug(self) -> str:
        """The name of its folder."""


def component_key(kind: str, slug: str) -> str:
    """``plugin:akismet``: how evidence and filters name a component."""
    return f"{kind}:{slug}"


def piece(
    kind: str,
    text: str,
    owner: Owner,
    role: str,
    weight: float,
    *,
    found_in: str = "message",
    library: str | None = None,
) -> Evidence:
    """A piece of evidence.

    :param kind: the kind of evidence: ``file``, ``stack-trace``, ``text-domain`` …
    :param text: what stands in the record, word for word, so that it can be shown there.
    :param owner: to whom it points.
    :param role: what that makes the owner: ``caller``, ``owner``, ``victim``, ``location``.
    :param weight: in bits; see ``weights``.
    :param found_in: the part of the record: ``message``, ``location``, ``trace``, ``query``, ``request``, ``report``.
    :param library: the bundled Composer package that the file belongs to.
    """
    return Evidence(
        kind=kind,
        text=text,
        component=component_key(owner.kind, owner.slug),
        role=role,
        weight=weight,
        found_in=found_in,
        library=library,
    )

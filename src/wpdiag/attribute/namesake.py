"""Names that begin with a component's slug: ``laterpay_views`` and ``LaterPay\\Admin`` are those of ``laterpay``.

The Plugin Handbook (Best Practices, Avoid Naming Collisions) asks for a prefix of one's own, and most take their slug,
without what tells editions apart: a Pro edition has the names of the free one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.lazy import lazy

_EDITION = lazy(r"[-_](?:pro|premium|lite|free|plus|plugin|master|main)$|-(?:for|by|with)-.*$", re.I)
_FRONT = lazy(r"^(?:wp|woo)[-_]", re.I)
_NO_SIGNS = dict.fromkeys(map(ord, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ "))
_LEAST = 5
"""Letters; shorter beginnings are shared by too many."""
_PLATFORMS = frozenset(
    (
        "woocommerce",
        "elementor",
        "wordpress",
        "gutenberg",
        "buddypress",
        "bbpress",
        "jetpack",
        "theme",
        "themes",
        "plugin",
    )
)
"""What others build upon: such words stand at the beginning of everybody's names."""


def squash(name: str) -> str:
    """A name without case and signs: ``Contact_Form-7`` is ``contactform7``."""
    plain = name.lower().replace("-", "").replace("_", "")  # all that most have, and ten times faster
    return plain if plain.isalnum() else plain.translate(_NO_SIGNS)


def beginnings(name: str) -> Iterator[str]:
    """The squashed beginnings of a name that end where a word ends, from long to short; none that says nothing."""
    for end in range(len(name), _LEAST - 1, -1):
        if name[end - 1].isalnum() and ends_a_word(name, end):
            begin = squash(name[:end])
            if len(begin) >= _LEAST and begin not in _PLATFORMS:
                yield begin


def stems(slug: str) -> set[str]:
    """The squashed beginnings that the names of a component may have."""
    return {squash(slug), squash(_EDITION.sub("", slug)), squash(_FRONT.sub("", slug))}


def ends_a_word(name: str, end: int) -> bool:
    """Whether a beginning ends with a word of the name: ``ACF`` in ``ACF_Field`` and ``ACFField``, not in ``ACFE``."""
    if end == len(name) or not name[end - 1].isalnum() or not name[end].isalnum():
        return True
    return name[end].isupper() and (name[end - 1].islower() or name[end + 1 : end + 2].islower())

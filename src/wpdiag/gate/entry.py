"""What a configuration says of issues that are to be ignored."""

from datetime import date
from typing import Annotated

import msgspec

_Pattern = Annotated[str, msgspec.Meta(min_length=1)]
_Positive = Annotated[int, msgspec.Meta(ge=1)]


class Ignore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True):
    """An entry of ``[[ignore]]``: it concerns the issues that fit all of its patterns (``*``, ``?``, ``[…]``)."""

    reason: Annotated[str, msgspec.Meta(pattern=r"\S", description="Why; for those who come later.")]
    rule: Annotated[_Pattern | None, msgspec.Meta(description="The id of a rule, or an identifier.")] = None
    component: Annotated[_Pattern | None, msgspec.Meta(description="plugin:shop, shop, or theme:*")] = None
    fingerprint: Annotated[_Pattern | None, msgspec.Meta(description="Of one issue.")] = None
    path: Annotated[
        _Pattern | None, msgspec.Meta(description="Of the file or folder, below the site's root or as logged.")
    ] = None
    expires: Annotated[date | None, msgspec.Meta(description="The last day on which it holds.")] = None
    max_count: Annotated[_Positive | None, msgspec.Meta(description="It holds up to so many messages an issue.")] = None

    def __post_init__(self) -> None:
        if not (self.rule or self.component or self.fingerprint or self.path):
            raise ValueError("needs a rule, component, fingerprint or path")

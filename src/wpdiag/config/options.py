"""Every option of ``wpdiag scan``, each in one place: type, default, limits, help.

The command line, the variables ``WPDIAG_*``, the keys of ``wpdiag.toml``, ``wpdiag config show``, the JSON Schema and
the table in ``docs/configuration.md`` are all made from this.
"""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from wpdiag.formats import names
from wpdiag.gate.entry import Ignore
from wpdiag.words import languages

Level = Literal["fatal", "error", "warning", "notice", "deprecated", "info"]
FailOn = Literal["fatal", "error", "warning", "notice", "deprecated", "info", "never"]
Color = Literal["auto", "always", "never"]
Group = Literal["read", "pick", "gate", "show", "state", "spread", "web"]
"""What an option is about: reading the sources, picking issues, the exit code, what is printed, what is remembered,
which machines count, how web servers are asked."""


def _option(
    group: Group,
    help_: str,
    metavar: str | None = None,
    *,
    short: str | None = None,
    file: bool = True,
    words: bool = True,
    secret: bool = False,
) -> msgspec.Meta:
    """:param file: whether a configuration file may set it; one that lies about must not make wpdiag write files.
    :param words: whether the command line and the environment may set it.
    :param secret: whether its value is never shown.
    """
    return msgspec.Meta(
        description=help_,
        extra={
            "group": group,
            "metavar": metavar,
            "short": short,
            "file": file,
            "words": words,
            "secret": secret,
            "help": help_,
        },
    )


_Positive = Annotated[int, msgspec.Meta(ge=1)]
_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
_Ratio = Annotated[float, msgspec.Meta(ge=1)]
_Seconds = Annotated[float, msgspec.Meta(gt=0, le=86_400)]
_Count = Annotated[int, msgspec.Meta(ge=0)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The value of every option."""

    format: Annotated[str, _option("show", f"How to print the report: {', '.join(names())}.", "FORMAT", short="-f")] = (
        "text"
    )
    output: Annotated[
        tuple[str, ...],
        _option("show", "Write the report to a file, too; repeatable.", "[FORMAT:]FILE", short="-o", file=False),
    ] = ()
    fail_on: Annotated[FailOn, _option("gate", "Exit with 1 if an issue is of this level or above.")] = "deprecated"
    level: Annotated[Level, _option("pick", "The least level that is listed.")] = "deprecated"
    component: Annotated[
        tuple[str, ...],
        _option("pick", "Only issues of this component; repeatable: shop, plugin:shop, theme:*.", "[KIND:]SLUG"),
    ] = ()
    rule: Annotated[
        tuple[str, ...],
        _option("pick", "Only issues of this rule or identifier; repeatable: undefined-variable, php.*.", "ID"),
    ] = ()
    since: Annotated[str | None, _option("read", "From this time on: ISO, or 24h, 7d ago.", "TIME")] = None
    until: Annotated[str | None, _option("read", "Before this time: ISO, or 24h, 7d ago.", "TIME")] = None
    top: Annotated[_Positive | None, _option("pick", "List at most this many issues.", "N")] = None
    rules: Annotated[tuple[Path, ...], _option("read", "A rule file or folder of your own; repeatable.", "PATH")] = ()
    default_rules: Annotated[bool, _option("read", "Use the rules that come with wpdiag.")] = True
    transport: Annotated[str | None, _option("read", "Read all sources as this: debug-log, html, text …", "NAME")] = (
        None
    )
    timezone: Annotated[
        str | None, _option("read", "Zone of stamps that name none: Europe/Berlin, +05:00.", "ZONE")
    ] = None
    site: Annotated[
        Path | None, _option("read", "The site's folder: what is installed; its logs if no SOURCE.", "DIR")
    ] = None
    inventory: Annotated[
        tuple[Path, ...],
        _option("read", "What 'wp plugin list' or 'wp theme list' prints as JSON; repeatable.", "FILE"),
    ] = ()
    max_ratio: Annotated[_Ratio, _option("read", "Packed data may unpack to this many times its size.", "N")] = 1000.0
    max_size: Annotated[
        str, _option("read", "Packed data may unpack to this much, a web server send it: 500M, 20G.", "SIZE")
    ] = "100G"
    timeout: Annotated[_Seconds, _option("web", "How long a web server may be silent.", "SECONDS")] = 30.0
    header: Annotated[
        tuple[str, ...],
        _option("web", "Send this to web servers, too; repeatable.", "'NAME: VALUE'", file=False, secret=True),
    ] = ()
    jobs: Annotated[str, _option("read", "Processes that count; auto: one for each core.", "N", short="-j")] = "1"
    state: Annotated[
        Path | None,
        _option("state", "Read only what is new; this file remembers where each log was read to.", "FILE", file=False),
    ] = None
    dask: Annotated[
        str | None,
        _option("spread", "Count on the Dask cluster of this scheduler.", "ADDRESS", file=False),
    ] = None
    warning: Annotated[
        str | None, _option("show", "nagios: how many issues are no warning. [default: 0]", "RANGE", short="-w")
    ] = None
    critical: Annotated[
        str | None,
        _option("show", "nagios: how many are not critical. [default: none is fatal]", "RANGE", short="-c"),
    ] = None
    baseline: Annotated[
        Path | None, _option("gate", "List only what this baseline does not know, and let only that fail.", "FILE")
    ] = None
    fail_on_new: Annotated[
        bool | None, _option("gate", "Let only fail what the baseline does not know. [default: with --baseline]")
    ] = None
    min_confidence: Annotated[
        _Share, _option("gate", "Let only fail what names somebody with this confidence, 0 to 1.", "SHARE")
    ] = 0.0
    max_count: Annotated[_Count, _option("gate", "Let an issue occur this often before it fails.", "N")] = 0
    ignore: Annotated[
        tuple[Ignore, ...], _option("gate", "Issues that are neither listed nor fail, each with a reason.", words=False)
    ] = ()
    strict_ignores: Annotated[
        bool, _option("gate", "Exit with 1 if an entry of [[ignore]] is expired or matches nothing.")
    ] = False
    lang: Annotated[str, _option("read", f"The language of the advice: {', '.join(languages())}.", "CODE")] = "en"
    by_site: Annotated[bool, _option("show", "text: list the issues of each site, too.")] = False
    redact: Annotated[
        bool | None,
        _option(
            "show",
            "Put stand-ins for hosts, names, addresses and secrets. [default: in what is for others, as markdown]",
        ),
    ] = None
    color: Annotated[Color, _option("show", "Use colours.")] = "auto"
    quiet: Annotated[bool, _option("show", "Print no report; the exit code tells.", short="-q")] = False
    verbose: Annotated[bool, _option("show", "List everything, with links.", short="-v")] = False


class Option(msgspec.Struct, frozen=True):
    """One option, as the places need it that offer it."""

    name: str
    """``fail_on``: the field of :class:`Settings`."""
    key: str
    """``fail-on``: the key in a file, and the option behind ``--``."""
    variable: str
    type: Any
    """With its limits, for conversion."""
    plain: Any
    """Without."""
    default: Any
    group: Group
    help: str
    metavar: str | None
    short: str | None
    file: bool
    """Whether a configuration file may set it."""
    words: bool
    """Whether the command line and the environment may set it."""
    secret: bool
    """Whether its value is never shown."""

    @property
    def repeatable(self) -> bool:
        """Whether it has any number of values."""
        return get_origin(self.plain) is tuple

    @property
    def is_switch(self) -> bool:
        """Whether it is on or off; ``--no-…`` and ``WPDIAG_NO_…`` switch it off."""
        return self.plain in (bool, bool | None)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it may be; empty where it is free."""
        return get_args(self.plain) if get_origin(self.plain) is Literal else ()


@cache
def options() -> dict[str, Option]:
    """Every option by the name of its field, in the order of the help."""
    plain, full = get_type_hints(Settings), get_type_hints(Settings, include_extras=True)
    found = {}
    for field in msgspec.structs.fields(Settings):
        notes = get_args(full[field.name])[1:]
        extra = next(note.extra for note in notes if isinstance(note, msgspec.Meta) and note.extra)
        found[field.name] = Option(
            name=field.name,
            key=field.encode_name,
            variable=f"WPDIAG_{field.name.upper()}",
            type=full[field.name],
            plain=plain[field.name],
            default=field.default,
            **extra,
        )
    return found

"""The program ``wpdiag``: finds its commands, keeps the promise that nobody sees a traceback, sets the exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from wpdiag import __version__
from wpdiag.cli.exits import INTERNAL, INTERRUPTED, discard_output, fail

if TYPE_CHECKING:
    import typer

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
HELP = "Reads WordPress and PHP logs and pages: what is wrong, who is responsible, what to do about it."


def main() -> None:
    """Run the program and exit: 0 nothing found, 1 issues, 2 usage or internal error, 3 unreadable, 130 interrupted."""
    _open_what_is_closed()
    if hasattr(sys.stdout, "reconfigure"):  # what this machine's encoding does not hold never ends in a traceback
        sys.stdout.reconfigure(errors="backslashreplace")
    gc.set_threshold(1_000_000, 50, 50)  # imports make many objects and no garbage: a tenth of the start-up
    try:
        try:
            _run()
        finally:
            gc.freeze()  # or Python would look for garbage in all of it once more before it ends
            sys.stdout.flush()  # while what is wrong with it can still be said
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        discard_output()  # the reader (head, less) has gone
        sys.exit(0)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM and error.filename is None:
            discard_output()
            fail(f"standard output: cannot write: {error.strerror}")
        if os.environ.get("WPDIAG_TRACEBACK"):
            raise
        print(
            f"wpdiag: internal error: {type(error).__name__}: {error!s:.300}\n"
            "This is a fault of wpdiag. Please report it; WPDIAG_TRACEBACK=1 shows where it happened.",
            file=sys.stderr,
        )
        sys.exit(INTERNAL)


def _run() -> None:
    if sys.argv[1:] == ["--version"]:  # before anything is imported: monitoring asks for it often
        print(f"wpdiag {__version__}")
        return
    _application()()


def _open_what_is_closed() -> None:
    """Standard output and error that were closed (``>&-``) take everything and keep nothing.

    Else the next file to be opened would get their number, and messages would go to standard output.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - as long as the program runs


def _import_msgspec() -> None:
    """Without typing_extensions, which takes a tenth of the time that typer does: msgspec wants only what Python's own
    ``typing`` has, too, and is content with that."""
    name = "typing_extensions"
    if name in sys.modules:
        return
    sys.modules[name] = None  # type: ignore[assignment] # as the import system has it: an import of it fails
    with suppress(ImportError):  # of a release that is not content, whoever needs it imports it
        import msgspec  # noqa: F401
    del sys.modules[name]


def _application() -> typer.Typer:
    """The application with every command found in ``wpdiag.cli.commands``."""
    import pkgutil
    from importlib import import_module

    import typer

    _import_msgspec()
    from wpdiag.cli import commands

    app = typer.Typer(
        name="wpdiag",
        help=HELP,
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # plain help: it can be searched, and brackets stay
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    def print_version(wanted: bool) -> None:
        if wanted:
            print(f"wpdiag {__version__}")
            raise typer.Exit

    @app.callback()
    def root(
        version: bool = typer.Option(
            False, "--version", callback=print_version, is_eager=True, help="Print the version and exit."
        ),
    ) -> None:
        """Options before the command."""

    root.__doc__ = HELP
    found = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
    asked = [name for name in found if sys.argv[1:2] == [name.partition("_")[0]] != ["man"]]  # the manual is about all
    for name in asked or found:  # the others need not be made ready for one that is known
        import_module(f"{commands.__name__}.{name}").register(app)
    return app

"""``python -m wpdiag`` is the same program as ``wpdiag``."""

from wpdiag.cli.app import main

main()

"""Starts the program hundreds of times without importing it anew each time.

This process imports the program's modules once and forks for each run. The child gets its own arguments, folder,
environment, standard input, output and error, and ends as any Python process does; nothing that one run did is left to
the next. That saves three quarters of a start.
"""

from __future__ import annotations

import json
import os
import pkgutil
import runpy
import socket
import sys
import time
from importlib import import_module


def main() -> None:
    """Run the program in a child for each order that comes, until the other end is closed."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    _import()
    while True:
        order, streams, _, _ = socket.recv_fds(orders, 1 << 20, 3)
        if not order:
            os._exit(0)
        pid = os.fork()
        if not pid:
            break
        for stream in streams:
            os.close(stream)
        orders.send(str(pid).encode())
        _, status = os.waitpid(pid, 0)
        orders.send(str(os.waitstatus_to_exitcode(status)).encode())
    orders.close()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    wanted = json.loads(order)
    os.chdir(wanted["cwd"])
    os.environ.clear()
    os.environ.update(wanted["environ"])
    time.tzset()
    sys.argv[1:] = wanted["words"]
    runpy.run_module("wpdiag", run_name="__main__", alter_sys=True)  # as "python -m wpdiag" does


def _import() -> None:
    """Import what a scan needs."""
    from wpdiag import pipeline  # noqa: F401
    from wpdiag.cli import app, commands

    app._import_msgspec()
    for module in pkgutil.iter_modules(commands.__path__):
        import_module(f"{commands.__name__}.{module.name}")
    for name in ("cli.reading", "cli.telling", "formats.text", "formats.json"):
        import_module(f"wpdiag.{name}")


if __name__ == "__main__":
    main()

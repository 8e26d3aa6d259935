"""Runs the program as people do."""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path

FILE = "/srv/www/wp-content/plugins/shop/cart.php"
WARNING = f"[23-Nov-2026 16:43:10 UTC] PHP Warning:  Undefined variable $x in {FILE} on line 3\n"
DEPRECATED = f"[24-Nov-2026 16:43:10 UTC] PHP Deprecated:  Function utf8_encode() is deprecated in {FILE} on line 4\n"
PATIENCE = 60
AT_START = ("PYTHON", "LC_", "LANG", "LD_")  # what Python itself looks at when it starts


def run(
    *words: object, cwd: Path | None = None, data: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The program with these words; it never shows a traceback.

    It is forked from a process that has it ready where the system can do that (see ``warm.py``), else started.
    """
    started = sys.platform != "linux" or any(name.startswith(AT_START) for name in env or {})
    done = (_start if started else _fork)([*map(str, words)], cwd, data, os.environ | (env or {}))
    assert b"Traceback" not in done.stderr
    return done


def _start(
    words: list[str], cwd: Path | None, data: bytes, environ: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "wpdiag", *words]
    return subprocess.run(command, input=data, capture_output=True, cwd=cwd, env=environ, timeout=PATIENCE, check=False)


def _fork(
    words: list[str], cwd: Path | None, data: bytes, environ: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    orders = _warm(os.getpid())
    ours, theirs = zip(*(os.pipe()[:: 1 if number else -1] for number in range(3)), strict=True)
    order = {"words": words, "cwd": str(cwd or Path.cwd()), "environ": dict(environ)}
    socket.send_fds(orders, [json.dumps(order).encode()], theirs)
    for stream in theirs:
        os.close(stream)
    pid = int(orders.recv(64))
    late = threading.Timer(PATIENCE, os.kill, (pid, signal.SIGKILL))
    late.start()
    texts: dict[int, bytes] = {}
    threads = [threading.Thread(target=_write, args=(ours[0], data))]
    threads += [threading.Thread(target=_read, args=(ours[number], number, texts)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    code = int(orders.recv(64))
    late.cancel()
    if code == -signal.SIGKILL:
        raise subprocess.TimeoutExpired(["wpdiag", *words], PATIENCE, texts[1], texts[2])
    return subprocess.CompletedProcess(["wpdiag", *words], code, texts[1], texts[2])


def _write(stream: int, data: bytes) -> None:
    with open(stream, "wb") as file:
        try:
            file.write(data)
            file.flush()
        except BrokenPipeError:
            file.raw.close()  # the program did not want all of it


def _read(stream: int, number: int, texts: dict[int, bytes]) -> None:
    with open(stream, "rb") as file:
        texts[number] = file.read()


@cache
def _warm(owner: int) -> socket.socket:
    """The line to the process that is ready to fork; each process of the tests has its own."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, str(Path(__file__).with_name("warm.py")), str(theirs.fileno())]
    # pipes, as a run has them: Python looks at its standard streams when it starts
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[theirs.fileno()]
    )
    theirs.close()
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours

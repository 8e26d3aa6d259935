"""Run a command and print what it alone took: ``launch.py OUTPUT SECONDS COMMAND...``.

The kernel hands the peak memory of whoever starts a program on to it, so a program never seems to need less than its
parent. This parent is small: it imports next to nothing, and is to be run with ``python -I -S``.
"""

import os
import signal
import sys
import time


def main() -> None:
    output, seconds, *command = sys.argv[1:]
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.execvp(command[0], command)

    def stop(number: int, frame: object) -> None:
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(int(seconds))
    _, status, usage = os.wait4(child, 0)
    signal.alarm(0)
    wall = time.perf_counter() - began
    print(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()

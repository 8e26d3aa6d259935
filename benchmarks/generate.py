"""Make a debug.log for benchmarks: real messages of real plugins, about a second apart; same options, same file."""

from __future__ import annotations

import argparse
import random
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
BODIES = HERE / "bodies.txt"
"""The bodies, one a line, as captured from a WordPress 7.1 with 20 plugins; frequent ones stand several times."""


def generate(file: Path, size: int, *, variety: bool = False, seed: int = 1) -> None:
    """Write at least ``size`` bytes.

    :param variety: give most lines a number of their own, as messages with ids have.
    """
    bodies = BODIES.read_text(encoding="utf-8").splitlines()
    choice = random.Random(seed)
    time = datetime(2026, 11, 1)
    written = 0
    with file.open("w", encoding="utf-8", newline="\n") as out:
        while written < size:
            lines = []
            for _ in range(2000):
                time += timedelta(seconds=choice.random() * 2)
                body = choice.choice(bodies)
                if variety and choice.random() < 0.8:
                    body = body.replace(" in /", f" (id {choice.randrange(10**9)}) in /", 1)
                lines.append(f"[{time:%d-%b-%Y %H:%M:%S} UTC] {body}\n")
            written += out.write("".join(lines))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", type=Path)
    ask.add_argument("--size", type=int, default=300, help="megabytes")
    ask.add_argument("--variety", action="store_true", help="most lines carry a number of their own")
    args = ask.parse_args()
    generate(args.file, args.size * 1_000_000, variety=args.variety)


if __name__ == "__main__":
    main()

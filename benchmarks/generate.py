"""Make a debug.log for benchmarks: real messages of real plugins, about a second apart; same options, same file."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

from wrappers import WRAPPERS

HERE = Path(__file__).parent
BODIES = HERE / "bodies.txt"
"""The bodies, one a line, as captured from a WordPress 7.1 with 20 plugins; frequent ones stand several times."""


def generate(file: Path, size: int, *, variety: bool = False, wrapper: str = "debug-log", seed: int = 1) -> None:
    """Write at least ``size`` bytes.

    :param variety: give most lines a number of their own, as messages with ids have.
    :param wrapper: what wrote the lines: a key of :data:`wrappers.WRAPPERS`.
    """
    wrap = WRAPPERS[wrapper]
    number = 0
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
                number += 1
                lines.append(wrap(time, body, number))
            written += out.write("".join(lines))


def generate_pages(folder: Path, number: int) -> None:
    """Write pages of 60 KB without messages, as a crawl of a healthy site has; those that are there stay."""
    folder.mkdir(exist_ok=True)
    choice = random.Random(1)
    words = [
        "shop",
        "cart",
        "price",
        "order",
        "basket",
        "blue",
        "green",
        "small",
        "large",
        "house",
        "garden",
        "light",
        "table",
        "chair",
    ]
    for page in range(number):
        file = folder / f"page-{page:05}.html"
        if file.exists():
            continue
        parts = []
        size = 0
        while size < 59_000:
            text = " ".join(choice.choices(words, k=40))
            address = f"/product/{choice.randrange(10**6)}/"
            parts.append(f'<div class="wp-block-group"><p>{text}</p><a href="{address}">{text[:30]}</a></div>')
            size += len(parts[-1]) + 1
        head = f"<!DOCTYPE html>\n<html><head><title>Page {page}</title></head><body>\n"
        file.write_text(head + "\n".join(parts) + "\n</body></html>\n", encoding="utf-8")

"""Logs that are mixtures, as real ones are, and how many problems are truly in them; same options, same file."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from messages import Problem, Said, begin, database, dump, letters, ordinary, uncaught, unicode
from other_text import TEXTS
from wpdiag.tally.cells import HANDFUL
from wrappers import WRAPPERS

Speaker = Callable[[random.Random], Said]
_ALIKE = 300
_SHOP_TAIL = 20_000
_BATCH = 500


def _alike(choice: random.Random) -> Said:
    return ordinary(choice.randrange(_ALIKE))


def _tail(most: int) -> Speaker:
    """Zipf's law: the message of rank n comes as often as 1/n, so that ranks are even by logarithm."""
    return lambda choice: ordinary(min(int(most ** choice.random()) - 1, most - 1))


def _share(per_cent: int, special: Speaker) -> Speaker:
    """So many per cent of one kind, and else what all logs have."""
    return lambda choice: special(choice) if choice.random() * 100 < per_cent else _alike(choice)


def _site(choice: random.Random) -> Said:
    return choice.choices(_SHOP, _SHOP_WEIGHTS)[0](choice)


_SHOP: tuple[Speaker, ...] = (_alike, _tail(_SHOP_TAIL), letters, database, unicode, uncaught, dump)
_SHOP_WEIGHTS = (60, 15, 8, 6, 5, 4, 2)
SPEAKERS: dict[str, Speaker] = {
    "alike": _alike,
    "traces-2": _share(2, uncaught),
    "traces-20": _share(20, uncaught),
    "traces-100": _share(100, uncaught),
    "database-5": _share(5, database),
    "database-100": _share(100, database),
    "tail-1k": _tail(1000),
    "tail-100k": _tail(100_000),
    "dumps": _share(20, dump),
    "letters": letters,
    "unicode": unicode,
    "site": _site,
}
"""What says the next message, by the name of the mixture."""
KINDS = (*SPEAKERS, *TEXTS)


def mix(file: Path, kind: str, size: int, *, wrapper: str = "debug-log", seed: int = 1) -> int:
    """Write at least ``size`` bytes; the number of problems that are in them.

    A place that says texts which no table knows is one problem, but up to a handful of texts are a problem each.

    :param kind: a key of ``SPEAKERS``, or of ``TEXTS``, which no wrapper is put around.
    :param wrapper: what wrote the lines: a key of ``WRAPPERS``.
    """
    choice = random.Random(f"{kind} {seed}")
    begin(seed)
    problems: dict[Problem, set[str]] = {}
    time = datetime(2026, 11, 1)
    number = written = 0
    with file.open("wb") as out:
        while written < size:
            records = []
            for _ in range(_BATCH):
                time += timedelta(seconds=choice.random() * 2)
                number += 1
                if kind in TEXTS:
                    records.append(TEXTS[kind](choice, number, time))
                    continue
                text, problem = SPEAKERS[kind](choice)
                records.append(WRAPPERS[wrapper](time, text, number))
                if problem is not None:
                    texts = problems.setdefault(problem, set())
                    if len(texts) <= HANDFUL:
                        texts.add(text)
            written += out.write("".join(records).encode())
    few = (len(texts) for problem, texts in problems.items() if problem[0] == "text")
    return len(problems) + sum(number - 1 for number in few if number <= HANDFUL)


def records(kind: str, number: int, seed: int = 1) -> list[Said]:
    """The messages alone."""
    choice = random.Random(f"{kind} {seed}")
    begin(seed)
    return [SPEAKERS[kind](choice) for _ in range(number)]

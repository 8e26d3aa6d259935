"""The data of the benchmarks, made when it is first asked for."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from generate import generate, generate_pages

DATA = Path(__file__).parent / "data"
SMALL = Path(__file__).parents[1] / "sample_logs" / "debug.log"
"""Some KB of real records."""


def log_of(size: int, wrapper: str = "debug-log", *, variety: bool = False) -> Path:
    """A log of so many MB; see :func:`generate.generate`."""
    DATA.mkdir(exist_ok=True)
    file = DATA / f"{wrapper}-{size}{'-variety' if variety else ''}.log"
    if not file.exists():
        generate(file, size * 1_000_000, variety=variety, wrapper=wrapper)
    return file


def packed(file: Path) -> Path:
    """The same, packed as logrotate does."""
    found = file.with_suffix(".log.gz")
    if not found.exists():
        with file.open("rb") as plain, gzip.open(found, "wb", 6) as out:
            shutil.copyfileobj(plain, out)
    return found


def pages_of(size: int) -> Path:
    """A folder with so many MB of pages."""
    DATA.mkdir(exist_ok=True)
    folder = DATA / f"pages-{size}"
    generate_pages(folder, size * 1_000_000 // 60_000)
    return folder


def logs_of(number: int) -> Path:
    """A folder with so many logs of about 2 KB."""
    lines = log_of(1).read_bytes().splitlines(keepends=True)
    folder = DATA / f"logs-{number}"
    folder.mkdir(exist_ok=True)
    for index in range(number):
        file = folder / f"site-{index:06}.log"
        if not file.exists():
            file.write_bytes(b"".join(lines[index * 5 % (len(lines) - 5) :][:5]))
    return folder

"""What is measured: the data, the programs that count it in turn, and how fast wpdiag should be."""

from __future__ import annotations

import gzip
import shutil
from dataclasses import dataclass
from pathlib import Path

from generate import generate, generate_pages
from peers import HERE, Program, gunzip, line_counters, mawk, wpdiag

DATA = HERE / "data"


@dataclass(frozen=True)
class Case:
    """One kind of data.

    :ivar peer: whose time wpdiag's is measured in.
    :ivar goals: by the program's name, the highest ratio that is wanted.
    """

    name: str
    size: int
    """Megabytes."""
    peer: str
    goals: dict[str, float]
    variety: bool = False
    wrapper: str = "debug-log"
    everybody: bool = False
    """Whether all peers take part, or the one that counts."""

    def programs(self, scale: float) -> tuple[Path, list[Program]]:
        """The data, made if it is not there, and who counts it.

        :param scale: of the size; a quick run takes less.
        """
        size = max(int(self.size * scale), 1)
        DATA.mkdir(exist_ok=True)
        if self.name == "pages":
            folder = DATA / f"pages-{size}"
            generate_pages(folder, size * 1_000_000 // 60_000)
            return folder, [
                wpdiag([str(folder)], 1),
                Program("cat", ["sh", "-c", 'cat "$0"/*.html | wc -c', str(folder)]),
            ]
        file = DATA / f"{self.wrapper}-{size}{'-variety' if self.variety else ''}.log"
        if not file.exists():
            generate(file, size * 1_000_000, variety=self.variety, wrapper=self.wrapper)
        if self.name == "gzip":
            packed = file.with_suffix(".log.gz")
            if not packed.exists():
                with file.open("rb") as plain, gzip.open(packed, "wb", 6) as out:
                    shutil.copyfileobj(plain, out)
            return packed, [wpdiag([str(packed)], 1), gunzip(packed)]
        found = [wpdiag([str(file)], 1), wpdiag([str(file)], 2), mawk(file, self.wrapper)]
        found += line_counters(file) if self.everybody else []
        return file, [program for program in found if program is not None]


BOTH = {"wpdiag": 2.0, "wpdiag --jobs 2": 2.0}
CASES = (
    Case("debug.log", 1000, "mawk", {"wpdiag": 1.2, "wpdiag --jobs 2": 0.75}, everybody=True),
    Case("variety", 300, "mawk", {"wpdiag": 3.0, "wpdiag --jobs 2": 3.0}, variety=True),
    Case("nginx", 300, "mawk", BOTH, wrapper="nginx"),
    Case("syslog", 300, "mawk", BOTH, wrapper="syslog"),
    Case("docker", 300, "mawk", BOTH, wrapper="docker"),
    Case("gzip", 300, "gzip -dc | wc -l", {"wpdiag": 1.3}),
    Case("pages", 300, "cat", {}),
)

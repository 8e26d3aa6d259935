"""The benchmark's mixtures: as many problems as their author says, and the same records whatever wrapper is around them."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from wpdiag import scan

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
FEW = 60
INDENT = re.compile(r"(?m)^ +")
ONE_PLACE = re.compile(r"(?s) in (/[^ ]+) on line \d+\s*$")


@pytest.fixture(scope="module")
def mixtures() -> ModuleType:
    """The script's module; its siblings are found beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import mixtures as found

        return sys.modules[found.__name__]


def problem(text: str) -> tuple[str, ...] | None:
    """What a message tells of, found out from its text alone."""
    if text.startswith(("Array\n", "stdClass Object\n")):
        return None
    if found := re.match(r"WordPress database error (.{8}).* for query INSERT INTO `(\w+)`", text):
        return found.groups()
    place = ONE_PLACE.search(text)
    assert place, text
    file = place[1]
    head = text[: place.start()]
    if found := re.match(r"PHP Fatal error:  Uncaught (\w+): (\S+)", text):
        return (*found.groups(), file)
    if found := re.match(r"PHP Warning:  (\w+)\(/\S+\): (.*)", head):
        return (*found.groups(), file)
    if re.match(r"PHP (Notice:  (?!Function)|Warning:  [^\x00-\x7f])", head):
        return (file,)
    return (head, file)


KINDS = "alike traces-20 traces-100 database-5 database-100 tail-1k tail-100k dumps letters unicode site"


@pytest.mark.parametrize("kind", KINDS.split())
def test_as_many_problems_as_are_said(mixtures: ModuleType, kind: str, tmp_path: Path) -> None:
    said = mixtures.records(kind, 1500)
    assert [one.problem is None for one in said] == [problem(one.text) is None for one in said]
    own, found = ({one for one in each if one} for each in ([s.problem for s in said], [problem(s.text) for s in said]))
    assert len(own) == len(found)
    together = {(s.problem, problem(s.text)) for s in said if s.problem}
    assert len(together) == len(own)


@pytest.mark.parametrize("wrapper", ["syslog", "nginx", "docker", "apache", "php-fpm"])
@pytest.mark.parametrize("kind", ["alike", "traces-20", "database-5", "dumps", "unicode"])
def test_the_same_records_in_each_wrapper(mixtures: ModuleType, kind: str, wrapper: str, tmp_path: Path) -> None:
    counted = []
    for each in ("debug-log", wrapper):
        file = tmp_path / f"{each}.log"
        time = mixtures.datetime(2026, 11, 1, 12)
        lines = [
            mixtures.WRAPPERS[each](time, one.text, number) for number, one in enumerate(mixtures.records(kind, FEW))
        ]
        file.write_bytes("".join(lines).encode())
        report = scan(file)
        # syslog sets a blank after the program's name, and its reader cannot tell it from one of the line's own
        counted.append(
            Counter(
                {
                    (i.identifier, INDENT.sub("", i.message), str(i.location), str(i.params.get("table"))): i.count
                    for i in report.issues
                }
            )
        )
    assert counted[0] == counted[1]
    assert counted[0].total() == FEW


def test_same_options_same_file(mixtures: ModuleType, tmp_path: Path) -> None:
    first, second, other = (tmp_path / name for name in ("a", "b", "c"))
    numbers = [mixtures.mix(first, "site", 200_000), mixtures.mix(second, "site", 200_000)]
    mixtures.mix(other, "site", 200_000, seed=2)
    assert numbers[0] == numbers[1]
    assert first.read_bytes() == second.read_bytes() != other.read_bytes()


@pytest.mark.parametrize("kind", ["access", "mysql", "prose", "code", "minified", "csv"])
def test_other_text_has_no_problem(mixtures: ModuleType, kind: str, tmp_path: Path) -> None:
    file = tmp_path / "other.log"
    assert mixtures.mix(file, kind, 20_000) == 0
    assert file.stat().st_size >= 20_000

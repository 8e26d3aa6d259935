"""What nobody knows: an issue a text while they are a handful, else one for the place; however the log was split."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import wpdiag
from wpdiag.model import Issue, Report
from wpdiag.model.batch import Batch
from wpdiag.tally import Tally
from wpdiag.tally.cells import HANDFUL, HANDFUL_OF_FREE_TEXT
from wpdiag.tally.unknown import Unknown
from wpdiag.transports.debug_log import DebugLog

WORDS = [
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"),
    *("lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau"),
]
IN = "in /srv/www/wp-content/plugins/shop/log.php on line 41"


def log(tmp_path: Path, *texts: str) -> Path:
    file = tmp_path / f"{len(list(tmp_path.iterdir()))}.log"
    file.write_text(
        "".join(f"[23-Nov-2026 16:{at // 60:02}:{at % 60:02} UTC] {text}\n" for at, text in enumerate(texts))
    )
    return file


def issues(*files: Path) -> list[Issue]:
    return list(wpdiag.scan(list(map(str, files))).issues)


def said(number: int) -> str:
    return f"PHP Warning:  {WORDS[number]} is not ready {IN}"


def test_a_handful_of_texts_are_an_issue_each(tmp_path: Path) -> None:
    found = issues(log(tmp_path, *map(said, range(HANDFUL))))
    assert len(found) == HANDFUL
    assert {issue.variants for issue in found} == {1}


def test_more_are_one_issue_of_the_place(tmp_path: Path) -> None:
    (issue,) = issues(log(tmp_path, *map(said, range(HANDFUL + 1))))
    assert issue.count == issue.variants == HANDFUL + 1
    assert len(issue.examples) == 5
    assert issue.message == "alpha is not ready"
    assert [(place.line, place.count) for place in issue.places] == [(41, HANDFUL + 1)]


def test_it_is_the_same_when_the_texts_are_spread_over_files_and_reports(tmp_path: Path) -> None:
    one, two = log(tmp_path, *map(said, range(9))), log(tmp_path, *map(said, range(5, 15)))
    whole = issues(one, two)
    merged = wpdiag.scan([str(one)]).merge(wpdiag.scan([str(two)]))
    assert [issue.fingerprint for issue in whole] == [issue.fingerprint for issue in merged.issues]
    assert (whole[0].variants, whole[0].count) == (15, 19) == (merged.issues[0].variants, merged.issues[0].count)


def test_values_are_no_texts_of_their_own(tmp_path: Path) -> None:
    texts = [f'PHP Notice:  Mail to {word}@{word}.example about "{word} {word}" was not sent {IN}' for word in WORDS]
    (issue,) = issues(log(tmp_path, *texts))
    assert issue.template == "Mail to <*> about <*> was not sent"
    assert issue.variants == len(WORDS)


def test_what_is_known_stays_an_issue_each_at_a_crowded_line(tmp_path: Path) -> None:
    known = [f'PHP Warning:  Undefined array key "{word}" {IN}' for word in WORDS]
    found = issues(log(tmp_path, *known, *map(said, range(HANDFUL + 1))))
    assert len(found) == len(WORDS) + 1


def test_free_text_is_gathered_by_its_first_word(tmp_path: Path) -> None:
    texts = [f"[shop] {chr(97 + at // 26)}{chr(97 + at % 26)} done" for at in range(HANDFUL_OF_FREE_TEXT + 1)]
    assert len(issues(log(tmp_path, *texts[:-1]))) == HANDFUL_OF_FREE_TEXT
    (issue,) = issues(log(tmp_path, *texts))
    assert issue.variants == HANDFUL_OF_FREE_TEXT + 1


def test_a_report_from_before_the_number_of_texts_was_kept_can_be_merged(tmp_path: Path) -> None:
    report = wpdiag.scan([str(log(tmp_path, said(0)))])
    plain = report.to_json().replace(b'"variants": 1,', b'"variants": 7,')
    assert Report.from_json(plain).merge(report).issues[0].variants == 7


RECORD = st.one_of(
    st.builds(
        lambda a, b: f" UTC] PHP Warning:  {a} {b} is not ready {IN}", st.sampled_from(WORDS), st.sampled_from(WORDS)
    ),
    st.builds(
        lambda a: f" UTC] PHP Warning:  file({a}): Failed to open stream: No such file or directory {IN}",
        st.sampled_from(WORDS),
    ),
    st.builds(lambda a: f' UTC] PHP Warning:  Undefined array key "{a}" {IN}', st.sampled_from(WORDS[:7])),
    st.builds(lambda a: f' UTC] PHP Notice:  "{a}" was lost {IN}2', st.sampled_from(WORDS)),
)


@settings(max_examples=80)
@given(st.lists(st.tuples(RECORD, st.integers(0, 59), st.integers(0, 2)), max_size=40))
def test_tallies_of_parts_come_to_that_of_the_whole(records: list[tuple[str, int, int]]) -> None:
    transport = DebugLog()

    def tally(parts: set[int]) -> Tally:
        made = Tally(13, lambda stamp, body: int(stamp[-2:]), unknown=Unknown(transport.unwrap, plain=True))
        for text, second, part in records:
            if part in parts:
                made.add(Batch([text.encode()], [b"2026-11-23T16:00:%02d" % second]))
        return made

    def seen(tally: Tally) -> list[tuple[object, ...]]:
        rows = [
            (cell.sample, cell.count, cell.first, cell.last, cell.hours, cell.collapsed, cell.variants.texts)
            for cell in tally
        ]
        return sorted(rows, key=str)

    first, second, third = tally({0}), tally({1}), tally({2})
    second.merge(third)
    first.merge(second)
    assert seen(first) == seen(tally({0, 1, 2}))

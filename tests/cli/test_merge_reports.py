"""``wpdiag merge``: reports of many sites as one."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from program import run as run_bytes
from wpdiag.schemas import schema_of

WARNING = "PHP Warning:  Undefined variable $x in /var/www/html/wp-content/plugins/shop/cart.php on line 3"


def run(*words: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    done = run_bytes(*words, cwd=cwd, data=stdin.encode())
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Three sites with the same paths; two have the same problem, one of them packed, the third has none."""
    for name, records in {"one": 2, "two": 1, "three": 0}.items():
        log = tmp_path / "debug.log"
        log.write_text(f"[23-Nov-2026 10:00:00 UTC] {WARNING}\n" * records or "[23-Nov-2026 10:00:00 UTC] hello\n")
        done = run("scan", "--isolated", "--level", "info", "--format", "json", "debug.log", cwd=tmp_path)
        (tmp_path / f"{name}.json").write_text(done.stdout)
        log.unlink()
    packed = tmp_path / "two.json"
    (tmp_path / "two.json.gz").write_bytes(gzip.compress(packed.read_bytes()))
    packed.unlink()
    return tmp_path


def test_says_on_how_many_sites_something_occurs(reports: Path) -> None:
    done = run("merge", "--isolated", "--one-site-each", "*.json", "two.json.gz", cwd=reports)
    assert done.returncode == 1
    assert "Plugin shop   3 times on 2 of 3 sites" in done.stdout
    assert not done.stderr


def test_lists_the_issues_of_each_site(reports: Path) -> None:
    done = run("merge", "--isolated", "--one-site-each", "--by-site", "*.json*", cwd=reports)
    one, two = done.stdout.index("\none   2 times"), done.stdout.index("\ntwo   once")
    assert one < two
    assert "three  " not in done.stdout


def test_json_has_sites_with_counts(reports: Path) -> None:
    done = run("merge", "--isolated", "--one-site-each", "-f", "json", "*.json*", cwd=reports)
    report = json.loads(done.stdout)
    assert report["issues"][0]["sites"] == [
        {"name": "one", "count": 2, "version": None},
        {"name": "two", "count": 1, "version": None},
    ]
    assert report["issues"][0]["site_count"] == 2
    assert [(site["name"], site["issues"]) for site in report["summary"]["sites"]] == [
        ("one", 1),
        ("two", 1),
        ("three", 0),
    ]
    assert report["summary"]["by_level"] == {"warning": 3, "info": 1}
    assert report["summary"]["by_component"][0]["site_count"] == 2


def test_without_a_word_of_sites_the_folders_tell(reports: Path) -> None:
    report = json.loads(run("merge", "--isolated", "-f", "json", "*.json*", cwd=reports).stdout)
    assert [site["name"] for site in report["issues"][0]["sites"]] == ["/var/www/html"]
    assert [source["name"] for source in report["sources"]] == ["debug.log"]


def test_standard_input_is_a_report(reports: Path) -> None:
    text = (reports / "one.json").read_text()
    assert run("merge", "--isolated", "--quiet", "-", cwd=reports, stdin=text).returncode == 1
    assert run("merge", "--isolated", "--quiet", "--fail-on", "fatal", "-", cwd=reports, stdin=text).returncode == 0


def test_beside_a_baseline(reports: Path) -> None:
    """The whole is judged, not its parts; without ``--baseline`` what the parts say counts."""
    (reports / "a.log").write_text(f"[23-Nov-2026 10:00:00 UTC] {WARNING}\n")
    (reports / "b.log").write_text(f"[23-Nov-2026 10:00:00 UTC] {WARNING.replace('$x', '$y')}\n")
    run("baseline", "create", "known.jsonl", "a.log", "b.log", "--isolated", cwd=reports)
    for name, more in (("a", ()), ("b", ()), ("c", ("--baseline", "known.jsonl", "--verbose"))):
        run("scan", "--isolated", "-q", "-o", f"{name}.json", *more, "b.log" if name == "b" else "a.log", cwd=reports)
    words = ("merge", "--isolated", "-f", "json")
    done = run(*words, "--baseline", "known.jsonl", "a.json", "b.json", cwd=reports)
    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]["baseline"] == {
        "new": 0,
        "known": 2,
        "escalating": 0,
        "returned": 0,
        "gone": [],
    }
    done = run(*words, "--baseline", "known.jsonl", "a.json", cwd=reports)
    report = json.loads(done.stdout)
    jsonschema.validate(report, schema_of("report"))
    assert [row["count"] for row in report["summary"]["baseline"]["gone"]] == [1]
    report = json.loads(run(*words, "c.json", "b.json", cwd=reports).stdout)
    jsonschema.validate(report, schema_of("report"))
    assert report["summary"]["baseline"] == {"new": 0, "known": 1, "escalating": 0, "returned": 0, "gone": []}
    assert not any("gone" in line for line in report["warnings"])
    text = run("merge", "--isolated", "c.json", "b.json", cwd=reports).stdout
    assert text.startswith("2 issues in 2 sources: ")


def test_free_text_stays_counted(reports: Path) -> None:
    (reports / "a.log").write_text("[23-Nov-2026 10:00:00 UTC] hello\n")
    run("scan", "--isolated", "-q", "-o", "a.json", "a.log", cwd=reports)
    report = json.loads(run("merge", "--isolated", "-f", "json", "a.json", cwd=reports).stdout)
    assert report["summary"]["by_level"] == {"info": 1}


@pytest.mark.parametrize("bad", ["", "{}", "[1]", "\0\0", '{"schema_version": "1.0"}'])
def test_what_is_no_report_is_named_and_the_rest_merged(reports: Path, bad: str) -> None:
    (reports / "bad.json").write_text(bad)
    done = run("merge", "--isolated", "--fail-on", "never", "one.json", "bad.json", "nope.json", cwd=reports)
    assert done.returncode == 3
    assert "Plugin shop" in done.stdout
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("wpdiag: bad.json: not a wpdiag report")
    assert lines[1] == "wpdiag: nope.json: no such file or directory"


def test_nothing_readable(reports: Path) -> None:
    done = run("merge", "--isolated", "nope*.json", cwd=reports)
    assert (done.returncode, done.stdout) == (3, "")
    assert "nope*.json: nothing matches this pattern" in done.stderr


PROBE = "wpdiag-probe 1 doing_it_wrong|add_role|6.7.0||wp-content/plugins/shop/shop.php:20 boot"


def test_what_only_the_probe_logged_has_its_sites(tmp_path: Path) -> None:
    for name, records in {"one": 2, "two": 1}.items():
        (tmp_path / f"{name}.log").write_text(f"[23-Nov-2026 10:00:00 UTC] {PROBE}\n" * records)
        run("scan", "--isolated", "-q", "-o", f"{name}.json", f"{name}.log", cwd=tmp_path)
    done = run("merge", "--isolated", "--one-site-each", "-f", "json", "*.json", cwd=tmp_path)
    (issue,) = json.loads(done.stdout)["issues"]
    assert issue["component"]["slug"] == "shop"
    assert {site["name"]: site["count"] for site in issue["sites"]} == {"one": 2, "two": 1}


def test_what_only_the_probe_logged_is_in_a_redacted_report_too(tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_text(f"[23-Nov-2026 10:00:00 UTC] {PROBE}\n")
    run("scan", "--isolated", "-q", "--redact", "-o", "one.json", "debug.log", cwd=tmp_path)
    done = run("merge", "--isolated", "-f", "json", "one.json", cwd=tmp_path)
    (issue,) = json.loads(done.stdout)["issues"]
    assert (issue["identifier"], issue["count"]) == ("wp.doing_it_wrong.add_role", 1)

"""Every word for a transport can be asked for, and reads what it is a word for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import wpdiag
from program import WARNING, run

MESSAGE = WARNING.partition("] ")[2].strip()
JOURNAL = json.dumps({"__REALTIME_TIMESTAMP": "1795452190000000", "SYSLOG_IDENTIFIER": "php", "MESSAGE": MESSAGE})
SHORT = f"2026-11-23T16:43:10+00:00 web php[7]: {MESSAGE}"
EXPORT = f"__CURSOR=s=1\n__REALTIME_TIMESTAMP=1795452190000000\nMESSAGE={MESSAGE}\n"
NGINX = f'2026/11/23 16:43:10 [error] 7#7: *1 FastCGI sent in stderr: "PHP message: {MESSAGE}" while reading'
FPM = f'[23-Nov-2026 16:43:10] WARNING: [pool www] child 7 said into stderr: "NOTICE: PHP message: {MESSAGE}"'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("debug-log", WARNING),
        ("iis", WARNING),
        ("xdebug", WARNING),
        ("cli", MESSAGE + "\n"),
        ("text", MESSAGE + "\n"),
        (
            "html",
            f"<br />\n<b>Warning</b>:  Undefined variable $x in <b>{MESSAGE.split()[-4]}</b> on line <b>3</b><br />\n",
        ),
        ("docker", json.dumps({"log": MESSAGE + "\n", "stream": "stderr", "time": "2026-11-23T16:43:10Z"}) + "\n"),
        ("cri", f"2026-11-23T16:43:10.0Z stderr F {MESSAGE}\n"),
        ("journald", JOURNAL + "\n"),
        ("journald", SHORT + "\n"),
        ("journald", EXPORT + "\n"),
        ("syslog", SHORT + "\n"),
        ("nginx", NGINX + "\n"),
        ("php-fpm", FPM + "\n"),
        ("apache", f"[Mon Nov 23 16:43:10.000000 2026] [php:warn] [pid 7] [client 192.0.2.1:5] {MESSAGE}\n"),
        ("litespeed", f"2026-11-23 16:43:10.000 [NOTICE] [7] [192.0.2.1:5#site] [STDERR] {MESSAGE}\n"),
        (
            "wc-log",
            "2026-11-23T16:43:10+00:00 CRITICAL Undefined variable $x in /srv/www/wp-content/plugins/shop/cart.php:3\n",
        ),
    ],
)
def test_a_word_of_the_contract_forces_its_transport(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / "some.log"
    file.write_text(text)
    issues = wpdiag.scan(file, transport=name).issues
    assert [issue.component.key for issue in issues if issue.identifier.startswith("php")] == ["plugin:shop"]
    assert run("scan", "-q", "--fail-on", "never", "--transport", name, file).returncode == 0


@pytest.mark.parametrize(("text", "name"), [(JOURNAL, "journald"), (SHORT, "syslog"), (EXPORT, "journal-export")])
def test_what_the_journal_is_found_to_be(tmp_path: Path, text: str, name: str) -> None:
    (tmp_path / "journal").write_text(text + "\n")
    assert wpdiag.scan(tmp_path / "journal").sources[0].transport == name

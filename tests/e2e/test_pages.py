"""What visitors see: pages, REST, AJAX and feeds into which PHP printed its messages, and the texts of pages."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import ClassVar

import pytest

from e2e import servers, truth, web
from e2e.checks import NO_MARKS, Capture, Reported
from e2e.packages import php_modules
from e2e.scan import scan
from e2e.site import Site

pytestmark = pytest.mark.e2e


class _Pages(Reported):
    """Every message in every page is reported; a page in the report is one request."""

    settings: ClassVar[dict[str, str]] = {}
    findings: ClassVar = frozenset(("page.paths_shown_to_visitors",))

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        pages = folder / "pages"
        pages.mkdir()
        ini = site.php_ini(folder, display_errors="1", wpdiag__display="1", log_errors="0", **cls.settings)
        with servers.builtin(site, ini, folder / "server.log") as port:
            for number, (offence, page) in enumerate(web.commit(port).items()):
                cls.save(pages / f"{number:02}-{re.sub(r'[^a-z]+', '-', offence)}", page)
        truths = [one for one in truth.read(folder / "truth.jsonl") if one.shown]
        assert len(truths) > len(web.OFFENCES)

        return Capture(scan(pages), truths)

    @classmethod
    def save(cls, file: Path, page: bytes) -> None:
        """Keep a page, as it came."""
        file.with_suffix(".html").write_bytes(page)


class TestHtmlErrors(_Pages):
    """As PHP comes: messages with tags."""

    settings: ClassVar = {"html_errors": "1"}


class TestPlainErrors(_Pages):
    """Messages without tags in the source of the page."""

    settings: ClassVar = {"html_errors": "0"}
    wrong: ClassVar = dict.fromkeys(("offend=multi_line", "nothing else", "count"), NO_MARKS)


class TestPrefixAndManual(_Pages):
    """Text of the host's around each message, and links to the manual."""

    settings: ClassVar = {
        "html_errors": "1",
        "error_prepend_string": "<div class='php-error'>",
        "error_append_string": "</div>",
        "docref_root": "/phpmanual/",
        "docref_ext": ".php",
    }


class TestStripped(_Pages):
    """The tags are taken away by whoever kept the page."""

    settings: ClassVar = {"html_errors": "1"}
    wrong: ClassVar = dict.fromkeys(("offend=multi_line", "nothing else", "count"), NO_MARKS)

    @classmethod
    def save(cls, file: Path, page: bytes) -> None:
        text = re.sub(r"<(?:style|script)\b.*?</(?:style|script)>", "", page.decode("utf-8", "replace"), flags=re.S)
        text = re.sub(r"<br ?/?>|</(?:p|div|title|h\d)>", "\n", text)
        file.with_suffix(".txt").write_text(html.unescape(re.sub(r"<[^>]*>", "", text)), encoding="utf-8")


class TestXdebugTables(_Pages):
    """Xdebug shows each message as a table with its stack."""

    settings: ClassVar = {"html_errors": "1", "xdebug__mode": "develop"}

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        if not (php_modules() / "xdebug.so").exists():
            pytest.skip("not installed: php-xdebug")
        return super().happen(site, folder)


@pytest.mark.parametrize(
    ("path", "identifier"),
    [
        ("/?rest_route=/offender/v1/ping&offend=warning", "http.error_in_json"),
        ("/wp-admin/admin-ajax.php?action=offend&early=1", "http.error_in_json"),
        ("/?feed=rss2&offend=warning", "http.output_before_xml"),
    ],
    ids=["REST", "AJAX", "feed"],
)
def test_a_notice_before_an_answer_is_an_issue_of_its_own(
    site: Site, workshop: Path, path: str, identifier: str
) -> None:
    folder = workshop / re.sub(r"\W+", "-", f"{site.version}{path}")
    folder.mkdir()
    ini = site.php_ini(folder, display_errors="1", wpdiag__display="1", log_errors="0")
    with servers.builtin(site, ini, folder / "server.log") as port:
        good, spoilt = (web.get(port, each) for each in (path.rpartition("&")[0], path))

    (folder / "good").write_bytes(good)
    (folder / "spoilt").write_bytes(spoilt)
    assert scan(folder / "good")["issues"] == []
    issues = {issue["identifier"]: issue for issue in scan(folder / "spoilt")["issues"]}
    assert issues[identifier]["level"] in ("warning", "error")
    assert issues["php.warning"]["component"]["slug"] == ("" if "early" in path else "offender")

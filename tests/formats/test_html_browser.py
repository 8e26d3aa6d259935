"""The page in a real browser: filters, order, deep links, keyboard, accessibility; hostile text does nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, Request, sync_playwright

import wpdiag
from wpdiag.formats import html
from wpdiag.formats.base import View
from wpdiag.model import Report
from wpdiag.words import words_of

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("not installed: chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Three sites: a warning on all, a fatal error on one of them; with states beside a baseline."""
    lines = [
        f"[26-Nov-2026 1{hour}:00:00 UTC] PHP Warning:  Undefined variable $x in /srv/{site}/wp-content/plugins/shop/a.php on line 3\n"
        for hour, site in enumerate(("blue", "green", "red"))
    ]
    lines.append(
        "[26-Nov-2026 14:00:00 UTC] PHP Fatal error:  Uncaught Error: Call to undefined function f() in "
        "/srv/green/wp-content/plugins/shop/a.php:9\nStack trace:\n#0 {main}\n  thrown in /srv/green/wp-content/plugins/shop/a.php on line 9\n"
    )
    file = tmp_path_factory.mktemp("sites") / "debug.log"
    file.write_text("".join(lines), encoding="utf-8")
    report = wpdiag.scan([str(file)])
    states = zip(report.issues, ("new", "known"), strict=True)
    issues = tuple(msgspec.structs.replace(issue, baseline=state) for issue, state in states)
    return msgspec.structs.replace(report, issues=issues)


def address(report: Report, folder: Path, view: View | None = None) -> str:
    file = folder / "report.html"
    file.write_text(html.render(report, view or View()), encoding="utf-8")
    return file.as_uri()


def watched(page: Page) -> list[str]:
    """What the page says that it should not: errors, refused resources, dialogues, requests."""
    said: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    def note(request: Request) -> None:
        if not request.url.startswith("file:"):
            said.append(request.url)

    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", dismiss)
    page.on("request", note)
    return said


def shown(page: Page) -> int:
    return page.locator("li.issue:visible").count()


def test_filters_order_and_links(browser: Browser, many: Report, tmp_path: Path) -> None:
    page = browser.new_page()
    said = watched(page)
    url = address(many, tmp_path)
    page.goto(url)
    status = page.locator("#shown")
    assert status.inner_text() == "5,000 of 5,000 issues"

    page.keyboard.press("/")
    page.keyboard.type("F_ABC  .php")
    status.filter(has_text="10 of 5,000").wait_for()
    assert shown(page) == 10
    page.locator("#filters button").click()
    status.filter(has_text="5,000 of").wait_for()

    for level in ("fatal", "warning", "notice"):
        page.locator(f"input[value={level}]").uncheck()
    assert status.inner_text() == "1,250 of 5,000 issues"
    page.locator("#component").select_option("plugin:plug-d")
    assert status.inner_text() == "250 of 5,000 issues"
    page.locator("#search").fill("no such words")
    page.locator("#none").wait_for()

    hidden = many.issues[0].fingerprint
    page.goto(f"{url}#{hidden}")
    page.locator(f"[id='{hidden}'] .body").wait_for()
    status.filter(has_text="5,000 of").wait_for()
    assert page.evaluate("document.activeElement.closest('li').id") == hidden

    page.locator("#order").select_option("component")
    parts = page.locator("li.issue").evaluate_all("items => items.map((item) => item.dataset.component)")
    assert parts == sorted(parts)

    page.locator("#components a", has_text="Plugin plug-c").click()
    status.filter(has_text="250 of 5,000").wait_for()
    assert page.locator("#component").input_value() == "plugin:plug-c"

    page.locator("#components button", has_text="Component").click()
    names = page.locator("#components tbody th").all_inner_texts()
    assert names == sorted(names)
    page.locator("#components button", has_text="Component").click()
    assert page.locator("#components tbody th").all_inner_texts() == names[::-1]
    assert page.locator("#components th[aria-sort]").count() == 1
    assert said == []


def test_a_click_on_an_effect_or_a_site_lists_its_issues(browser: Browser, sites: Report, tmp_path: Path) -> None:
    page = browser.new_page()
    said = watched(page)
    page.goto(address(sites, tmp_path, View(words=words_of("ru"))))
    status = page.locator("#shown")
    assert status.inner_text() == "показано проблем: 2 из 2"
    page.locator("#sites a", has_text="blue").click()
    status.filter(has_text="1 из 2").wait_for()
    assert page.locator("li.issue:visible").get_attribute("data-level") == "warning"
    page.locator(".impacts .down a").click()
    status.filter(has_text="1 из 2").wait_for()
    assert page.locator("li.issue:visible").get_attribute("data-level") == "fatal"
    assert page.locator("#site").input_value() == ""  # one click, one filter
    page.locator("#state").select_option("known")
    assert page.locator("#none").is_visible()
    page.locator(".first a").first.click()
    page.locator("li.issue details[open]").wait_for()
    assert page.locator("li.issue details[open] .command button").first.inner_text() == "Копировать"
    assert said == []


def test_a_narrow_window_needs_no_scrolling_sideways(browser: Browser, many: Report, tmp_path: Path) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    page.goto(address(many, tmp_path))
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_link_opens_its_issue(browser: Browser, hostile: Report, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(f"{address(hostile, tmp_path)}#{'e' * 16}")
    assert page.locator(f"[id='{'e' * 16}'] .body").is_visible()
    assert page.locator("li.issue details[open]").count() == 1


def test_5000_issues_are_filtered_at_once(browser: Browser, many: Report, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(address(many, tmp_path))
    milliseconds = page.evaluate(
        """async () => {
          const box = document.querySelector('input[value=fatal]');
          const start = performance.now();
          box.click();
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          return performance.now() - start;
        }"""
    )
    assert shown(page) == 3750
    assert milliseconds < 2000  # a list whose items number themselves takes half a minute


def test_hostile_text_does_nothing(browser: Browser, hostile: Report, tmp_path: Path) -> None:
    page = browser.new_page()
    said = watched(page)
    page.goto(address(hostile, tmp_path))
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    page.get_by_role("button", name="Copy").first.wait_for()
    page.wait_for_timeout(300)
    assert said == []
    assert page.locator("img, iframe, [onerror]").count() == 0
    assert page.locator("script").count() == 1
    assert "<script>alert(1)</script>" in (page.locator("pre").first.text_content() or "")


def test_the_policy_stops_what_would_get_in(browser: Browser, one: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    text = html.render(one, View())
    assert "<main>" in text
    file.write_text(text.replace("<main>", "<main><script>document.title = 'in'</script><img src=http://x.example/>"))
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.title() == "wpdiag: 1 issue in 1 source"


def test_it_can_be_read_without_its_script(browser: Browser, one: Report, tmp_path: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address(one, tmp_path))
    assert not page.locator("#filters").is_visible()
    page.locator("li.issue summary").click()
    assert page.get_by_text("What to do", exact=True).is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["empty", "one", "hostile", "many", "sites"])
def test_accessible(browser: Browser, name: str, scheme: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    dark = scheme == "dark"
    page = browser.new_context(bypass_csp=True, color_scheme="dark" if dark else "light").new_page()
    page.goto(address(request.getfixturevalue(name), tmp_path))
    page.evaluate(
        "[...document.querySelectorAll('details')].slice(0, 60).forEach((details) => { details.open = true; })"
    )
    page.evaluate("[...document.querySelectorAll('li.issue')].slice(60).forEach((item) => item.remove())")  # all alike
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_a_printed_page_shows_every_fix(browser: Browser, one: Report, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(address(one, tmp_path))
    page.emulate_media(media="print")
    assert page.locator(".fix").first.bounding_box() is not None
    assert not page.locator("#filters").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")

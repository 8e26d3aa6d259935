"""What people copy out of Query Monitor: sentences without label and place, and stacks of calls with their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from wpdiag.model import Report
from wpdiag.pipeline import scan

SENTENCE = (
    "Function _load_textdomain_just_in_time was called incorrectly. Translation loading for the pods domain was triggered too "
    "early. Translations should be loaded at the init action or later. {}"
)
ADDED = "(This message was added in version 6.7.0.)"
STACK = (
    "_load_textdomain_just_in_time()\nwp-includes/l10n.php:1371\n__()\nwp-includes/l10n.php:307\n"
    "shop_addons()\nwp-content/plugins/shop/addons.php:51\ndo_action('init')\nwp-includes/plugin.php:517\n"
)


def read(tmp_path: Path, text: str) -> Report:
    (tmp_path / "paste.txt").write_text(text, encoding="utf-8")
    return scan([str(tmp_path / "paste.txt")])


@pytest.mark.parametrize("added", [ADDED, "(Diese Meldung wurde in Version 6.7.0 hinzugefügt.)"])
@pytest.mark.parametrize("between", ["\n\n", "\n\n### Call Stack:\n\n```\n", "\n"])
def test_a_sentence_with_its_stack(tmp_path: Path, added: str, between: str) -> None:
    (issue,) = read(tmp_path, f'"{SENTENCE.format(added)}"{between}{STACK}').issues
    assert (issue.identifier, issue.params["domain"]) == ("wp.doing_it_wrong._load_textdomain_just_in_time", "pods")
    assert (issue.component.slug, issue.component.role, issue.component.verdict) == ("shop", "caller", "certain")
    assert len(issue.trace) == 4


def test_a_stack_below_a_message_of_phps(tmp_path: Path) -> None:
    text = (
        "Deprecated: strpos(): Passing null to parameter #1 ($haystack) of type string is deprecated in "
        "/w/wp-includes/functions.php on line 7053\n\n/w/wp-includes/functions.php:7053\nstrpos()\n/w/wp-includes/plugin.php:768\n"
        "plugin_basename()\n/w/wp-content/plugins/shop/admin.php:63\nadd_submenu_page()\n/w/wp-includes/class-wp-hook.php:308\n"
    )
    issue = next(each for each in read(tmp_path, text).issues if each.identifier == "php.null_to_parameter")
    assert (issue.component.slug, issue.component.role) == ("shop", "caller")


@pytest.mark.parametrize(
    "text",
    [
        "* Fix: Function _load_textdomain_just_in_time was called incorrectly.\n",
        f'* Fixed "{SENTENCE.format(ADDED)}" on new sites.\n',
        f"You may see {SENTENCE.format(ADDED)}\n",
        f"// {SENTENCE.format(ADDED)}\n",
    ],
)
def test_prose_about_a_sentence_is_none(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).issues == ()

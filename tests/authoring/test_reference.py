"""The pages in ``docs/rules`` are those that the rules make."""

from __future__ import annotations

from pathlib import Path

from wpdiag.advise import RuleBook, load
from wpdiag.authoring.reference import pages

FOLDER = Path(__file__).parents[2] / "docs/rules"


def test_the_reference_is_up_to_date() -> None:
    made = pages(RuleBook(load()))
    assert sorted(file.name for file in FOLDER.glob("*.md")) == sorted(made)
    for name, text in made.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, "run: wpdiag rules reference docs/rules"

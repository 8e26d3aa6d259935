"""The pages in ``docs/rules`` are those that the rules make."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import yaml

from wpdiag.advise import RuleBook, load
from wpdiag.advise.load import default_files
from wpdiag.authoring.reference import pages
from wpdiag.data import rules_folder
from wpdiag.schemas import schema_of

FOLDER = Path(__file__).parents[2] / "docs/rules"


def test_the_reference_is_up_to_date() -> None:
    made = pages(RuleBook(load()))
    assert sorted(file.name for file in FOLDER.glob("*.md")) == sorted(made)
    for name, text in made.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, "run: wpdiag rules reference docs/rules"


def test_the_schema_for_editors_is_up_to_date_and_holds() -> None:
    folder = rules_folder()
    schema = json.loads((folder / "rules.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(json.dumps(schema_of("rules"))), "run: wpdiag rules schema > rules/rules.schema.json"
    validator = jsonschema.Draft202012Validator(schema)
    for file in default_files():
        assert [
            error.message for error in validator.iter_errors(yaml.safe_load(file.read_text(encoding="utf-8")))
        ] == []

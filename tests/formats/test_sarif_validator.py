"""SARIF in its makers' validator (``@microsoft/sarif-multitool``, from npm), with its rules for GitHub."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from wpdiag.advise import RuleBook, load
from wpdiag.formats import sarif
from wpdiag.formats.base import View
from wpdiag.model import Report

pytestmark = pytest.mark.e2e

VIEW = View(book=RuleBook(load([])))


@pytest.fixture(scope="module")
def validator(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program; installed once."""
    if not (shutil.which("npm") and shutil.which("node")):
        pytest.skip("not installed: npm")
    cache = pytestconfig.cache
    folder = Path(cache.mkdir("sarif-multitool")) if cache else tmp_path_factory.mktemp("sarif-multitool")
    program = folder / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    if not program.is_file():
        (folder / "package.json").write_text('{"private": true}')
        words = ["npm", "install", "--silent", "--no-fund", "--no-audit", "@microsoft/sarif-multitool@5"]
        done = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", timeout=600, check=False)
        if done.returncode or not program.is_file():
            pytest.skip(f"npm has no @microsoft/sarif-multitool for this machine: {done.stderr[-200:]}")
        program.chmod(0o755)
    return program


def complaints(validator: Path, text: str, folder: Path) -> list[dict[str, Any]]:
    """The errors and warnings of the rules of SARIF and of GitHub's code scanning."""
    (folder / "wpdiag.sarif").write_text(text, encoding="utf-8")
    words = [str(validator), "validate", "wpdiag.sarif", "--output", "said.sarif", "--rule-kind", "Sarif;Ghas",
             "--level", "Error;Warning", "--log", "ForceOverwrite", "--quiet"]  # fmt: skip
    subprocess.run(words, cwd=folder, capture_output=True, timeout=600, check=False)
    (run,) = json.loads((folder / "said.sarif").read_text(encoding="utf-8-sig"))["runs"]
    assert run["invocations"][0]["executionSuccessful"]
    # a result without a level is a warning; that a tool has no web address of its own is no fault
    return [result for result in run.get("results", ()) if result["ruleId"] != "SARIF2005"]


@pytest.mark.parametrize("name", ["empty", "one", "many", "hostile"])
def test_nothing_to_complain_about(validator: Path, name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert complaints(validator, sarif.render(request.getfixturevalue(name), VIEW), tmp_path) == []


def test_it_would_complain(validator: Path, one: Report, tmp_path: Path) -> None:
    log = json.loads(sarif.render(one, VIEW))
    del log["runs"][0]["results"][0]["locations"]
    assert complaints(validator, json.dumps(log), tmp_path)

"""An installed wheel, far from the checkout, has everything."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from wpdiag.advise import RuleBook, load

ROOT = Path(__file__).parents[2]


@pytest.mark.e2e
def test_an_installed_wheel_finds_its_rules(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", wheels, ROOT], check=True, capture_output=True
    )
    (wheel,) = wheels.glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True, system_site_packages=False)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", wheel], check=True, capture_output=True)
    far = tmp_path / "far" / "away"
    far.mkdir(parents=True)
    log = far / "debug.log"
    log.write_text("[23-Nov-2026 16:43:10 UTC] PHP Warning:  Undefined variable $x in /srv/x.php on line 3\n")
    program = tmp_path / "venv" / "bin" / "wpdiag"
    done = subprocess.run([program, "scan", "-f", "json", "debug.log"], cwd=far, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert report["tool"]["rules"] == len(RuleBook(load()))
    assert report["issues"][0]["rule"] == "undefined-variable"
    page = subprocess.run([program, "scan", "-f", "html", "debug.log"], cwd=far, capture_output=True, check=False)
    assert page.stdout.startswith(b"<!DOCTYPE html>"), page.stderr
    schema = subprocess.run([program, "schema", "report"], cwd=far, capture_output=True, check=True)
    assert json.loads(schema.stdout)["title"]
    typed = subprocess.run(
        [python, "-c", "import wpdiag, pathlib; print((pathlib.Path(wpdiag.__file__).parent / 'py.typed').exists())"],
        cwd=far,
        capture_output=True,
        check=True,
    )
    assert typed.stdout.strip() == b"True"

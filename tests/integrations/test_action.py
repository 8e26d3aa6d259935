"""The GitHub action: its steps run as the runner runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from program import DEPRECATED, FILE, WARNING

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step.get("id") or step.get("name", "setup"): step for step in ACTION["runs"]["steps"]}


def resolved(text: str, inputs: dict[str, str]) -> str:
    """The runner's expressions, of which this action uses two."""
    values = {"github.action_path": str(ROOT)} | {f"inputs.{name}": value for name, value in inputs.items()}
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: values[match[1]], text)


def run_step(name: str, folder: Path, **given: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """A step, and the outputs that it sets; the shell is called as for ``shell: bash``."""
    step = STEPS[name]
    assert step["shell"] == "bash"
    known = {key: str(each.get("default", "")) for key, each in ACTION["inputs"].items()}
    inputs = known | {key.replace("_", "-"): value for key, value in given.items()}
    assert set(inputs) == set(known)
    code, output, temp = folder / "step.sh", folder / "output", folder / "temp dir"
    temp.mkdir(exist_ok=True)
    code.write_text(step["run"], encoding="utf-8")
    output.write_text("")
    environ = os.environ | {name: resolved(text, inputs) for name, text in step["env"].items()}
    environ |= {"RUNNER_TEMP": str(temp), "GITHUB_OUTPUT": str(output), "GITHUB_PATH": str(folder / "path"),
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}  # fmt: skip
    done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", code], cwd=folder, env=environ,
                          capture_output=True, encoding="utf-8", timeout=300, check=False)  # fmt: skip
    return done, dict(line.partition("=")[::2] for line in output.read_text().splitlines())


def test_what_it_offers() -> None:
    assert list(ACTION["inputs"]) == ["sources", "fail-on", "baseline", "args"]
    assert list(ACTION["outputs"]) == ["issues", "exit-code", "report", "sarif"]
    for name, output in ACTION["outputs"].items():
        assert output["value"] == f"${{{{ steps.scan.outputs.{name} }}}}"
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), "an input would be read as shell code"


def test_issues(tmp_path: Path) -> None:
    (tmp_path / "my debug.log").write_text(WARNING + DEPRECATED)
    done, outputs = run_step("scan", tmp_path, sources="my debug.log\n")
    assert done.returncode == 1
    assert outputs["issues"] == "2"
    assert outputs["exit-code"] == "1"
    assert len(json.loads(Path(outputs["report"]).read_text())["issues"]) == 2
    assert json.loads(Path(outputs["sarif"]).read_text())["version"] == "2.1.0"


def test_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(WARNING)
    (tmp_path / "b.log").write_text(DEPRECATED)
    done, outputs = run_step("scan", tmp_path, sources="*.log", fail_on="error")
    assert (done.returncode, outputs["issues"], outputs["exit-code"]) == (0, "2", "0")
    done, outputs = run_step("scan", tmp_path, sources="a.log\nb.log", args="--level 'warning' --redact")
    assert (done.returncode, outputs["issues"]) == (1, "1")
    assert FILE.partition("/wp-")[0] not in Path(outputs["report"]).read_text().replace("<site-1>", "")
    known = tmp_path / "known.jsonl"
    subprocess.run(
        [sys.executable, "-m", "wpdiag", "baseline", "create", known, "a.log"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    done, outputs = run_step("scan", tmp_path, sources="a.log", baseline="known.jsonl")
    assert (done.returncode, outputs["issues"]) == (0, "0")


@pytest.mark.parametrize(
    "hostile", ["a.log; touch hit", "$(touch hit)", "`touch hit`", "--output=text:hit", "-ohit.json"]
)
def test_hostile_sources_are_names_of_files(hostile: str, tmp_path: Path) -> None:
    done, outputs = run_step("scan", tmp_path, sources=hostile)
    assert outputs["exit-code"] == str(done.returncode) == "3"
    assert not list(tmp_path.glob("hit*"))


def test_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(WARNING)
    done, outputs = run_step("scan", tmp_path, sources="a.log", args="--nonsense $(touch hit)")
    assert (done.returncode, outputs["exit-code"], outputs["issues"]) == (2, "2", "0")
    done, _ = run_step("scan", tmp_path, sources="a.log", args="--level 'warning")
    assert done.returncode == 2
    assert "::error::args" in done.stdout
    assert not (tmp_path / "hit").exists()


@pytest.mark.e2e
def test_the_installation(tmp_path: Path) -> None:
    done, _ = run_step("Install wpdiag", tmp_path, sources="")
    assert done.returncode == 0, done.stderr
    program = Path((tmp_path / "path").read_text().strip()) / "wpdiag"
    assert subprocess.run([program, "--version"], capture_output=True, check=True).stdout.startswith(b"wpdiag ")

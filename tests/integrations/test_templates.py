"""What other programs read: GitLab's template, the hooks of pre-commit, the Dockerfile."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml

from program import WARNING

ROOT = Path(__file__).parents[2]
PROGRAMS = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def shell(code: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-eo", "pipefail", "-c", code], cwd=folder, env=os.environ | {"PATH": PROGRAMS} | variables,
                          capture_output=True, encoding="utf-8", timeout=300, check=False)  # fmt: skip


GITLAB = ROOT / "integrations/gitlab/wpdiag.gitlab-ci.yml"


def valid(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    """What the schema of a service says about its files; the schemas come with check-jsonschema."""
    return subprocess.run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files],
                          capture_output=True, encoding="utf-8", timeout=120, check=False)  # fmt: skip


def guide_blocks(language: str) -> list[str]:
    text = (ROOT / "docs/integrations.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def test_valid_by_the_schemas_of_the_services(tmp_path: Path) -> None:
    """GitLab's looks into jobs that are no templates; so the template becomes one."""
    job = tmp_path / ".gitlab-ci.yml"
    job.write_text(GITLAB.read_text().replace("\n.wpdiag:", "\nwpdiag:"))
    for schema, file, word in (("gitlab-ci", job, "codequality"), ("github-actions", ROOT / "action.yml", "runs:")):
        done = valid(schema, file)
        assert done.returncode == 0, done.stdout
        broken = tmp_path / "broken.yml"
        broken.write_text(file.read_text().replace(word, f"no{word}"))
        assert valid(schema, broken).returncode == 1


def test_the_workflow_in_the_guide(tmp_path: Path) -> None:
    (text,) = (block for block in guide_blocks("yaml") if "jobs:" in block)
    (tmp_path / "wpdiag.yml").write_text(text, encoding="utf-8")
    done = valid("github-workflows", tmp_path / "wpdiag.yml")
    assert done.returncode == 0, done.stdout
    (step,) = (step for step in yaml.safe_load(text)["jobs"]["wpdiag"]["steps"] if "wpdiag@" in step["uses"])
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    assert set(step["with"]) <= set(action["inputs"])
    (upload,) = re.findall(r"steps\.wpdiag\.outputs\.(\w+) }}", text)
    assert upload in action["outputs"]


@pytest.mark.e2e
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no clone")
def test_the_guides_commands_from_a_clean_clone(tmp_path: Path) -> None:
    (tmp_path / "wp-content").mkdir()
    log = tmp_path / "wp-content/debug.log"
    log.write_text(WARNING)
    code = next(block for block in guide_blocks("sh") if "git clone" in block)
    done = shell(code, tmp_path, WPDIAG_REPOSITORY=ROOT.as_uri(), PYTHONPATH="")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 issue in 1 source" in done.stdout
    assert (tmp_path / "wpdiag-junit.xml").read_text().startswith("<?xml")
    assert (tmp_path / "wpdiag.html").stat().st_size > 10_000
    log.write_text(WARNING.replace("Warning", "Fatal error"))
    assert shell(code.splitlines()[-1], tmp_path, PYTHONPATH="").returncode == 1


@pytest.mark.e2e
def test_the_gitlab_job_installs_itself(tmp_path: Path) -> None:
    job = yaml.safe_load(GITLAB.read_text())[".wpdiag"]
    (tmp_path / "debug.log").write_text(WARNING)
    code = "\n".join(job["before_script"] + job["script"])
    given = {"CI_PROJECT_DIR": str(tmp_path), "WPDIAG_SOURCES": "debug.log", "PYTHONPATH": ""}
    done = shell(code, tmp_path, **given, WPDIAG_PACKAGE=str(ROOT))
    assert done.returncode == 1, done.stderr
    assert (tmp_path / "wpdiag.html").stat().st_size > 10_000
    done = shell(code, tmp_path, **given)
    assert "WPDIAG_PACKAGE: what is pip to install?" in done.stderr


def test_the_gitlab_template(tmp_path: Path) -> None:
    job = yaml.safe_load(GITLAB.read_text())[".wpdiag"]
    logs = tmp_path / "wp-content"
    logs.mkdir()
    (logs / "debug.log").write_text(WARNING)
    done = shell("\n".join(job["script"]), tmp_path, **job["variables"])
    assert done.returncode == 1, done.stderr
    for file in (*job["artifacts"]["reports"].values(), *job["artifacts"]["paths"]):
        assert (tmp_path / file).stat().st_size > 100
    assert len(json.loads((tmp_path / "gl-code-quality-report.json").read_text())) == 1
    done = shell("\n".join(job["script"]), tmp_path, **job["variables"], WPDIAG_FAIL_ON="error")
    assert done.returncode == 0


HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


def test_the_hook_for_logs(tmp_path: Path) -> None:
    hook = HOOKS["wpdiag"]
    assert hook["require_serial"]  # one report, not one for each handful of files
    for name, wanted in (("debug.log", True), ("logs/error_log", True), ("page.html", True), ("index.php", False)):
        assert bool(re.search(hook["files"], name)) == wanted
    (tmp_path / "debug.log").write_text(WARNING)
    (tmp_path / "page.html").write_text("<p>Fine</p>")
    assert shell(f"{hook['entry']} page.html", tmp_path).returncode == 0
    assert shell(f"{hook['entry']} debug.log page.html", tmp_path).returncode == 1


def test_the_hook_for_rules(tmp_path: Path) -> None:
    hook = HOOKS["wpdiag-rules"]
    assert re.search(hook["files"], "wpdiag-rules/mine.yml")
    assert not hook["pass_filenames"]
    (tmp_path / "wpdiag-rules").mkdir()
    command = " ".join([hook["entry"], "--no-default-rules", *hook["args"]])
    (tmp_path / "wpdiag-rules/mine.yml").write_text("rules: nonsense\n")
    assert shell(command, tmp_path).returncode == 2


@pytest.mark.e2e
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no clone")
def test_pre_commit_runs_the_hooks(tmp_path: Path) -> None:
    """The program itself: it reads the manifest, installs wpdiag and shows what is wrong."""
    (tmp_path / "site/wpdiag-rules").mkdir(parents=True)
    site = tmp_path / "site"
    (site / "debug.log").write_text(WARNING)
    (site / "wpdiag-rules/mine.yml").write_text("rules: []\n")
    known = {"PRE_COMMIT_HOME": str(tmp_path / "home"), "PYTHONPATH": "", "GIT_CONFIG_GLOBAL": os.devnull}
    shell("git init --quiet && git add --all", site, **known)
    done = shell(f"pre-commit try-repo {ROOT} --all-files --color never", site, **known)
    assert done.returncode == 1
    assert re.search(r"^wpdiag\.+Failed$", done.stdout, re.M), done.stdout + done.stderr
    assert re.search(r"^wpdiag rules\.+Passed$", done.stdout, re.M), done.stdout
    assert "1 issue in 1 source" in done.stdout


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    return [(word, rest.strip()) for line in text.splitlines() if line and not line.startswith("#")
            for word, _, rest in [line.partition(" ")]]  # fmt: skip


def test_the_image() -> None:
    found = instructions()
    assert [rest.split()[0] for word, rest in found if word == "FROM"] == ["python:3.13-slim"] * 2
    last = dict(found)
    assert json.loads(last["ENTRYPOINT"]) == ["wpdiag"]
    assert last["USER"] == "10001"
    assert [word for word, _ in found].index("USER") > max(at for at, (word, _) in enumerate(found) if word == "RUN")
    ignored = (ROOT / ".dockerignore").read_text().split()
    for word, rest in found:
        if word == "COPY":
            *sources, _ = rest.split()
            assert all((ROOT / source).exists() and source not in ignored for source in sources)


@pytest.mark.e2e
def test_the_images_commands_make_a_program_that_needs_no_network(tmp_path: Path) -> None:
    """Its RUN lines in a virtual environment; adding a user and folders of the system are left out."""
    build, install = (rest for word, rest in instructions() if word == "RUN")
    venv.create(tmp_path / "venv", with_pip=True)
    programs = {"PATH": f"{tmp_path / 'venv/bin'}{os.pathsep}{os.environ['PATH']}"}
    cache = {"WPDIAG_CACHE_DIR": str(tmp_path / "cache")}
    wheels = tmp_path / "wheels"
    done = shell(build.replace("/wheels", str(wheels)), ROOT, **programs)
    assert done.returncode == 0, done.stderr
    steps = [step.strip() for step in re.sub(r"--mount=\S+", "", install).split("&&")]
    wanted = [step for step in steps if step.startswith(("pip ", "wpdiag "))]
    assert len(wanted) == 2
    for step in wanted:
        done = shell(step.replace("/wheels", str(wheels)), tmp_path, **programs, **cache)
        assert done.returncode == 0, done.stderr
    (tmp_path / "debug.log").write_text(WARNING)
    assert shell("wpdiag scan debug.log", tmp_path, **programs, **cache).returncode == 1

"""What has to be there: the servers' programs, and WordPress unpacked from newer suites of the distribution."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_CONTENTS = ("wordpress", "php-getid3", "libphp-phpmailer")


def require(*programs: str) -> None:
    """Skip the test where a program is missing."""
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def php_modules() -> Path:
    """The folder of PHP's shared modules."""
    require("php")
    done = subprocess.run(["php", "-n", "-r", "echo PHP_EXTENSION_DIR;"], check=True, capture_output=True, text=True)
    return Path(done.stdout)


def unpack_wordpress(suite: str, cache: Path) -> Path:
    """WordPress as a suite has it, unpacked below ``cache``; the packages are not installed.

    The links that lead out of the package are those into packages unpacked beside it, and pictures and scripts.
    """
    root = cache / f"wordpress-{suite}"
    site = root / "usr" / "share" / "wordpress"
    with alone(cache / f"{suite}.lock"):
        if not (site / "wp-load.php").is_file():
            require("apt-get", "dpkg")
            shutil.rmtree(root, ignore_errors=True)
            for package in _download(suite, cache / f"packages-{suite}"):
                subprocess.run(["dpkg", "-x", package, root], check=True, capture_output=True)
    return site


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One of the tests' processes at a time: the first prepares what the others use."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _download(suite: str, folder: Path) -> list[Path]:
    for part in ("lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    source = folder / "sources.list"
    signed = f" [signed-by={_KEYRING}]" if _KEYRING.is_file() else ""
    source.write_text(f"deb{signed} {_mirror()} {suite} main\n")
    options = {
        "Dir::Etc::sourcelist": source,
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
    }
    apt = ["apt-get", "-q", *(word for key, value in options.items() for word in ("-o", f"{key}={value}"))]
    for arguments in (["update"], ["download", *_CONTENTS]):
        done = subprocess.run([*apt, *arguments], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"apt-get {arguments[0]}: no WordPress of {suite}: {done.stderr.strip()[-200:]}")
    return sorted(folder.glob("*.deb"))


def _mirror() -> str:
    """The mirror that this machine uses, from apt's own reading of its sources."""
    release = Path("/etc/os-release").read_text()
    codename = next(
        (line.partition("=")[2] for line in release.splitlines() if line.startswith("VERSION_CODENAME")), ""
    )
    lines = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Created-By: Packages"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    for line in lines:
        uri, _, name = line.partition(" ")
        if name == codename.strip('"') and uri.rstrip("/").endswith("debian"):
            return uri
    pytest.skip("apt knows no mirror of Debian")

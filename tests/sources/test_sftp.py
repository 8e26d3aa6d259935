"""Logs of another machine over SFTP: a real sshd on loopback."""

from __future__ import annotations

import getpass
import gzip
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from program import WARNING, run

pytest.importorskip("paramiko")
pytest.importorskip("fsspec")
SSHD = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
pytestmark = [pytest.mark.e2e, pytest.mark.skipif(SSHD is None, reason="needs sshd (openssh-server)")]


class Server:
    """An address, and a home whose keys lead there."""

    def __init__(self, folder: Path, port: int) -> None:
        self.address = f"sftp://{getpass.getuser()}@127.0.0.1:{port}{folder}"
        self.shown = f"sftp://127.0.0.1:{port}{folder}"
        self.home = folder / "home"
        self.known = self.home / ".ssh/known_hosts"
        self.known.write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")

    def scan(self, name: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        env = {"HOME": str(self.home), "SSH_AUTH_SOCK": ""}
        return run("scan", "--isolated", *words, f"{self.address}/{name}", env=env)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Server]:
    """A server that takes one key; the options are those of its part for SFTP."""
    (folder / "home/.ssh").mkdir(parents=True)
    for key in ("host", "home/.ssh/id_ed25519"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "ListenAddress": f"127.0.0.1:{port}",
        "HostKey": folder / "host",
        "AuthorizedKeysFile": folder / "home/.ssh/id_ed25519.pub",
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "Subsystem": " ".join(["sftp internal-sftp", *options]),
    }
    (folder / "sshd_config").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # it wants that of root
    with (folder / "sshd.txt").open("wb") as said:
        process = subprocess.Popen([str(SSHD), "-D", "-e", "-f", folder / "sshd_config"], stderr=said)
    try:
        until = time.monotonic() + 30
        while "listening" not in (folder / "sshd.txt").read_text():
            assert process.poll() is None, (folder / "sshd.txt").read_text()
            assert time.monotonic() < until
            time.sleep(0.05)
        yield Server(folder, port)
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A machine with logs."""
    (tmp_path / "web").mkdir()
    (tmp_path / "web/one.log").write_text(WARNING)
    (tmp_path / "web/two.log.gz").write_bytes(gzip.compress(WARNING.encode() * 2))
    (tmp_path / "web/readme.md").write_text("hello")
    (tmp_path / "large.log").write_text(WARNING * 200_000)
    with serving(tmp_path) as found:
        yield found


def test_files_globs_and_folders(server: Server) -> None:
    for word, names, count in (
        ("web/one.log", ["web/one.log"], 1),
        ("web/*.gz", ["web/two.log.gz"], 2),
        ("web/", ["web/one.log", "web/two.log.gz"], 3),
        ("large.log", ["large.log"], 200_000),
    ):
        done = server.scan(word, "--format", "json")
        assert (done.returncode, done.stderr.decode()) == (1, "")
        report = json.loads(done.stdout)
        assert [source["name"] for source in report["sources"]] == [f"{server.shown}/{name}" for name in names]
        assert report["issues"][0]["count"] == count


def test_what_cannot_be_read_is_one_line(server: Server) -> None:
    def said(name: str) -> str:
        done = server.scan(name)
        assert done.returncode == 3
        (line,) = done.stderr.decode().splitlines()
        return line.removeprefix(f"wpdiag: {server.shown}/{name}: ")

    assert said("nope.log") == "no such file or directory"
    assert said("web/*.nope") == "nothing matches this pattern"
    known = server.known.read_text()
    server.known.write_text("")
    assert said("web/one.log") == "the host's key is not in ~/.ssh/known_hosts; connect to it once with ssh"
    (server.home / ".ssh/id_ed25519").rename(server.home / "elsewhere")
    server.known.write_text(known)
    assert said("web/one.log") == "no authentication methods available"


def test_a_host_with_another_key_than_it_had_is_not_asked(server: Server) -> None:
    place = server.known.read_text().split()[0]
    server.known.write_text(f"{place} {(server.home / '.ssh/id_ed25519.pub').read_text()}")
    done = server.scan("web/one.log")
    assert done.returncode == 3
    assert b"does not match" in done.stderr


def test_a_file_that_is_closed(tmp_path: Path) -> None:
    (tmp_path / "one.log").write_text(WARNING)
    with serving(tmp_path, "-P", "open") as server:
        done = server.scan("one.log")
    assert (done.returncode, done.stderr.decode()) == (3, f"wpdiag: {server.shown}/one.log: permission denied\n")


def test_a_host_that_does_not_exist() -> None:
    done = run("scan", "--isolated", "sftp://nobody.invalid/one.log")
    assert done.returncode == 3
    assert done.stderr.startswith(b"wpdiag: sftp://nobody.invalid/one.log: ")

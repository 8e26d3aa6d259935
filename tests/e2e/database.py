"""A MariaDB server of the tests' own."""

from __future__ import annotations

import getpass
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from e2e.packages import require
from e2e.processes import free_port, listens, running


@contextmanager
def mariadb(folder: Path) -> Iterator[Path]:
    """The server's socket; its port is in the file ``port`` beside it. The user ``wordpress`` may do everything."""
    require("mariadb-install-db", "mariadbd", "mariadb")
    data, socket = folder / "data", folder / "mariadb.sock"
    folder.mkdir()
    temporary = folder / "tmp"  # other servers may be at work in /tmp
    temporary.mkdir()
    user, port = getpass.getuser(), free_port()
    (folder / "port").write_text(str(port))
    made = subprocess.run(
        [
            "mariadb-install-db",
            "--no-defaults",
            f"--user={user}",
            f"--datadir={data}",
            f"--tmpdir={temporary}",
            "--skip-test-db",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise RuntimeError(f"mariadb-install-db: {made.stdout}{made.stderr}")
    command = [
        "mariadbd",
        "--no-defaults",
        f"--user={user}",
        f"--datadir={data}",
        f"--tmpdir={temporary}",
        f"--socket={socket}",
        f"--pid-file={folder / 'pid'}",
        "--bind-address=127.0.0.1",
        f"--port={port}",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-buffer-pool-size=32M",
    ]
    with running(command, output=folder / "mariadb.log", ready=lambda: socket.exists() and listens(socket)):
        for host in ("localhost", "127.0.0.1"):
            user = f"'wordpress'@'{host}'"
            query(socket, f"CREATE USER {user} IDENTIFIED BY 'wordpress'; GRANT ALL ON *.* TO {user}")
        socket.chmod(0o777)  # web servers run as another user
        yield socket


def query(socket: Path, sql: str) -> None:
    """Run statements as the server's root."""
    subprocess.run(
        ["mariadb", "--no-defaults", "--user=root", f"--socket={socket}", "-e", sql], check=True, capture_output=True
    )

"""A MariaDB server of the tests' own."""

from __future__ import annotations

import getpass
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from e2e.packages import require
from e2e.processes import listens, running


@contextmanager
def mariadb(folder: Path) -> Iterator[Path]:
    """The server's socket; the user ``wordpress`` may do everything."""
    require("mariadb-install-db", "mariadbd", "mariadb")
    data, socket = folder / "data", folder / "mariadb.sock"
    folder.mkdir()
    temporary = folder / "tmp"  # other servers may be at work in /tmp
    temporary.mkdir()
    user = getpass.getuser()
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
        "--skip-networking",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-buffer-pool-size=32M",
    ]
    with running(command, output=folder / "mariadb.log", ready=lambda: socket.exists() and listens(socket)):
        sql = "CREATE USER wordpress@localhost IDENTIFIED BY 'wordpress'; GRANT ALL ON *.* TO wordpress@localhost"
        query(socket, sql)
        socket.chmod(0o777)  # web servers run as another user
        yield socket


def query(socket: Path, sql: str) -> None:
    """Run statements as the server's root."""
    subprocess.run(
        ["mariadb", "--no-defaults", "--user=root", f"--socket={socket}", "-e", sql], check=True, capture_output=True
    )

"""Files of a machine that SSH leads to. Only hosts whose keys are known are asked: anybody can answer for another."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

_KNOWN = (Path("/etc/ssh/ssh_known_hosts"), Path("~/.ssh/known_hosts"))
_PATIENCE = 30.0


class Sftp(SFTPFileSystem):  # type: ignore[misc] # fsspec has no types
    """As fsspec's, which would take any key for the host's own."""

    protocol = ("sftp", "ssh")

    def _connect(self) -> None:
        """:raises OSError: where the host cannot be reached or its key is not known."""
        self.client = paramiko.SSHClient()
        for file in _KNOWN:
            with suppress(OSError):
                self.client.load_system_host_keys(str(file.expanduser()))
        self.client.set_missing_host_key_policy(_Refuse())
        self.client.connect(self.host, **{"timeout": _PATIENCE, **self.ssh_kwargs})
        self.ftp = self.client.open_sftp()


class _Refuse(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
    def missing_host_key(self, client: Any, hostname: str, key: Any) -> None:
        raise OSError("the host's key is not in ~/.ssh/known_hosts; connect to it once with ssh")


def file_system(address: str) -> tuple[Sftp, str]:
    """The machine, and the path there.

    :raises OSError: where the host cannot be reached or its key is not known.
    """
    return Sftp(**Sftp._get_kwargs_from_urls(address)), str(Sftp._strip_protocol(address))

"""PHP's own web server, PHP-FPM, nginx, Apache and rsyslog, each with a small configuration of the tests' own."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from e2e.packages import require
from e2e.processes import free_port, listens, running
from e2e.site import Site

_NO_OTHER_INI = {"PHP_INI_SCAN_DIR": ""}
_MODULES = Path("/usr/lib/apache2/modules")
_DEV_LOG = Path("/dev/log")


@contextmanager
def builtin(site: Site, ini: Path, output: Path) -> Iterator[int]:
    """PHP's own server: its port; what it and PHP say on standard error goes to ``output``."""
    require("php")
    port = free_port()
    command: list[str | Path] = ["php", "-c", ini, "-S", f"127.0.0.1:{port}", "-t", site.root]
    with running(command, output=output, ready=lambda: listens(port), environment=_NO_OTHER_INI):
        yield port


@contextmanager
def fpm(ini: Path, folder: Path, **pool: str) -> Iterator[Path]:
    """PHP-FPM: its socket; its log is ``fpm.log``."""
    require("php-fpm8.2")
    socket = folder / "fpm.sock"
    values = {"listen": str(socket), "listen.mode": "0666", "pm": "static", "pm.max_children": "2"} | pool
    if getpass.getuser() == "root":
        values |= {"user": "www-data", "group": "www-data"}
    configuration = folder / "fpm.conf"
    lines = [f"{name} = {value}" for name, value in values.items()]
    head = f"[global]\nerror_log = {folder / 'fpm.log'}\ndaemonize = no\n[www]\n"
    configuration.write_text(head + "\n".join(lines) + "\n")
    command: list[str | Path] = ["php-fpm8.2", "-F", "-c", ini, "-y", configuration]
    with running(
        command,
        output=folder / "fpm.out",
        ready=lambda: socket.exists() and listens(socket),
        environment=_NO_OTHER_INI,
    ):
        yield socket


@contextmanager
def nginx(site: Site, socket: Path, folder: Path) -> Iterator[int]:
    """nginx before PHP-FPM: its port; its log is ``error.log``."""
    require("nginx")
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"""
        {"user root;" if getpass.getuser() == "root" else ""}
        daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
        events {{ worker_connections 64; }}
        http {{
          access_log {folder}/access.log;
          client_body_temp_path {folder}/body; fastcgi_temp_path {folder}/fastcgi; proxy_temp_path {folder}/proxy;
          uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
          server {{
            listen 127.0.0.1:{port}; server_name offenders.test; root {site.root}; index index.php;
            location ~ \\.php$ {{
              include /etc/nginx/fastcgi_params; fastcgi_pass unix:{socket};
              fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
            }}
          }}
        }}"""
    )
    command: list[str | Path] = ["nginx", "-e", folder / "error.log", "-c", configuration]
    with running(command, output=folder / "nginx.out", ready=lambda: listens(port)):
        yield port


@contextmanager
def apache(site: Site, folder: Path, *, socket: Path | None = None) -> Iterator[int]:
    """Apache with mod_php (its php.ini is in ``folder``), or before PHP-FPM; its log is ``error.log``."""
    require("apache2")
    port = free_port()
    names = ["mpm_prefork", "authz_core", "dir"] + (["proxy", "proxy_fcgi"] if socket else [])
    modules = [f"LoadModule {name}_module {_MODULES}/mod_{name}.so" for name in names]
    if socket:
        handler = f"proxy:unix:{socket}|fcgi://localhost/"
    elif (library := next(iter(sorted(_MODULES.glob("libphp*.so"))), None)) is None:
        pytest.skip("not installed: Apache's PHP module")
    else:
        modules += [f"LoadModule php_module {library}", f"PHPIniDir {folder}"]
        handler = "application/x-httpd-php"
    root = "User www-data\nGroup www-data" if getpass.getuser() == "root" else ""
    configuration = folder / "apache.conf"
    configuration.write_text(
        "\n".join(modules)
        + f"""
ServerRoot {folder}
DefaultRuntimeDir {folder}
PidFile {folder}/apache.pid
ServerName offenders.test
Listen 127.0.0.1:{port}
{root}
ErrorLog {folder}/error.log
LogLevel info
StartServers 2
DocumentRoot {site.root}
DirectoryIndex index.php
<Directory {site.root}>
  Require all granted
</Directory>
<FilesMatch "\\.php$">
  SetHandler "{handler}"
</FilesMatch>
"""
    )
    command: list[str | Path] = ["apache2", "-D", "FOREGROUND", "-f", configuration]
    with running(command, output=folder / "apache.out", ready=lambda: listens(port), environment=_NO_OTHER_INI):
        yield port


@contextmanager
def rsyslog(folder: Path, templates: dict[str, str]) -> Iterator[None]:
    """rsyslog behind ``/dev/log``: writes one file for each template, named as the template."""
    require("rsyslogd")
    if _DEV_LOG.exists() or getpass.getuser() != "root":
        pytest.skip("/dev/log is another program's, or cannot be made")
    outputs = "\n".join(f'action(type="omfile" file="{folder}/{name}.log" {text})' for name, text in templates.items())
    configuration = folder / "rsyslog.conf"
    configuration.write_text(
        'global(maxMessageSize="64k")\n$EscapeControlCharactersOnReceive on\n'
        f'module(load="imuxsock" SysSock.Name="{_DEV_LOG}" SysSock.RateLimit.Interval="0")\n{outputs}\n'
    )
    command: list[str | Path] = ["rsyslogd", "-n", "-f", configuration, "-i", folder / "rsyslog.pid"]
    try:
        with running(command, output=folder / "rsyslog.out", ready=_DEV_LOG.exists):
            yield
    finally:
        _DEV_LOG.unlink(missing_ok=True)

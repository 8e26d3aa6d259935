"""What servers write when PHP's messages go to them."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from e2e import servers, truth, web
from e2e.checks import Capture, Reported
from e2e.scan import scan
from e2e.site import Site

pytestmark = pytest.mark.e2e

_NGINX_LINE = 2048
"""Bytes of a line of nginx' error log (``NGX_MAX_ERROR_STR``), its context included."""
_FPM_MESSAGE = 1024
"""Bytes of a message that PHP-FPM hands on or logs (``log_limit``)."""


class _Server(Reported):
    transport: ClassVar[str]

    @classmethod
    def capture(cls, log: Path, folder: Path) -> Capture:
        truths = truth.read(folder / "truth.jsonl")
        assert len(truths) > len(web.OFFENCES)
        report = scan(log)
        assert report["sources"][0]["transport"] == cls.transport, log.read_text("utf-8", "replace")[:2000]
        return Capture(report, truths)


class TestBuiltinServer(_Server):
    """PHP's own server writes to standard error."""

    transport = "php-server"

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        log = folder / "server.log"
        with servers.builtin(site, site.php_ini(folder), log) as port:
            web.commit(port)
        return cls.capture(log, folder)


class TestFpm(_Server):
    """PHP-FPM's log has what its workers write to standard error."""

    transport = "php-fpm"

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        ini = site.php_ini(folder, error_log="/proc/self/fd/2")
        with (
            servers.fpm(ini, folder, catch_workers_output="yes") as socket,
            servers.nginx(site, socket, folder) as port,
        ):
            web.commit(port)
        return _cut_each(cls.capture(folder / "fpm.log", folder))


class TestNginx(_Server):
    """PHP-FPM hands messages to nginx, which cuts its lines."""

    transport = "nginx"

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        with servers.fpm(site.php_ini(folder), folder) as socket, servers.nginx(site, socket, folder) as port:
            web.commit(port)
        whole = cls.capture(folder / "error.log", folder)
        return Capture(whole.report, *_cut(whole.truths))


class TestApacheModule(_Server):
    """mod_php writes through Apache's log."""

    transport = "apache"

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        site.php_ini(folder)
        with servers.apache(site, folder) as port:
            web.commit(port)
        return cls.capture(folder / "error.log", folder)


class TestApacheFastcgi(_Server):
    """PHP-FPM hands messages to Apache's mod_proxy_fcgi."""

    transport = "apache"

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        ini = site.php_ini(folder)
        with servers.fpm(ini, folder) as socket, servers.apache(site, folder, socket=socket) as port:
            web.commit(port)
        return _cut_each(cls.capture(folder / "error.log", folder))


def _cut_each(whole: Capture) -> Capture:
    """Without the messages that are longer than PHP-FPM's limit."""
    cut = [one for one in whole.truths if one.size() > _FPM_MESSAGE and _last_place_counts(one)]
    assert any("truncated" in warning or "cut off" in warning for warning in whole.report["warnings"])
    return Capture(whole.report, [one for one in whole.truths if one not in cut], cut)


def _last_place_counts(one: truth.Truth) -> bool:
    """Whether the place stands behind all of the message; that of an uncaught error stands before its stack trace."""
    return not one.message.startswith("Uncaught ") or "\nNext " in one.message


def _cut(truths: list[truth.Truth]) -> tuple[list[truth.Truth], list[truth.Truth]]:
    """Those that one line of nginx has room for, and those that it may have cut."""
    room = dict.fromkeys((one.request for one in truths), _NGINX_LINE - 300)
    kept: list[truth.Truth] = []
    cut: list[truth.Truth] = []
    for one in truths:
        room[one.request] -= one.size()
        (kept if room[one.request] > 0 else cut).append(one)
    return kept, cut

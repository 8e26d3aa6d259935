"""PHP's messages through the system log, in each of the forms that rsyslog writes."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from e2e import servers, truth, web
from e2e.checks import Capture, Reported
from e2e.scan import scan
from e2e.site import Site

pytestmark = pytest.mark.e2e

_FORMS = {
    "rfc3164": 'template="RSYSLOG_TraditionalFileFormat"',
    "rfc5424": 'template="RSYSLOG_SyslogProtocol23Format"',
    "iso": 'template="RSYSLOG_FileFormat"',
}


class TestSyslog(Reported):
    """``error_log = syslog``, all forms at once: each error is in each of them."""

    times: ClassVar = len(_FORMS)

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        ini = site.php_ini(folder, error_log="syslog")
        with servers.rsyslog(folder, _FORMS), servers.builtin(site, ini, folder / "server.log") as port:
            web.commit(port)
        logs = [folder / f"{name}.log" for name in _FORMS]
        report = scan(*logs)
        assert [source["transport"] for source in report["sources"]] == ["syslog"] * len(logs)
        return Capture(report, truth.read(folder / "truth.jsonl"))

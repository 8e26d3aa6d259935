"""WordPress' own debug.log."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e import servers, truth, web
from e2e.checks import Capture, Reported
from e2e.scan import scan
from e2e.site import Site

pytestmark = pytest.mark.e2e


class TestDebugLog(Reported):
    """WP_DEBUG_LOG with the name of a file; what happens before WordPress reads it goes to the server."""

    @classmethod
    def happen(cls, site: Site, folder: Path) -> Capture:
        log = folder / "debug.log"
        ini = site.php_ini(folder, wpdiag__debug_log=str(log))
        with servers.builtin(site, ini, folder / "server.log") as port:
            web.commit(port)
        truths = [one for one in truth.read(folder / "truth.jsonl") if one.log == str(log)]
        assert len(truths) > len(web.OFFENCES)
        return Capture(scan(log), truths)

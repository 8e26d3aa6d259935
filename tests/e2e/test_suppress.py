"""The last resort in a real WordPress: the snippet of a fix hides its message and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e import servers, web
from e2e.scan import scan
from e2e.site import Site

pytestmark = pytest.mark.e2e

OFFENCES = ("offend=early_translation", "offend=doing_it_wrong", "offend=deprecated_function")


def committed(site: Site, folder: Path, log: Path) -> dict[str, str | None]:
    """By identifier of what WordPress reports: the snippet of its fix."""
    ini = site.php_ini(folder, wpdiag__debug_log=str(log))
    with servers.builtin(site, ini, folder / "server.log") as port:
        web.commit(port, OFFENCES)
    return {
        issue["identifier"]: issue["fix"]["suppress"]
        for issue in scan(log)["issues"]
        if issue["identifier"].startswith(("wp.doing_it_wrong.", "wp.deprecated."))
    }


def test_each_snippet_hides_its_message_alone(site: Site, workshop: Path) -> None:
    folder = workshop / f"suppress-{site.version}"
    folder.mkdir()
    before = committed(site, folder, folder / "before.log")
    assert len(before) >= len(OFFENCES)
    file = site.root / "wp-content" / "mu-plugins" / "quiet-notice.php"
    for number, (identifier, snippet) in enumerate(before.items()):
        assert snippet is not None
        try:
            file.write_text(snippet, encoding="utf-8")
            after = committed(site, folder, folder / f"{number}.log")
        finally:
            file.unlink()
        assert set(after) == set(before) - {identifier}

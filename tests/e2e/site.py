"""A WordPress site with the offending plugin, theme and must-use plugin, and php.ini files for it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from e2e.database import query
from e2e.packages import php_modules

_HERE = Path(__file__).parent / "wordpress"
_MODULES = ("mysqlnd", "mysqli", "mbstring", "tokenizer", "ctype")
_UNNEEDED = (".map", ".png", ".svg", ".jpg", ".gif")


@dataclass(frozen=True)
class Site:
    """An installed site; ``version`` is WordPress' own."""

    root: Path
    socket: Path
    database: str
    version: str

    def php_ini(self, folder: Path, **settings: str) -> Path:
        """Write a php.ini for one set-up: errors go to the recorder's file, and where ``settings`` tell.

        A ``__`` in a name stands for a dot.
        """
        truth = folder / "truth.jsonl"
        truth.touch()
        truth.chmod(0o666)
        modules = php_modules()
        lines = [f"extension={module}" for module in _MODULES if (modules / f"{module}.so").exists()]
        if (modules / "opcache.so").exists():
            lines += ["zend_extension=opcache", "opcache.enable_cli=1", "opcache.jit=0"]
        if "xdebug__mode" in settings:
            lines.append("zend_extension=xdebug")
        values = {
            "error_reporting": "-1",
            "display_errors": "0",
            "log_errors": "1",
            "html_errors": "0",
            "memory_limit": "256M",
            "date.timezone": "Europe/Kyiv",
            "sendmail_path": "/bin/true",
            "auto_prepend_file": str(_HERE / "recorder.php"),
            "wpdiag.truth": str(truth),
            "wpdiag.socket": str(self.socket),
            "wpdiag.database": self.database,
        } | {name.replace("__", "."): value for name, value in settings.items()}
        lines += [f'{name} = "{value}"' for name, value in values.items()]
        ini = folder / "php.ini"
        ini.write_text("\n".join(lines) + "\n")
        return ini


def install(sources: Path, root: Path, socket: Path, database: str) -> Site:
    """Copy WordPress and the offenders to ``root``, and install the site."""
    shutil.copytree(sources, root, ignore=_unneeded)
    content = root / "wp-content"
    shutil.copy(_HERE / "wp-config.php", root)
    shutil.copytree(_HERE / "offender", content / "plugins" / "offender")
    shutil.copytree(_HERE / "offender-theme", content / "themes" / "offender-theme")
    shutil.copytree(_HERE / "mu-plugins", content / "mu-plugins")
    query(socket, f"CREATE DATABASE {database}")
    site = Site(root, socket, database, "")
    folder = root.parent / f"install-{database}"
    folder.mkdir()
    ini = site.php_ini(folder, error_log=str(folder / "error.log"))
    done = subprocess.run(
        ["php", "-c", ini, _HERE / "install.php", root],
        env={"PHP_INI_SCAN_DIR": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(
            f"WordPress could not be installed: {done.stdout}{done.stderr}{(folder / 'error.log').read_text()}"
        )
    return Site(root, socket, database, done.stdout.strip())


def _unneeded(folder: str, names: list[str]) -> list[str]:
    """What PHP never reads, the package's own configuration, and links into packages that are not there."""
    return [
        name for name in names if name.endswith(_UNNEEDED) or name == "wp-config.php" or not Path(folder, name).exists()
    ]

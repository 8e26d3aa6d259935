"""A report's file: whole or not at all, for others read it while it is written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def obstacle(file: Path) -> str:
    """Why a file cannot be written, as far as that can be told before; empty where nothing is in the way."""
    if file.is_dir():
        return "it is a folder"
    if not file.parent.is_dir():
        return f"there is no folder {file.parent}"
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        return "no permission"
    return ""


def write_file(file: Path, text: str) -> None:
    """Write text as UTF-8; a file of the same name is replaced at the end, what is no file (a pipe) written to.

    :raises OSError: where that cannot be done; the old file is as it was.
    """
    data = text.encode("utf-8", "backslashreplace")
    whole = file.resolve()
    if (file.exists() and not file.is_file()) or not os.access(whole.parent, os.W_OK):
        file.write_bytes(data)
        return
    part = whole.with_name(f".{whole.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        if whole.exists():
            shutil.copymode(whole, part)
        part.replace(whole)
    except OSError:
        part.unlink(missing_ok=True)
        raise

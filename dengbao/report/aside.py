"""An earlier report that people worked on is never lost: it is copied beside itself before it is written again."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path


def set_aside(path: Path) -> Path:
    """Copy a file beside itself, named after the time when it was last written.

    Returns:
        The copy.
    """
    written = dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC)
    aside = path.with_name(f"{path.stem}-{written:%Y%m%dT%H%M%SZ}{path.suffix}")
    shutil.copy2(path, aside)
    aside.chmod(0o600)
    return aside

"""The masking key under which a run's texts are stored, so that equal secrets stay equal from place to place."""

from __future__ import annotations

import functools
import os
from pathlib import Path

from dengbao.mask import key_of, site_key


@functools.cache
def run_key(inventory: Path | None = None) -> bytes:
    """Give the key: that of the inventory, or the user's own where there is no inventory that can hold one.

    The workers of one run are many processes, and all must come to the same key.
    """
    if inventory is not None:
        folder = inventory if inventory.is_dir() else inventory.parent
        if (folder / ".dengbao" / "site.key").exists() or os.access(folder, os.W_OK):
            return key_of(inventory)
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path("~/.config").expanduser())
    return site_key(Path(base) / "dengbao" / "site.key")

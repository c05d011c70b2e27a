"""The masking key that a user's runs share, so that equal secrets stay equal from place to place and run to run."""

from __future__ import annotations

import functools
import os
from pathlib import Path

from dengbao.mask import site_key


@functools.cache
def default_key() -> bytes:
    """Give the key: ``DENGBAO_SITE_KEY``, else the user's own file, which is made at the first call (0600)."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path("~/.config").expanduser())
    return site_key(Path(base) / "dengbao" / "site.key")

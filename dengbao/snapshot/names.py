"""Names of files: an output is stored under its command's name, a host under its own."""

from __future__ import annotations

import re
from pathlib import Path

CONFIG = "running-config"
"""The configuration, whatever command printed it."""

_OTHER = re.compile(r"[^a-z0-9._-]+")


def slug(command: str) -> str:
    """Name an output after its command: lower case, every run of other characters one ``-``.

    >>> slug("show configuration | display set")
    'show-configuration-display-set'
    """
    return _OTHER.sub("-", command.strip().lower()).strip("-")


def is_safe(host: str) -> bool:
    """Tell whether a host's name can be a folder's name: one part, visible characters, no way out of the folder."""
    return (
        bool(host)
        and host not in {".", ".."}
        and not host.startswith(".")
        and "/" not in host
        and "\\" not in host
        and host.isprintable()
        and len(host.encode()) <= 200  # noqa: PLR2004 - a file name holds 255 bytes, the temporary one has a suffix
    )


_FIXED = {".json", ".inf", ".csv", ".snmprec", ".snmpwalk"}


def file_slug(path: Path) -> str:
    """Give the slug under which a file's text is kept.

    Files of a fixed kind keep their full name (``windows.json``, ``ups.snmprec``), others drop the extension.
    """
    if path.suffix.lower() in _FIXED:
        return path.name.lower()
    return CONFIG if path.stem.lower() == CONFIG else slug(path.stem)

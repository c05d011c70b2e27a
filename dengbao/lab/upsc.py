"""The file that a UPS of the lab speaks from: the output of ``upsc NAME``, one ``key: value`` a line."""

from __future__ import annotations

from pathlib import Path


def read_upsc(path: Path) -> dict[str, str]:
    """Read the variables.

    Args:
        path: the file.

    Returns:
        Values by name, in the file's order; empty when there is no file, as with a driver that is not connected.
    """
    if not path.is_file():
        return {}
    pairs = (line.partition(":") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {key.strip(): value.strip() for key, colon, value in pairs if colon}

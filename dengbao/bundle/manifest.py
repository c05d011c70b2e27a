"""``manifest.json`` of a bundle: what judged, and the digest of every other file; the signature is made over it."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib
from functools import cache
from pathlib import Path

from msgspec import Struct

SCHEMA = "dengbao-bundle/1"
MANIFEST = "manifest.json"
INVENTORY, RESULTS, SNAPSHOT = "inventory.json", "results", "snapshot"
"""Where things lie in a bundle."""


class Entry(Struct, frozen=True):
    """One packed file."""

    sha256: str
    bytes: int


class Manifest(Struct, kw_only=True, frozen=True):
    """What a bundle holds. ``code`` is the digest of the program that judged, ``files`` go by path."""

    schema: str = SCHEMA
    tool: str
    catalogue: str
    code: str
    site: str
    as_of: dt.date
    files: dict[str, Entry]


def entry(path: Path) -> Entry:
    """Give size and digest of a file as it lies there."""
    with path.open("rb") as file:
        return Entry(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


@cache
def code_digest() -> str:
    """Give 12 hex digits that change with any file of the program that a verdict could depend on."""
    digest = hashlib.sha256()
    for name in ("dengbao", "parsers", "checks"):
        for place in importlib.import_module(name).__path__:
            root = Path(place)
            for path in sorted(path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc"):
                digest.update(f"{name}/{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]

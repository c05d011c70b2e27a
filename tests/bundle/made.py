"""Bundles of two devices of the lab, and ways to spoil them as a forger would."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

from dengbao.cli import main

LAB = Path(__file__).parents[2] / "inventories" / "lab"
DEVICES = LAB / "devices"
ROOT = "dengbao-bundle/"
Files = dict[str, bytes]


def check(folder: Path, out: Path, *more: str) -> Path:
    words = ["check", "-i", str(LAB), "--from", str(folder), "--out", str(out), "--as-of", "2026-11-20", "--quiet"]
    assert main([*words, "--limit", "acc-hw,ups-a", "-k", "mgmt or power", *more]) == 0
    return out


def bundle(results: Path, folder: Path, out: Path, *more: str) -> int:
    return main(["bundle", str(results), "--from", str(folder), "-i", str(LAB), "--out", str(out), *more])


def read(path: Path) -> Files:
    with tarfile.open(path) as tar:
        return {one.name.removeprefix(ROOT): tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]


def write(path: Path, files: Files, *extra: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(ROOT + name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        for info in extra:
            tar.addfile(info, io.BytesIO(bytes(info.size)))
    return path


def spoiled(path: Path, out: Path, spoil: Callable[[Files], None], **manifest: object) -> Path:
    """Spoil files, and write a manifest that fits them: hashes alone do not tell."""
    files = read(path)
    spoil(files)
    listed = json.loads(files["manifest.json"]) | manifest
    listed["files"] = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in files.items()
        if not name.startswith("manifest.json")
    }
    return write(out, files | {"manifest.json": json.dumps(listed).encode()})


def replaced(name: str, old: str, new: str) -> Callable[[Files], None]:
    def spoil(files: Files) -> None:
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode(), 1)

    return spoil

"""Copies what was judged into a bundle: the snapshot's files of the judged hosts, a plain folder's masked."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from dengbao.errors import UserError
from dengbao.mask import mask
from dengbao.platforms import platform
from dengbao.results.atomic import FOLDER_MODE, why
from dengbao.snapshot import Folder, open_folder, plain, terminal
from dengbao.snapshot.decode import decode
from dengbao.snapshot.key import run_key
from dengbao.snapshot.records import RUN_FILE, Manifest, sha256

_EMPTY = ".empty"
"""Keeps a host's empty folder in an archive of files; what begins with a dot is read as nothing."""


def copy(folder: Folder, platforms: Mapping[str, str], into: Path) -> None:
    """Copy the evidence of some hosts.

    Args:
        folder: a snapshot or a plain folder.
        platforms: the hosts that were judged, with their platforms.
        into: the new folder.

    Raises:
        UserError: a file cannot be read, was changed since it was gathered, or still holds a secret when masked.
    """
    into.mkdir(parents=True, mode=FOLDER_MODE)
    try:
        if folder.manifest:
            _snapshot(folder.root, folder.manifest, platforms, into)
        else:
            _plain(folder.root, platforms, into, run_key() if folder.key is None else folder.key)
    except OSError as error:
        raise UserError(f"读不到:{why(error)}", file=error.filename) from error
    _assert_masked(into, platforms)


def _snapshot(root: Path, manifest: Manifest, platforms: Mapping[str, str], into: Path) -> None:
    shutil.copyfile(root / RUN_FILE, into / RUN_FILE)
    for host in platforms:
        for name, digest in sorted(manifest.hosts[host].sha256.items() if host in manifest.hosts else ()):
            path = root / host / name
            if not path.exists():
                continue  # judged as missing, here as there
            data = path.read_bytes()
            if sha256(data) != digest:
                raise UserError("与采集时的摘要不符,已被改动", file=path, mend="重新采集该主机,或恢复原文件")
            _write(into / host / name, data)


def _plain(root: Path, platforms: Mapping[str, str], into: Path, key: bytes) -> None:
    for entry in plain.entries(root):
        host = plain.host_of(entry)
        if host not in platforms:
            continue
        if not entry.is_dir():
            _write(into / entry.name, _masked(entry.read_bytes(), platforms[host], key))
            continue
        _write(into / host / _EMPTY, b"")
        for path in sorted(entry.iterdir()):
            if path.is_file() and not path.name.startswith("."):
                _write(into / host / path.name, _masked(path.read_bytes(), platforms[host], key))


def _masked(raw: bytes, platform_name: str, key: bytes) -> bytes:
    """Mask a file as it is read, pagers taken out first: they could cut a secret in two."""
    if not raw.strip(b"\0 \t\r\n"):
        return raw
    text, known = decode(raw).text, platform(platform_name)
    if known and known.prompt:
        text = terminal.without_pager(text)
    return mask(text, platform_name, key=key).encode()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True, mode=FOLDER_MODE)
    path.write_bytes(data)


def _assert_masked(root: Path, platforms: Mapping[str, str]) -> None:
    """Refuse texts in which a secret is left: masked again under keys made up now, they must not change."""
    one, other = secrets.token_bytes(32), secrets.token_bytes(32)
    first, second = open_folder(root, key=one), open_folder(root, key=other)
    for host, name in platforms.items():
        read, again = first.host(host, name), second.host(host, name)
        for slug, output in read.files.items() if read else ():
            same = again and again.files.get(slug) == output
            if not same or mask(output.text, name, key=other) != output.text:
                raise UserError("还有没有遮盖的口令或密钥,不装入证据包", file=output.path, mend="用本版本重新采集")

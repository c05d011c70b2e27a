"""The write side of a snapshot: a host at a time, whole or not at all; readable by its owner only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from dengbao import __version__
from dengbao.errors import UserError
from dengbao.snapshot.folder import read_manifest
from dengbao.snapshot.names import is_safe
from dengbao.snapshot.records import HOST_FILE, RUN_FILE, WORDS, Gathered, HostEntry, Manifest, sha256


def now() -> str:
    """Give the time as records write it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """A snapshot that is being written. Several processes may write different hosts of it at once."""

    def __init__(self, root: Path | str) -> None:
        """Take the snapshot's folder; nothing is made yet."""
        self.root = Path(root)

    def open(self, expected: Iterable[str], inventory: Mapping[str, Any], *, fresh: bool = False) -> Manifest:
        """Begin or resume a run.

        Args:
            expected: the hosts that this run is to gather; those of the run that is resumed are kept.
            inventory: the inventory's non-secret facts.
            fresh: throw away what an earlier run left.

        Returns:
            The manifest as it stands on disk now.

        Raises:
            UserError: the folder holds something else, or a host's name cannot be a folder's.
        """
        names = sorted(set(expected))
        for name in names:
            if not is_safe(name):
                raise UserError(f"主机名“{name}”不能作文件夹名", mend="清单里的主机名不要含 / \\ 或以点开头")
        old = self._existing()
        if fresh and old:
            self._clear(old)
            old = None
        self._make(self.root)
        created = old.created if old else now()
        expected_now = sorted({*names, *(old.expected if old else [])})
        facts = dict(inventory) or (old.inventory if old else {})
        hosts = old.hosts if old else {}
        manifest = Manifest(
            tool=f"dengbao {__version__}",
            created=created,
            updated=now(),
            expected=expected_now,
            hosts=hosts,
            inventory=facts,
        )
        self._write_manifest(manifest)
        return manifest

    def finished(self, host: str, platform: str, address: str) -> Gathered | None:
        """Give the record of a host that need not be asked again: whole, same platform and address, files unchanged."""
        record = self.record(host)
        if not record or record.status != "whole" or (record.platform, record.address) != (platform, address):
            return None
        for command in record.commands:
            if command.file:
                path = self.root / host / command.file
                if not path.is_file() or sha256(path.read_bytes()) != command.sha256:
                    return None
        return record

    def record(self, host: str) -> Gathered | None:
        """Read a host's record; None where there is none that can be read."""
        try:
            return msgspec.json.decode((self.root / host / HOST_FILE).read_bytes(), type=Gathered)
        except (OSError, msgspec.MsgspecError):
            return None

    def put(self, record: Gathered, texts: Mapping[str, str]) -> None:
        """Store a host's outputs (masked) and record, in place of what was there.

        The digests and sizes of the record's commands are filled in from the bytes that are stored.
        """
        folder = self.root / record.host
        draft = self.root / f".{record.host}.{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        self._make(draft)
        for command in record.commands:
            if command.file:
                data = texts[command.file].encode("utf-8", "backslashreplace")
                command.sha256, command.bytes = sha256(data), len(data)
                _write(draft / command.file, data)
        _write(draft / HOST_FILE, msgspec.json.format(msgspec.json.encode(record)))
        aside = self.root / f".{record.host}.{os.getpid()}.old"
        if folder.exists():
            folder.rename(aside)
        draft.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)

    def close(self, *, created: str = "", slices: Iterable[str] = ()) -> Manifest:
        """Complete the manifest from the hosts' records, and sweep away what a killed run left half done.

        A host that was expected and has no record stands there as ``missing``.

        Args:
            created: when the run began, where it was not this one (a merge).
            slices: what was merged.
        """
        old = self._existing()
        assert old, "open() comes first"
        hosts = {host: self._entry(host) for host in old.expected}
        manifest = msgspec.structs.replace(
            old, created=created or old.created, updated=now(), hosts=hosts, slices=list(slices) or old.slices
        )
        self._write_manifest(manifest)
        for left in self.root.glob(".*"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
        return manifest

    def _entry(self, host: str) -> HostEntry:
        record = self.record(host)
        if record is None:
            return HostEntry(status="missing", reason=WORDS["missing"])
        files = [HOST_FILE, *(command.file for command in record.commands if command.file)]
        digests = {file: sha256((self.root / host / file).read_bytes()) for file in sorted(set(files))}
        return HostEntry(platform=record.platform, status=record.status, reason=record.reason, sha256=digests)

    def _existing(self) -> Manifest | None:
        """Read the manifest of an earlier run.

        Raises:
            UserError: the folder holds something, and it is no snapshot.
        """
        if not self.root.exists():
            return None
        if not self.root.is_dir():
            raise UserError("已有同名文件", file=self.root, mend="换一个 --out")
        manifest = read_manifest(self.root)
        if manifest is None and any(self.root.iterdir()):
            raise UserError("文件夹里有别的东西，不是快照", file=self.root, mend="换一个空的 --out")
        return manifest

    def _clear(self, old: Manifest) -> None:
        for host in {*old.expected, *old.hosts}:
            if is_safe(host):
                shutil.rmtree(self.root / host, ignore_errors=True)
        (self.root / RUN_FILE).unlink(missing_ok=True)

    def _write_manifest(self, manifest: Manifest) -> None:
        draft = self.root / f".{RUN_FILE}.{os.getpid()}"
        _write(draft, msgspec.json.format(msgspec.json.encode(manifest)))
        draft.replace(self.root / RUN_FILE)

    @staticmethod
    def _make(folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"无法建立文件夹（{error.strerror}）", file=folder, mend="检查路径与权限") from error


def _write(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads, down to the disk."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)

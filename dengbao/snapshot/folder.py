"""The read side: a snapshot, or a plain folder of the contract, as texts by host and output."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from dengbao.errors import UserError
from dengbao.snapshot import plain
from dengbao.snapshot.decode import decode
from dengbao.snapshot.host_files import HostFiles, Output
from dengbao.snapshot.names import file_slug, is_safe, slug
from dengbao.snapshot.records import HOST_FILE, RUN_FILE, RUN_SCHEMA, WORDS, Gathered, HostEntry, Manifest, sha256


def open_folder(path: Path | str, *, key: bytes | None = None) -> Folder:
    """Open what a check judges.

    Args:
        path: a snapshot, or a plain folder.
        key: the site's masking key for the texts of a plain folder; the user's own when None.

    Returns:
        The folder. Nothing but the manifest is read yet.

    Raises:
        UserError: the folder does not exist, or its manifest cannot be read.
    """
    root = Path(path)
    if not root.is_dir():
        raise UserError("文件夹不存在", file=root, mend="用 --from 指向快照，或放有设备配置的文件夹")
    return Folder(root, read_manifest(root), key)


def read_manifest(root: Path) -> Manifest | None:
    """Read a snapshot's manifest; None where there is none.

    Raises:
        UserError: it is damaged, or of a later form.
    """
    path = root / RUN_FILE
    if not path.exists():
        return None
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, OSError) as error:
        raise UserError(f"快照清单无法读取：{error}", file=path, mend="重新采集，或删去它当作普通文件夹") from error
    if manifest.schema != RUN_SCHEMA:
        raise UserError(
            f"快照格式是 {manifest.schema}，本版本只读 {RUN_SCHEMA}", file=path, key="schema", mend="换用相应版本"
        )
    return manifest


class Folder:
    """A folder of texts by host; ``manifest`` is None for a plain folder, whose texts are masked under ``key``."""

    def __init__(self, root: Path, manifest: Manifest | None, key: bytes | None) -> None:
        """Keep the parts; see ``open_folder``."""
        self.root, self.manifest, self.key = root, manifest, key

    def __repr__(self) -> str:
        """Name the folder and its kind."""
        return f"Folder({str(self.root)!r}, {'snapshot' if self.is_snapshot else 'plain'})"

    @property
    def is_snapshot(self) -> bool:
        """Tell a snapshot from a plain folder."""
        return self.manifest is not None

    @property
    def gathered_at(self) -> datetime | None:
        """When the run began, the date by which a snapshot is judged; None for a plain folder."""
        return _time(self.manifest.created) if self.manifest else None

    def hosts(self) -> list[str]:
        """Name the hosts that something is known of, in order: those of the manifest, else those with files."""
        if self.manifest:
            return sorted({*self.manifest.expected, *self.manifest.hosts})
        return plain.hosts(self.root)

    def host(self, name: str, platform_name: str) -> HostFiles | None:
        """Read one host.

        Args:
            name: its inventory name.
            platform_name: its platform, which decides how its texts are masked, split and found to be whole.

        Returns:
            What lies there, or None when nothing is known of the host.
        """
        if not is_safe(name):
            return None
        if self.manifest is None:
            return plain.read_host(self.root, name, platform_name, self.key)
        entry = self.manifest.hosts.get(name)
        if entry is None:
            expected = name in self.manifest.expected
            return HostFiles(name, platform_name, "missing", WORDS["missing"]) if expected else None
        return self._gathered(name, platform_name, entry)

    def _gathered(self, name: str, platform_name: str, entry: HostEntry) -> HostFiles:
        """Read a host of a snapshot, each file held against its digest."""
        if entry.platform != platform_name:
            why = f"采集时平台是 {entry.platform or '(未写)'}，清单现在写 {platform_name}，须重新采集"
            return HostFiles(name, platform_name, "partial", why)
        raw, changed = self._verified(name, entry.sha256)
        problems = {file_slug(Path(file)): why for file, why in changed.items()}
        try:
            record = msgspec.json.decode(raw.pop(HOST_FILE), type=Gathered)
        except (KeyError, msgspec.MsgspecError):
            why = changed.get(HOST_FILE, f"{name}/{HOST_FILE} 无法读取")
            return HostFiles(name, platform_name, "partial", why, problems=problems)
        files = {file_slug(Path(file)): Output(f"{name}/{file}", decode(data).text) for file, data in raw.items()}
        for command in record.commands:
            if command.problem:
                problems.setdefault(
                    file_slug(Path(command.file)) if command.file else slug(command.command), command.problem
                )
        status = "partial" if changed and entry.status == "whole" else entry.status
        reason = "；".join(filter(None, [entry.reason, *changed.values()]))
        return HostFiles(name, platform_name, status, reason, _time(record.started), files, problems, record)

    def _verified(self, name: str, digests: dict[str, str]) -> tuple[dict[str, bytes], dict[str, str]]:
        """Read the files whose bytes are those that were stored; say of the others what is wrong."""
        raw: dict[str, bytes] = {}
        wrong: dict[str, str] = {}
        for file, digest in sorted(digests.items()):
            try:
                data = (self.root / name / file).read_bytes()
            except OSError as error:
                wrong[file] = f"{name}/{file} 无法读取({error.strerror})"
                continue
            if sha256(data) == digest:
                raw[file] = data
            else:
                wrong[file] = f"{name}/{file} 与采集时的摘要不符，已被改动"
        return raw, wrong


def _time(text: str) -> datetime | None:
    """Read a time of a record."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return None

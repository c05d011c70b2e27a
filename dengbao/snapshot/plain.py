"""A plain folder: what people lay down by hand, one folder or one file a host."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dengbao.mask import mask
from dengbao.platforms import Platform, platform
from dengbao.snapshot import terminal
from dengbao.snapshot.decode import decode
from dengbao.snapshot.host_files import HostFiles, Output
from dengbao.snapshot.key import run_key
from dengbao.snapshot.names import CONFIG, file_slug, slug
from dengbao.snapshot.records import Status
from dengbao.snapshot.wholeness import flaw

_SINGLE = {
    "ups": {".snmprec": "ups.snmprec", ".snmpwalk": "ups.snmpwalk", "": "upsc"},
    "windows": {".inf": "secedit.inf", ".csv": "auditpol.csv", "": "windows.json"},
    "linux": {"": "linux.json"},
}
"""What a single file ``FOLDER/<host>.<ext>`` is, by platform and extension; a network device's is its configuration."""


def hosts(root: Path) -> list[str]:
    """Name the hosts that a plain folder holds something of, in order."""
    return sorted({host_of(entry) for entry in entries(root)})


def single_output(platform_name: str, path: Path) -> str:
    """Name the output that a single file of a platform is, by its extension."""
    kinds = _SINGLE.get(platform_name, {"": CONFIG})
    return kinds.get(path.suffix.lower(), kinds[""])


def read_host(root: Path, name: str, platform_name: str, key: bytes | None) -> HostFiles | None:
    """Read one host's folder or single file; None where there is neither.

    Args:
        root: the plain folder.
        name: the host's inventory name.
        platform_name: decides how texts are split, masked and found to be whole.
        key: the site's masking key; the user's own when None.
    """
    found = [entry for entry in entries(root) if host_of(entry) == name]
    if not found:
        return None
    if len(found) > 1:
        both = "、".join(entry.name for entry in found)
        return HostFiles(name, platform_name, "partial", f"同一主机有多份文件({both})，只能留一份")
    if not found[0].is_dir():
        return read_file(found[0], platform_name, key, root=root)
    reader = _Reader(root, platform_name, platform(platform_name), run_key() if key is None else key)
    for path in sorted(found[0].iterdir()):
        if path.is_file() and not path.name.startswith("."):
            reader.read(path, file_slug(path))
    if not (reader.files or reader.problems):
        reader.problems[CONFIG] = f"{name}/ 是空文件夹"
    return reader.host(name)


def read_file(path: Path, platform_name: str, key: bytes | None, *, root: Path | None = None) -> HostFiles:
    """Read a host of which there is one file: its configuration, its document, or the log of a terminal.

    Args:
        path: the file; its name without the extension is the host's.
        platform_name: decides how the text is split, masked and found to be whole.
        key: the site's masking key; the user's own when None.
        root: the folder from which the file is named; its own when None.
    """
    reader = _Reader(root or path.parent, platform_name, platform(platform_name), run_key() if key is None else key)
    reader.read(path, single_output(platform_name, path))
    return reader.host(host_of(path))


@dataclass
class _Reader:
    """Reads one host's files into outputs, and says of each what is wrong with it."""

    root: Path
    platform_name: str
    platform: Platform | None
    key: bytes
    files: dict[str, Output] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    def read(self, path: Path, key: str) -> None:
        """Read one file; a terminal log gives several outputs."""
        relative = path.relative_to(self.root).as_posix()
        try:
            raw = path.read_bytes()
        except OSError as error:
            self.problems[key] = f"{relative} 无法读取({error.strerror})"
            return
        if not raw.strip():
            self.problems[key] = f"{relative} 是空文件"
        elif not raw.strip(b"\0 \t\r\n"):
            self.problems[key] = f"{relative} 全是空字节(NUL)，内容已损坏"
        else:
            self._take(relative, key, decode(raw).text)

    def _take(self, relative: str, key: str, text: str) -> None:
        if not (self.platform and self.platform.prompt):
            self.files[key] = self._masked(relative, text)
            return
        text = terminal.without_pager(text)
        outputs = terminal.split(text, self.platform) if key == CONFIG else None
        if outputs is None:
            self.files[key] = self._masked(relative, terminal.without_last_prompt(text, self.platform))
            return
        for output in outputs:
            self.files[output.slug] = self._masked(relative, output.text)
        if CONFIG not in self.files:
            wanted = self.platform.config.command if self.platform.config else ""
            self.problems[CONFIG] = f"{relative} 是终端记录，但其中没有 {wanted} 的输出"

    def _masked(self, relative: str, text: str) -> Output:
        return Output(relative, mask(text, self.platform_name, key=self.key))

    def host(self, name: str) -> HostFiles:
        """Hold every output that the allow-list knows against what says that it is whole, and give all."""
        for command in self.platform.commands if self.platform else ():
            key = command.file or slug(command.command)
            output = self.files.get(key)
            if output and key not in self.problems and (why := flaw(output.text, command.whole)):
                self.problems[key] = f"{output.path} {why}"
        status: Status = "partial" if self.problems else "whole"
        reason = "；".join(self.problems.values())
        return HostFiles(name, self.platform_name, status, reason, None, self.files, self.problems)


def entries(root: Path) -> list[Path]:
    """Give the folders and files of hosts, in order; what begins with a dot is none."""
    return sorted(entry for entry in root.iterdir() if not entry.name.startswith("."))


def host_of(entry: Path) -> str:
    """Name the host that an entry is of."""
    return entry.name if entry.is_dir() else entry.stem

"""The archive itself: a gzipped tar that is the same bytes for the same files, and is read without trusting it."""

from __future__ import annotations

import gzip
import hashlib
import tarfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

import msgspec

from dengbao.bundle.manifest import MANIFEST, SCHEMA, Entry, Manifest
from dengbao.errors import UserError
from dengbao.results.atomic import FOLDER_MODE, atomic, why
from dengbao.results.visible import clip, one_line

PREFIX = "dengbao-bundle/"
SIGNATURES = (f"{MANIFEST}.sig", f"{MANIFEST}.minisig")
_MOST = 64 << 20
"""Bytes of a manifest or signature: they are read before anything is known of the bundle."""

_MEND = "核对文件;证据包由 dengbao bundle 生成"


class Unpacked(NamedTuple):
    """What was found. ``problems`` are Chinese lines, one for each file that is not what the manifest says."""

    manifest: Manifest
    signed: bytes
    signature: tuple[str, bytes] | None
    problems: list[str]


def pack(root: Path, names: Sequence[str], out: Path) -> None:
    """Write the archive: times, owners and modes are fixed, so that equal files make equal archives.

    Args:
        root: the folder of the files.
        names: their paths in it, in the order of the archive; the manifest comes first.
        out: the archive.

    Raises:
        UserError: it cannot be written.
    """
    with (
        atomic(out) as file,
        gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name in names:
            info = tarfile.TarInfo(PREFIX + name)
            info.size, info.mode = (root / name).stat().st_size, 0o600
            with (root / name).open("rb") as content:
                tar.addfile(info, content)


def unpack(path: Path, into: Path) -> Unpacked:
    """Read an archive: only plain files that the manifest lists, of the size that it says, inside ``into``.

    Raises:
        UserError: the file cannot be read, or is no bundle.
    """
    try:
        with tarfile.open(path, mode="r|gz") as tar:
            return _Reader(tar, path, into).read()
    except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise UserError("不是证据包,或已损坏、不完整", file=path, mend=_MEND) from error
    except OSError as error:
        raise UserError(f"读不到:{why(error)}", file=path) from error


class _Reader:
    """Goes through one archive once, front to back."""

    def __init__(self, tar: tarfile.TarFile, path: Path, into: Path) -> None:
        self._tar, self._path, self._into = tar, path, into
        self._problems: list[str] = []

    def read(self) -> Unpacked:
        members = iter(self._tar)
        first = next(members, None)
        if first is None or first.name != PREFIX + MANIFEST or not first.isreg() or first.size > _MOST:
            raise UserError("不是证据包:第一个文件不是清单", file=self._path, mend=_MEND)
        signed = self._content(first).read()
        try:
            manifest = msgspec.json.decode(signed, type=Manifest)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise UserError(f"证据包的清单读不懂({error})", file=self._path, mend=_MEND) from error
        if manifest.schema != SCHEMA:
            raise UserError(
                f"证据包格式是 {manifest.schema},本版本只读 {SCHEMA}", file=self._path, mend="换用相应版本的 dengbao"
            )
        signature: tuple[str, bytes] | None = None
        seen: set[str] = set()
        for member in members:
            name = member.name.removeprefix(PREFIX)
            if name in SIGNATURES and signature is None and member.isreg() and member.size <= _MOST:
                signature = name, self._content(member).read()
            else:
                self._take(member, name, manifest.files.get(name), seen)
        for name in manifest.files:
            if name not in seen:
                self._say("缺少文件", name)
        return Unpacked(manifest, signed, signature, self._problems)

    def _take(self, member: tarfile.TarInfo, name: str, known: Entry | None, seen: set[str]) -> None:
        if not member.name.startswith(PREFIX) or not _inside(name):
            self._say("路径越出证据包", member.name)
        elif known is None:
            self._say("多出文件", name)
        elif name in seen:
            self._say("文件重复", name)
        elif not member.isreg():
            seen.add(name)
            self._say("不是普通文件", name)
        else:
            seen.add(name)
            if member.size != known.bytes or self._store(member, name) != known.sha256:
                self._say("文件被改动", name)

    def _store(self, member: tarfile.TarInfo, name: str) -> str:
        """Write a file down, and give its digest."""
        digest, target = hashlib.sha256(), self._into / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        content = self._content(member)
        with target.open("xb") as file:
            while block := content.read(1 << 20):
                digest.update(block)
                file.write(block)
        return digest.hexdigest()

    def _content(self, member: tarfile.TarInfo) -> IO[bytes]:
        content = self._tar.extractfile(member)
        assert content, "asked of plain files only"
        return content

    def _say(self, what: str, name: str) -> None:
        self._problems.append(f"{what}:{clip(one_line(name), 200)}")


def _inside(name: str) -> bool:
    """Tell whether a path stays where it is put, on any system."""
    path = PurePosixPath(name)
    return (
        bool(name)
        and str(path) == name
        and not path.is_absolute()
        and not Path(name).drive
        and ".." not in path.parts
        and "\\" not in name
        and "\0" not in name
    )

"""Puts the committed project with its lab, wheels and the install script into one archive."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dengbao import __version__
from dengbao.errors import UserError
from dengbao.offline.target import Target
from dengbao.results.atomic import atomic
from dengbao.results.visible import clip, one_line

_LOCK, _SCRIPT, _WHEELS = "requirements.lock", "dengbao/offline/install.sh", "wheels"
_NOT_NEEDED = ("tests/", "benchmarks/", ".ci/")
"""What only they need who develop this: it takes tools that are not in the archive."""


def pack(root: Path, target: Target) -> tuple[Path, str]:
    """Make the archive.

    Args:
        root: a git checkout of the project.
        target: the machine that it is for.

    Returns:
        The archive, and its SHA-256.

    Raises:
        UserError: it is no checkout, or the wheels cannot be had.
    """
    time = int(_git(root, "log", "-1", "--format=%ct"))
    top = f"dengbao-{__version__}"
    out = root / "build" / f"{top}-offline-{target.name}.tar.gz"
    with tempfile.TemporaryDirectory(prefix="dengbao-") as name:
        wheels, project = Path(name, _WHEELS), _committed(root)
        wheels.mkdir()
        _download(project[_LOCK].data.decode(), target, wheels)
        with (
            atomic(out) as file,
            gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        ):
            for path, content in _contents(project, wheels, target):
                info = tarfile.TarInfo(f"{top}/{path}")
                info.size, info.mtime, info.mode = len(content.data), time, content.mode
                tar.addfile(info, io.BytesIO(content.data))
    with out.open("rb") as file:
        return out, hashlib.file_digest(file, "sha256").hexdigest()


def is_changed(root: Path) -> bool:
    """Tell whether files differ from the last commit: what is packed is the commit, which belongs together."""
    return bool(_git(root, "status", "--porcelain").strip())


class _Content(NamedTuple):
    data: bytes
    mode: int = 0o644


def _committed(root: Path) -> dict[str, _Content]:
    """Give the files of the last commit by path."""
    with tarfile.open(fileobj=io.BytesIO(_git(root, "archive", "--format=tar", "HEAD"))) as tar:
        return {
            one.name: _Content(content.read(), 0o755 if one.mode & 0o100 else 0o644)
            for one in tar
            if one.isreg() and not one.name.startswith(_NOT_NEEDED) and (content := tar.extractfile(one))
        }


def _contents(project: dict[str, _Content], wheels: Path, target: Target) -> Iterator[tuple[str, _Content]]:
    """Give every file of the archive; the script comes first, where people look."""
    yield "install.sh", project[_SCRIPT]
    yield from project.items()
    yield f"{_WHEELS}/target", _Content(f"{target.python} {target.glibc} {target.machine}\n".encode())
    for wheel in sorted(wheels.glob("*.whl")):
        yield f"{_WHEELS}/{wheel.name}", _Content(wheel.read_bytes())


def _download(lock: str, target: Target, into: Path) -> None:
    """Fetch the wheels, each held against the lock's hashes."""
    wanted = into / "wanted.txt"
    wanted.write_text(target.locked(lock), encoding="utf-8")
    words = ["download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    words += ["--require-hashes", *target.options(), "--dest", str(into), "-r", str(wanted)]
    done = subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = [line for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
        why = clip(one_line(said[-1] if said else ""), 200)
        raise UserError(
            f"没有下载齐依赖:{why}",
            key=target.name,
            mend="核对网络、PYTHON_VERSION 与 PLATFORM(没有现成 wheel 的组合做不了)",
        )


def _git(root: Path, *words: str) -> bytes:
    git = shutil.which("git")
    done = git and subprocess.run([git, "-C", str(root), *words], capture_output=True, check=False)  # noqa: S603
    if not done or done.returncode:
        raise UserError(
            "不是 git 检出,或还没有提交过,不知道哪些文件属于项目", file=root, mend="在 git clone 得到的目录里运行"
        )
    return done.stdout

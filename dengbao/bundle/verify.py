"""Holds a bundle against its own hashes, against a signature, and against what its evidence gives when judged again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dengbao import __version__
from dengbao.bundle import signature
from dengbao.bundle.archive import unpack
from dengbao.bundle.manifest import Manifest, code_digest
from dengbao.bundle.rejudge import rejudge
from dengbao.catalogue.version import catalogue_version

SHOWN = 10
"""Lines of each kind; the rest is counted."""

_GOOD, _WRONG, _OPEN = 0, 1, 3


@dataclass
class Account:
    """What was found, in lines for people; ``status`` is 0 sound, 1 not as it was made, 3 cannot be told."""

    lines: list[str] = field(default_factory=list)
    status: int = _GOOD

    def say(self, line: str, status: int = _GOOD) -> None:
        """Add a line; what is wrong outweighs what is open."""
        self.lines.append(line)
        if status and self.status != _WRONG:
            self.status = status


def verify(path: Path, signers: Path | None) -> Account:
    """Verify a bundle, offline.

    Args:
        path: the archive.
        signers: whom to trust (see `signature.check`); None to take any signature and none.

    Raises:
        UserError: the file is no bundle, or the signature's program is not there.
    """
    account = Account()
    with tempfile.TemporaryDirectory(prefix="dengbao-") as name:
        root = Path(name)
        found = unpack(path, root)
        said = signature.check(found.signed, found.signature, signers)
        account.say(f"签名:{said.words}", _GOOD if said.good else _WRONG)
        manifest = found.manifest
        if found.problems:
            account.say(f"文件:{len(found.problems)} 处与清单不符,没有重算判定", _WRONG)
            account.lines += _few(found.problems)
        else:
            account.say(f"文件:{len(manifest.files)} 个,摘要全部相符")
            _judge(account, manifest, root)
    return account


def _judge(account: Account, manifest: Manifest, root: Path) -> None:
    """Judge again; where another version of this program did it first, a difference proves nothing."""
    differences = [*rejudge(root)]
    here, there = _version(__version__, catalogue_version()), _version(manifest.tool, manifest.catalogue)
    same = here == there and code_digest() == manifest.code
    if not differences:
        other = "" if same else f"(打包的是 {there},本机是 {here},程序不同,结果仍然一样)"
        account.say(f"判定:按 {manifest.as_of} 重算,与包内结果逐字节相同{other}")
        return
    count = f"重算与包内结果有 {len(differences)} 处不同"
    if same:
        account.say(f"判定:{count}", _WRONG)
    else:
        alike = "同一版本号但程序有改动" if here == there else f"打包的是 {there},本机是 {here}"
        account.say(f"判定:{alike},{count},不能由此断定真伪;请换用打包时的程序核验", _OPEN)
    account.lines += _few(differences)


def _few(lines: list[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  ……另有 {len(lines) - SHOWN} 处"


def _version(tool: str, catalogue: str) -> str:
    return f"dengbao {tool}、条款目录 {catalogue}"

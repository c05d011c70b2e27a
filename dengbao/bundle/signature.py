"""Signs a manifest and checks who signed it, by the programs that people have: OpenSSH's ssh-keygen, or minisign.

Both are told apart by the key file itself. ssh-keygen signs by PROTOCOL.sshsig under the namespace ``dengbao-bundle``
(ssh-keygen(1), ``-Y sign`` and ``-Y verify``, OpenSSH 8.1 and later), so that a signature made for something else, a
git commit say, is none here; minisign(1) has no namespaces.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from dengbao.bundle.manifest import MANIFEST
from dengbao.errors import UserError
from dengbao.results.atomic import why
from dengbao.results.visible import clip, one_line

NAMESPACE = "dengbao-bundle"
_MINISIGN = "minisign"
_COMMENT = b"untrusted comment: minisign"


class Said(NamedTuple):
    """What became of a check: ``good`` is None where nothing could be decided."""

    good: bool | None
    words: str


def sign(manifest: Path, key: Path) -> Path:
    """Sign a manifest; a key with a passphrase is asked for on the terminal.

    Returns:
        The signature, beside the manifest.

    Raises:
        UserError: the key cannot be used, or the program is not there.
    """
    if _is_minisign(key):
        made = manifest.with_name(f"{MANIFEST}.minisig")
        done = _run(_MINISIGN, "-S", "-s", str(key), "-m", str(manifest), "-x", str(made))
    else:
        made = manifest.with_name(f"{MANIFEST}.sig")
        done = _run("ssh-keygen", "-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(manifest))
    if done.returncode or not made.is_file():
        raise UserError(
            f"没有签成:{_complaint(done)}",
            file=key,
            mend="用 OpenSSH 或 minisign 的私钥,例如 ssh-keygen -t ed25519 生成",
        )
    return made


def check(signed: bytes, signature: tuple[str, bytes] | None, signers: Path | None) -> Said:
    """Check who signed.

    Args:
        signed: the manifest's bytes.
        signature: its name and bytes; None where the bundle has none.
        signers: OpenSSH's ``allowed_signers`` file, or a minisign public key; None where nobody is asked for.

    Raises:
        UserError: the signers cannot be read, or the program is not there.
    """
    if signature is None:
        return Said(signers is None, "没有签名" + ("" if signers is None else ",不能证明出自所列签名人"))
    name, data = signature
    of_minisign = name.endswith(".minisig")
    if signers is None:
        return _of_nobody(signed, data, of_minisign=of_minisign)
    if _is_minisign(signers) is not of_minisign:
        kind = "minisign 公钥" if of_minisign else "OpenSSH 的 allowed_signers 文件"
        return Said(good=False, words=f"签名与 --signers 不是同一种,核对这个包要用 {kind}")
    with _files(signed, data) as folder:
        body, sig = str(Path(folder, "body")), str(Path(folder, "sig"))
        if of_minisign:
            done = _run(_MINISIGN, "-V", "-q", "-p", str(signers), "-m", body, "-x", sig)
            return Said(good=not done.returncode, words="有效" if not done.returncode else "无效,或不是该公钥所签")
        found = _run("ssh-keygen", "-Y", "find-principals", "-f", str(signers), "-s", sig)
        for who in found.stdout.decode(errors="replace").splitlines() if not found.returncode else ():
            words = ("-Y", "verify", "-f", str(signers), "-I", who, "-n", NAMESPACE, "-s", sig)
            if not _run("ssh-keygen", *words, stdin=signed).returncode:
                return Said(good=True, words=f"有效,签名人 {clip(one_line(who), 100)}")
    return Said(good=False, words="无效:内容与签名不符" if not found.returncode else "签名人不在 --signers 之列")


def _of_nobody(signed: bytes, data: bytes, *, of_minisign: bool) -> Said:
    """Say what can be said of a signature without knowing whom to trust."""
    if of_minisign or shutil.which("ssh-keygen") is None:
        return Said(good=True, words="有签名,没有核对(要核对请加 --signers)")
    with _files(signed, data) as folder:
        done = _run(
            "ssh-keygen", "-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(Path(folder, "sig")), stdin=signed
        )
    if done.returncode:
        return Said(good=False, words="无效:内容与签名不符")
    key = done.stdout.decode(errors="replace").partition(" key ")[2] or "密钥不明"
    return Said(good=True, words=f"与内容相符({clip(one_line(key), 80)}),签名人没有核对(要核对请加 --signers)")


def _files(signed: bytes, data: bytes) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="dengbao-")
    Path(folder.name, "body").write_bytes(signed)
    Path(folder.name, "sig").write_bytes(data)
    return folder


def _is_minisign(path: Path) -> bool:
    """Tell a minisign key from OpenSSH's by its first line.

    Raises:
        UserError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(len(_COMMENT)) == _COMMENT
    except OSError as error:
        raise UserError(f"读不到:{why(error)}", file=path, mend="核对 --key 或 --signers 后的路径") from error


def _run(program: str, *words: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    found = shutil.which(program)
    if found is None:
        raise UserError(f"没有 {program} 这个程序", mend="安装 openssh-client,或 minisign")
    return subprocess.run([found, *words], input=stdin, capture_output=True, check=False)  # noqa: S603 - found by name


def _complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
    return clip(one_line(said[-1]), 200) if said else f"状态 {done.returncode}"
